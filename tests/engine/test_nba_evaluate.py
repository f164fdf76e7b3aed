"""Replaying the past: only what was known counts, hits are counted by hand, intervals by book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.conversations.next_action.evaluate import Evaluation, Rate, evaluate, wilson
from engine.conversations.next_action.replay import replay
from engine.models.conversations import Conversation, Direction, Message
from engine.models.next_action import ReplyChannel
from engine.store.conversation_groups import Held

START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def held(number: int, platform: str, *lines: tuple[str, float, str]) -> Held:
    """A conversation; each line says who ("c" or "us"), hours after its start, and what."""
    began = START + timedelta(days=number)
    told = tuple(
        Message(
            message_id=f"{number}-{place}",
            direction=Direction.TO_COMPANY if who == "c" else Direction.TO_CLIENT,
            agent=None,
            at=began + timedelta(hours=after),
            text=text,
            is_autoresponse=False,
            parent_id=None,
        )
        for place, (who, after, text) in enumerate(lines)
    )
    conversation = Conversation(f"k{number}", "chats", None, f"p{number}", "Acme", told)
    return Held(conversation, platform, None)


ANSWERED = held(
    1,
    "Facebook",
    ("c", 0, "My bill is wrong"),
    ("us", 0.5, "Which one is it?"),
    ("c", 1, "That of May"),
    ("us", 1.5, "It is corrected."),
    ("c", 2, "Thanks!"),
)
LATE = held(
    2,
    "Facebook",
    ("c", 0, "The meter is broken"),
    ("us", 1, "Which meter is it?"),
    ("c", 30, "The one in the hall"),
)
SILENT = held(3, "Email", ("c", 0, "The meter is broken"), ("us", 30, "Which meter is it?"))


def rate(found: Evaluation, heading: str, name: str) -> Rate:
    (group,) = (rates for title, rates in found.groups.items() if title.startswith(heading))
    (one,) = (rate for rate in group if rate.name.startswith(name))
    return one


def test_a_point_is_each_first_reply_and_knows_only_what_came_before() -> None:
    points = replay([ANSWERED, LATE, SILENT]).points
    assert [point.conversation for point in points] == [1, 1, 2, 3]
    last = points[-1]
    # The customer had waited for 30 hours: what the rules decided then is an e-mail.
    assert last.decided is ReplyChannel.EMAIL
    assert last.used is ReplyChannel.EMAIL
    assert last.answered_at is None
    assert [point.decided for point in points[:3]] == [ReplyChannel.DIRECT_MESSAGE] * 3
    assert [point.ended_resolved for point in points] == [True, True, False, False]


def test_hits_are_those_counted_by_hand() -> None:
    found = evaluate(replay([ANSWERED, LATE, SILENT]), limit=None, seed=1)
    assert (found.conversations, found.points, found.looked_at) == (3, 4, 4)
    within = "The customer answered within"
    assert rate(found, within, "all").share == 2 / 4
    assert rate(found, within, "twitter_dm_reply").share == 2 / 3
    assert rate(found, within, "scheduling").share is None
    assert rate(found, "The conversation ended", "all").hits == 2
    assert rate(found, "The channel in which", "the rules").share == 1.0
    # Nothing had been seen before the first of the three points with an answer.
    assert rate(found, "The channel in which", "always the most frequent").hits == 2
    # Answers came at 13, 14 and, a day later, at 18; they had written at 12, 13 and 12 before.
    hour = "The hour at which"
    assert rate(found, hour, "always that of the customer's").hits == 2
    assert rate(found, hour, "the rules").hits == 2


def test_what_comes_later_changes_no_decision() -> None:
    cut = held(1, "Facebook", ("c", 0, "My bill is wrong"), ("us", 0.5, "Which one is it?"))
    assert replay([cut]).points[0].decided is replay([ANSWERED]).points[0].decided
    assert replay([cut]).points[0].answered_at is None


def test_a_draw_is_repeatable() -> None:
    past = replay([ANSWERED, LATE, SILENT])
    assert evaluate(past, limit=2, seed=7) == evaluate(past, limit=2, seed=7)
    assert evaluate(past, limit=2, seed=7).looked_at == 2


def test_one_kind_of_channel_is_said_to_prove_nothing() -> None:
    assert any(
        "one kind of channel" in note for note in evaluate(replay([LATE]), limit=None, seed=1).notes
    )
    mixed = evaluate(replay([LATE, SILENT]), limit=None, seed=1)
    assert not any("one kind of channel" in note for note in mixed.notes)


def test_nothing_to_replay_gives_no_rate_and_no_error() -> None:
    found = evaluate(replay([]), limit=None, seed=1)
    assert found.points == 0
    assert all(
        one.share is None and one.interval is None for g in found.groups.values() for one in g
    )


def test_the_interval_is_wilsons_with_conversations_as_its_size() -> None:
    # 10 of 20: 0.2993 to 0.7007 (Newcombe 1998, method 3).
    low, high = wilson(0.5, 20)
    assert low == pytest.approx(0.2993, abs=1e-4)
    assert high == pytest.approx(0.7007, abs=1e-4)
    assert wilson(0.0, 20)[0] == 0.0
    assert wilson(0.0, 20)[1] == pytest.approx(0.1611, abs=1e-4)
    assert Rate("all", 50, 100, 20).interval == wilson(0.5, 20)
