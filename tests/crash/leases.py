"""Who writes to whom: taken, and taken over from somebody else."""

from __future__ import annotations

from tests.crash.aftermath import rows_of
from tests.crash.program import TOMORROW, Program
from tests.crash.scenario import BrokenError, Scenario


class Lease(Scenario):
    """A customer is taken."""

    name = "lease"

    def arguments(self) -> tuple[object, ...]:
        return ("lease", self.ground.writer)

    def fate(self, program: Program) -> str:
        rows = rows_of(program.database, "SELECT agent FROM leases")
        if rows not in ([], [("anna",)]):
            raise BrokenError(f"the leases are {rows}")
        taken = program.run("lease", self.ground.writer, agent="ben").code == 0
        if taken == bool(rows):
            raise BrokenError(f"the leases are {rows}, and Ben's is {taken}")
        if program.run("lease", self.ground.writer, agent="ben", now=TOMORROW).code != 0:
            raise BrokenError("the lease of a dead process blocks for ever")
        return "taken" if rows else "free"


class TakeOver(Scenario):
    """A customer is taken over from Ben, which the audit trail keeps."""

    name, base = "take a lease over", "leased"

    def arguments(self) -> tuple[object, ...]:
        return ("lease", self.ground.writer, "--take-over")

    def fate(self, program: Program) -> str:
        holders = rows_of(program.database, "SELECT agent FROM leases")
        kept = rows_of(program.database, "SELECT agent FROM audit WHERE action = 'take over'")
        if (holders, kept) not in (([("ben",)], []), ([("anna",)], [("anna",)])):
            raise BrokenError(f"the leases are {holders}, the audit trail says {kept}")
        return "taken over" if kept else "still Ben's"
