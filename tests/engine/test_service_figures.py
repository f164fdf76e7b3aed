"""Figures of conversations against examples worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conversations.understanding import index as formulas
from engine.conversations.understanding.topics import load_taxonomy
from engine.conversations.understanding.understand import understand
from engine.models.conversations import Conversation, Direction, Message
from engine.models.understanding import Label, ResolutionStatus, Understanding

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ROBOT = "*"


def talk(*said: tuple[float, str, str]) -> Conversation:
    """A conversation of (minutes after nine, who, text); who is c, an agent's name, or ROBOT."""
    messages = tuple(
        Message(
            message_id=str(number),
            direction=Direction.TO_COMPANY if who == "c" else Direction.TO_CLIENT,
            agent=None if who in ("c", ROBOT) else who,
            at=NINE + timedelta(minutes=minutes),
            text=text,
            is_autoresponse=who == ROBOT,
            parent_id=None,
        )
        for number, (minutes, who, text) in enumerate(said)
    )
    return Conversation("1", "chats", None, "someone", "Glenlight Energy", messages)


def figures(*said: tuple[float, str, str]) -> Understanding:
    return understand(talk(*said), taxonomy=load_taxonomy())


# Times


def test_times_of_an_ordinary_chat() -> None:
    found = figures(
        (0, "c", "I have a question about my bill"),
        (4, "ann", "Which one?"),
        (5, "c", "The last"),
        (15, "ann", "Let me look."),
        (17, "ann", "It was estimated."),
        (20, "c", "I see"),
    )
    # 4 - 0, 15 - 5 and 17 - 5 minutes.
    assert found.mean_response_minutes == pytest.approx((4 + 10 + 12) / 3)
    assert [reply.waited_s / 60 for reply in found.replies] == [4, 10, 12]
    assert (found.first_response_s, found.handling_s) == (4 * 60, 17 * 60)
    assert (found.customer_messages, found.agent_messages, found.autoresponses) == (3, 3, 0)
    assert not found.unanswered


def test_the_example_of_the_definition() -> None:
    found = figures(
        (0, "c", "hello"), (10, "c", "hello?"), (0, "a", "hi"), (12, "a", "hi"), (30, "a", "hi")
    )
    assert found.mean_response_minutes == 11
    assert found.first_response_s == 12 * 60


def test_earlier_is_strictly_earlier() -> None:
    only_same = figures((0, "c", "hello"), (0, "ann", "hello"))
    assert (only_same.mean_response_minutes, only_same.unanswered) == (None, True)
    one_before = figures((0, "c", "hello"), (5, "c", "hello?"), (5, "ann", "hello"))
    assert one_before.mean_response_minutes == 5


def test_a_company_that_writes_first_answers_nothing_by_it() -> None:
    found = figures((0, "ann", "Your bill is ready"), (60, "c", "why so high"), (63, "ann", "Hm"))
    assert found.mean_response_minutes == 3
    assert (found.first_response_s, found.handling_s) == (180, 180)
    silent = figures((0, "ann", "Your bill is ready"), (60, "c", "why so high"))
    assert silent.unanswered
    assert (silent.first_response_s, silent.handling_s) == (None, None)


def test_messages_out_of_order_give_no_negative_times() -> None:
    found = figures((10, "ann", "Hello, how can I help?"), (0, "c", "hi"), (30, "c", "a question"))
    assert found.mean_response_minutes == 10
    assert all(reply.waited_s > 0 for reply in found.replies)


def test_autoresponses_never_count_as_a_reply() -> None:
    found = figures((0, "c", "no heating"), (0.1, ROBOT, "We are busy"), (30, "ann", "Hello"))
    assert found.mean_response_minutes == 30
    assert (found.agent_messages, found.autoresponses) == (1, 1)
    assert [mood.message_id for mood in found.messages] == ["0", "2"]
    robots = figures((0, "c", "no heating"), (1, ROBOT, "We have sorted it. You're welcome"))
    assert robots.unanswered
    assert robots.status is ResolutionStatus.OPEN
    assert robots.index.efficiency == 0


