"""Threads: who belongs with whom, whatever the order and the files that the tweets came in."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from engine.clock import fixed_clock
from engine.conversations.importing import import_file
from engine.conversations.report import ImportReport
from engine.conversations.threads import Tweets, place
from engine.conversations.tweet_rows import COLUMNS
from engine.models.conversations import Direction
from engine.settings import load_settings
from engine.store.connection import connect
from engine.store.conversations import everything
from engine.store.migrations import migrate
from tests.conftest import NOW

Row = tuple[int, str, str, int]
"""Id, author (digits: a customer), text, the id it answers (0: none)."""

ACME, RIVAL = "Acme", "Rival"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "sne.db"
    connection = connect(path)
    migrate(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def write_tweets(path: Path, rows: Sequence[Row], answers: dict[int, str] | None = None) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number, author, text, parent in rows:
            created = f"Tue Oct 31 22:{number // 60 % 60:02}:{number % 60:02} +0000 2017"
            answered = f"{parent}.0" if parent else ""
            claimed = (answers or {}).get(number, "")
            writer.writerow(
                (number, author, str(author.isdigit()), created, text, claimed, answered)
            )
    return path


class Place:
    """A database that files of tweets are imported into."""

    def __init__(self, empty: Path, directory: Path) -> None:
        self.directory = directory
        self.settings = load_settings({"SNE_DATABASE": str(directory / "sne.db")})
        shutil.copy(empty, self.settings.database)

    def load(
        self, *rows: Row, answers: dict[int, str] | None = None, force: bool = False
    ) -> ImportReport:
        path = write_tweets(self.directory / "twcs.csv", rows, answers)
        report = import_file(self.settings, path, clock=fixed_clock(NOW), force=force)
        assert report.error is None
        return report

    def found(self) -> dict[str, tuple[str, str, tuple[str, ...]]]:
        """Per conversation its customer, its brand and the ids of its messages."""
        connection = connect(self.settings.database)
        found = {
            one.conversation_id: (
                one.participant,
                one.counterpart,
                tuple(message.message_id for message in one.messages),
            )
            for one in everything(connection)
        }
        connection.close()
        return found


@pytest.fixture
def store(empty_database: Path, tmp_path: Path) -> Place:
    return Place(empty_database, tmp_path)


QUESTION: Row = (1, "7", "@Acme my meter is dead", 0)
ANSWER: Row = (2, ACME, "@7 sorry to hear that", 1)
THANKS: Row = (3, "7", "@Acme thanks", 2)


def test_a_thread_is_one_conversation_of_a_customer_and_a_brand(store: Place) -> None:
    report = store.load(QUESTION, ANSWER, THANKS)
    assert store.found() == {"tweet-1": ("7", ACME, ("1", "2", "3"))}
    assert (report.counts.conversations, report.counts.customers) == (1, 1)


def test_two_customers_in_one_thread_are_two_conversations(store: Place) -> None:
    other = (4, "8", "@Acme same here", 2)
    to_other = (5, ACME, "@8 sorry to you, too", 4)
    store.load(QUESTION, ANSWER, THANKS, other, to_other)
    assert store.found() == {
        "tweet-1": ("7", ACME, ("1", "2", "3")),
        "tweet-4": ("8", ACME, ("4", "5")),
    }


def test_two_brands_that_answer_one_customer_are_two_conversations(store: Place) -> None:
    store.load(QUESTION, ANSWER, (4, RIVAL, "@7 come to us", 1), (5, "7", "@Rival how much?", 4))
    assert store.found() == {
        "tweet-1": ("7", ACME, ("1", "2")),
        "tweet-4": ("7", RIVAL, ("4", "5")),
    }


def test_an_unanswered_customer_has_the_brand_that_was_addressed(store: Place) -> None:
    store.load(QUESTION)
    assert store.found() == {"tweet-1": ("7", "Acme", ("1",))}


def test_a_brand_is_never_a_customer(store: Place) -> None:
    store.load((1, RIVAL, "@Acme nice storm", 0), (2, ACME, "@Rival indeed", 1))
    assert store.found() == {}


def test_tweets_of_brands_that_answer_nobody_are_counted(store: Place) -> None:
    report = store.load((1, ACME, "Storm tonight", 0), *[(2, "7", "@Acme hello", 0)])
    assert report.without_conversation == 1
    assert list(store.found()) == ["tweet-2"]


def test_an_answer_in_several_parts_stays_with_the_customer(store: Place) -> None:
    store.load(QUESTION, (2, ACME, "(1/2) first", 1), (3, ACME, "(2/2) then", 2))
    assert store.found() == {"tweet-1": ("7", ACME, ("1", "2", "3"))}


def test_answers_to_a_tweet_that_is_missing_belong_together(store: Place) -> None:
    answer, again = (5, ACME, "@7 have you tried this?", 4), (6, "7", "@Acme and one more", 4)
    store.load(answer, again)
    assert store.found() == {"tweet-5": ("7", ACME, ("5", "6"))}
    store.load((4, "7", "@Acme help", 0))
    assert store.found() == {"tweet-4": ("7", ACME, ("4", "5", "6"))}


def test_a_late_parent_joins_conversations_and_keeps_the_link_to_the_customer(
    store: Place,
) -> None:
    store.load((1, "7", "@Acme one", 0), (3, "7", "@Acme three", 2))
    assert set(store.found()) == {"tweet-1", "tweet-3"}
    connection = connect(store.settings.database)
    connection.execute(
        "UPDATE conversations SET linked_by_hand = 1 WHERE conversation_id = 'tweet-3'"
    )
    connection.close()
    store.load((2, ACME, "@7 two", 1))
    assert store.found() == {"tweet-1": ("7", ACME, ("1", "2", "3"))}
    connection = connect(store.settings.database)
    row = connection.execute("SELECT messages, linked_by_hand FROM conversations").fetchone()
    connection.close()
    assert tuple(row) == (3, 1)


def test_a_tweet_that_names_no_parent_is_joined_by_the_one_that_claims_it(store: Place) -> None:
    store.load(QUESTION, answers={1: "2,9"})
    store.load((2, ACME, "sorry", 0))
    assert store.found() == {"tweet-1": ("7", ACME, ("1", "2"))}


def test_tweets_that_answer_each_other_in_a_circle_are_put_up_with(store: Place) -> None:
    store.load((1, "7", "a", 2), (2, "7", "b", 1), (3, ACME, "c", 3))
    assert store.found() == {"tweet-1": ("7", "", ("1", "2"))}


def test_a_very_long_chain_is_followed_to_its_end() -> None:
    count = 100_000
    ids = np.arange(1, count + 1)
    authors = np.where(ids == 1, 7, -1)
    nothing = np.zeros(count, np.int64)
    found = place(Tweets(ids, ids - 1, authors, nothing, ids))
    assert set(found.customers.tolist()) == {7}
    assert set(found.labels.tolist()) == {1}


def test_the_same_file_again_changes_nothing_and_a_longer_one_adds_what_is_new(
    store: Place,
) -> None:
    store.load(ANSWER, THANKS)
    again = store.load(ANSWER, THANKS)
    assert (again.status, again.counts.messages_added) == ("unchanged", 0)
    assert again.counts.messages_unchanged == 2
    longer = store.load(ANSWER, THANKS, QUESTION, QUESTION)
    assert (longer.counts.messages_added, longer.counts.duplicates) == (1, 1)
    assert longer.watermark == "2017-10-31T22:00:03+00:00"


def test_with_force_tweets_are_written_anew(store: Place) -> None:
    store.load(QUESTION, ANSWER, THANKS)
    mended = (2, ACME, "@7 *977# we are closed", 1)
    assert store.load(QUESTION, mended).status == "unchanged"
    report = store.load(QUESTION, mended, force=True)
    assert (report.counts.messages_changed, report.counts.autoresponses) == (2, 1)
    connection = connect(store.settings.database)
    (one,) = everything(connection)
    connection.close()
    assert [message.is_autoresponse for message in one.messages] == [False, True, False]
    assert one.messages[1].text == "@7 *977# we are closed"
    assert one.messages[1].direction is Direction.TO_CLIENT


@st.composite
def threads(draw: st.DrawFn) -> list[Row]:
    """Up to 14 tweets of three customers and two brands that answer any tweet, known or not."""
    count = draw(st.integers(1, 14))
    author = st.sampled_from(["7", "8", "9", ACME, RIVAL])
    text = st.sampled_from(["hm", "@7 hm", "@8 hm", "@Acme hm", "@rival hm"])
    return [
        (number, draw(author), draw(text), draw(st.integers(0, count + 2)))
        for number in range(1, count + 1)
    ]


@examples(max_examples=12)
@given(rows=threads(), order=st.randoms(use_true_random=False), cut=st.integers(0, 14))
def test_shuffled_and_split_files_give_the_same_conversations(
    empty_database: Path, rows: list[Row], order: Random, cut: int
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        whole, parts = Place(empty_database, Path(one)), Place(empty_database, Path(other))
        whole.load(*rows)
        shuffled = sorted(rows, key=lambda _row: order.random())
        parts.load(*shuffled[:cut])
        parts.load(*shuffled[cut:])
        assert parts.found() == whole.found()


@given(rows=threads())
def test_every_conversation_has_one_customer_and_one_brand_of_one_thread(rows: list[Row]) -> None:
    codes = {"7": 7, "8": 8, "9": 9, ACME: -1, RIVAL: -2}
    ids, parents, authors = (
        np.array(values, np.int64)
        for values in (
            [row[0] for row in rows],
            [row[3] for row in rows],
            [codes[row[1]] for row in rows],
        )
    )
    nothing = np.zeros(len(rows), np.int64)
    found = place(Tweets(ids, parents, authors, nothing, ids))
    thread = _threads_by_union(rows)
    for label in set(found.labels.tolist()) - {0}:
        members = np.flatnonzero(found.labels == label)
        assert label == min(ids[members])
        assert len({thread[int(number)] for number in ids[members]}) == 1
        assert len(set(found.customers[members])) == len(set(found.brands[members])) == 1
        for author in authors[members].tolist():
            assert author in (found.customers[members[0]], found.brands[members[0]])
    # Whoever wrote as a customer is in a conversation; who answers one is in that one's.
    assert (found.labels[authors > 0] > 0).all()
    for number, _author, _text, parent in rows:
        if authors[number - 1] < 0 and 0 < parent <= len(rows) and authors[parent - 1] > 0:
            assert found.customers[number - 1] == authors[parent - 1]


def _threads_by_union(rows: Sequence[Row]) -> dict[int, int]:
    """Return a name of its thread for every id, by the textbook."""
    leader = {n: n for row in rows for n in (row[0], row[3])}

    def find(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    for number, _author, _text, parent in rows:
        if parent:
            leader[find(number)] = find(parent)
    return {number: find(number) for number in leader}
