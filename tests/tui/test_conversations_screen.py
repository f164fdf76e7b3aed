"""The conversations on the screen: found, read, answered through the gate, linked by hand."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.clock import fixed_clock
from engine.models.understanding import ResolutionStatus
from engine.models.vocabulary import OutboxState
from engine.pipeline import Workbench, open_workbench
from engine.sample.chats import CHATS, write_chats
from engine.settings import Settings
from engine.store.conversation_query import ConversationQuery
from tests.conftest import NOW
from tests.tui.conftest import Desk, OpenDesk
from tui.screens.beside import Beside
from tui.screens.conversations import ConversationsScreen
from tui.screens.review import Review
from tui.widgets.prompt import Prompt

OPEN = ConversationQuery(status=ResolutionStatus.OPEN)


def screen_of(desk: Desk) -> ConversationsScreen:
    screen = desk.app.screen
    assert isinstance(screen, ConversationsScreen)
    return screen


async def answer(desk: Desk, text: str) -> None:
    """Answer the question that the screen asks."""
    desk.app.screen.query_one(Prompt).value = text
    await desk.press("enter")


def said(desk: Desk) -> str:
    assert isinstance(desk.app.screen, Beside)
    return desk.app.screen.status.text


def link_the_open(workbench: Workbench) -> None:
    """Link the two newest open conversations to customers who may be written to."""
    may_be_written_to = workbench.connection.execute(
        "SELECT customer_id FROM scores WHERE contactable ORDER BY work_order LIMIT 2"
    ).fetchall()
    newest = workbench.conversation_window(OPEN, offset=0, limit=2)
    for (_edge, line), (customer_id,) in zip(newest, may_be_written_to, strict=True):
        workbench.link_conversation(line.conversation_id, customer_id)


@pytest.mark.usefixtures("talked")
async def test_an_open_conversation_and_what_to_do(
    open_desk: OpenDesk, screens: SnapshotAssertion
) -> None:
    async with open_desk(prepare=link_the_open) as desk:
        await desk.press("d", "2")
        assert desk.text == screens


@pytest.mark.usefixtures("talked")
async def test_filters_search_and_reading_on_a_small_screen(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("d")
        shown = screen_of(desk)
        everything = shown.conversations.count
        assert everything == 60
        for key, query in (("2", OPEN), ("3", ConversationQuery(unanswered=True))):
            await desk.press(key)
            count = shown.conversations.count
            assert 0 < count == desk.workbench.count_conversations(query) < everything
        await desk.press("1", "slash")
        await answer(desk, "meter read")
        found = shown.conversations.count
        assert 0 < found < everything
        assert "“meter read”" in desk.text
        await desk.press("F")
        assert f"“meter read”   {found} conversations" in desk.text
        await desk.press("escape")
        await desk.press("enter")
        assert "LAST" not in desk.text, "the thread has the whole screen"
        first = desk.text
        await desk.press("J")
        assert desk.text != first
        await desk.press("escape")
        assert "LAST" in desk.text
        await desk.press("x", "p")
        assert "the week · 14–20 Nov 2026" in desk.text
        await desk.press("escape")
        assert "WHY FIRST" in desk.text
        await desk.press("d")
        assert "the week · 14–20 Nov 2026" in desk.text, "it is where it was left"


@pytest.mark.usefixtures("talked")
async def test_open_ones_are_answered_one_after_the_other(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=link_the_open) as desk:
        await desk.press("d", "2")
        shown = screen_of(desk)
        assert shown.reading is not None
        assert shown.reading.action is not None
        proposal = shown.reading.action.proposal
        assert proposal is not None
        await desk.press("s")
        assert "Review" in desk.text
        await desk.press("y")
        (approved,) = desk.workbench.outbox(OutboxState.QUEUED)
        assert approved.message == proposal.message
        assert shown.conversations.cursor == 1, "the next one is read at once"
        assert "✓ answered" in desk.text
        # It stands in the store, for colleagues and for the next time.
        await desk.press("escape", "d", "g")
        screen_of(desk).conversations.answered.clear()
        assert "✓ answered" in desk.text
        await desk.press("u")
        assert desk.workbench.outbox(OutboxState.QUEUED) == ()
        assert "taken back" in said(desk)
        assert "✓ answered" not in desk.text


@pytest.mark.usefixtures("talked")
async def test_the_answered_one_is_marked_wherever_the_agent_is_by_then(
    open_desk: OpenDesk,
) -> None:
    async with open_desk(prepare=link_the_open) as desk:
        await desk.press("d", "2")
        listed = screen_of(desk).conversations
        assert listed.rows is not None
        first, second = (line.key for place in (0, 1) if (line := listed.rows[place]))
        other = sqlite3.connect(desk.workbench.settings.database, isolation_level=None)
        # The approval waits for whoever writes now.
        other.execute("BEGIN IMMEDIATE")
        await desk.press("s")
        await desk.pilot.press("y")
        assert listed.answered == {}
        await desk.pilot.press("j", "s")
        assert isinstance(desk.app.screen, Review)
        other.rollback()
        other.close()
        await desk.settle()
        assert set(listed.answered) == {first}
        await desk.press("escape")
        assert "takes it back" in said(desk)
        assert listed.cursor == 1, "the agent is on another conversation, and stays there"
        await desk.press("s", "y")
        assert set(listed.answered) == {first, second}
        assert listed.cursor == 2


@pytest.mark.usefixtures("talked")
async def test_the_sheet_of_topics_asks_for_topics_only(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("d")
        asked: list[str] = []
        desk.workbench.connection.set_trace_callback(asked.append)
        await desk.press("a")
        desk.workbench.connection.set_trace_callback(None)
        most = desk.workbench.metrics(ConversationQuery()).topics[0]
        assert f"1  {most.topic} · {most.count:,}" in desk.text
        assert not [sql for sql in asked if "csat" in sql]
        await desk.press("1")
        assert screen_of(desk).conversations.count == most.count


@pytest.mark.usefixtures("talked")
async def test_an_edited_answer_leads_back_to_the_conversations(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=link_the_open) as desk:
        await desk.press("d", "2", "e")
        assert desk.app.editor is not None
        assert "WHY FIRST" in desk.text
        await desk.type("ok")
        await desk.press("ctrl+s", "y")
        (approved,) = desk.workbench.outbox(OutboxState.QUEUED)
        assert approved.message.endswith("ok")
        assert "Hello" in approved.message
        assert screen_of(desk).place.query.status is ResolutionStatus.OPEN
        assert "takes it back" in said(desk)


@pytest.mark.usefixtures("talked")
async def test_nobody_known_gets_words_to_copy_until_they_are_linked(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        someone = desk.selected
        await desk.press("d", "2", "s")
        assert "nobody in the customer files" in said(desk)
        assert "cannot go from here" in desk.text
        await desk.press("C")
        shown = screen_of(desk)
        assert shown.reading is not None
        assert shown.reading.action is not None
        assert desk.app.clipboard == shown.reading.action.message
        await desk.press("L")
        await answer(desk, "12x")
        assert "'12x' is no customer number" in said(desk)
        await desk.press("L")
        await answer(desk, "999999")
        assert "999999" in said(desk)
        assert "Not done" in said(desk)
        await desk.press("L")
        await answer(desk, str(someone))
        assert f"#{someone} " in desk.text
        await desk.press("2", "c")
        assert desk.selected == someone
        assert "WHY FIRST" in desk.text


async def test_without_any_it_says_what_to_type_and_shows_what_comes(
    open_desk: OpenDesk, settings: Settings, tmp_path: Path
) -> None:
    async with open_desk() as desk:
        await desk.press("d")
        assert "sne chats load FILE" in desk.text
        write_chats(tmp_path, 2, seed=1, as_of=NOW.date(), progress=lambda _done, _all: None)
        another = open_workbench(settings, fixed_clock(NOW))
        another.import_conversations(tmp_path / CHATS)
        another.understand_conversations()
        another.connection.close()
        screen_of(desk)._watch()
        await desk.settle()
        assert screen_of(desk).conversations.count == 2
        assert "chat-00000" in desk.text
