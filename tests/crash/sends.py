"""Messages on their way: approved, delivered, taken back."""

from __future__ import annotations

from tests.crash.aftermath import rows_of
from tests.crash.ground import AT_NIGHT, MESSAGE
from tests.crash.program import Program
from tests.crash.scenario import BrokenError, Scenario


class Send(Scenario):
    """A message is approved and goes to the spool."""

    name, channel = "send to the spool", "SMS"

    def arguments(self) -> tuple[object, ...]:
        text = ("--message", MESSAGE, "--channel", self.channel, "--yes")
        return ("send", self.ground.customers[0], *text)

    def fate(self, program: Program) -> str:
        rows = rows_of(program.database, "SELECT state, message FROM outbox")
        if len(rows) > 1 or any(message != MESSAGE for _state, message in rows):
            raise BrokenError(f"not the message that was approved: {rows}")
        return str(rows[0][0]) if rows else "not approved"


class SendByMail(Send):
    """A message is approved and goes to a mail server."""

    name, channel, by_mail = "send by mail", "Email", True


class Deliver(Scenario):
    """Four messages that waited for the morning go to a mail server."""

    name, base, by_mail = "deliver four by mail", "queued", True

    def arguments(self) -> tuple[object, ...]:
        return ("deliver",)

    def fate(self, program: Program) -> str:
        rows = rows_of(program.database, "SELECT state, count(*) FROM outbox GROUP BY state")
        # A process attempts one message at a time: no more than one can be in the dark.
        if dict(rows) not in ({"sent": 4}, {"sent": 3, "unknown": 1}):
            raise BrokenError(f"of four messages: {rows}")
        return "one unknown" if len(rows) > 1 else "all sent"


class Undo(Scenario):
    """A waiting message is taken back and becomes a draft again."""

    name, base, now = "undo", "queued", AT_NIGHT

    def arguments(self) -> tuple[object, ...]:
        return ("undo", self.ground.customers[0])

    def fate(self, program: Program) -> str:
        customer_id = self.ground.customers[0]
        ((state,),) = rows_of(
            program.database, "SELECT state FROM outbox WHERE customer_id = ?", customer_id
        )
        drafts = rows_of(
            program.database, "SELECT message FROM drafts WHERE customer_id = ?", customer_id
        )
        if drafts != ([(MESSAGE,)] if state == "cancelled" else []):
            raise BrokenError(f"the message is {state}, the drafts are {drafts}")
        return str(state)
