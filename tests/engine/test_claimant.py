"""A process that has ended is gone, also while its parent has taken no note of its end."""

from __future__ import annotations

import os
import subprocess
import sys

from engine.delivery.claimant import is_gone

TELL = "from engine.delivery.claimant import this_process; print(this_process(), flush=True); "


def test_a_living_process_is_not_gone_and_a_dead_one_is() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TELL + "input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        name = process.stdout.readline().strip()
        assert not is_gone(name)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_gone(name), "it has ended, and its parent has not asked yet"
    assert is_gone(name)
