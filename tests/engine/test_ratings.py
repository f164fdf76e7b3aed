"""Ratings that customers give: which numbers are one, and that one reopens nothing."""

from __future__ import annotations

import pytest

from engine.conversations.next_action.status import Moods, is_resolved
from engine.conversations.understanding.model.combine import combined
from engine.conversations.understanding.model.form import Judgement
from engine.conversations.understanding.model.reading import Judged
from engine.models.understanding import ResolutionStatus
from tests.engine.test_service_figures import figures, talk

HOW_WAS_IT = "How would you rate our service from 1 to 5?"


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("10/10 thanks", 5),
        ("I'd give you 2 out of 5", 2),
        ("I'd give you 2 out of 5 because nobody rang back", 2),
        ("4 stars", 4),
        ("0/10 would not recommend", 1),
        ("10/10 would recommend", 5),
        ("2/5 shocking", 2),
        ("It was 3/5, I waited an hour", 3),
        ("Ann was lovely 5/5", 5),
        ("5/5👍", 5),
        ("My rating is 2", 2),
        ("my rating for the service is 2.", 2),
        ("I'd give you a 4", 4),
        ("Customer satisfaction score: 3", 3),
        ("2/5 slow", 2),
        # Where a message gives several, the lowest counts.
        ("10/10 for effort, 0/10 for result", 1),
    ],
)
def test_a_rating_nobody_asked_for(text: str, rating: int) -> None:
    found = figures((0, "c", "my bill"), (5, "ann", "It has been corrected."), (9, "c", text))
    assert (found.satisfaction, found.is_inferred) == (rating, False)


@pytest.mark.parametrize(
    "text",
    [
        "only 2 out of 5 radiators are working",
        "we have 3 out of 10 panels feeding in",
        "I've been on hold 5/10 minutes",
        "I live at 3/5 High Street",
        "I live at 3/5, High Street",
        "flat 3/5",
        "the letter dated 5/10, where is it",
        "I've paid 3 out of 5, when is the next one",
        "my EPC rating is 3",
        "the rating on my boiler is 3",
        "my credit score is 5",
        "I scored 5 on your quiz",
        "I'd give you 5 days",
        "my boiler is rated 4 stars",
        "10/10 would not recommend",
        "10/10 for wasting my time",
    ],
)
def test_a_number_that_is_no_rating(text: str) -> None:
    assert figures((0, "c", text)).is_inferred


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("5", 5),
        ("5!! thank you so much", 5),
        ("I'd say a 4", 4),
        ("one", 1),
        ("2/5 nobody rang me", 2),
        ("4/5 Ann was lovely", 4),
    ],
)
def test_an_invitation_makes_more_of_a_number(text: str, rating: int) -> None:
    found = figures((0, "c", "my bill"), (5, "ann", HOW_WAS_IT), (9, "c", text))
    assert (found.satisfaction, found.is_inferred) == (rating, False)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (HOW_WAS_IT, "this one was great"),
        (HOW_WAS_IT, "2 radiators are cold"),
        ("Your unit rate is 24p. How many rooms are there?", "2"),
        ("What is your EPC rating?", "3"),
        ("It takes 1 to 5 working days.", "2"),
    ],
)
def test_what_is_no_rating_beside_a_question(said: str, text: str) -> None:
    assert figures((0, "c", "hi"), (1, "ann", said), (2, "c", text)).is_inferred


def test_no_action_is_proposed_after_a_rating() -> None:
    said = talk(
        (0, "c", "no heating"),
        (5, "ann", "Press the red button"),
        (9, "c", "Great, thanks, all sorted"),
        (10, "ann", HOW_WAS_IT),
        (11, "c", "5"),
    ).messages
    assert is_resolved(said, Moods(said), None)


@pytest.mark.parametrize("rating", ["5", "1", "4/5", "three stars", "I'd say 4", "5 😊"])
def test_a_rating_reopens_nothing(rating: str) -> None:
    found = figures(
        (0, "c", "no heating"),
        (5, "ann", "Press the red button"),
        (9, "c", "Great, thanks, all sorted"),
        (10, "ann", HOW_WAS_IT),
        (3000, "c", rating),
    )
    assert found.status is ResolutionStatus.RESOLVED
    assert (found.fcr, found.contacts) == (True, 1)


@pytest.mark.parametrize("done", ["Fixed it for you.", "It has been fixed."])
def test_a_rating_after_the_companys_done(done: str) -> None:
    found = figures((0, "c", "no heating"), (5, "ann", f"{done} Please rate us"), (3000, "c", "5"))
    assert (found.status, found.fcr, found.contacts) == (ResolutionStatus.RESOLVED, True, 1)
    assert found.satisfaction == 5


def test_a_rating_settles_nothing_either() -> None:
    said = ((0, "c", "no heating"), (5, "ann", HOW_WAS_IT), (6, "c", "5"))
    assert figures(*said).status is ResolutionStatus.OPEN


def test_a_model_cannot_call_settled_what_a_rating_followed() -> None:
    said = ((0, "c", "still no heating"), (5, "ann", HOW_WAS_IT), (6, "c", "3"))
    judgement = Judgement(
        sentiment=0,
        shift=0,
        topics=[],
        status="resolved",
        first_contact=True,
        satisfaction=3,
        effort=2,
        reason="M1 says so",
    )
    found = combined(talk(*said), figures(*said), Judged(judgement, "M1 says so"))
    assert found.status is ResolutionStatus.OPEN


def test_a_customer_who_only_rates_has_made_contact() -> None:
    found = figures((0, "c", "2/5"), (5, "ann", "What went wrong?"), (9, "c", "no heating"))
    assert (found.contacts, found.fcr) == (1, False)


def test_a_rating_with_more_to_say_may_reopen() -> None:
    found = figures(
        (0, "c", "no heating"),
        (5, "ann", "It has been fixed. " + HOW_WAS_IT),
        (9, "c", "1, it is off again"),
    )
    assert found.status is ResolutionStatus.OPEN
    thanks = figures((0, "c", "no heating"), (5, "ann", "Try now"), (9, "c", "5/5 thanks"))
    assert thanks.status is ResolutionStatus.RESOLVED
