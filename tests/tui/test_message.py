"""The message: edit, length, draft, review, send, take back, receipt."""

from __future__ import annotations

from textual import events

from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import Workbench
from tests.tui.conftest import Desk, OpenDesk


async def edit(desk: Desk, text: str) -> None:
    await desk.press("e")
    await desk.type(text)


async def test_typing_changes_the_length_and_escape_keeps_the_draft(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        original = desk.app.case.text if desk.app.case else ""
        await edit(desk, " ok")
        assert "editing" in desk.text
        assert f"{len(original) + 3}/" in desk.text
        await desk.press("escape")
        draft = desk.workbench.draft(customer_id)
        assert draft is not None
        assert draft.message == f"{original} ok"
        assert "draft · saved 09:00" in desk.text
        assert "✎" in desk.text


async def test_letters_that_are_keys_elsewhere_are_letters_in_the_editor(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        await edit(desk, "squjk2?")
        await desk.press("escape")
        draft = desk.workbench.draft(customer_id)
        assert draft is not None
        assert draft.message.endswith("squjk2?")
        assert desk.selected == customer_id


async def test_looking_without_typing_makes_no_draft(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("e", "escape")
        assert desk.workbench.drafts() == ()


async def test_a_draft_is_there_when_one_comes_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j")
        first = desk.selected
        await edit(desk, " later")
        await desk.press("escape", "j", "k")
        assert desk.selected == first
        assert desk.app.has_draft
        assert "later" in desk.text
        await desk.press("D")
        assert "later" not in desk.text
        assert desk.workbench.draft(first) is None


async def test_sending_needs_a_review_and_another_key(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        await desk.press("s")
        assert "Review" in desk.text
        assert f"#{customer_id}" in desk.text
        await desk.press("s", "s", "enter", "enter")
        assert desk.workbench.outbox() == ()
        assert "Review" in desk.text
        await desk.press("y")
        (queued,) = desk.workbench.outbox()
        assert queued.state is OutboxState.QUEUED
        assert queued.customer_id == customer_id
        assert "u takes it back" in desk.status
        assert desk.selected == desk.listed[1]
        assert "✓" in desk.text


async def test_escape_leaves_the_review_without_sending(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s", "escape", "y")
        assert desk.workbench.outbox() == ()


async def test_exactly_the_reviewed_text_goes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await edit(desk, " Bye now")
        await desk.press("ctrl+s", "y")
        await desk.pass_time(11)
        (sent,) = desk.workbench.outbox()
        assert sent.state is OutboxState.SENT
        assert sent.message.endswith(" Bye now")
        assert "sent to the spool" in desk.status
        assert desk.workbench.drafts() == ()


async def test_ten_seconds_to_take_it_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        await desk.press("s", "y")
        await desk.pass_time(9)
        assert desk.workbench.outbox(OutboxState.SENT) == ()
        await desk.press("u")
        assert "taken back" in desk.status
        await desk.pass_time(60)
        (taken_back,) = desk.workbench.outbox()
        assert taken_back.state is OutboxState.CANCELLED
        assert desk.workbench.draft(customer_id) is not None


async def test_after_ten_seconds_it_has_gone(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s", "y")
        await desk.pass_time(11)
        await desk.press("u")
        assert "nothing to take back" in desk.status
        assert len(desk.workbench.outbox(OutboxState.SENT)) == 1


async def test_the_receipt_shows_what_went_when_and_how(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s", "y")
        await desk.pass_time(11)
        await desk.press("k", "v")
        (sent,) = desk.workbench.outbox()
        assert "Receipt" in desk.text
        assert sent.message.splitlines()[0] in desk.text
        assert "Nothing has left this machine" in desk.text
        assert "by anna" in desk.text


async def test_the_channel_can_be_chosen_and_the_text_is_written_for_it(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        assert "Message · Phone" in desk.text
        await desk.press("c", "1")
        assert "Message · Email" in desk.text
        await desk.press("c", "2")
        assert "Message · SMS" in desk.text
        assert desk.workbench.drafts() == ()
        await desk.press("j", "k", "s", "y")
        (queued,) = desk.workbench.outbox()
        assert queued.channel is Channel.SMS
        assert len(queued.message) <= 160


async def test_what_the_gate_stops_cannot_be_confirmed(open_desk: OpenDesk) -> None:
    marketing = "Switch to our new tariff and save with us. Reply STOP to opt out."

    def prepare(workbench: Workbench) -> None:
        row = workbench.connection.execute(
            "SELECT customer_id FROM scores WHERE segment = 'Value Seekers' AND NOT contactable "
            "ORDER BY work_order"
        ).fetchone()
        workbench.save_draft(row["customer_id"], Channel.EMAIL, marketing)

    async with open_desk(prepare=prepare) as desk:
        (draft,) = desk.workbench.drafts()
        await desk.press("2", "slash")
        await desk.type(str(draft.customer_id))
        await desk.press("enter", "s")
        assert "Stopped: This is marketing" in desk.text
        await desk.press("y")
        assert desk.workbench.outbox() == ()


async def test_a_draft_in_the_making_survives_leaving(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j")
        customer_id = desk.selected
        await edit(desk, " unfinished")
        desk.app.saver.flush()
    async with open_desk() as desk:
        await desk.press("j")
        assert desk.selected == customer_id
        assert "unfinished" in desk.text


async def test_a_second_agent_sees_who_has_a_draft(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await edit(desk, " x")
        await desk.press("escape")
        assert desk.items[0].draft_by == "anna"


async def test_moving_by_a_click_closes_the_editor_and_keeps_each_text_with_its_customer(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await desk.press("j")
        written_to = desk.selected
        await edit(desk, " mine")
        await desk.pilot.click("#worklist", offset=(10, 8))
        await desk.settle()
        assert desk.app.editor is None
        assert desk.selected != written_to
        assert desk.app.saver.flush()
        (draft,) = desk.workbench.drafts()
        assert draft.customer_id == written_to
        assert draft.message.endswith(" mine")


async def test_keys_in_one_burst_act_on_the_customer_under_the_cursor(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await desk.pilot.press("j", "j", "j", "e")
        await desk.pilot.pause()
        assert desk.app.editor is not None
        assert desk.app.editor.customer_id == desk.selected == desk.listed[3]


async def test_the_text_is_wrapped_for_its_width_after_an_edit(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j", "e", "escape")
        assert "Hello Emma, Glenlight Energy here. We are sorry" in desk.text


async def test_sends_are_taken_back_one_by_one_newest_first(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first, second = desk.listed[:2]
        await desk.press("s", "y", "s", "y")
        await desk.press("u")
        assert f"#{second}: taken back" in desk.status
        await desk.press("u")
        assert f"#{first}: taken back" in desk.status
        assert {n.state for n in desk.workbench.outbox()} == {OutboxState.CANCELLED}


async def test_undo_takes_back_the_snooze_before_the_send(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        second = desk.listed[1]
        await desk.press("s", "y", "z", "1")
        await desk.press("u")
        assert f"#{second}: back on the list" in desk.status
        await desk.press("u")
        assert "taken back" in desk.status


async def test_undo_keeps_what_was_typed_since(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("j")
        customer_id = desk.selected
        await desk.press("s", "y", "k")
        await edit(desk, " newer")
        await desk.press("escape", "u")
        draft = desk.workbench.draft(customer_id)
        assert draft is not None
        assert draft.message.endswith(" newer")


async def test_a_send_that_waited_when_the_program_died_goes_after_the_next_start(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await desk.press("s", "y")
    async with open_desk() as desk:
        assert desk.app.can_undo
        await desk.pass_time(11)
        assert [n.state for n in desk.workbench.outbox()] == [OutboxState.SENT]


async def test_a_failed_send_gives_customer_and_words_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        customer_id = desk.selected
        desk.workbench.settings.spool_directory.write_text("in the way")
        await desk.press("s", "y")
        await desk.pass_time(11)
        (failed,) = desk.workbench.outbox()
        assert failed.state is OutboxState.FAILED
        assert "cannot be written" in desk.status
        item = desk.workbench.item(customer_id)
        assert item is not None
        assert not item.mark
        draft = desk.workbench.draft(customer_id)
        assert draft is not None
        assert draft.message == failed.message


async def test_everyone_and_searches_find_whoever_is_put_aside(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        first = desk.selected
        await desk.press("x")
        await desk.type("spoke")
        await desk.press("enter", "r")
        assert first not in desk.listed
        await desk.press("slash")
        await desk.type(str(first))
        await desk.press("enter")
        assert desk.listed == [first]
        await desk.press(*["J"] * 5, "o")
        assert "skipped by anna" in desk.text
        assert "spoke" in desk.text


async def test_the_verdict_is_seen_however_long_the_text_is(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("s")
        assert "y  send it" in desk.text
        assert "The rules of contact have nothing against it." in desk.text


async def test_keys_that_arrive_together_act_on_the_customer_they_reach(
    open_desk: OpenDesk,
) -> None:
    """On a slow line j and e come in one packet: e is handled before the list says it moved."""
    async with open_desk() as desk:
        second = desk.listed[1]
        app = desk.app
        for key in ("j", "e"):
            app.post_message(events.Key(key, key))
        await desk.settle()
        assert desk.selected == second
        assert app.editor is not None
        assert app.editor.customer_id == second
        await desk.type("mine")
        await desk.press("escape")
        draft = desk.workbench.draft(second)
        assert draft is not None
        assert draft.message.endswith("mine")


async def test_letters_that_arrive_with_the_key_that_opens_the_editor_are_typed(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        for key in ("e", "x", "w", "s"):
            desk.app.post_message(events.Key(key, key))
        await desk.settle()
        assert desk.app.editor is not None
        assert desk.app.editor.text.endswith("xws")
