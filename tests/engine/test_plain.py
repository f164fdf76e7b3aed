"""What no list knows does not leave."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysts.model.plain import plain
from tests.conftest import USER_DATA


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("my wee boy aiden has leukaemia and tereza cannae pay", "my … has … and … pay"),
        ("Requested a payment plan", "Requested a payment plan"),
        ("<NAME_1> says <PHONE_2> is wrong", "<NAME_1> says <PHONE_2> is wrong"),
        ("reading 45231 on 2026-11-16, £75", "reading 45231 on 2026-11-16, £75"),
        ("I'm pregnant and elderly", "I'm … and …"),
        ("rydw i eisiau talu", "… i …"),
        ("", ""),
    ],
)
def test_plain_words_tokens_and_numbers_stay(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_what_customers_of_the_sample_say_is_plain() -> None:
    with (USER_DATA / "Interaction History.csv").open(encoding="utf-8", newline="") as stream:
        summaries = {row["Summary"] for row in csv.DictReader(stream)}
    assert len(summaries) > 20
    assert not [summary for summary in summaries if "…" in plain(summary)]


@given(st.text(max_size=300))
def test_nothing_is_ever_added_but_dots(text: str) -> None:
    shown = plain(text)
    assert len(shown) <= len(text) + text.count(" ")
    assert plain(shown) == shown
