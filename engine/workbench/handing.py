"""Whose customer: assigning, passing on with a note, and the note's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line
from engine.store import assignments, audit, notes
from engine.store.connection import transaction
from engine.workbench.errors import InvalidAssignmentError
from engine.workbench.permissions import assigning
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from engine.models.people import Assignment


class Handing(Seat):
    """Assigning customers to agents and teams; each time leaves a row in the audit trail."""

    def assign(
        self, customer_id: int, *, agent: str | None = None, team: str | None = None, note: str = ""
    ) -> Assignment:
        """Make a customer an agent's or a team's; with neither, nobody's in particular.

        Args:
            customer_id: whose case it is about.
            agent: the login name of the agent.
            team: the name of the team.
            note: what the next agent should know; it stands on top of the case until another
                agent has worked on it, and in the history for good.

        Raises:
            UnknownCustomerError: there is no such customer.
            InvalidAssignmentError: there is no such agent or team.
        """
        self._must_exist(customer_id)
        agent = self._known_agent(agent)
        team = self.known_team(team) if team else None
        said, at = clean_line(note), self.now_text()
        with transaction(self.connection):
            before = assignments.read(self.connection, customer_id)
            assignments.assign(
                self.connection, customer_id, agent=agent, team=team, by=self.agent, at=at
            )
            after = assignments.read(self.connection, customer_id)
            if said:
                assignments.leave_note(
                    self.connection, customer_id, agent=self.agent, written_at=at, text=said
                )
                to = after.words or "nobody in particular"
                notes.add_note(
                    self.connection, customer_id, self.agent, at, f"Handed to {to}: {said}"
                )
            audit.record(
                self.connection,
                at=at,
                agent=self.agent,
                action="assign",
                customer_id=customer_id,
                details={"agent": agent, "team": team, "note": said, "before": before.words},
            )
        return after

    def assignment(self, customer_id: int) -> Assignment:
        """Return whose a customer is.

        Raises:
            UnknownCustomerError: there is no such customer.
        """
        self._must_exist(customer_id)
        return assignments.read(self.connection, customer_id)

    def why_not_assign(self, customer_id: int, agent: str | None) -> str | None:
        """Return why this agent may not assign a customer to ``agent``, a team or nobody."""
        needed = assigning(self, {"customer_id": customer_id, "agent": agent})
        return self.why_not(needed)

    def put_handover_away(self, customer_id: int) -> bool:
        """Take a handover note that was read off the case; return whether there was one."""
        self._must_exist(customer_id)
        with transaction(self.connection):
            was_there = assignments.put_note_away(self.connection, customer_id)
            if was_there:
                audit.record(
                    self.connection,
                    at=self.now_text(),
                    agent=self.agent,
                    action="handover read",
                    customer_id=customer_id,
                )
        return was_there

    def teams(self) -> tuple[str, ...]:
        """Return the teams there are: those of the customer files and those of the settings."""
        named = self.settings.people.known_teams()
        return tuple(dict.fromkeys((*named, *assignments.teams(self.connection))))

    def known_team(self, team: str) -> str:
        """Return the name of a team as it is spelt here.

        Raises:
            InvalidAssignmentError: there is no such team.
        """
        found = {known.casefold(): known for known in self.teams()}.get(team.casefold())
        if found is None:
            listed = ", ".join(self.teams())
            raise InvalidAssignmentError(f"there is no team {clean_line(team)!r}; known: {listed}")
        return found

    def _known_agent(self, agent: str | None) -> str | None:
        if agent is None or agent == self.agent or self.settings.people.is_known(agent):
            return agent
        raise InvalidAssignmentError(
            f"there is nobody called {clean_line(agent)!r}: neither [roles] nor [teams] of the "
            "settings names them, and they have no account on this host"
        )