def test_a_customers_message_is_never_an_autoresponse() -> None:
    found = talk((0, "c", "no heating"))
    (message,) = found.messages
    marked = Message(
        message.message_id, message.direction, None, message.at, message.text, True, None
    )
    understood = understand(
        Conversation("1", "chats", None, "x", "y", (marked,)), taxonomy=load_taxonomy()
    )
    assert (understood.customer_messages, understood.autoresponses) == (1, 0)


# Nothing to average


@pytest.mark.parametrize("said", [(), ((0, ROBOT, "Hello"),), ((0, "ann", "Your bill is ready"),)])
def test_a_customer_who_never_wrote_has_no_figures(
    said: tuple[tuple[float, str, str], ...],
) -> None:
    found = figures(*said)
    assert (found.sentiment, found.sentiment_shift, found.label) == (None, None, None)
    assert (found.fcr, found.satisfaction, found.ces) == (None, None, None)
    assert (found.first_response_s, found.mean_response_minutes) == (None, None)
    assert found.handling_s is None
    assert not found.is_inferred
    assert not found.unanswered
    assert found.topics == ()
    assert set(map(found.index.__getattribute__, found.index.__slots__)) == {None}


# How it stands


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (("c no heating", "a Try now", "c that worked, thank you"), "resolved"),
        (("c no heating", "a Try now", "c ok"), "resolved"),
        (("c no heating", "a Try now", "c 👍"), "resolved"),
        (("c hi", "a Done. Anything else?", "c no that's all"), "resolved"),
        (("c hi", "a Done. Anything else?", "c yes, my meter"), "open"),
        (("c no heating", "a Try now", "c thanks but still nothing"), "open"),
        (("c no heating", "a Which postcode?", "c yes"), "open"),
        (("c no heating", "a Try now", "c thanks, will it take long?"), "open"),
        (("c no heating", "a Someone will ring", "c thanks, I'll wait"), "open"),
        (("c thanks in advance",), "open"),
        (("c my bill is wrong", "a Your bill has been corrected."), "resolved"),
        (("c my bill is wrong", "a That's all sorted for you now."), "resolved"),
        (("c my bill is wrong", "a It has not been corrected yet."), "open"),
        (("c my bill is wrong", "a Has this been resolved?"), "open"),
        (("c my bill is wrong", "a Once it has been corrected we will write."), "open"),
        (("c my bill is wrong", "a It has been corrected.", "c No it is still wrong"), "open"),
        (("c my bill is wrong", "a Done", "c thank you", "a Have a nice day"), "resolved"),
        (("c I want your manager",), "escalated"),
        (("c this is UNACCEPTABLE", "a Sorry"), "escalated"),
        (("c bill wrong", "a I have escalated this to our billing team"), "escalated"),
        (("c I have no complaint, only a question",), "open"),
        (("c we managed it",), "open"),
        (("c unacceptable bill", "a It has been corrected.", "c great, thanks"), "resolved"),
        (("c off", "a Try now", "c Thanks but still no heating", "a You're welcome!"), "open"),
        (("c off", "a Try now", "c ok, will it last?", "a Happy I could help"), "open"),
        (("c off", "a Try now", "c right, will do that", "a You're welcome!"), "resolved"),
        (("c off", "a Try now", "c still off", "a It is fixed now, you're welcome"), "resolved"),
        (("c off", "a Rate us 1 to 5?", "c still off", "c 3", "a You're welcome"), "open"),
    ],
)
def test_status(said: tuple[str, ...], status: str) -> None:
    found = figures(*((i * 5, line[0], line[2:]) for i, line in enumerate(said)))
    assert found.status == status


# First contact


DAY = 24 * 60


