"""What a command gets to work with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.clock import fixed_clock, system_clock

if TYPE_CHECKING:
    import argparse

    from engine.clock import Clock
    from engine.pipeline import Workbench
    from engine.settings import Settings


def json_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--json`` to a command that prints data."""
    parser.add_argument("--json", action="store_true", help="print data for programs")


@dataclass(slots=True)
class Context:
    """What a command gets: its arguments, the settings and, when asked for, the workbench."""

    arguments: argparse.Namespace
    settings: Settings
    _workbench: Workbench | None = field(default=None, repr=False)

    @property
    def clock(self) -> Clock:
        """The moment of the settings, else the present one."""
        return fixed_clock(self.settings.now) if self.settings.now else system_clock

    def open(self, clock: Clock | None = None) -> Workbench:
        """Open the database, whatever is in it, by another clock than the command's if given."""
        from engine.pipeline import open_workbench

        if self._workbench is None:
            self._workbench = open_workbench(self.settings, clock or self.clock)
        return self._workbench

    def ready(self, clock: Clock | None = None) -> Workbench:
        """Open the database with customers in it; the first time, load those of the settings.

        Raises:
            UsageError: there are none to load.
        """
        workbench = self.open(clock)
        workbench.prepare()
        if not workbench.is_ready:
            from engine.commands.first_load import load_on_first_use

            load_on_first_use(workbench)
        return workbench
