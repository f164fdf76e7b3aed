"""What must hold when a killed program is started again: checked after every kill."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.models.vocabulary import OutboxState
from tests.crash.program import NOW, TOMORROW, Program
from tests.wire.mail import MailServer

ENDED = frozenset(
    map(str, (OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.CANCELLED, OutboxState.FAILED))
)


def rows_of(database: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the database beside the program."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql, values).fetchall()


@dataclass
class Receivers:
    """Who gets the messages, and counts them: a mail server and the files of the spool.

    A file that is delivered once more replaces the one before, so each file that was ever seen
    counts by its inode.
    """

    server: MailServer
    _files: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def look(self, spool: Path) -> None:
        """Take note of the files that are there."""
        for path in spool.glob("[!.]*.json"):
            self._files[path.stem].add(path.stat().st_ino)

    def forget(self) -> None:
        """Begin a new scenario. The names of messages never come again."""
        self._files.clear()
        self.server.mails.clear()

    @property
    def counts(self) -> Counter[str]:
        """How often each notification has arrived."""
        arrived = Counter({name: len(inodes) for name, inodes in self._files.items()})
        for mail in list(self.server.mails):
            arrived[mail.message["Message-ID"].strip("<>").partition("@")[0]] += 1
        return arrived


def settle(program: Program, receivers: Receivers) -> None:
    """Start the program again as anybody would: deliver now, and once more the day after."""
    for now in (NOW, TOMORROW):
        receivers.look(program.spool)
        program.read("deliver", now=now)
    receivers.look(program.spool)


def faults(program: Program, receivers: Receivers) -> list[str]:
    """Return every promise that does not hold, in words; call it after ``settle``."""
    found = [*_of_the_file(program), *_of_the_messages(program, receivers)]
    if program.run("audit", "--verify").code != 0:
        found.append(f"the audit chain is broken: {program.errors}")
    return found


def _of_the_file(program: Program) -> list[str]:
    (checked,) = rows_of(program.database, "PRAGMA integrity_check")[0]
    strays = rows_of(program.database, "PRAGMA foreign_key_check")
    found = [] if checked == "ok" else [f"integrity_check: {checked}"]
    return [*found, *(f"a row without its parent: {stray}" for stray in strays)]


def _of_the_messages(program: Program, receivers: Receivers) -> list[str]:
    database, arrived = program.database, receivers.counts
    approved = {
        str(name)
        for (name,) in rows_of(
            database, "SELECT notification_id FROM audit WHERE action = 'approve'"
        )
    }
    states = {
        str(name): str(state)
        for name, state in rows_of(database, "SELECT notification_id, state FROM outbox")
    }
    found = [f"{name}: approved and lost" for name in approved - states.keys()]
    found += [f"{name}: in the outbox without approval" for name in states.keys() - approved]
    found += [f"{name}: arrived without approval" for name in arrived.keys() - states.keys()]
    for name, state in states.items():
        times = arrived[name]
        if times > 1:
            found.append(f"{name}: arrived {times} times")
        if state not in ENDED:
            found.append(f"{name}: is {state} for ever")
        if state == OutboxState.SENT and not times:
            found.append(f"{name}: counts as sent and did not arrive")
        if state in (OutboxState.CANCELLED, OutboxState.FAILED) and times:
            found.append(f"{name}: arrived although it is {state}")
    if unknown := {name for name, state in states.items() if state == OutboxState.UNKNOWN}:
        listed = {row["notification_id"] for row in program.read("outbox", "--state", "unknown")}
        found += [f"{name}: is unknown and not listed" for name in unknown - listed]
    open_attempts = rows_of(database, "SELECT notification_id FROM attempts WHERE outcome IS NULL")
    return [*found, *(f"{name}: an attempt without an end" for (name,) in open_attempts)]
