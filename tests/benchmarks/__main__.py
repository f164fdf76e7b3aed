"""Timings, each beside a reference that is measured in the same run: figures, never verdicts.

``python -m tests.benchmarks [NAME …] [--scale small|full] [--json FILE]`` prints one table. Seconds
depend on the machine, ratios much less. A floor that is not met is shown, and does not change the
exit code: that only tells whether everything could be measured.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import (
    beside,
    chats,
    claiming,
    loading,
    metrics,
    modelling,
    moving,
    nba,
    scale,
    scoring,
    slowly,
    startup,
    writing,
)
from tests.benchmarks.figures import table
from tests.benchmarks.ground import MANY, MILLION, Ground, Scale, say
from tests.terminal import NotSeenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.figures import Row

BENCHMARKS: dict[str, Callable[[Ground], Iterator[Row]]] = {
    "startup": startup.measure,
    "moving": moving.measure,
    "writing": writing.measure,
    "slowly": slowly.measure,
    "loading": loading.measure,
    "scoring": scoring.measure,
    "scale": scale.measure,
    "modelling": modelling.measure,
    "beside": beside.measure,
    "chats": chats.measure,
    "nba": nba.measure,
    "metrics": metrics.measure,
    "claiming": claiming.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Measure what is named, or everything; return 1 if something could not be measured."""
    given = _parser().parse_args(arguments)
    rows: list[Row] = []
    failed = False
    with tempfile.TemporaryDirectory(prefix="sne-benchmarks-") as directory:
        ground = Ground(Path(directory), given.scale)
        for name in given.names or BENCHMARKS:
            try:
                rows += BENCHMARKS[name](ground)
            except (NotSeenError, RuntimeError) as error:
                say(f"{name} could not be measured: {error}")
                failed = True
    print(table(rows))
    print(f"\nMedian (lowest–highest). {_machine()}.")
    if any(row.floor and not row.floor.applies for row in rows):
        print(
            f"Loading and scoring were measured with {MANY:,} customers, where starting the "
            f"program weighs more;\ntheir floors are for {MILLION:,} and judged by --scale full."
        )
    if given.json:
        given.json.write_text(json.dumps([row.to_json() for row in rows], indent=2) + "\n")
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=(__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument(
        "names", nargs="*", type=_known, metavar="NAME", help=f"{', '.join(BENCHMARKS)}; or all"
    )
    parser.add_argument(
        "--scale",
        type=Scale,
        choices=tuple(Scale),
        default=Scale.SMALL,
        help=f"load and score {MANY:,} customers (small, the default) or {MILLION:,} (full)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here, too")
    return parser


def _known(name: str) -> str:
    """Return the name of a benchmark (``choices`` would refuse that none is named)."""
    if name not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"not {name!r} but {', '.join(BENCHMARKS)}")
    return name


def _machine() -> str:
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
