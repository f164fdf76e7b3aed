"""Somebody writes for longer than anybody waits: readers do not notice, writers say it plainly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from engine import cli
from engine.store import connection as store_connection
from tests.conftest import USER_DATA

MESSAGE = "We have read your message and will call you tomorrow."
ONE = "{one}"

WRITING = [
    ["draft", ONE, "--message", MESSAGE],
    ["draft", ONE, "--discard"],
    ["send", ONE, "--message", MESSAGE, "--channel", "SMS", "--yes"],
    ["snooze", ONE, "--days", "2"],
    ["note", ONE, "called back"],
    ["objection", ONE],
    ["load", str(USER_DATA)],
]
READING = [
    ["worklist"],
    ["show", ONE],
    ["outbox"],
    ["audit", "--verify"],
    ["drafts"],
    ["gate", ONE, "--message", MESSAGE, "--channel", "SMS"],
]


@pytest.fixture
def one(
    loaded: None,  # noqa: ARG001 - a fixture cannot be marked with usefixtures
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """A customer in a database that another program is writing to for as long as the test lasts."""
    for name, value in environment.items():
        if name.startswith(("SNE_", "HOME", "XDG_")):
            monkeypatch.setenv(name, value)
    monkeypatch.setattr(store_connection, "BUSY_TIMEOUT_SECONDS", 0.01)
    other = sqlite3.connect(environment["SNE_DATABASE"], isolation_level=None)
    row = other.execute("SELECT min(customer_id) FROM scores WHERE contactable").fetchone()
    other.execute("BEGIN IMMEDIATE")
    yield str(row[0])
    other.rollback()
    other.close()


def run(arguments: list[str], one: str) -> int:
    def no_screen(*_arguments: object) -> int:
        raise AssertionError

    return cli.main([word.replace(ONE, one) for word in arguments], open_screen=no_screen)


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_command_that_writes_says_so_in_plain_words(
    one: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments, one) == 2
    out, err = capsys.readouterr()
    assert err.startswith("sne: ")
    assert "the database is busy: another program has been writing to it" in err
    assert err.count("\n") == 1
    assert "locked" not in err
    assert "Error" not in out + err


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_command_that_reads_does_not_notice(one: str, arguments: list[str]) -> None:
    assert run(arguments, one) == 0
