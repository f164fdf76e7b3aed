"""The screen while somebody else writes for long: plain words, and the draft is saved later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from engine.models.vocabulary import OutboxState
from engine.store import connection as store_connection
from tests.tui.conftest import Desk, OpenDesk
from tui import saver
from tui.bulk_actions import SAVING

BUSY = "the database is busy"


async def test_a_draft_is_kept_and_saved_when_the_database_is_free(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_connection, "BUSY_TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(saver, "PAUSE_AFTER_FAILURE_SECONDS", 600)
    async with open_desk() as desk:
        customer_id = desk.selected
        await desk.press("e")
        other = sqlite3.connect(desk.workbench.settings.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await desk.type(" kept")
        assert not desk.app.saver.flush()
        await desk.settle()
        assert "not saved yet" in desk.status
        assert BUSY in desk.status
        assert "locked" not in desk.text
        assert desk.workbench.draft(customer_id) is None
        other.rollback()
        other.close()
        assert desk.app.saver.flush()
        draft = desk.workbench.draft(customer_id)
        assert draft is not None
        assert draft.message.endswith(" kept")
        await desk.settle()
        assert BUSY not in desk.status


@contextmanager
def somebody_writing(desk: Desk) -> Iterator[None]:
    """Another program writes to the database for as long as this lasts."""
    with closing(sqlite3.connect(desk.workbench.settings.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


async def test_what_is_not_saved_is_neither_sent_nor_reviewed_and_the_reason_is_said(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_connection, "BUSY_TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(saver, "PAUSE_AFTER_FAILURE_SECONDS", 600)
    async with open_desk() as desk:
        await desk.press("m", "k", "e")
        assert desk.app.saver.flush()
        with somebody_writing(desk):
            await desk.type(" Thanks")
            await desk.press("ctrl+s", "y")
            assert desk.status.startswith("Not sent: the draft could not be saved yet: ")
            assert BUSY in desk.status
            await desk.press("b")
            assert desk.status.startswith("Not reviewed: the draft could not be saved yet: ")
            assert desk.app.walk is None
            assert len(desk.app.worklist.marked) == 1
        assert desk.app.saver.flush()
        assert desk.workbench.outbox() == ()
        await desk.press("s", "y")
        (queued,) = desk.workbench.outbox()
        assert queued.message.endswith(" Thanks")
        assert desk.workbench.drafts() == ()


async def test_a_bulk_review_waits_for_the_draft_and_keys_do_not_wait(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("m", "k", "e")
        assert desk.app.saver.flush()
        with somebody_writing(desk):
            await desk.type(" Thanks")
            await desk.press("escape")
            await desk.pilot.press("b", "j")
            assert "Review 1 of" not in desk.text
            assert desk.status == SAVING
            assert desk.app.worklist.cursor == 1
        await desk.settle()
        assert "Review 1 of 1" in desk.text
        assert " Thanks" in desk.text
        assert desk.app.status.text != SAVING
        await desk.press("escape", "escape", "k", "e")
        assert desk.app.saver.flush()
        with somebody_writing(desk):
            await desk.type(" again")
            await desk.press("escape")
            await desk.pilot.press("b", "question_mark")
        await desk.settle()
        await desk.press("escape")
        assert "gave way" in desk.status
        assert desk.app.walk is None


async def test_a_send_is_refused_in_plain_words_and_can_be_done_again(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk() as desk:
        await desk.press("s")
        monkeypatch.setattr(store_connection, "BUSY_TIMEOUT_SECONDS", 0.01)
        other = sqlite3.connect(desk.workbench.settings.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await desk.press("y")
        assert "Not sent" in desk.status
        assert BUSY in desk.status
        other.rollback()
        other.close()
        assert desk.workbench.outbox() == ()
        await desk.press("s", "y")
        assert [n.state for n in desk.workbench.outbox()] == [OutboxState.QUEUED]
