"""Draw the steps by a seed, kill the program there, start it again and look at what is left."""

from __future__ import annotations

import random
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.aftermath import Receivers, faults, settle
from tests.crash.files import Draft, Load, Migration, Reload
from tests.crash.ground import Ground
from tests.crash.leases import Lease, TakeOver
from tests.crash.program import Program
from tests.crash.scenario import BrokenError, Scenario
from tests.crash.sends import Deliver, Send, SendByMail, Undo
from tests.wire.mail import MailServer

SCENARIOS: Sequence[type[Scenario]] = (
    Send,
    SendByMail,
    Deliver,
    Undo,
    Draft,
    Lease,
    TakeOver,
    Load,
    Reload,
    Migration,
)

LONGEST_DELAY = 0.003
"""Seconds that a run may go on beyond its step: enough for a commit and for a mail server."""


@dataclass
class Tally:
    """What was found in one scenario.

    Attributes:
        steps: how many a run that is not killed makes.
        kills: how often it was killed.
        at: the steps at which it was.
        fates: what became of what it was doing, and how often.
        faults: promises that did not hold, each with the kill that showed it.
    """

    name: str
    steps: int = 0
    kills: int = 0
    at: set[int] = field(default_factory=set)
    fates: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@contextmanager
def slaughterhouse(directory: Path) -> Iterator[Killer]:
    """Yield what kills, working in ``directory``."""
    for name in ("ground", "run"):
        (directory / name).mkdir()
    with MailServer() as server, Program(directory / "run") as program:
        yield Killer(Ground(program, directory / "ground"), program, server)


class Killer:
    """Runs scenarios on one ground, against one mail server."""

    def __init__(self, ground: Ground, program: Program, server: MailServer) -> None:
        self._ground = ground
        self._program = program
        self._server = server
        self._receivers = Receivers(server)

    def kill_all(self, kills: int, seed: int) -> Iterator[Tally]:
        """Spread the kills over all scenarios; yield what was found in each."""
        each, more = divmod(kills, len(SCENARIOS))
        for number, kind in enumerate(SCENARIOS):
            yield self.kill(kind, each + (number < more), seed)

    def kill(self, kind: type[Scenario], kills: int, seed: int) -> Tally:
        """Kill one scenario so many times, at steps that the seed draws.

        Every step has its turn before any has its second. Every other kill comes a moment after
        its step, in the middle of whatever the program does by then.
        """
        scenario, tally = kind(self._ground), Tally(kind.name)
        tally.steps = self._once(scenario, tally, 0, None)
        rng = random.Random(f"{seed} {kind.name}")
        for step in _dealt(rng, tally.steps):
            if tally.kills == kills or len(tally.faults) > kills:
                return tally
            delay = rng.uniform(0, LONGEST_DELAY) if tally.kills % 2 else None
            self._once(scenario, tally, step, delay)
        return tally

    def _once(self, scenario: Scenario, tally: Tally, step: int, delay: float | None) -> int:
        """Run the scenario once, killed at ``step`` or to its end; return the steps it made."""
        program, receivers = self._program, self._receivers
        program.clear()
        receivers.forget()
        if scenario.base:
            self._ground.lay(scenario.base, program.database)
        program.variables = self._server.environment() if scenario.by_mail else {}
        ended = program.run(*scenario.arguments(), kill_at=step, delay=delay, now=scenario.now)
        where = f"{scenario.name}, killed at {step}, {delay or 0:.4f} s: "
        if ended.code == -signal.SIGKILL:
            tally.kills += 1
            tally.at.add(step)
        elif ended.code or (step and delay is None):
            tally.faults.append(f"{where}ended with {ended.code} {program.errors}")
        try:
            scenario.at_once(program)
            settle(program, receivers)
            tally.fates[scenario.fate(program)] += 1
        except BrokenError as broken:
            tally.faults.append(f"{where}{broken}")
        tally.faults += (where + fault for fault in faults(program, receivers))
        return ended.steps


def _dealt(rng: random.Random, steps: int) -> Iterator[int]:
    """Yield all steps in any order, again and again."""
    while True:
        yield from rng.sample(range(1, steps + 1), steps)
