"""The screens of a bulk review: one text after the other, the summary, and what did not go."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.bulk import Step
from tui.pace import TOO_SOON
from tui.screens.review import about, outlook, remarks, sources, words
from tui.screens.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.workbench.bulk import Outcome, Reviewed
    from tui.bulk import Walk
    from tui.screens.sheet import Text


class BulkReview(Sheet[Step]):
    """One text of a bulk review. Answers with the step that the agent takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "approve", show=False),
        Binding("n", "decide('leave out')", show=False),
        Binding("e", "decide('edit')", show=False),
    ]

    def __init__(self, walk: Walk, reviewed: Reviewed, *, added: str) -> None:
        """Show exactly what would be sent; ``added`` is what the channel puts under it."""
        self._pace = walk.pace
        self._may_go = reviewed.may_go
        going = reviewed.going
        yes = "y  approve   " if self._may_go else ""
        paragraphs = [
            *about(reviewed.customer, going.channel, going.message, reviewed.verdict),
            *remarks(going.message, reviewed.checked),
            *outlook(reviewed.verdict),
            (f"{yes}n  leave out   e  edit   Esc  stop", "accent"),
            ("", ""),
            *words(going.message, added),
            *sources(going.message, reviewed.checked),
        ]
        super().__init__(f"Review {walk.position}", paragraphs)

    def on_mount(self) -> None:
        """Count the time of the look from here."""
        self._pace.begin()

    def action_approve(self) -> None:
        """Approve, where the gate allows it and the key was not held."""
        if not self._may_go or not self.is_readable:
            return
        if self._pace.counts():
            self.dismiss(Step.APPROVE)
        else:
            self._text.border_subtitle = TOO_SOON

    def action_decide(self, step: str) -> None:
        """Answer with a step that sends nothing."""
        self.dismiss(Step(step))

    def action_leave(self) -> None:
        """Stop the review."""
        self.dismiss(Step.STOP)


class BulkSummary(Sheet[bool]):
    """Answers True when the agent confirms with S: a key that no review takes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("S", "confirm", show=False)]

    def __init__(self, walk: Walk, *, undo_seconds: int, leaves_machine: bool) -> None:
        """Show what the review came to."""
        self._sends = bool(walk.approved)
        lines = [*_summary(walk, undo_seconds, leaves_machine=leaves_machine)]
        super().__init__("Bulk review", lines, small=True)

    def action_confirm(self) -> None:
        """Confirm, where there is anything to send."""
        if self._sends:
            self.dismiss(True)


def _summary(walk: Walk, undo_seconds: int, *, leaves_machine: bool) -> Iterator[Text]:
    yield f"{walk.summary}.", "strong"
    yield "", ""
    if not walk.approved:
        yield "Esc  back to the list; the marks stay", "accent"
        return
    if not leaves_machine:
        yield "Nothing will leave this machine: the spool keeps files.", "dim"
    what = "this message" if len(walk.approved) == 1 else f"these {len(walk.approved)} messages"
    yield f"S  send {what} ({undo_seconds} seconds to take back)", "accent"
    yield "Esc  send nothing; the marks stay", "accent"


def not_sent(outcomes: Sequence[Outcome]) -> Sheet[None]:
    """Return a sheet that lists what was approved and did not go all the same."""
    lines: list[Text] = [(f"#{one.customer_id}  {one.problem}", "important") for one in outcomes]
    return Sheet("Not sent", [*lines, ("", ""), ("They stay marked. Esc  back", "accent")])
