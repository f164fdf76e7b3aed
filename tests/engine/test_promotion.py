"""Marketing or service is decided by the words (uk-rules, rule 1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.promotion import is_marketing, promotional_spans

MARKETING = [
    "Switch to our Green plan",
    "Thousands have switched to Green",
    "If you switched to Premium you would have more",
    "Switch your tariff on 1 June",
    "Upgrade now",
    "Save with our Night tariff",
    "You could save money",
    "Save up to £120 a year",
    "Thousands have saved with us",
    "Save this number and save money",
    "Here are three energy-saving tips",
    "Small ways to use less energy",
    "Cut your energy bills",
    "Pay less with Green",
    "Pay less each month",
    "A special offer for you",
    "Our latest offers",
    "We offer great prices",
    "We offer you a discounted payment plan",
    "We can offer you support switching to Green",
    "We are offering help and 20% off",
    "We'd like to offer you a free thermostat",
    "10% off",
    "10 per cent off",
    "£50 off your next bill",
    "Get £50 credit when you join",
    "Half-price boiler cover",
    "A discount for loyal customers",
    "A great deal",
    "Get a deal with us",
    "Grab the best deal with us",
    "Deal of the week",
    "The deal of a lifetime",
    "Download our app",
    "Try our new app",
    "Get the app download today",
    "A short guide to our app",
    "A cheaper tariff",
    "The best tariff for you",
    "Compare it with our other tariffs",
    "A tariff comparison based on your usage",
    "Do you want us to compare your plan with other tariffs?",
    "Our Green plan might suit you better",
    "May we tell you about our green tariff?",
    "Is your plan still right for you?",
    "Refer a friend",
    "Earn a reward",
    "Earn points with every reading",
    "Win a heat pump in our prize draw",
    "Cashback on solar panels",
    "Why not try paperless?",
    "Don't miss out",
    "Act now",
    "Exclusive to our customers",
    "Selected just for you",
    "Introducing Night Saver",
    "We miss you",
    "We'd love to have you back",
    "Get more from your account",
]

SERVICE = [
    "Would a different payment date suit you better?",
    "Tell us if there is a time of day that suits you better.",
    "We offer support",
    "We can offer you a payment plan",
    "We can offer you an affordable payment plan",
    "We are offering free, confidential debt advice",
    "We offer free help",
    "Your adviser will offer to call you back",
    "We offered our apologies",
    "The offer of help still stands",
    "Your tariff will change on 1 June",
    "Your fixed tariff ends on 30 June and you will move to our standard variable tariff",
    "Your prices go up on 1 October",
    "Please save this number",
    "We will save your place in the queue",
    "Your reading has been saved",
    "Save your preferences",
    "Thank you for your meter reading",
    "You can send a reading in our app",
    "A deal of trouble",
    "We went to a great deal of trouble",
    "We will deal with your complaint",
    "Our team deals with complaints",
    "Switch off your heating before the engineer comes",
    "Your switch is complete",
    "You switched to the Green tariff on 1 June 2026",
    "Please check the light switch",
    "We are upgrading our systems tonight",
    "Sorry we missed you",
    "We will come back to you by Friday",
    "There is no hurry",
    "Your Warm Home Discount will be paid in March",
    "You can join the Priority Services Register",
    "You will no longer receive offers from us",
    "We sent a fuel voucher for your prepayment meter",
    "We will pay £20 back to you",
    "Only £5 is left on your meter",
    "You can pay less each month for a while",
    "A payment plan that is right for you",
    "If money is tight, we can agree a payment plan you can afford",
    "We are sorry that the billing issue you reported is still open",
    "The Competition and Markets Authority has asked us to tell you this",
    "The clocks change when daylight saving time ends",
    "",
]


@pytest.mark.parametrize("text", MARKETING)
def test_marketing(text: str) -> None:
    assert is_marketing(text)


@pytest.mark.parametrize("text", SERVICE)
def test_service(text: str) -> None:
    assert promotional_spans(text) == ()
    assert not is_marketing(text)


@pytest.mark.parametrize("text", [text for text in MARKETING if " " in text])
def test_typing_makes_no_difference(text: str) -> None:
    assert is_marketing(text.upper())
    assert is_marketing(text.lower())
    assert is_marketing(text.replace("'", "’"))
    assert is_marketing(text.replace(" ", "\n"))
    assert is_marketing(text.replace(" ", " \r\n  "))


@pytest.mark.parametrize("text", SERVICE)
def test_typing_makes_no_promotion(text: str) -> None:
    for changed in (text.upper(), text.replace(" ", "\n"), text.replace("'", "’")):
        assert not is_marketing(changed)


def test_one_promotional_sentence_makes_the_whole_message_marketing() -> None:
    assert is_marketing(f"{' '.join(SERVICE)} Refer a friend. {' '.join(SERVICE)}")


def test_spans_point_at_the_words_and_explain_them() -> None:
    text = "We can offer you a payment plan.\nOr SWITCH\nto Green and save\nmoney."
    spans = promotional_spans(text)
    assert [text[span.start : span.end] for span in spans] == ["SWITCH", "save"]
    assert spans[0].explanation == "invites to switch (uk-rules, rule 1)"


@pytest.mark.parametrize("text", [".", " ", "offer a ", "not you ", "save your ", "deal of "])
def test_a_hostile_text_is_answered(text: str) -> None:
    """Anything that took quadratic time would be noticed: by whoever waits for the tests."""
    long = text * (20_000 // len(text)) + "x"
    assert is_marketing(long) is bool(promotional_spans(long))


@given(st.lists(st.sampled_from([*MARKETING, *SERVICE])))
def test_both_answers_agree(parts: list[str]) -> None:
    text = ". ".join(parts)
    spans = promotional_spans(text)
    assert bool(spans) == is_marketing(text)
    assert list(spans) == sorted(spans, key=lambda span: span.start)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(st.lists(st.sampled_from(MARKETING), min_size=1), st.lists(st.sampled_from(SERVICE)))
def test_service_words_never_hide_promotion(marketing: list[str], service: list[str]) -> None:
    assert is_marketing(". ".join([*service, *marketing, *service]))
