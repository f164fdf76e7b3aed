"""What is known of a conversation depends on no order, no cut into files and no repeats of rows."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from engine.clock import fixed_clock
from engine.conversations.autoresponse import AutoresponseRule
from engine.conversations.chat_rows import ChatRows
from engine.conversations.filing import Filing
from engine.conversations.importing import import_file
from engine.conversations.report import Counts, ImportReport, Source
from engine.pipeline import Workbench
from engine.settings import load_settings
from engine.store.connection import connect
from engine.store.migrations import migrate
from tests.conftest import NOW

Row = dict[str, object]
Facts = dict[str, dict[str, Any]]
File = Callable[..., Counts]

KNOWN = (3001, 3002)
"""Customers of the profiles; whoever else a row names is not among them."""

_RULE = AutoresponseRule.of(load_settings({}))
_READ = ChatRows(_RULE, "Us").read


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An up-to-date store that knows two customers; every example is rolled back."""
    connection = connect(tmp_path_factory.mktemp("facts") / "sne.db")
    migrate(connection)
    for customer in KNOWN:
        add_customer(connection, customer)
    connection.commit()
    yield connection
    connection.close()


def add_customer(connection: sqlite3.Connection, customer: int) -> None:
    connection.execute(
        "INSERT INTO customer_profiles (customer_id, age, opted_in, priority_services, "
        "breathing_space) VALUES (?, 50, 1, 0, 0)",
        (customer,),
    )


def row(chat: str, number: int, minute: int, **cells: object) -> Row:
    return {
        "FB_CHAT_ID": chat,
        "UNIQUE_POST_ID": f"{chat}-{number}",
        "MESSAGE_CONTENT": f"message {number}",
        "DIRECTION": "to_client" if number % 2 else "to_company",
        "SOCIAL_CREATE_TIME": f"2026-11-01T10:{minute:02}:00Z",
    } | cells


def file(
    connection: sqlite3.Connection, rows: Sequence[Row], *, at_once: int = 3, supplier: str = "Us"
) -> Counts:
    """File the rows of one file, a few at a time."""
    counts = Counts()
    filing = Filing(connection, Source.CHATS, counts, force=False)
    read = [ChatRows(_RULE, supplier).read(one) for one in rows]
    for start in range(0, len(rows), at_once):
        filing.write(read[start : start + at_once])
    return counts


def known(connection: sqlite3.Connection) -> Facts:
    rows = connection.execute(
        "SELECT conversation_id, participant, counterpart, customer_id, platform, agent, stated, "
        "messages, last_message_at FROM conversations"
    )
    return {one["conversation_id"]: dict(one) for one in rows}


