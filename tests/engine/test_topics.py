"""Topics of conversations, the words that decided, and topics files of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conversations.understanding.topics import Taxonomy, TopicsError, load_taxonomy

BILLING = '[billing]\nwords = ["bill"]\n'


def topics(*texts: str) -> dict[str, tuple[str, ...]]:
    return {topic.name: topic.evidence for topic in load_taxonomy().topics_of(texts)}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Why is my bill so high", "billing", "bill"),
        ("I've been billed twice", "billing", "billed twice"),
        ("my Direct Debit went up", "payment", "direct debit"),
        ("I can’t afford this", "payment difficulty", "can't afford"),
        ("my meter readings are 123 and 456", "meter readings", "meter readings"),
        ("the smart meters are blank", "smart meter", "smart meters"),
        ("when does the exit fee apply", "tariff", "exit fee"),
        ("thinking of switching to you", "switching", "switching to"),
        ("we've had a power cut", "outage", "power cut"),
        ("nae hot water", "heating", "hot water"),
        ("topped up but no credit on the meter", "prepayment top-up", "topped up"),
        ("we are moving house", "moving home", "moving house"),
        ("I want the ombudsman", "complaint", "ombudsman"),
        ("where is my refund", "refund", "refund"),
        ("can't log in", "app and login", "log in"),
        ("solar panels on the roof", "solar and EV", "solar"),
        ("I'm on dialysis", "priority services", "dialysis"),
        ("parcel not here", "delivery", "parcel"),
        ("where's my order", "order", "order"),
        ("can I send it back", "returns", "send it back"),
        ("arrived broken", "product fault", "broken"),
        ("is it in stock", "availability", "in stock"),
        ("does your Leeds store open on Sunday", "store", "store"),
        ("promo code not accepted", "voucher", "promo code"),
    ],
)
def test_each_topic_and_its_evidence(text: str, name: str, words: str) -> None:
    assert words in topics(text)[name]


def test_every_built_in_topic_is_tried_above() -> None:
    marks = next(iter(test_each_topic_and_its_evidence.pytestmark))  # type: ignore[attr-defined]  # set by the decorator
    assert {case[1] for case in marks.args[1]} == set(load_taxonomy().names)


def test_several_topics_most_mentioned_first() -> None:
    found = load_taxonomy().topics_of(["the app is down", "my bill, the bill again, this bill"])
    assert [(t.name, t.mentions, t.evidence) for t in found] == [
        ("billing", 3, ("bill",)),
        ("app and login", 1, ("app",)),
    ]


def test_words_inside_other_words_do_not_count() -> None:
    assert topics("an appointment at the billiard hall") == {}


def test_nothing_mentioned_no_topics() -> None:
    assert topics("hello", "") == {}
    assert load_taxonomy().topics_of([]) == ()


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_can_be_searched(texts: list[str]) -> None:
    for topic in load_taxonomy().topics_of(texts):
        assert topic.mentions >= len(topic.evidence) >= 1


def test_one_word_may_stand_for_two_topics() -> None:
    taxonomy = Taxonomy({"a": ["refund"], "b": ["refund", "money"]})
    assert [t.name for t in taxonomy.topics_of(["Refunds"])] == ["a", "b"]


def test_a_file_of_ones_own_stands_in_place_of_the_built_in_one(tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text('[boats]\nwords = ["(row|sail) boat"]\n', encoding="utf-8")
    found = load_taxonomy(file).topics_of(["my rowing boat and my bill"])
    assert [(t.name, t.evidence) for t in found] == [("boats", ("rowing boat",))]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (BILLING + "[empty]\nwords = []\n", 3, "has no words"),
        (BILLING + "[empty]\n", 3, "has no words"),
        ('name = "x"\n' + BILLING, 1, "is no heading"),
        (BILLING + 'wards = ["x"]\n', 3, "unknown entry 'wards'"),
        ('[billing]\nwords = [\n  "bill",\n  "in (debit|credit",\n]\n', 4, "stray"),
        ('[billing]\nwords = [\n  "bill",\n  7,\n]\n', 4, "is no word"),
        ('[billing]\nwords = [\n  "bill",\n  " ",\n]\n', 4, "is no word"),
        ('[billing]\nwords = ["bill"]\n[pay]\nwords = ["* bill"]\n', 4, "begin with a word"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TopicsError) as caught:
        load_taxonomy(file)
    assert f"{file}, line {line}: " in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ['[billing\nwords = ["x"]', "words = [", ""])
def test_no_toml_or_no_topics(tmp_path: Path, text: str) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TopicsError, match=r"line 1|no topics"):
        load_taxonomy(file)


def test_a_file_that_is_not_there_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(TopicsError, match=r"conversations\.topics"):
        load_taxonomy(tmp_path / "none.toml")
