"""The review before a send: to whom, through what, exactly which words, and what the gate says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from engine.clock import LONDON
from engine.delivery.rules import Effect
from engine.language.length import measure
from engine.privacy.clean import clean_line
from tui.pace import TOO_SOON
from tui.screens.sheet import Sheet
from tui.text import remark_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

    from engine.checks.findings import Checked
    from engine.delivery.gate import Verdict
    from engine.models.records import Customer
    from engine.models.vocabulary import Channel
    from tui.pace import Pace
    from tui.screens.sheet import Text


REMARKS_SHOWN = 4

UNFAITHFUL = (
    "▲ This terminal cannot show every letter of it; what is sent has them all.",
    "important",
)


class Review(Sheet[bool]):
    """Answers True when the agent confirms with y. Enter and a held s do nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "confirm", show=False)]

    def __init__(
        self,
        customer: Customer,
        channel: Channel,
        message: str,
        verdict: Verdict,
        checked: Checked,
        *,
        pace: Pace,
        is_faithful: bool,
        undo_seconds: int,
        leaves_machine: bool,
        added: str = "",
    ) -> None:
        """Show exactly what would be sent; ``added`` is what the channel puts under it."""
        self._pace = pace
        self._allowed = not verdict.is_stopped and bool(message.strip())
        paragraphs = [
            *about(customer, channel, message, verdict),
            *remarks(message, checked),
            *(() if is_faithful else (UNFAITHFUL,)),
            *_closing(verdict, undo_seconds, leaves_machine=leaves_machine, sends=self._allowed),
            *words(message, added),
            *sources(message, checked),
        ]
        super().__init__("Review", paragraphs)

    def on_mount(self) -> None:
        """Count the time of the look from when the text is on the screen."""
        self._pace.begin()
        self.call_after_refresh(self._pace.begin)

    def on_key(self, event: events.Key) -> None:
        """Let any other key begin the wait anew: a paste or noise on the line must not confirm."""
        if event.key != "y":
            self._pace.begin()

    def action_confirm(self) -> None:
        """Confirm, where the gate allows it and the key came by itself."""
        if not self._allowed or not self.is_readable:
            return
        if self._pace.counts():
            self.dismiss(True)
        else:
            self._text.border_subtitle = TOO_SOON


def about(customer: Customer, channel: Channel, message: str, verdict: Verdict) -> Iterator[Text]:
    """To whom, through what, of which kind, and every rule that speaks against it."""
    length = measure(channel, message)
    parts = f" · {length.parts} parts" if length.parts > 1 else ""
    long = "" if length.fits else " · longer than the channel takes"
    yield f"To    #{customer.customer_id} {customer.name or '(no name)'}", "strong"
    yield (
        f"Via   {channel} · {length.used}/{length.limit} {length.unit}{parts}{long}",
        "" if length.fits else "important",
    )
    yield f"Kind  {verdict.kind}", ""
    for reason in verdict.reasons:
        if reason.effect is Effect.STOP:
            yield f"■ Stopped: {reason}", "critical"
        else:
            yield f"▲ Held: {reason}", "important"


def remarks(message: str, checked: Checked) -> Iterator[Text]:
    """What the check found: advice, the agent decides."""
    for finding in checked.findings[:REMARKS_SHOWN]:
        yield f"▲ Check: {remark_on(message, finding)}", "important"
    if len(checked.findings) > REMARKS_SHOWN:
        yield f"▲ and {len(checked.findings) - REMARKS_SHOWN} more remarks", "important"


def words(message: str, added: str) -> Iterator[Text]:
    """The exact text, and what the channel puts under it."""
    yield message if message.strip() else "(the message is empty)", "strong"
    if added:
        yield "", ""
        yield f"The channel adds: {added}", "dim"


def sources(message: str, checked: Checked) -> Iterator[Text]:
    """Where in the record the facts of the message stand."""
    if not checked.trace:
        return
    yield "", ""
    yield "Where it comes from", "dim"
    for traced in checked.trace:
        stated = clean_line(message[traced.start : traced.end])
        yield f"“{stated}”  {traced.source}", "dim"


def _closing(
    verdict: Verdict, undo_seconds: int, *, leaves_machine: bool, sends: bool
) -> Iterator[Text]:
    """The verdict and the keys stand above the text: however long it is, they are seen."""
    yield from outlook(verdict)
    if sends and not leaves_machine:
        yield "Nothing will leave this machine: the spool keeps a file.", "dim"
    if sends:
        yield f"y  send it ({undo_seconds} seconds to take it back)    Esc  not now", "accent"
    else:
        yield "Esc  back to the message", "accent"
    yield "", ""


def outlook(verdict: Verdict) -> Iterator[Text]:
    """What will come of it once it is approved; nothing where it cannot be."""
    if verdict.is_held:
        until = f"{verdict.until.astimezone(LONDON):%a %d %b %H:%M}" if verdict.until else "later"
        yield f"It will wait until {until}, and go then if the rules allow it.", "important"
    elif not verdict.is_stopped:
        yield "The rules of contact have nothing against it.", "good"
