"""Who asks us to stop is heard, however they put it (uk-rules, rules 4 and 5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.objection import is_objection

STOP_WORDS = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPT OUT", "REMOVE"]

OBJECTIONS = [
    "stop all",
    "opt-out",
    "optout",
    "remove me",
    "STOP. I never asked for this",
    "STOP - wrong number",
    "please stop these",
    "Please stop\nthese",
    "I asked you to stop",
    "stop it",
    "stop texting me",
    "Stop calling me",
    "STOP SENDING ME THIS STUFF, stop these messages",
    "Will you please stop emailing my husband",
    "Requested to stop notifications",
    "Asked to stop usage alerts",
    "Asked us to stop sending marketing emails",
    "Asked for emails to be stopped",
    "Wants notifications stopped",
    "Cancel my notifications",
    "turn off notifications",
    "take me off your list",
    "Take my number off your list",
    "Please remove my email address from your mailing list",
    "Asked to be removed from the mailing list",
    "Asked to come off the mailing list",
    "no more emails",
    "no more texts please",
    "no further contact",
    "unsubscribed from the newsletter",
    "Clicked unsubscribe twice",
    "opted out of marketing",
    "I want to opt out",
    "I don't want these messages",
    "I don’t want any more offers",
    "dont text me",
    "do not contact me at all",
    "Do not call me again after this",
    "Please don't send me any more texts",
    "Customer asked not to be contacted",
    "Doesn't want to hear from us",
    "No longer wishes to be contacted",
    "Withdrew consent to marketing",
    "I object to direct marketing",
    "On the do not call list",
    "leave me alone",
    "Fed up with all these texts",
    "Too many notifications",
]

OTHER = [
    "",
    "my heating stopped",
    "cancel my appointment",
    "Cancelled the engineer visit",
    "end of tariff",
    "Asked when the fixed tariff ends",
    "Wants to end the contract",
    "asked to cancel direct debit",
    "Please stop the direct debit",
    "bus stop",
    "Asked how to come off the Green tariff",
    "The engineer could not get the cover off the meter, called again",
    "The engineer could not stop the leak.",
    "Non-stop noise from the boiler",
    "Quit smoking",
    "Delete my account",
    "remove the charge from my bill",
    "Removed the old meter from the wall",
    "Reported billing issue",
    "Inquired about payment options",
    "Asked about green tariff",
    "Gave feedback on new app",
    "Disputed a direct debit increase",
    "Asked for paper bills in larger print",
    "The app stopped sending notifications",
    "Notifications stopped working",
    "Asked why emails have stopped",
    "Why did you stop sending me emails?",
    "Did not receive the email",
    "I did not get a reply from email",
    "I never received a text",
    "They did not call me back",
    "they do not call me back",
    "do not call me before 9",
    "Please do not call me on Sundays",
    "please don't stop the texts",
    "I do not want to stop receiving emails",
    "How do I opt out of half-hourly readings",
    "Meter stopped working, please call",
]


@pytest.mark.parametrize("word", STOP_WORDS)
@pytest.mark.parametrize(
    "form",
    ["{}", "{}.", "{}!!!", '"{}"', " {} ", "{} please", "Please {}", "{}, thank you.", "{}\n"],
)
def test_stop_words(word: str, form: str) -> None:
    assert is_objection(form.format(word))
    assert is_objection(form.format(word).lower())
    assert is_objection(form.format(word.title()))


@pytest.mark.parametrize("text", OBJECTIONS)
def test_objections(text: str) -> None:
    assert is_objection(text)
    assert is_objection(text.upper())
    assert is_objection(text.lower())
    assert is_objection(text.replace("'", "’"))
    assert is_objection(f"Long call about the bill. {text}")


@pytest.mark.parametrize("text", OTHER)
def test_other_matters(text: str) -> None:
    assert not is_objection(text)
    assert not is_objection(text.upper())
    assert not is_objection(f"  {text}\n")


def test_invisible_characters_do_not_hide_a_stop() -> None:
    assert is_objection("ST\u200bOP")
    assert is_objection("\x1b[31mSTOP\x1b[0m")


@given(st.lists(st.sampled_from(OTHER)), st.sampled_from(OBJECTIONS[8:]))
def test_an_objection_is_heard_among_other_matters(others: list[str], objection: str) -> None:
    assert is_objection(". ".join([*others, objection]))


@pytest.mark.parametrize("text", [".", ". ", "stop - ", "it ", "please stop ", "(", "no more any "])
def test_a_hostile_text_is_answered(text: str) -> None:
    """Anything that took quadratic time would be noticed: by whoever waits for the tests."""
    assert is_objection(text * (20_000 // len(text)) + ". Please stop texting me.")


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert is_objection(text) in (True, False)
