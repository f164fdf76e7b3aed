"""The keyboard of plain mode, and its ends from outside: a dropped line, a request to end.

Both count as the end of the input: what is under way is done to its end, as when the agent quits.
Only waiting is broken off, so that no work is lost in the middle.
"""

from __future__ import annotations

import signal
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Handler = Callable[[int, FrameType | None], object]

ENDS = (signal.SIGHUP, signal.SIGTERM)
"""What ends the program from outside."""


@contextmanager
def handled(handler: Handler, *numbers: signal.Signals) -> Iterator[None]:
    """Handle signals while the block runs; one that is ignored (``nohup``) stays so."""
    before = {number: signal.getsignal(number) for number in numbers}
    ours = {n: was for n, was in before.items() if was not in (signal.SIG_IGN, None)}
    try:
        for number in ours:
            signal.signal(number, handler)
        yield
    finally:
        for number, was in ours.items():
            signal.signal(number, was)


class Keyboard:
    """Reads lines. Use as a context manager: within it, ``ENDS`` are the end of the input.

    Attributes:
        ended_by: the signal that has ended the input; None while none has.
    """

    def __init__(self) -> None:
        """Nothing has ended yet."""
        self.ended_by: int | None = None
        self._waits = False
        self._handlers = ExitStack()

    def __enter__(self) -> Self:
        """Listen to the signals."""
        self._handlers.enter_context(handled(self._end, *ENDS))
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave the signals to whoever had them."""
        self._handlers.close()

    def ask(self, prompt: str) -> str | None:
        """Print a prompt and return the line that was typed; None at the end of the input.

        Raises:
            KeyboardInterrupt: Ctrl+C was pressed.
        """
        try:
            # Whatever the handler raises, at whichever moment, is raised in here.
            self._waits = True
            try:
                return input(prompt) if self.ended_by is None else None
            finally:
                self._waits = False
        except (EOFError, OSError):
            # A terminal that is gone ends with an error.
            return None
        except KeyboardInterrupt:
            print()  # the terminal has written ^C where the next words would stand
            raise

    @property
    def has_reader(self) -> bool:
        """Whether there is still somebody to read what is said."""
        return self.ended_by != signal.SIGHUP

    @property
    def exit_code(self) -> int:
        """The exit code of a program that was ended so, the same as the screen's."""
        return 0 if self.ended_by in (None, signal.SIGHUP) else 128 + self.ended_by

    def _end(self, number: int, _frame: FrameType | None) -> None:
        is_first, self.ended_by = self.ended_by is None, self.ended_by or number
        if is_first and self._waits:
            raise EOFError
