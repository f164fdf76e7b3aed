"""Several processes reach for one waiting message at once: one of them gets it."""

from __future__ import annotations

import subprocess
import sys

from engine.models.vocabulary import Channel
from engine.pipeline import Workbench

RACER = """
import os, sys
from engine.delivery import sending
from engine.pipeline import open_workbench
from engine.settings import load_settings
workbench = open_workbench(load_settings(os.environ))
print("ready", flush=True)
sys.stdin.readline()
print(len(workbench.deliver_due()))
"""
RACERS = 4


def test_one_row_goes_to_one_process(workbench: Workbench, environment: dict[str, str]) -> None:
    row = workbench.connection.execute("SELECT min(customer_id) FROM scores WHERE contactable")
    approved = workbench.approve(
        row.fetchone()[0],
        Channel.EMAIL,
        "We have read your message and will call you tomorrow.",
        undo_seconds=0,
    )
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(RACERS)
    ]
    for racer in racers:
        assert racer.stdout
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("go\n")
        racer.stdin.flush()
    ended = [racer.communicate(timeout=60) for racer in racers]
    assert [err for _out, err in ended] == [""] * RACERS
    assert sorted(out for out, _err in ended) == ["0\n"] * (RACERS - 1) + ["1\n"]
    assert len(workbench.attempts(approved.notification_id)) == 1
