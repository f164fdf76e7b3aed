"""The answer to a conversation in a model's words: asked for with a key, read before it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from engine.settings import Settings
from tests.engine.test_reply_writer import replies
from tests.forms import filled_in
from tests.tui.conftest import OpenDesk
from tests.tui.test_conversations_screen import link_the_open, said
from tests.wire import steps
from tests.wire.received import Received
from tests.wire.server import Wire

WORDS = "thank you for writing to us."
# The rules want the Register offered to this customer.
ANSWER = f"{WORDS} Our Priority Services Register may help you. Could you reply and say how?"


def both(request: Received) -> dict[str, Any]:
    """Answer what is asked: the words of an answer, or the explanation of a case."""
    return replies(request, ANSWER) if request.forced_tool == "reply" else filled_in(request)


@pytest.mark.usefixtures("talked")
async def test_the_model_writes_the_answer_when_it_is_asked(
    open_desk: OpenDesk, modelled: Settings, wire: Wire
) -> None:
    wire.play(steps.good(both))
    async with open_desk(prepare=link_the_open, chosen=modelled) as desk:
        await desk.press("d", "2")
        assert WORDS[:13] not in desk.text
        asked = sum(request.forced_tool == "reply" for request in wire.requests)
        await desk.press("w")
        assert said(desk).startswith("The words are those of bedrock")
        assert WORDS[:13] in desk.text
        assert sum(request.forced_tool == "reply" for request in wire.requests) > asked == 0
        await desk.press("s")
        assert WORDS[:13] in desk.text


@pytest.mark.usefixtures("talked")
async def test_the_templates_words_stay_where_the_model_has_none(
    open_desk: OpenDesk, modelled: Settings, wire: Wire
) -> None:
    wire.play(steps.DENIED)
    async with open_desk(prepare=link_the_open, chosen=modelled) as desk:
        await desk.press("d", "2")
        before = desk.text.splitlines()[:-2]
        await desk.press("w")
        assert "The template's words stay: " in said(desk)
        assert desk.text.splitlines()[:-2] == before


@pytest.mark.usefixtures("talked")
async def test_without_a_model_it_says_so(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=link_the_open) as desk:
        await desk.press("d", "2", "w")
        assert said(desk).startswith("Words: no model is set up")
