"""The lines above and below: who we are and how much there is to do; status and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from engine.models.vocabulary import Priority
from engine.privacy.clean import clean_line
from tui.text import crop, fit
from tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.store.worklist_totals import Totals
    from tui.widgets.lines import Part


NAME = "Smart Notification Engine"


class TitleBar(LineWidget):
    """What is listed, and its totals."""

    def __init__(self) -> None:
        """Start without figures."""
        super().__init__(id="title")
        self._parts: tuple[Part, ...] = ()

    def show(self, listed: str, totals: Totals | None) -> None:
        """Show what is listed and how many there are of each priority."""
        parts: list[Part] = [(f" {listed}  ", "title")]
        if totals is not None:
            count = totals.by_priority
            parts += [
                (f" {totals.customers:,}", "strong"),
                (" · ", "dim"),
                (f"{count[Priority.HIGH]:,} critical", "critical"),
                (" · ", "dim"),
                (f"{count[Priority.MEDIUM]:,} important", "important"),
                (" · ", "dim"),
                (f"{count[Priority.LOW]:,} routine", "dim"),
            ]
            if totals.average_risk is not None:
                parts.append((f" · risk {totals.average_risk:.1f}", "dim"))
        if tuple(parts) != self._parts:
            self._parts = tuple(parts)
            self.refresh_line(0)

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - there is one line
        """Draw the line, with our name at the right where there is room for it."""
        used = sum(cell_len(text) for text, _tone in self._parts)
        gap = width - used - cell_len(NAME) - 1
        return (*self._parts, (" " * gap + NAME, "dim")) if gap > 1 else self._parts


class Heading(LineWidget):
    """The first line of a screen beside the workbench: what is shown."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="title")
        self._text = ""

    def show(self, text: str) -> None:
        """Show other words."""
        if text != self._text:
            self._text = text
            self.refresh_line(0)

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - there is one line
        """Draw the line."""
        return ((crop(self._text, width), "title"),)


class StatusBar(LineWidget):
    """One line in plain words: what just happened, what to do next, how far the work is."""

    def __init__(self) -> None:
        """Start silent."""
        super().__init__(id="status")
        self._text = ""
        self._tone = ""
        self._right = ""

    @property
    def text(self) -> str:
        """The sentence that stands there."""
        return self._text

    def say(self, text: str, tone: str = "") -> None:
        """Show a sentence; ``tone`` is critical for what went wrong, good for what went well."""
        self._put(clean_line(text), tone, self._right)

    def clear(self, text: str) -> None:
        """Fall silent, if ``text`` is still what stands there."""
        if self._text == clean_line(text):
            self._put("", "", self._right)

    def forget(self, start: str) -> None:
        """Fall silent, if what stands there begins with ``start``."""
        if self._text.startswith(start):
            self._put("", "", self._right)

    def say_right(self, text: str) -> None:
        """Show a few words at the right: where in the list, when the draft was saved."""
        self._put(self._text, self._tone, clean_line(text))

    def ask(
        self,
        label: str,
        value: str,
        submitted: Callable[[str], None],
        changed: Callable[[str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Ask for a line below this one, one question at a time.

        Args:
            label: what to type; it stands here while it is asked.
            value: what stands there already.
            submitted: gets the line.
            changed: is told while it is typed.
            cancelled: is told when the question is given up.
        """
        from tui.widgets.prompt import Prompt

        if self.screen.query(Prompt):
            return
        prompt = Prompt(self, label, value, submitted, changed, cancelled)
        self.say(label)
        self.screen.mount(prompt, after=self)
        prompt.focus()

    def _put(self, text: str, tone: str, right: str) -> None:
        if (text, tone, right) != (self._text, self._tone, self._right):
            self._text, self._tone, self._right = text, tone, right
            self.refresh_line(0)

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - there is one line
        """Draw the line."""
        right = f" {self._right} " if self._right else ""
        room = max(width - cell_len(right), 0)
        return ((fit(f" {self._text}", room), self._tone), (right, "dim"))


class KeyBar(LineWidget):
    """The most used keys, from the registry."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, label) pairs, as many as fit."""
        super().__init__(id="keys")
        self._keys = keys

    def show(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        if keys != self._keys:
            self._keys = keys
            self.refresh_line(0)

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - there is one line
        """Draw as many keys as fit; the last one, help, always does."""
        parts: list[Part] = []
        left = width - sum(cell_len(word) + 1 for word in self._keys[-1]) - 2
        for key, label in self._keys[:-1]:
            size = cell_len(key) + cell_len(label) + 3
            if size > left:
                break
            left -= size
            parts += [(f" {key}", "accent"), (f" {label} ", "dim")]
        key, label = self._keys[-1]
        return (*parts, (f" {key}", "accent"), (f" {label}", "dim"))


class NeededNote(LineWidget):
    """A few words at the end of the title: how many messages wait for the agent; else nothing."""

    def __init__(self) -> None:
        """Start silent."""
        super().__init__(id="needed")
        self._text = ""

    def show(self, text: str) -> None:
        """Show other words, and take no more room than they need."""
        if text != self._text:
            self._text = text
            self.styles.width = len(text) + 2 if text else 0
            self.refresh()

    def parts(self, y: int, width: int) -> Sequence[Part]:  # noqa: ARG002 - there is one line
        """Draw the words."""
        return ((f" {self._text} ", "critical"),) if self._text else ()
