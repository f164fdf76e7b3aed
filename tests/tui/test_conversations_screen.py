"""The conversations on the screen: found, read, answered through the gate, linked by hand."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.clock import fixed_clock
from engine.models.vocabulary import OutboxState
from engine.pipeline import Workbench, open_workbench
from engine.sample.chats import CHATS, write_chats
from engine.settings import Settings
from engine.store.conversation_query import ConversationQuery
from tests.conftest import NOW
from tests.tui.conftest import Desk, OpenDesk
from tui.screens.conversations import ConversationsScreen

CHATS_WRITTEN = 40


@pytest.fixture(scope="module")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of chats of the two months before the present day."""
    folder = tmp_path_factory.mktemp("chats")
    write_chats(
        folder, CHATS_WRITTEN, seed=3, as_of=NOW.date(), progress=lambda _done, _total: None
    )
    return folder / CHATS


@pytest.fixture(scope="module")
def talked(chats: Path, loaded_database: Path) -> Path:
    """The loaded customers with the chats beside them."""
    database = chats.parent / "sne.db"
    shutil.copy(loaded_database, database)
    chosen = Settings(database=database, agent="loader")
    workbench = open_workbench(chosen, fixed_clock(NOW))
    workbench.import_conversations(chats)
    workbench.understand_conversations()
    workbench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    workbench.connection.close()
    return database


@pytest.fixture
def talking(talked: Path, settings: Settings) -> None:
    """Give the screen a database with conversations."""
    shutil.copy(talked, settings.database)


def screen_of(desk: Desk) -> ConversationsScreen:
    screen = desk.app.screen
    assert isinstance(screen, ConversationsScreen)
    return screen


def contactable(workbench: Workbench, count: int = 2) -> list[int]:
    rows = workbench.connection.execute(
        "SELECT customer_id FROM scores WHERE contactable ORDER BY work_order LIMIT ?", (count,)
    )
    return [row[0] for row in rows]


def link_the_open(workbench: Workbench) -> None:
    """Link the two newest open conversations to customers who may be written to."""
    query = ConversationQuery(status=_OPEN)
    found = workbench.conversation_window(query, offset=0, limit=2)
    for (_edge, line), customer_id in zip(found, contactable(workbench), strict=True):
        workbench.link_conversation(line.conversation_id, customer_id)


_OPEN = next(s for s in __import__("engine.models.understanding", fromlist=["x"]).ResolutionStatus)
