"""Kill the program many times at steps that a seed draws, and print what was found.

``python -m tests.crash [--kills 1000] [--seed S]`` spreads the kills over the scenarios. The exit
code is 1 where a promise did not hold; the same seed draws the same steps.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from pathlib import Path
from textwrap import shorten

from tests.crash.killing import Tally, slaughterhouse

_HEADINGS = f"{'SCENARIO':<22}{'STEPS':>6}{'KILLED AT':>11}{'KILLS':>7}{'FAULTS':>8}  AND THEN"


def main() -> int:
    """Kill as often as asked; return 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.crash", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--kills", type=int, default=1000, help="how often, in all (1000)")
    parser.add_argument("--seed", type=int, default=None, help="draw the same steps again")
    given = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if given.seed is None else given.seed
    print(f"{given.kills} kills, seed {seed}\n")
    print(_HEADINGS)
    tallies: list[Tally] = []
    with (
        tempfile.TemporaryDirectory(prefix="sne-crash-") as directory,
        slaughterhouse(Path(directory)) as killer,
    ):
        for tally in killer.kill_all(given.kills, seed):
            tallies.append(tally)
            print(_line(tally), flush=True)
    found = [fault for tally in tallies for fault in tally.faults]
    print(f"\n{sum(tally.kills for tally in tallies)} kills, {len(found)} promises not kept")
    print(*(shorten(fault, 300) for fault in found), sep="\n")
    return int(bool(found))


def _line(tally: Tally) -> str:
    fates = ", ".join(f"{fate} {count}" for fate, count in sorted(tally.fates.items()))
    return (
        f"{tally.name:<22}{tally.steps:>6}{len(tally.at):>11}{tally.kills:>7}"
        f"{len(tally.faults):>8}  {fates}"
    )


if __name__ == "__main__":
    sys.exit(main())
