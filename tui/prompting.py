"""Ask the agent for one line, in place of the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

    from tui.widgets.prompt import Prompt


class Prompting(Desk):
    """The desk with a question line."""

    prompt: Prompt | None = None
    _before_prompt: Widget | None = None

    def ask_line(
        self,
        label: str,
        value: str,
        submitted: Callable[[str], None],
        changed: Callable[[str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Ask for a line; ``submitted`` gets it, ``changed`` is told while it is typed."""
        from tui.widgets.prompt import Prompt

        if self.prompt is not None:
            return
        self._before_prompt = self.focused
        self.prompt = Prompt(
            label, value, submitted=submitted, changed=changed, cancelled=cancelled
        )
        self.status.say(label)
        self.mount(self.prompt, after=self.status)
        self.prompt.focus()

    async def on_prompt_ended(self) -> None:
        """Give the line back to the status, and the keyboard to the list."""
        if self.prompt is not None:
            prompt, self.prompt = self.prompt, None
            await prompt.remove()
            self.status.clear(prompt.label)
            (self._before_prompt or self.worklist).focus()
