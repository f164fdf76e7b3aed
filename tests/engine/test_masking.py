"""What leaves holds tokens; the values come back here, and only to the customer they belong to."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.privacy.folding import fold, letters_and_digits
from engine.privacy.masking import Masker, UnknownTokenError
from engine.privacy.spans import Label, Span, find_spans
from tests.engine.test_masking_labelled import ALL

KNOWN = [
    (Label.NAME, "Emily Clark"),
    (Label.EMAIL, "emily.clark@example.com"),
    (Label.PHONE, "07700 900123"),
    (Label.ADDRESS, "12 High Street, Aberdeen"),
    (Label.POSTCODE, "AB10 1AB"),
    (Label.ACCOUNT, "3012"),
]


def values(text: str, known: list[tuple[Label, str]] | None = None) -> list[tuple[str, Label]]:
    return [(text[s.start : s.end], s.label) for s in find_spans(text, known or ())]


def bare(text: str) -> str:
    return letters_and_digits(fold(text).text)[0]


def test_the_same_value_is_the_same_token() -> None:
    masker = Masker()
    masked = masker.mask("I am Emily Clark, 07700 900123. EMILY CLARK, call +44 (0)7700-900-123")
    assert masked == "I am <NAME_1>, <PHONE_1>. <NAME_1>, call <PHONE_1>"
    assert masker.mask("spoke to Priya Patel and Emily Clark") == "spoke to <NAME_2> and <NAME_1>"
    assert masker.issued["<NAME_2>"] == "Priya Patel"


def test_a_name_and_its_parts_read_right_when_they_come_back() -> None:
    masker = Masker(KNOWN)
    masked = masker.mask("Emily Clark (Emily) rang; emily was cross, Ms Clark too")
    assert masked == "<NAME_1> (<NAME_2>) rang; <NAME_2> was cross, Ms <NAME_3> too"
    assert masker.unmask("Hi <NAME_2>, Ms <NAME_3>") == "Hi Emily, Ms Clark"


@pytest.mark.parametrize(
    "token", ["<name_1>", "< NAME_1 >", "&lt;NAME_1&gt;", "＜NAME_1＞", "<NAME 1>"]
)
def test_tokens_in_odd_spellings_come_back(token: str) -> None:
    masker = Masker(KNOWN)
    masker.mask("Emily")
    assert masker.unmask(f"Hi {token}!") == "Hi Emily!"


@pytest.mark.parametrize("token", ["<NAME_2>", "<PHONE_1>", "< name_7 >", "&lt;EMAIL_1&gt;"])
def test_a_token_never_given_out_is_refused(token: str) -> None:
    masker = Masker(KNOWN)
    masker.mask("Emily")
    with pytest.raises(UnknownTokenError, match=re.escape(token)) as caught:
        masker.unmask(f"Hi {token}")
    assert caught.value.token == token


@pytest.mark.parametrize(
    "typed",
    ["<NAME_1>", "<name_1>", "< NAME_1 >", "&lt;NAME_1&gt;", "<NA\u200bME_1>", "＜NAME_1＞"],
)
def test_a_token_that_a_customer_typed_stays_inert(typed: str) -> None:
    masker = Masker(KNOWN)
    masked = masker.mask(f"Emily says {typed}")
    assert masked == "<NAME_1> says [NAME_1]"
    assert masker.unmask(masked) == "Emily says [NAME_1]"


def test_maskers_share_nothing() -> None:
    first, second = Masker(KNOWN), Masker([(Label.NAME, "John Doe")])
    assert first.mask("Emily Clark") == second.mask("John Doe") == "<NAME_1>"
    assert second.unmask("<NAME_1>") == "John Doe"
    with pytest.raises(UnknownTokenError):
        second.unmask(first.mask("Emily"))


@pytest.mark.parametrize(
    "text",
    [
        "EMILY CLARK", "emily  clark", "Émily Clark", "emily-clark", "Emily\nClark",
        "07700900123", "+44 7700 900123", "0044 (0)7700 900 123", "(07700) 900-123",
        "0 7 7 0 0 900123",
        "０７７００ ９００１２３", "07700\u200b900123", "ab101ab",
        "AB10  1AB", "12 high street aberdeen", "3012",
        "emily.clark@EXAMPLE.com",
    ],
)  # fmt: skip
def test_what_the_record_holds_is_found_however_it_is_written(text: str) -> None:
    masked = Masker(KNOWN).mask(f"re {text} again")
    assert re.fullmatch(r"re <[A-Z]+_1>( <[A-Z]+_1>)? again", masked), masked


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("May Grant", "I may grant that the bill of 3 May 2026 is right", True),
        ("May Grant", "since last May", True),
        ("May Grant", "ask May about it", False),
        ("Will Price", "the price will go up", True),
        ("Will Price", "ask Will for it", False),
        ("Rose Green", "usage rose on the green tariff", True),
    ],
)
def test_a_name_that_is_a_word(name: str, text: str, kept: bool) -> None:
    assert (Masker([(Label.NAME, name)]).mask(text) == text) is kept


def test_a_short_customer_number_is_no_price_and_no_reading_with_decimals() -> None:
    text = "paid £30.12 and £3012, used 13012.5 kWh and 3012.5 units"
    assert Masker([(Label.ACCOUNT, "3012")]).mask(text) == text


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "e\u0301 \u200b tel ０７７００\u200b ９００１２３, then a\u0308nna@example.com"
    found = find_spans(text)
    assert [(text[s.start : s.end], s.label) for s in found] == [
        ("０７７００\u200b ９００１２３", Label.PHONE),
        ("a\u0308nna@example.com", Label.EMAIL),
    ]


HOSTILE = ["1", "1 ", "0", "07 ", "a@", "a ", " ", "\n", "A", "a.", "1/", "12 a ",
            "<NAME_1", "account ",
           "my name is ", "Flat 1, ",
           "Aa ", "-", "\u200b", "é", "at ", "(0", "dob ", "AB1 ", "Mr A ", "@", "12-",
           "one ", "double oh ", "live at 1 a ", "old farm ", "Aa, ", "Aa,\n",
           "card ends "]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_answered(text: str) -> None:
    """Anything that took quadratic time would be noticed: by whoever waits for the tests."""
    masker = Masker(KNOWN)
    masked = masker.mask(text * (15_000 // len(text)))
    assert masked
    assert masker.unmask(masked)


PIECES = st.sampled_from(
    [line.text for line in ALL]
    + [value for _, value in KNOWN]
    + ["<NAME_1>", "<", ">", "_1>", "\n"]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=5).flatmap(
    lambda pieces: st.sampled_from(["", " ", ", ", "\n"]).map(lambda by: by.join(pieces))
)


@given(TEXTS)
def test_values_come_back(text: str) -> None:
    masker = Masker(KNOWN)
    back = bare(masker.unmask(masker.mask(text)))
    phones = str.maketrans("", "", "04")
    # A phone comes back as it was first written: with or without +44.
    assert back.translate(phones) == bare(re.sub("&(lt|gt);", "", text)).translate(phones)


@given(TEXTS)
def test_spans_are_apart_and_inside(text: str) -> None:
    found = find_spans(text, KNOWN)
    assert found == sorted(found)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(TEXTS, st.sampled_from(KNOWN), st.sampled_from([" ", ", ", ". ", "\n", " ("]))
def test_nothing_known_survives(text: str, known: tuple[Label, str], between: str) -> None:
    value = known[1]
    masked = Masker(KNOWN).mask(f"{text}{between}{value}{between}{text}")
    assert value not in masked
    assert value.lower() not in masked.lower()


@given(TEXTS)
def test_a_masked_text_holds_no_known_value(text: str) -> None:
    masked = re.sub(r"<[A-Z]+_\d+>", "\n|\n", Masker(KNOWN).mask(text))
    assert not [
        s for s in find_spans(masked, KNOWN) if masked[s.start : s.end] in dict(KNOWN).values()
    ]


def test_spans_are_ordered_by_where_they_stand() -> None:
    assert Span(1, 2, Label.NAME) < Span(2, 3, Label.CARD)


@pytest.mark.parametrize(
    "text", ["105", "call 0800 111 999", "0800111999 now", "999", "111", "(0800) 111 999"]
)
def test_emergency_numbers_are_nobodys(text: str) -> None:
    assert values(text) == []
