"""The next best action in the case: shown beside the steps, made a draft with one key."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engine.pipeline import Workbench
from engine.store.worklist import WorklistQuery
from tests.tui.conftest import OpenDesk


@pytest.fixture
def tweets(tmp_path: Path) -> Path:
    path = tmp_path / "twcs.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        header = "tweet_id author_id inbound created_at text response_tweet_id"
        writer.writerow([*header.split(), "in_response_to_tweet_id"])
        sent = "Fri Nov 20 06:00:00 +0000 2026"
        writer.writerow([1, 115712, True, sent, "@GlenlightHelp [/b] no heating, help", "", ""])
    return path


async def test_it_is_shown_and_becomes_a_draft(open_desk: OpenDesk, tweets: Path) -> None:
    linked: list[int] = []

    def prepare(workbench: Workbench) -> None:
        workbench.import_conversations(tweets)
        linked.append(next(workbench.everyone(WorklistQuery())).customer_id)
        workbench.link_conversation("tweet-1", linked[0])

    async with open_desk(prepare=prepare) as desk:
        await desk.press("2", "slash")
        await desk.type(str(linked[0]))
        await desk.press("enter")
        assert desk.selected == linked[0]
        await desk.press("J", "J", "J", "o")
        assert "Open conversation: heating" in desk.text
        assert "[/b] no heating" in desk.text
        await desk.press("i")
        assert desk.app.editor is not None
        action = desk.workbench.next_best_action(linked[0])
        assert action is not None
        assert action.proposal is not None
        assert desk.app.editor.text == action.proposal.message
        assert "your heating" in action.proposal.message
        await desk.press("escape")
        desk.app.saver.flush()
        draft = desk.workbench.draft(linked[0])
        assert draft is not None
        assert (draft.channel, draft.message) == (
            action.proposal.channel,
            action.proposal.message,
        )
        # An agent's own words are not overwritten.
        await desk.press("i")
        assert "has a draft of yours" in desk.status
        assert desk.app.editor is None


async def test_without_a_conversation_the_key_says_why(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("i")
        assert "no conversation with this customer is open" in desk.status