def revisions(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    rows = connection.execute("SELECT conversation_key, revision FROM conversations ORDER BY 1")
    return [tuple(one) for one in rows]


_CELLS = st.fixed_dictionaries(
    {},
    optional={
        "PLATFORM": st.sampled_from(["Messenger", "Instagram"]),
        "VIA": st.sampled_from(["Messenger", "Agent desktop"]),
        "FB_USERNAME": st.sampled_from(["Al", "Alan", "Ada"]),
        "CUSTOMER_ID": st.sampled_from([*KNOWN, 9]),
        "RATING": st.integers(1, 5),
        "AGENT_USERNAME": st.sampled_from(["ben", "cat"]),
    },
)


@st.composite
def exports(draw: st.DrawFn) -> list[Row]:
    """Chats whose rows contradict each other; some messages share a second, some rows repeat."""
    rows = [
        row(chat, number, draw(st.integers(0, 3)), **draw(_CELLS))
        for chat in ("c1", "c2")
        for number in range(draw(st.integers(1, 5)))
    ]
    return rows + draw(st.lists(st.sampled_from(rows), max_size=2))


@st.composite
def cuts(draw: st.DrawFn, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in any order, cut into files."""
    mixed = draw(st.permutations(rows))
    ends = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=3)))
    return [list(mixed[a:b]) for a, b in zip([0, *ends], [*ends, len(rows)], strict=True)]


@given(data=st.data())
def test_rows_in_any_order_and_any_files_come_to_the_same_and_once_only(
    connection: sqlite3.Connection, data: st.DataObject
) -> None:
    rows = data.draw(exports())
    connection.execute("BEGIN")
    try:
        file(connection, rows)
        wanted = known(connection)
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")
        for part in data.draw(cuts(rows)):
            file(connection, part, at_once=data.draw(st.integers(1, 4)))
        assert known(connection) == wanted
        before = revisions(connection)
        for part in data.draw(cuts(rows)):
            again = file(connection, part, at_once=data.draw(st.integers(1, 4)))
            assert (again.messages_added, again.messages_changed) == (0, 0)
            assert again.messages_unchanged + again.duplicates == len(part)
        assert (known(connection), revisions(connection)) == (wanted, before)
    finally:
        connection.execute("ROLLBACK")


@given(data=st.data())
@examples(max_examples=25)
def test_a_corrected_file_comes_to_what_it_says_whatever_was_there(
    connection: sqlite3.Connection, data: st.DataObject
) -> None:
    rows = [row("c1", number, number // 2, **data.draw(_CELLS)) for number in range(4)]
    place = data.draw(st.integers(0, 3))
    minute = data.draw(st.integers(0, 3))
    corrected = [*rows]
    corrected[place] = row("c1", place, minute, **data.draw(_CELLS))
    connection.execute("BEGIN")
    try:
        file(connection, corrected)
        wanted = known(connection)
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")
        file(connection, rows)
        before, old = revisions(connection), known(connection)
        counts = file(connection, corrected, at_once=9)
        is_other = _READ(rows[place]) != _READ(corrected[place])
        assert (counts.messages_changed, counts.messages_unchanged) == (is_other, 4 - is_other)
        assert known(connection) == wanted
        assert file(connection, corrected).messages_changed == 0
        if wanted != old:
            assert revisions(connection) == [(key, r + 1) for key, r in before]
    finally:
        connection.execute("ROLLBACK")


@pytest.fixture
def store(connection: sqlite3.Connection) -> Iterator[File]:
    connection.execute("BEGIN")
    yield lambda rows, **options: file(connection, rows, **options)
    connection.execute("ROLLBACK")


def test_who_and_where_is_what_the_customer_says_first_and_a_rating_what_is_said_last(
    store: File, connection: sqlite3.Connection
) -> None:
    store(
        [
            row("c", 2, 5, PLATFORM="Instagram", FB_USERNAME="Late", CUSTOMER_ID=3002, RATING=2),
            row("c", 1, 0, PLATFORM="Desktop", FB_USERNAME="Ours", CUSTOMER_ID=3002, RATING=5),
            row("c", 0, 3, PLATFORM="Messenger", FB_USERNAME="Al", CUSTOMER_ID=3001),
        ]
    )
    facts = known(connection)["c"]
    assert (facts["platform"], facts["participant"], facts["customer_id"]) == (
        "Messenger", "Al", 3001,
    )  # fmt: skip
    assert json.loads(facts["stated"]) == {"rating": 2.0}


def test_a_rating_that_is_taken_back_and_given_again_is_the_last(
    store: File, connection: sqlite3.Connection
) -> None:
    store([row("c", 2 * n, n, RATING=rating) for n, rating in enumerate((4, 2, 4))])
    assert json.loads(known(connection)["c"]["stated"]) == {"rating": 4.0}


def test_what_differs_without_a_difference_to_the_conversation_is_not_understood_again(
    store: File, connection: sqlite3.Connection
) -> None:
    rows = [row("c", 0, 0, VIA="Messenger"), row("c", 1, 1, VIA="Agent desktop")]
    store(rows)
    before = revisions(connection)
    corrected = [rows[0], rows[1] | {"VIA": "Console"}]
    assert store(corrected).messages_changed == 1
    assert store(corrected).messages_changed == 0
    assert revisions(connection) == before


def test_a_message_that_another_chat_has_makes_no_chat_of_its_own(
    store: File, connection: sqlite3.Connection
) -> None:
    here, there = row("c", 0, 0), row("c", 0, 0, FB_CHAT_ID="d", RATING=1)
    counts = store([here, there])
    assert (counts.messages_added, counts.duplicates, counts.conversations) == (1, 1, 1)
    again = store([there, here])
    assert (again.messages_unchanged, again.duplicates) == (1, 1)
    assert list(known(connection)) == ["c"]
    assert known(connection)["c"]["stated"] is None


def test_a_customer_who_is_known_later_and_a_company_of_another_name_count_once(
    store: File, connection: sqlite3.Connection
) -> None:
    rows = [row("c", 0, 0, CUSTOMER_ID=9), row("c", 1, 1, CUSTOMER_ID=9), row("d", 0, 0)]
    store(rows)
    add_customer(connection, 9)
    counts = store(rows)
    assert (counts.messages_changed, counts.messages_unchanged) == (1, 2)
    assert known(connection)["c"]["customer_id"] == 9
    assert store(rows, supplier="Other Energy").messages_changed == 2
    assert store(rows, supplier="Other Energy").messages_changed == 0


HEADER = "Customer_ID,Channel,Date & Time,Interaction_Type,Summary,Agent_ID,Resolution_Status"
LINE = "3001,Phone,2026-03-02 12:44,Query,Asked for a comparison,"


def test_an_interaction_that_is_repeated_sets_nothing(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "repeated.csv"
    path.write_text(f"{HEADER}\n{LINE}A-1,Pending\n{LINE}A-1,Pending\n{LINE}A-2,Resolved\n")
    first, *later = [_load(workbench, path) for _ in range(3)]
    assert (first.counts.messages_added, first.counts.duplicates) == (1, 2)
    assert [(one.status, one.counts.duplicates) for one in later] == [("unchanged", 2)] * 2
    (facts,) = known(workbench.connection).values()
    assert (json.loads(facts["stated"])["resolution"], facts["agent"]) == ("Pending", "A-1")
    path.write_text(f"{HEADER}\n{LINE},Resolved\n")
    assert _load(workbench, path).counts.messages_changed == 1
    (facts,) = known(workbench.connection).values()
    assert (json.loads(facts["stated"])["resolution"], facts["agent"]) == ("Resolved", None)


def test_a_chat_export_of_many_platforms_is_unchanged_the_second_time_and_backwards(
    workbench: Workbench, tmp_path: Path
) -> None:
    vias = ("Messenger", "Agent desktop", "Messenger")
    rows = [row("c", number, number, VIA=via) for number, via in enumerate(vias)]
    path = tmp_path / "export.csv"
    loads = []
    for ordered in (rows, rows, rows[::-1], rows[1:]):
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(ordered)
        loads.append(_load(workbench, path).status)
    assert loads == ["loaded", "unchanged", "unchanged", "unchanged"]


def _load(workbench: Workbench, path: Path) -> ImportReport:
    return import_file(workbench.settings, path, clock=fixed_clock(NOW))


def test_what_was_known_before_messages_kept_it_stays(tmp_path: Path) -> None:
    connection = connect(tmp_path / "sne.db")
    migrate(connection)
    add_customer(connection, 3001)
    rows = [row("c", n, n, PLATFORM="Web", FB_USERNAME="Al", CUSTOMER_ID=3001) for n in range(3)]
    file(connection, rows)
    before = known(connection)
    connection.executescript(
        "ALTER TABLE messages DROP COLUMN stated; PRAGMA user_version = 14; "
        "DELETE FROM _sqlite_migrations WHERE name LIKE 'm0015%'"
    )
    migrate(connection)
    assert file(connection, rows).messages_unchanged == 3
    assert known(connection) == before
    connection.close()
