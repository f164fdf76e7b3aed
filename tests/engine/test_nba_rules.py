"""The next best action: each sentence of the contract, the advice, the status and the words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from engine.conversations.next_action import wording
from engine.conversations.next_action.advice import advise
from engine.conversations.next_action.checking import faults_for_stranger
from engine.conversations.next_action.features import features_of
from engine.conversations.next_action.output import PredictionsFile, safe_cell
from engine.conversations.next_action.predict import Ground, predict
from engine.conversations.next_action.rules import decide
from engine.conversations.next_action.timing import Habits
from engine.conversations.understanding.topics import load_taxonomy
from engine.delivery.hours import SERVICE_HOURS
from engine.language.payment import is_about_debt
from engine.language.promotion import is_marketing
from engine.models.conversations import Conversation, Direction, Message
from engine.models.next_action import (
    IssueStatus,
    Known,
    Prediction,
    ReplyChannel,
    ResponsePattern,
    Responses,
)
from engine.models.vocabulary import Channel
from engine.store.conversation_groups import Held

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CALL, EMAIL, DM = ReplyChannel.PHONE_CALL, ReplyChannel.EMAIL, ReplyChannel.DIRECT_MESSAGE
WEEK = 24 * 7.0

Line = tuple[str, float, str]
"""Who wrote ("c": the customer, "us"), how many hours ago, and what."""


def messages(*lines: Line) -> tuple[Message, ...]:
    return tuple(
        Message(
            message_id=str(number),
            direction=Direction.TO_COMPANY if who == "c" else Direction.TO_CLIENT,
            agent=None,
            at=NOW - timedelta(hours=ago),
            text=text,
            is_autoresponse=who == "robot",
            parent_id=None,
        )
        for number, (who, ago, text) in enumerate(lines)
    )


def talk(count: int, *, ago: float) -> tuple[Message, ...]:
    """So many messages of the customer, one a minute, the last ``ago`` hours ago."""
    return messages(
        *(("c", ago + (count - n) / 60, "My bill is wrong") for n in range(1, count)),
        ("c", ago, "My bill is wrong"),
    )


@pytest.mark.parametrize(
    ("count", "ago", "channel", "rule"),
    [
        (6, 0.1, CALL, "long"),
        (6, WEEK, CALL, "long"),
        (5, 0.1, DM, "lively"),
        (5, WEEK, EMAIL, "quiet"),
        (1, 24.01, EMAIL, "quiet"),
        (1, 24.0, DM, "rest"),
        (3, 23.9, DM, "lively"),
        (2, 0.0, DM, "rest"),
    ],
)
def test_the_first_rule_that_matches_decides(
    count: int, ago: float, channel: ReplyChannel, rule: str
) -> None:
    decision = decide(features_of(talk(count, ago=ago), NOW))
    assert (decision.channel, decision.rule) == (channel, rule)


def test_the_age_is_that_of_the_customers_last_message() -> None:
    told = messages(("c", 30, "My bill is wrong"), ("us", 1, "Which one?"))
    assert decide(features_of(told, NOW)).channel is EMAIL


def test_runners_up_are_the_later_rules_that_match_too() -> None:
    decision = decide(features_of(talk(6, ago=25), NOW))
    assert decision.runners_up == (f"quiet: {EMAIL}", f"rest: {DM}")


@pytest.mark.parametrize(
    ("count", "ago", "changes"),
    [
        (6, 25.0, (f"With 1 message fewer: {EMAIL}.",)),
        (8, 1.0, (f"With 3 messages fewer: {DM}.",)),
        (
            2,
            4.0,
            (
                f"With 4 messages more: {CALL}.",
                f"In 20.0 hours, without another message of theirs: {EMAIL}.",
            ),
        ),
        (
            5,
            30.0,
            (
                f"With 1 message more: {CALL}.",
                f"Had their last message been at most 24 hours old: {DM}.",
            ),
        ),
    ],
)
def test_what_would_have_changed_the_decision(
    count: int, ago: float, changes: tuple[str, ...]
) -> None:
    assert decide(features_of(talk(count, ago=ago), NOW)).would_change == changes


def test_features_count_whole_words_of_the_customer_only() -> None:
    told = messages(
        ("c", 3, "I know nowhere is helpful; managers!"),
        ("us", 2, "Urgent: our manager can help now"),
        ("c", 1, "HELP, asap. Unacceptable, help"),
    )
    found = features_of(told, NOW)
    assert found.urgent_words == ("help", "asap")
    assert found.escalation_words == ("unacceptable",)
    assert found.total_interactions == 3
    assert found.messages_within_24h == 3
    assert found.hours_since_last_interaction == found.hours_since_customer_message == 1
    assert found.avg_message_length == pytest.approx(sum(len(m.text) for m in told) / 3)
    assert found.response_pattern is ResponsePattern.SPREAD_OUT
    assert features_of(told[:1], NOW).response_pattern is ResponsePattern.CLUSTERED


def test_an_urgent_answer_waits_less() -> None:
    calm = decide(features_of(talk(2, ago=1), NOW))
    urgent = decide(features_of(messages(("c", 1, "urgent")), NOW))
    assert urgent.patience_hours < calm.patience_hours


# What is known of the customer

KNOWN = Known(
    customer_id=1,
    name="Emma Clark",
    segment="Value Seekers",
    preferred=Channel.SMS,
    opted_in=True,
    objected=False,
    unreachable=frozenset(),
    responses={},
)


@pytest.mark.parametrize(
    ("known", "channel", "rule"),
    [
        (KNOWN, Channel.SMS, "preferred"),
        (
            replace(
                KNOWN,
                responses={Channel.SMS: Responses(3, 0), Channel.EMAIL: Responses(4, 1)},
            ),
            Channel.EMAIL,
            "silent",
        ),
        (
            replace(
                KNOWN,
                responses={Channel.SMS: Responses(2, 0), Channel.EMAIL: Responses(4, 4)},
            ),
            Channel.SMS,
            "preferred",
        ),
        (
            replace(
                KNOWN,
                unreachable=frozenset({Channel.SMS}),
                responses={Channel.APP_PUSH: Responses(2, 1)},
            ),
            Channel.APP_PUSH,
            "responsive",
        ),
        (replace(KNOWN, preferred=None), Channel.EMAIL, "contract"),
        (
            replace(KNOWN, preferred=None, unreachable=frozenset({Channel.EMAIL})),
            Channel.SMS,
            "other",
        ),
    ],
)
def test_the_advised_channel(known: Known, channel: Channel, rule: str) -> None:
    advice = advise(known, decide(features_of(talk(2, ago=30), NOW)))
    assert advice is not None
    assert (advice.channel, advice.rule) == (channel, rule)


def test_nobody_is_advised_who_cannot_be_reached() -> None:
    known = replace(KNOWN, unreachable=frozenset(Channel))
    assert advise(known, decide(features_of(talk(2, ago=1), NOW))) is None


def test_an_objection_is_named_and_stops_no_answer() -> None:
    advice = advise(replace(KNOWN, objected=True), decide(features_of(talk(6, ago=1), NOW)))
    assert advice is not None
    assert "no marketing" in advice.reason
    assert "Arrange the call by SMS" in advice.reason


# One customer

GROUND = Ground(
    now=NOW,
    taxonomy=load_taxonomy(),
    habits=Habits(),
    hours_for=lambda _text: SERVICE_HOURS,
    supplier="Glenlight Energy",
)


def held(told: tuple[Message, ...], name: str = "t-1", stated: str | None = None) -> Held:
    return Held(Conversation(name, "tweets", None, "115712", "Acme", told), None, stated)


def only(*group: Held, known: Known | None = None, ground: Ground = GROUND) -> Prediction:
    found = predict(group, known, ground).prediction
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("told", "status", "awaited"),
    [
        (talk(1, ago=1), IssueStatus.PENDING, Direction.TO_COMPANY),
        (
            messages(("c", 2, "My bill is wrong"), ("us", 1, "Which one is it?")),
            IssueStatus.PENDING,
            Direction.TO_CLIENT,
        ),
        (messages(("c", 1, "Give me your manager")), IssueStatus.ESCALATED, Direction.TO_COMPANY),
        (
            messages(("c", 2, "My bill is wrong"), ("us", 1, "Shall I escalate this?")),
            IssueStatus.PENDING,
            Direction.TO_CLIENT,
        ),
    ],
)
def test_the_status_after_the_action_and_whose_turn_it_is(
    told: tuple[Message, ...], status: IssueStatus, awaited: Direction
) -> None:
    found = only(held(told))
    assert (found.issue_status, found.awaited) == (status, awaited)


SETTLED = messages(("c", 3, "My bill is wrong"), ("us", 2, "It is corrected."), ("c", 1, "Thanks!"))


def test_resolved_conversations_are_skipped_and_counted() -> None:
    assert predict([held(SETTLED)], None, GROUND).prediction is None
    assert predict([held(SETTLED), held(talk(1, ago=9), "t-2")], None, GROUND).resolved == 1


def test_what_the_source_states_wins() -> None:
    assert predict([held(talk(1, ago=1), stated="Resolved")], None, GROUND).resolved == 1
    assert only(held(SETTLED, stated="Pending")).issue_status is IssueStatus.PENDING
    assert only(held(SETTLED, stated="Escalated")).issue_status is IssueStatus.ESCALATED


def test_the_newest_open_conversation_is_answered_and_the_others_are_named() -> None:
    found = only(
        held(talk(1, ago=50), "old"), held(SETTLED, "settled"), held(talk(2, ago=2), "new")
    )
    assert found.conversation_id == "new"
    assert found.other_open == ("old",)
    assert found.decision.channel is DM


def test_where_the_customer_never_wrote_there_is_nothing_to_do() -> None:
    outcome = predict([held(messages(("us", 1, "Storm tonight")))], None, GROUND)
    assert (outcome.prediction, outcome.resolved) == (None, 0)


def test_autoresponses_count_nowhere() -> None:
    told = (*talk(5, ago=1), *messages(("robot", 0.5, "*977# We will be with you soon")))
    assert only(held(told)).decision.rule == "lively"


# The words

REQUESTS = [
    wording.Request(topics, mood, is_reminder, is_call, channel, "Glenlight Energy", name)
    for topics, mood, is_reminder, is_call, (channel, name) in product(
        ((), ("no such topic",), *((name,) for name in load_taxonomy().names)),
        wording.Mood,
        (False, True),
        (False, True),
        ((None, None), *((channel, None) for channel in Channel)),
    )
]


def test_every_template_passes_the_checks_for_a_stranger() -> None:
    texts = {(wording.template(request), request.channel) for request in REQUESTS}
    assert len(texts) > 100
    for text, channel in texts:
        assert not faults_for_stranger(text, channel or Channel.EMAIL, "Glenlight Energy"), text
        assert wording.fits(text, channel), text
        assert not is_marketing(text), text
        assert not is_about_debt(text), text


def test_a_long_name_of_ours_still_fits_into_a_text() -> None:
    request = wording.Request(
        ("solar and EV",),
        wording.Mood.PLAIN,
        is_reminder=False,
        is_call=True,
        channel=Channel.SMS,
        supplier="The Glenlight and Northern Isles Energy Company",
    )
    assert wording.fits(wording.template(request), Channel.SMS)


class Parrot:
    """A writer that writes what it is given."""

    name = "parrot"

    def __init__(self, text: str | None) -> None:
        self.text = text

    def write(
        self, conversation: Conversation, request: wording.Request, faults_in: wording.FaultsIn
    ) -> str:
        if self.text is None:
            raise wording.NoWordsError("it is speechless")
        return self.text


GOOD = "Hello, thank you for your message. Could you reply and say what would help most?"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (GOOD, "parrot"),
        (None, wording.TEMPLATE),
        ("We will refund you £50 today.", wording.TEMPLATE),
        (f"{GOOD} Channel: twitter_dm_reply.", wording.TEMPLATE),
        ("The conversation is short and recent: answer where the customer is writing.", "template"),
        (GOOD * 4, wording.TEMPLATE),
        ("Hello, what color is your meter?", wording.TEMPLATE),
    ],
)
def test_a_writers_words_are_used_only_if_they_pass(text: str | None, by: str) -> None:
    found = only(held(talk(1, ago=2)), ground=replace(GROUND, writer=Parrot(text)))
    assert found.written_by == by
    assert bool(found.fallback_reason) == (by == wording.TEMPLATE)
    assert found.decision.explanation not in found.message


def test_a_name_stands_only_where_the_customer_alone_reads_it() -> None:
    found = only(held(talk(1, ago=2)), known=KNOWN)
    assert found.proposal is not None
    assert found.proposal.channel is Channel.SMS
    assert "Emma" in found.proposal.message
    assert "Emma" not in found.message


# The file


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_by_a_spreadsheet(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert safe_cell(f"a{start}1") == f"a{start}1"


def test_the_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "nba_predictions.csv"
    found = only(held(talk(1, ago=2)))
    with PredictionsFile(path) as file:
        assert list(file.passed_on([replace(found, customer_id="=1")]))
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["customer_id"] == "'=1"
    before = path.read_bytes()

    def one_and_a_failure() -> Iterator[Prediction]:
        yield found
        raise KeyError

    with pytest.raises(KeyError), PredictionsFile(path) as file:
        list(file.passed_on(one_and_a_failure()))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
