"""The draft saver: nothing typed depends on the screen, the line or one failed write."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual.message import Message

from engine.clock import fixed_clock
from engine.models.vocabulary import Channel
from engine.pipeline import Workbench, open_workbench
from engine.store import connection as store_connection
from engine.store.connection import transaction
from tests.conftest import NOW
from tui import jobs
from tui import saver as saver_module
from tui.messages import Trouble
from tui.saver import DraftSaver


@pytest.fixture
def customer_id(workbench: Workbench) -> int:
    row = workbench.connection.execute("SELECT min(customer_id) FROM scores").fetchone()
    found: int = row[0]
    return found


def start(workbench: Workbench, failures: list[str]) -> DraftSaver:
    saver = DraftSaver(
        workbench.settings,
        fixed_clock(NOW),
        saved=lambda _customer_id: None,
        failed=failures.append,
    )
    saver.start()
    return saver


def test_the_newest_text_is_written_without_being_asked(
    workbench: Workbench, customer_id: int
) -> None:
    written = threading.Event()
    saver = DraftSaver(
        workbench.settings, fixed_clock(NOW), saved=lambda _id: written.set(), failed=print
    )
    saver.start()
    for length in range(1, 20):
        saver.put(customer_id, Channel.SMS, "x" * length)
    assert written.wait(10)
    draft = workbench.draft(customer_id)
    assert draft is not None
    assert draft.message == "x" * 19
    assert draft.version == 1
    saver.stop()


def test_flush_returns_when_it_is_on_the_disk(workbench: Workbench, customer_id: int) -> None:
    saver = start(workbench, [])
    saver.put(customer_id, Channel.EMAIL, "now")
    assert saver.flush()
    draft = workbench.draft(customer_id)
    assert draft is not None
    assert draft.message == "now"
    saver.stop()


def test_what_could_not_be_written_is_said_and_tried_again(
    workbench: Workbench, customer_id: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    failures: list[str] = []
    monkeypatch.setattr(saver_module, "PAUSE_AFTER_FAILURE_SECONDS", 0.01)
    hidden = tmp_path / "hidden.db"
    workbench.settings.database.rename(hidden)
    workbench.settings.database.mkdir()
    saver = start(workbench, failures)
    saver.put(customer_id, Channel.EMAIL, "kept")
    assert not saver.flush(timeout=0.5)
    assert "cannot be opened" in failures[0]
    workbench.settings.database.rmdir()
    hidden.rename(workbench.settings.database)
    saver.put(customer_id, Channel.EMAIL, "kept, and newer")
    assert saver.flush()
    draft = workbench.draft(customer_id)
    assert draft is not None
    assert draft.message == "kept, and newer"
    saver.stop()


def test_flush_tells_after_one_whole_attempt_that_it_cannot_be_written(
    workbench: Workbench, customer_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_connection, "BUSY_TIMEOUT_SECONDS", 0.01)
    failures: list[str] = []
    saver = start(workbench, failures)
    with closing(sqlite3.connect(workbench.settings.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        saver.put(customer_id, Channel.EMAIL, "typed during a load")
        assert not saver.flush()
        assert failures == [saver.trouble]
        assert "the database is busy" in saver.trouble
    assert saver.flush()
    assert saver.stop()
    saver.put(customer_id, Channel.EMAIL, "typed after the end")
    assert not saver.flush()


def test_nothing_is_approved_whose_draft_could_not_be_saved(
    workbench: Workbench, customer_id: int, tmp_path: Path
) -> None:
    settings = workbench.settings
    failures: list[str] = []
    clock = fixed_clock(NOW)
    saver = DraftSaver(
        # Whatever keeps it from its database does not keep the approval from its own.
        replace(settings, database=tmp_path),
        clock,
        saved=print,
        failed=failures.append,
    )
    saver.start()
    text = "Your meter reading has arrived."
    reviewed = workbench.review(customer_id).going
    saver.hold(customer_id)
    saver.put(customer_id, Channel.EMAIL, text)
    posted: list[Message] = []
    seen = workbench.seen_now(customer_id)
    jobs.approve(settings, clock, posted.append, saver, customer_id, Channel.EMAIL, text, seen)
    jobs.approve_together(settings, clock, posted.append, saver, [reviewed])
    assert workbench.outbox() == ()
    one, together = (message.text for message in posted if isinstance(message, Trouble))
    why = f"the draft could not be saved yet: {failures[0]}"
    assert (one, together) == (f"Not sent: {why}", f"Nothing was sent: {why}")
    assert saver._holding.wish.customer_id is None, "nobody else is kept away"
    saver.stop(timeout=0.1)


def test_what_a_busy_database_does_not_take_is_there_at_the_next_start(
    workbench: Workbench, customer_id: int
) -> None:
    other = open_workbench(workbench.settings)
    saver = start(workbench, [])
    with transaction(other.connection):
        saver.put(customer_id, Channel.SMS, "typed during a long load")
        assert saver.stop(timeout=0.3)
        assert list(workbench.settings.database.parent.glob("unsaved-*.json"))
    other.connection.close()
    again = start(workbench, [])
    assert again.pending(customer_id) == (Channel.SMS, "typed during a long load")
    assert again.flush()
    draft = workbench.draft(customer_id)
    assert draft is not None
    assert draft.message == "typed during a long load"
    again.stop()
    assert not list(workbench.settings.database.parent.glob("unsaved-*.json"))


@pytest.mark.parametrize(
    "content", ["", "[]", '"x"', '{"1": ["SMS", "old"]}', '{"a": ["SMS", "x", 1]}', "{\0"]
)
def test_a_rescued_file_that_somebody_has_changed_stays_and_stops_nothing(
    workbench: Workbench, content: str
) -> None:
    file = start(workbench, [])._rescue_file
    file.write_text(content, encoding="utf-8")
    failures: list[str] = []
    saver = start(workbench, failures)
    assert saver.stop()
    assert (file.read_text(encoding="utf-8"), failures) == (content, [])
    assert workbench.drafts() == ()


def test_a_case_read_before_a_save_arrived_does_not_go_back_behind_it(
    workbench: Workbench, customer_id: int
) -> None:
    saver = start(workbench, [])
    saver.put(customer_id, Channel.EMAIL, "typed and saved")
    assert saver.flush()
    # The case was read while this was under way: it has the words, but not yet their version.
    saver.begin(customer_id, 0, "typed and saved")
    assert saver.version(customer_id) == 1
    workbench.discard_draft(customer_id)
    saver.begin(customer_id, 0, "the analyst's own words")
    assert saver.version(customer_id) == 0
    assert saver.stop()
