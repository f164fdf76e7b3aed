"""The screen while somebody else writes for long: plain words, and the draft is saved later."""

from __future__ import annotations

import sqlite3

import pytest

from engine.models.vocabulary import OutboxState
from engine.store import connection as store_connection
from tests.tui.conftest import OpenDesk
from tui import saver

BUSY = "the database is busy"


async def test_a_draft_is_kept_and_saved_when_the_database_is_free(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_connection, "BUSY_TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(saver, "PAUSE_AFTER_FAILURE_SECONDS", 0.01)
    async with open_desk() as desk:
        customer_id = desk.selected
        await desk.press("e")
        other = sqlite3.connect(desk.workbench.settings.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await desk.type(" kept")
        assert not desk.app.saver.flush(timeout=1.0)
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
