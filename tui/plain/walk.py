"""The walk down the worklist: read out a customer, do what the agent says, go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.log import write_error
from engine.models.customer_numbers import customer_number
from engine.models.vocabulary import Channel
from engine.privacy.clean import clean_line, clean_text
from tui.plain import reading
from tui.plain.deeds import Deeds
from tui.plain.steps import parse, usage
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.models.work import WorkItem
    from engine.pipeline import Workbench
    from engine.store.worklist import WorklistQuery

_AT_A_TIME = 10


class Walk(Deeds):
    """One agent's walk down a worklist."""

    def __init__(
        self,
        workbench: Workbench,
        query: WorklistQuery,
        *,
        ask: Callable[[str], str | None],
        say: Callable[[str], object] = print,
        editor: list[str] | None = None,
    ) -> None:
        """Start at the first customer of ``query``.

        Args:
            workbench: the seat.
            query: whom to walk through.
            ask: prints a prompt and returns the line that was typed; None at the end of the input.
            say: prints a line.
            editor: the command that edits texts; None or empty to type them line by line.
        """
        super().__init__(workbench, ask=ask, say=say, editor=editor or [])
        self._query = query
        self._rows = Rows(workbench, query)
        self._place = 0

    def go(self) -> None:
        """Walk until the agent quits or the input ends."""
        self.say(f"{reading.totals(self._rows.totals)} h and Enter lists what you can do.")
        self._read_out()
        try:
            while (line := self.ask("> ")) is not None:
                self.say_news()
                asked = parse(line)
                if asked is None:
                    self.say(f"There is no {clean_line(line.strip())!r}; h and Enter lists all.")
                elif asked[0] == "quit":
                    break
                else:
                    self._do(*asked)
        finally:
            # Also after Ctrl+C: it is the walk that ends, not a delivery in the middle.
            self.end()

    def _do(self, word: str, rest: str) -> None:
        """Do one step; what goes wrong is said, and the walk goes on."""
        try:
            getattr(self, f"do_{word}")(rest)
        except Exception as error:
            write_error(self.workbench.settings.log_file, error)
            self.say(f"Not done: {clean_line(str(error))}")

    @property
    def customer_id(self) -> int | None:
        """The customer before the agent."""
        item = self._item()
        return item.customer_id if item else None

    def _item(self) -> WorkItem | None:
        return self._rows[self._place] if self._place < len(self._rows) else None

    def _read_out(self) -> None:
        if self.customer_id is None:
            self.say("Nobody is on this list.")
            return
        case = self.open_case(self.customer_id)
        place = self._place + 1
        self._say_all(reading.case(case.profile, case.analysis, place, len(self._rows)))
        self._say_all(reading.message(case.channel, case.text, case.draft))

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.say(line)

    # Moving

    def do_next(self, _rest: str = "") -> None:
        """The next customer."""
        if self._place + 1 >= len(self._rows):
            self.say("That was the last one.")
            return
        self._place += 1
        self._read_out()

    def do_previous(self, _rest: str) -> None:
        """The customer before."""
        if not self._place:
            self.say("This is the first one.")
            return
        self._place -= 1
        self._read_out()

    def do_go(self, rest: str) -> None:
        """Go to a customer of the list."""
        number = customer_number(rest.removeprefix("#"))
        place = None if number is None else self._rows.find(number)
        if place is None:
            self.say(f"{clean_line(rest) or 'Nobody'} is not on this list; g and an id goes there.")
            return
        self._place = place
        self._read_out()

    def do_list(self, _rest: str) -> None:
        """The next ten customers."""
        for place in range(self._place, min(self._place + _AT_A_TIME, len(self._rows))):
            if item := self._rows[place]:
                self.say(f"{place + 1}. {reading.line_of(item)}")

    def do_search(self, rest: str) -> None:
        """Only those with these words."""
        self._rows = Rows(self.workbench, self.workbench.searching(self._query, rest))
        self._place = 0
        self.say(reading.totals(self._rows.totals))
        self._read_out()

    # Reading

    def do_show(self, _rest: str) -> None:
        """Everything that is known."""
        if self.customer_id is not None:
            case = self.open_case(self.customer_id)
            self._say_all(reading.everything(case.profile, case.analysis))
            if self.workbench.has_conversation(self.customer_id):
                action = self.workbench.next_best_action(self.customer_id)
                self._say_all(reading.next_action(action))

    def do_message(self, _rest: str) -> None:
        """The message again."""
        if self.customer_id is not None:
            case = self.open_case(self.customer_id)
            self._say_all(reading.message(case.channel, case.text, case.draft))

    def do_channel(self, rest: str) -> None:
        """Another channel."""
        wanted = [c for c in Channel if clean_text(rest) and c.lower().startswith(rest.lower())]
        if self.customer_id is None or len(wanted) != 1:
            self.say(f"Name one of {', '.join(Channel)}, as in: c sms")
            return
        self.choose_channel(self.customer_id, wanted[0])
        self.do_message("")

    def do_help(self, _rest: str) -> None:
        """What can be done."""
        self._say_all(usage())