@pytest.mark.parametrize(
    ("said", "fcr"),
    [
        (((0, "c", "no heating"), (5, "a", "Try now"), (9, "c", "works, thanks")), True),
        (((0, "c", "no heating"), (1, "c", "hello?"), (5, "a", "It has been fixed.")), True),
        (((0, "c", "no heating"), (5, "a", "Try now")), False),
        (((0, "c", "no heating"),), False),
        # Thanks that come late are no further contact; a question that comes late is one.
        (((0, "c", "no heating"), (5, "a", "Try now"), (2 * DAY, "c", "works, thanks")), True),
        (
            (
                (0, "c", "no heating"),
                (5, "a", "Try now"),
                (2 * DAY, "c", "off again"),
                (2 * DAY + 5, "a", "And now?"),
                (2 * DAY + 9, "c", "works, thanks"),
            ),
            False,
        ),
        # Back with a further problem after all was done.
        (
            (
                (0, "c", "no heating"),
                (5, "a", "It has been fixed."),
                (9, "c", "It is broken again"),
                (15, "a", "Sorry. It has been fixed."),
            ),
            False,
        ),
        # One long contact is still one.
        (
            (
                (0, "c", "no heating"),
                (5, "a", "Which boiler?"),
                (9, "c", "A combi"),
                (15, "a", "Press the red button."),
                (20, "c", "brilliant, thank you"),
                (21, "a", "You're welcome"),
                (22, "c", "bye"),
            ),
            True,
        ),
    ],
)
def test_first_contact_resolution(said: tuple[tuple[float, str, str], ...], *, fcr: bool) -> None:
    assert figures(*said).fcr is fcr


# Satisfaction


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("5/5", 5),
        ("I'd give it 4 out of 5", 4),
        ("10/10", 5),
        ("7/10 from me", 4),
        ("0 out of 10", 1),
        ("three stars", 3),
        ("1 star", 1),
        ("★★☆☆☆", 2),
        ("CSAT: 3", 3),
        ("I'd rate you 2", 2),
        ("would rate this service a 9", 5),
        ("rate it 4.", 4),
    ],
)
def test_a_stated_rating_wins(text: str, rating: int) -> None:
    found = figures((0, "c", "my bill"), (5, "ann", "It has been corrected."), (9, "c", text))
    assert (found.satisfaction, found.is_inferred) == (rating, False)


@pytest.mark.parametrize(
    "text",
    [
        "since 5/5 the price is up",
        "on 5/10/2026 I paid",
        "paid 4/10/26",
        "the unit rate is 4p",
        "the rate went up 5%",
        "my meter says 45/5123",
        "not 5 stars",
        "a ⭐ for you",
        "reading 3",
    ],
)
def test_what_only_looks_like_a_rating(text: str) -> None:
    assert figures((0, "c", text)).is_inferred


def test_a_bare_number_answers_an_invitation_to_rate() -> None:
    of_five = figures((0, "c", "hi"), (1, "ann", "Please rate us from 1 to 5"), (2, "c", "2"))
    assert (of_five.satisfaction, of_five.is_inferred) == (2, False)
    of_ten = figures((0, "c", "hi"), (1, "ann", "On a scale of 1 to 10?"), (2, "c", "8!"))
    assert (of_ten.satisfaction, of_ten.is_inferred) == (4, False)
    assert figures((0, "c", "hi"), (1, "ann", "How many rooms?"), (2, "c", "2")).is_inferred


def test_the_last_rating_counts_and_the_agents_never() -> None:
    found = figures((0, "c", "2/5"), (1, "ann", "Most say 5/5"), (2, "c", "ok then, 4/5"))
    assert found.satisfaction == 4


def test_an_inferred_satisfaction_follows_mood_and_outcome() -> None:
    neutral = figures((0, "c", "my reading is 123"), (1, "ann", "Noted."))
    assert (neutral.satisfaction, neutral.is_inferred) == (3, True)
    angry = figures((0, "c", "useless shambles, I want your manager"))
    assert (angry.satisfaction, angry.is_inferred) == (1, True)
    glad = figures((0, "c", "hi"), (1, "ann", "Done"), (2, "c", "brilliant service, thank you"))
    assert glad.satisfaction == 5


# Effort


def test_effort_of_one_easy_question() -> None:
    found = figures((0, "c", "when are you open"), (1, "ann", "From eight."))
    assert found.ces == 1


def test_effort_adds_up() -> None:
    found = figures(
        (0, "c", "my bill is wrong"),
        (90, "ann", "I will pass you to billing."),
        (91, "c", "for the third time, it is wrong"),
        (92, "bob", "Please email us at the address on the bill"),
    )
    # Second turn .5, one repeat .75, one hand-over .75, one other channel .5, over an hour .5.
    assert found.ces == 1 + 0.5 + 0.75 + 0.75 + 0.5 + 0.5


