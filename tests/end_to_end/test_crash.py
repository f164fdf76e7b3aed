"""Kill the real program at steps of everything it does; a thousand times: python -m tests.crash."""

from __future__ import annotations

from pathlib import Path

from tests.crash.killing import SCENARIOS, slaughterhouse

SEED = 20_261_120


def test_killed_anywhere_nothing_is_lost_and_nothing_goes_twice(tmp_path: Path) -> None:
    with slaughterhouse(tmp_path) as killer:
        tallies = list(killer.kill_all(50, SEED))
    assert [fault for tally in tallies for fault in tally.faults] == []
    assert sum(tally.kills for tally in tallies) == 50
    assert len(tallies) == len(SCENARIOS)
    fates = {fate for tally in tallies for fate in tally.fates}
    assert {"sent", "nothing", "all of it"} <= fates
