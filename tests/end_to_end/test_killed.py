"""Kill the program at every step of a send or a load: nothing is lost, nothing goes twice."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from engine.models.vocabulary import OutboxState
from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings, load_settings
from engine.store import audit
from tests.conftest import USER_DATA

MESSAGE = "We have read your message and will call you tomorrow."

# Runs the real command, and kills its own process just before the statement whose number it is
# given. Statement by statement is every point at which a crash can make a difference: between two
# of them nothing reaches the disk. The one step beside the database is the spool's rename.
KILLED_AT = """
import os, signal, sqlite3, sys
from pathlib import Path
left = int(sys.argv.pop(1))
def count(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
real = sqlite3.connect
def connect(*arguments, **options):
    connection = real(*arguments, **options)
    connection.set_trace_callback(count)
    return connection
sqlite3.connect = connect
rename = Path.replace
def replace(self, target):
    count()
    done = rename(self, target)
    count()
    return done
Path.replace = replace
from tui.main import main
main()
"""


def run_killed(environment: dict[str, str], step: int, *arguments: object) -> int:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT, str(step), *map(str, arguments)],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode


def reopened(environment: dict[str, str]) -> Workbench:
    settings = load_settings({k: v for k, v in environment.items() if k.startswith("SNE_")})
    return open_workbench(settings)


def test_a_send_killed_anywhere_is_never_lost_and_never_doubled(
    environment: dict[str, str], settings: Settings, loaded_database: Path, tmp_path: Path
) -> None:
    fates: set[str] = set()
    step, ended = 3, False
    while not ended:
        for left_over in tmp_path.glob("sne.db*"):
            left_over.unlink()
        shutil.copy(loaded_database, settings.database)
        shutil.rmtree(settings.spool_directory, ignore_errors=True)
        first = _first(settings.database)
        code = run_killed(
            environment, step, "send", first, "--message", MESSAGE, "--channel", "SMS", "--yes"
        )
        ended = code == 0
        assert ended or code == -signal.SIGKILL

        workbench = reopened(environment)
        workbench.deliver_due()
        workbench.deliver_due()
        rows = workbench.outbox()
        files = [p for p in settings.spool_directory.glob("*") if not p.name.startswith(".")]
        assert len(rows) <= 1
        assert len(files) <= 1
        if rows:
            fates.add(rows[0].state)
            assert rows[0].state in (OutboxState.SENT, OutboxState.UNKNOWN)
            assert rows[0].message == MESSAGE
        if rows and rows[0].state is OutboxState.SENT:
            assert json.loads(files[0].read_text())["message"] == MESSAGE
        if files:
            assert rows, "a message left without an approval on record"
        assert audit.first_broken(workbench.connection) is None
        assert workbench.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        workbench.connection.close()
        step += 2
    assert fates == {OutboxState.SENT, OutboxState.UNKNOWN}


def _first(database: Path) -> int:
    connection = sqlite3.connect(database)
    row = connection.execute("SELECT customer_id FROM scores ORDER BY work_order").fetchone()
    connection.close()
    found: int = row[0]
    return found


@pytest.mark.parametrize("step", [5, 40, 80, 120, 160])
def test_a_load_killed_anywhere_is_all_or_nothing(environment: dict[str, str], step: int) -> None:
    code = run_killed(environment, step, "load", USER_DATA)
    workbench = reopened(environment)
    workbench.prepare()
    customers, scores = (
        workbench.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own tables
        for table in ("customer_profiles", "scores")
    )
    assert (customers, scores) in ((0, 0), (400, 400))
    assert code == (-signal.SIGKILL if customers == 0 else code)
    assert workbench.load(USER_DATA).status in ("loaded", "unchanged")
    assert workbench.is_ready
    workbench.connection.close()
