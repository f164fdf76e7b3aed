"""The outbox on the screen: what waits for a person, what can be done, what the title says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.clock import fixed_clock
from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import Workbench, open_workbench
from engine.settings import Settings
from tests.conftest import NOW
from tests.tui.conftest import OpenDesk

SERVICE = "We have read your message and will call you tomorrow."
WAY = (
    "UPDATE outbox SET state = ?, detail = ?, finished_at = attempted_at WHERE notification_id = ?"
)


def contactable(workbench: Workbench) -> list[int]:
    return [
        row[0]
        for row in workbench.connection.execute(
            "SELECT customer_id FROM scores WHERE contactable ORDER BY work_order LIMIT 5"
        )
    ]


def one_of_each(workbench: Workbench) -> None:
    """One failed, one unknown, one held, one that waits, one that came back."""
    people = contactable(workbench)
    names = [
        workbench.approve(who, Channel.EMAIL, SERVICE, undo_seconds=600).notification_id
        for who in people
    ]
    connection = workbench.connection
    connection.execute(WAY, ("failed", "the mailbox is closed", names[0]))
    connection.execute(WAY, ("unknown", "the line went silent", names[1]))
    connection.execute(
        "UPDATE outbox SET hold = 'Messages do not go after 9pm', "
        "due_at = '2026-11-21T08:00:00+00:00' WHERE notification_id = ?",
        (names[2],),
    )
    connection.execute(WAY, ("sent", None, names[4]))
    connection.execute("UPDATE outbox SET returned = 'bounce' WHERE notification_id = ?", names[4:])


def as_ben(settings: Settings, what: Callable[[Workbench], object]) -> None:
    """Do something as a colleague at the same database."""
    ben = open_workbench(replace(settings, agent="ben"), fixed_clock(NOW))
    what(ben)
    ben.connection.close()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_waits_for_a_person_is_listed_first(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(size=size, prepare=one_of_each) as desk:
        assert "f: 1 failed, 1 unknown, 1 returned" in desk.text.splitlines()[0]
        await desk.press("f")
        lines = desk.text.splitlines()
        states = [line.split()[1] for line in lines[2:7]]
        assert states == ["unknown", "failed", "returned", "held", "queued"]
        assert "the line went silent" in lines[2]
        assert "21 Nov 08:00" in lines[5]
        await desk.press("4")
        assert "Held until 21 Nov 08:00." in desk.text
        assert "mailbox" not in desk.text
        await desk.press("escape")
        assert "WHY FIRST" in desk.text


async def test_nothing_to_see_to_says_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        assert desk.app.needed_note.size.width == 0
        await desk.press("f")
        assert "Nothing of yours here" in desk.text


async def test_a_failed_one_is_reviewed_as_a_new_one(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=one_of_each) as desk:
        await desk.press("f", "2", "t")
        assert "Review" in desk.text
        assert SERVICE in desk.text
        await desk.press("t", "enter", "escape")
        assert len(desk.workbench.outbox()) == 5
        await desk.press("t", "y")
        assert len(desk.workbench.outbox()) == 6
        assert "approved as a new message" in desk.text
        assert "another message took its place" in desk.text
        await desk.pass_time(11)
        (failed,) = desk.workbench.outbox(OutboxState.FAILED)
        newest = desk.workbench.outbox()[0]
        assert (newest.customer_id, newest.state) == (failed.customer_id, OutboxState.SENT)
        await desk.press("escape")
        assert "failed" not in desk.text.splitlines()[0]


async def test_a_held_one_is_taken_back_as_a_draft(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=one_of_each) as desk:
        await desk.press("f", "4", "t")
        assert "a rule holds it" in desk.text
        await desk.press("u")
        (taken_back,) = desk.workbench.outbox(OutboxState.CANCELLED)
        assert desk.workbench.draft(taken_back.customer_id) is not None
        assert "– taken back" in desk.text
        await desk.press("u")
        assert "Take back: it is cancelled, not queued or held." in desk.text


async def test_an_unknown_one_is_asked_about(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=one_of_each) as desk:
        await desk.press("f", "3", "t")
        assert "it is unknown, not failed" in desk.text
        await desk.press("w", "1")
        assert desk.workbench.outbox(OutboxState.UNKNOWN) == ()
        assert "✓ sent" in desk.text


async def test_put_away_and_the_title_is_quiet_again(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=one_of_each) as desk:
        await desk.press("f", "j", "x", "j", "x", "k", "k", "w", "1", "escape")
        assert desk.app.needed_note.size.width == 0


async def test_enter_goes_to_the_customer_wherever_they_are(open_desk: OpenDesk) -> None:
    async with open_desk(prepare=one_of_each) as desk:
        await desk.press("f", "2")
        (failed,) = desk.workbench.outbox(OutboxState.FAILED)
        await desk.press("enter")
        assert desk.selected == failed.customer_id
        assert f"#{failed.customer_id}" in desk.text
        await desk.press("f", "v")
        assert "Receipt" in desk.text


async def test_colleagues_messages_are_shown_on_demand(
    open_desk: OpenDesk, settings: Settings
) -> None:
    async with open_desk() as desk:
        as_ben(settings, one_of_each)
        await desk.press("f")
        assert "Nothing of yours here" in desk.text
        await desk.press("a")
        assert "by ben" in desk.text


async def test_an_objection_is_recorded_with_the_words(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        someone = desk.selected
        await desk.press("N")
        assert "wants no marketing, for good" in desk.status
        await desk.press("enter")
        assert "their words are needed" in desk.status
        await desk.press("N")
        await desk.type("please stop")
        await desk.press("enter")
        assert f"#{someone} gets no marketing any more." in desk.status
        (row,) = [r for r in desk.workbench.audit_trail(someone) if r.action == "objection"]
        assert row.details["words"] == "please stop"
        await desk.press("N", "escape")
        assert desk.question is None


async def test_a_retired_draft_is_kept_and_can_be_opened(
    open_desk: OpenDesk, settings: Settings
) -> None:
    def write_to_the_first(workbench: Workbench) -> None:
        who = contactable(workbench)[0]
        workbench.save_draft(who, Channel.EMAIL, "my own words")
        as_ben(settings, lambda ben: ben.approve(who, Channel.EMAIL, SERVICE, undo_seconds=600))

    async with open_desk(prepare=write_to_the_first) as desk:
        who = contactable(desk.workbench)[0]
        await desk.press("2", "slash")
        await desk.type(str(who))
        await desk.press("enter")
        assert desk.selected == who
        assert "ben wrote on 20 Nov at 09:00; e opens it, D throws it away" in desk.status
        assert "✎" not in desk.text
        assert "my own words" not in desk.text
        await desk.press("e")
        assert "my own words" in desk.text
        await desk.press("escape")
        assert desk.workbench.retired_draft(who) is not None, "looking changes nothing"
        await desk.press("D")
        assert desk.workbench.retired_draft(who) is None