def test_effort_when_nobody_answers_and_at_the_most() -> None:
    assert figures((0, "c", "hello")).ces == 2
    worst: list[tuple[float, str, str]] = []
    for day in range(9):
        worst += [
            (2000 * day, "c", "again, I already told you, you pass me to another team"),
            (2000 * day + 1900, "a", "I am passing you to a colleague, email us"),
        ]
    assert figures(*worst).ces == 7


# The mood of the whole


def test_mood_and_shift() -> None:
    found = figures((0, "c", "this is awful"), (1, "a", "Sorry"), (2, "c", "lovely, thank you"))
    scores = [mood.sentiment.score for mood in found.messages if mood.message_id in "02"]
    assert found.sentiment == round(sum(scores) / 2, 3)
    assert found.sentiment_shift == round(scores[1] - scores[0], 3)
    assert scores[0] < 0 < scores[1]
    assert figures((0, "c", "this is awful")).sentiment_shift == 0
    assert figures((0, "c", "this is awful")).label is Label.NEGATIVE


def test_the_companys_words_do_not_colour_the_mood_or_the_topics() -> None:
    found = figures((0, "c", "hello"), (1, "ann", "How awful! About your bill?"))
    assert (found.sentiment, found.label, found.topics) == (0, Label.NEUTRAL, ())


# The customer satisfaction index


def test_index_worked_out_by_hand() -> None:
    found = formulas.index(
        formulas.effectiveness(10, 0),
        formulas.effort(2.5),
        formulas.efficiency(900, 450, 9000, unanswered=False),
        formulas.empathy(0.5, 0.4),
    )
    # Half of 10; 4.5 of 6 is three quarters; 7.5, 7.5 and nothing over three; half of 7.5 and 6.
    assert found.effectiveness == 5
    assert found.effort == 7.5
    assert found.efficiency == 5
    assert found.empathy == 6.75
    # The sum of 1.75, 1.875, 1.25 and 1.0125.
    assert found.csi == 5.89


def test_ces_one_is_easy_and_seven_is_hard() -> None:
    assert (formulas.effort(1), formulas.effort(4), formulas.effort(7)) == (10, 5, 0)


def test_efficiency_at_its_limits() -> None:
    assert formulas.efficiency(0, 0, 0, unanswered=False) == 10
    assert formulas.efficiency(3600, 1800, 7200, unanswered=False) == 0
    assert formulas.efficiency(10**6, 10**6, 10**6, unanswered=False) == 0
    assert formulas.efficiency(None, None, None, unanswered=True) == 0
    assert formulas.efficiency(None, None, None, unanswered=False) is None


def test_two_decimals() -> None:
    found = formulas.index(10 / 3, 10 / 3, 10 / 3, 10 / 3)
    assert (found.effectiveness, found.csi) == (3.33, 3.33)


@pytest.mark.parametrize("missing", range(4))
def test_no_index_where_a_part_is_absent(missing: int) -> None:
    parts: list[float | None] = [5, 5, 5, 5]
    parts[missing] = None
    assert formulas.index(*parts).csi is None


said = st.lists(
    st.tuples(
        st.integers(0, 4000),
        st.sampled_from(["c", "ann", ROBOT]),
        st.sampled_from(
            ["no heating", "thanks, sorted", "ok", "4/5", "It has been fixed.", "?", ""]
        ),
    ),
    max_size=8,
)


@given(said)
def test_any_conversation_has_figures_within_bounds(
    conversation: list[tuple[float, str, str]],
) -> None:
    found = figures(*conversation)
    wrote = any(who == "c" for _, who, _ in conversation)
    assert (found.satisfaction is not None) is wrote
    assert (found.index.csi is not None) is wrote
    if wrote:
        assert found.satisfaction in {1, 2, 3, 4, 5}
        assert found.ces is not None
        assert 1 <= found.ces <= 7
        assert found.index.csi is not None
        assert 0 <= found.index.csi <= 10
    assert (found.first_response_s is None) is (not found.replies)
    assert (found.mean_response_minutes is None) is (not found.replies)
    assert all(reply.waited_s > 0 for reply in found.replies)
    assert found.unanswered is (wrote and not found.replies)
    counted = found.customer_messages + found.agent_messages + found.autoresponses
    assert counted == len(conversation)
