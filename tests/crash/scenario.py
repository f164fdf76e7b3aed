"""One thing that the program does while it is killed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from tests.crash.ground import Ground
from tests.crash.program import NOW, Program


class BrokenError(AssertionError):
    """A promise does not hold; the message says which."""


class Scenario(ABC):
    """One command, killed somewhere.

    Attributes:
        name: what is done, for the table of the long run.
        base: the database that it begins with; empty for none.
        by_mail: whether e-mail goes to the mail server, not to the spool.
        now: the present moment of the run.
    """

    name: ClassVar[str]
    base: ClassVar[str] = "loaded"
    by_mail: ClassVar[bool] = False
    now: ClassVar[str] = NOW

    def __init__(self, ground: Ground) -> None:
        """Begin with the databases of ``ground``."""
        self.ground = ground

    @abstractmethod
    def arguments(self) -> tuple[object, ...]:
        """Return the arguments of the command."""

    def at_once(self, program: Program) -> None:
        """Look at what the kill has left, before the program is started again.

        Raises:
            BrokenError: a promise does not hold.
        """
        del program

    @abstractmethod
    def fate(self, program: Program) -> str:
        """Say in a few words what became of it, when the program has been started again.

        Raises:
            BrokenError: a promise does not hold.
        """
