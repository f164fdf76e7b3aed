"""The model beside the screen: a real process, a real server on loopback, the cursor in peace."""

from __future__ import annotations

import threading

from engine.settings import Settings
from tests.forms import filled_in, form_for
from tests.tui.conftest import OpenDesk
from tests.wire import steps
from tests.wire.server import Wire


async def test_the_models_words_arrive_and_never_move_the_cursor(
    open_desk: OpenDesk, modelled: Settings, wire: Wire
) -> None:
    go_on = threading.Event()
    wire.play(steps.good(filled_in).held(go_on))
    async with open_desk(chosen=modelled, settle=False) as desk:
        # The list is complete and sorted, and the rules speak, before the model has said a word.
        await desk.pilot.press("j")
        before, chosen = desk.listed, desk.selected
        assert "analyst: rules" in desk.text
        go_on.set()
        await desk.settle()
        assert (desk.listed, desk.selected) == (before, chosen)
        assert "analyst: bedrock" in desk.text
        assert desk.app.case is not None
        assert "If you would like to talk" in desk.app.case.text
        assert desk.app.case.text.split()[-1] in desk.text
        assert "The model explained" in desk.status
    assert len(wire.requests) == min(len(before), modelled.analysis.ahead)


async def test_the_reason_is_shown_where_the_rules_stand_in(
    open_desk: OpenDesk, modelled: Settings, wire: Wire
) -> None:
    wire.play(steps.good(lambda request: form_for(request.user, message="You won £1,000. Reply.")))
    async with open_desk(chosen=modelled) as desk:
        assert "analyst: rules" in desk.text
        assert "failed the checks" in desk.text
        assert "£1,000" not in desk.text


async def test_missing_access_is_said_in_plain_words(
    open_desk: OpenDesk, modelled: Settings, wire: Wire
) -> None:
    wire.play(steps.DENIED)
    async with open_desk(chosen=modelled) as desk:
        assert "it stopped" in desk.status
        assert "analyst: rules" in desk.text
    assert len(wire.requests) == 1


async def test_a_case_is_asked_about_again_on_demand(
    open_desk: OpenDesk, modelled: Settings, wire: Wire
) -> None:
    wire.play(steps.good(filled_in))
    async with open_desk(chosen=modelled) as desk:
        before = len(wire.requests)
        await desk.press("a")
        assert len(wire.requests) == before + 1


async def test_quitting_waits_for_no_call(
    open_desk: OpenDesk, modelled: Settings, wire: Wire
) -> None:
    never = threading.Event()
    wire.play(steps.good(filled_in).held(never))
    async with open_desk(chosen=modelled, settle=False) as desk:
        while not wire.requests:
            await desk.pilot.pause(0.02)
        # Two runs at once: that of the list, and that of a case asked about again.
        await desk.pilot.press("a")
        while len(desk.app._runs) < 2:
            await desk.pilot.pause(0.02)
        await desk.pilot.press("q")
        await desk.app.workers.wait_for_complete()
        assert [run.poll() is not None for run in desk.app._runs] == [True, True]
    never.set()


async def test_without_a_model_the_action_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("a")
        assert "no model is set up" in desk.status


async def test_a_remark_stands_beside_the_text_while_typing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e")
        await desk.type(" 75")
        desk.app._check_text()
        assert "75" in desk.status
        await desk.press("escape")
        await desk.press("s")
        assert "Check:" in desk.text
