"""Whose customer: take one, hand one to a colleague or a team with a note, put a note away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.desk import Desk
from tui.messages import Written

if TYPE_CHECKING:
    from engine.models.people import Permission
    from engine.pipeline import Workbench

SHOWN_TEAMS = 5


@dataclass(frozen=True, slots=True)
class _To:
    """Where a customer goes: to an agent, to a team, or, with neither, to nobody in particular."""

    label: str
    agent: str | None = None
    team: str | None = None


_COLLEAGUE = _To("a colleague …")
_NOTE_READ = _To("the note is read: put it away")


class HandingActions(Desk):
    """Assigning and handing over."""

    def may_not(self, permission: Permission) -> str | None:
        """Return why the agent's role does not allow something, or None."""
        return self.workbench.why_not(permission)

    def do_assign(self) -> None:
        """Choose to whom; a colleague or a team gets a note along."""
        from tui.screens.choice import Choice

        case = self.case
        if case is None:
            return
        customer_id, assigned = case.customer_id, case.profile.assignment
        options = [_NOTE_READ] if case.profile.handover else []
        me = self.workbench.agent
        if assigned.agent != me:
            options.append(_To("me", agent=me))
        options.append(_COLLEAGUE)
        options += [
            _To(f"team {team}", team=team)
            for team in self.workbench.teams()[:SHOWN_TEAMS]
            if team != assigned.team
        ]
        if assigned.by is not None:
            options.append(_To("nobody in particular"))

        def chosen(to: _To | None) -> None:
            if to is not None:
                self._hand(customer_id, to)

        now = assigned.words or "nobody in particular"
        title = f"#{customer_id} is work of {now}. Hand to"
        self.push_screen(Choice(title, [(to.label, to) for to in options]), chosen)

    def _hand(self, customer_id: int, to: _To) -> None:
        if to is _NOTE_READ:
            self.write(lambda workbench: _put_away(workbench, customer_id))
        elif to is _COLLEAGUE:
            self.status.ask(
                f"Hand #{customer_id} to: login name, then a note",
                "",
                submitted=lambda line: self._hand_to_colleague(customer_id, line),
            )
        elif why := self.workbench.why_not_assign(customer_id, to.agent):
            self.status.say(f"Not handed over: {why}.", "important")
        elif to.agent:
            self._assign(customer_id, to, "")
        else:
            self.status.ask(
                f"Note on #{customer_id} for {to.label}; Enter alone for none",
                "",
                submitted=lambda note: self._assign(customer_id, to, note),
            )

    def _hand_to_colleague(self, customer_id: int, line: str) -> None:
        name, _, note = line.strip().partition(" ")
        if not name:
            self.status.say("Not handed over: name a colleague.", "important")
        else:
            self._assign(customer_id, _To(name, agent=name), note)

    def _assign(self, customer_id: int, to: _To, note: str) -> None:
        def assign(workbench: Workbench) -> Written:
            made = workbench.assign(customer_id, agent=to.agent, team=to.team, note=note)
            return Written(f"#{customer_id} is work of {made.words or 'nobody in particular'} now.")

        self.write(assign)


def _put_away(workbench: Workbench, customer_id: int) -> Written:
    workbench.put_handover_away(customer_id)
    return Written(f"The note on #{customer_id} is put away.")
