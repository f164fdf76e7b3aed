"""The mood of single messages: rules that the labelled lines do not pin down one by one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conversations.understanding.phrases import PhraseBook, PhraseError
from engine.conversations.understanding.sentiment import label_of, sentiment
from engine.conversations.understanding.words import tokens
from engine.models.understanding import Label
from tests.conftest import ROOT, Sne


@given(st.text(max_size=300))
def test_any_text_has_a_score_within_bounds_and_its_label(text: str) -> None:
    mood = sentiment(text)
    assert -1 <= mood.score <= 1
    assert mood.label is label_of(mood.score)
    assert sentiment(text) == mood


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n", "...", "<NAME_1>", "https://example.com/great"]
)
def test_nothing_said_is_neutral(text: str) -> None:
    assert sentiment(text).score == 0
    assert sentiment(text).label is Label.NEUTRAL


@pytest.mark.parametrize(
    ("score", "label"),
    [(0.1, "positive"), (0.099, "neutral"), (-0.099, "neutral"), (-0.1, "negative")],
)
def test_the_edges_of_neutral(score: float, label: str) -> None:
    assert label_of(score) == label


def test_a_handle_and_a_mask_tell_no_mood() -> None:
    assert sentiment("@AngryAndAwful when do you open").score == 0
    assert tokens("@brand hi <NAME_1>") == ["hi"]


def test_stronger_words_and_shouting_weigh_more() -> None:
    assert sentiment("very annoying").score < sentiment("annoying").score
    assert sentiment("THIS IS ANNOYING").score < sentiment("this is annoying").score
    assert sentiment("ANSWER THE PHONE!").label is Label.NEGATIVE
    assert sentiment("MY POSTCODE IS EH6 5AB").label is Label.NEUTRAL


def test_a_turn_takes_the_weight_from_what_went_before() -> None:
    assert sentiment("I was worried but you sorted it straight away").label is Label.POSITIVE
    assert sentiment("You sorted it straight away but I am worried").label is Label.NEGATIVE


def test_apostrophes_curly_straight_or_forgotten() -> None:
    spellings = ("can't log in", "can’t log in", "cant log in")
    assert len({sentiment(text).score for text in spellings}) == 1
    assert sentiment("can't log in").label is Label.NEGATIVE


def test_long_drawn_words_are_the_words() -> None:
    assert sentiment("sooooo annoying").score == sentiment("so annoying").score


def test_thanks_in_a_request_are_manners() -> None:
    assert sentiment("Could you send the form please, thank you").label is Label.NEUTRAL
    assert sentiment("You sent the form, thank you").label is Label.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        "thanks for nowt",
        "cheers for nowt",
        "thanks for naething",
        "thanks a lot for sod all",
        "So helpful. Not.",
        "Great service... NOT!",
        "great service not",
        "it works. not.",
        "10/10 for effort, 0/10 for result",
        "Good job I have candles",
        "good thing we kept the old heater",
        "I have never been so disappointed",
        "never had a problem until you took over",
        "never had any issues with my old supplier",
    ],
)
def test_thanks_and_praise_that_are_none(text: str) -> None:
    assert sentiment(text).label is Label.NEGATIVE


@pytest.mark.parametrize(
    "text",
    [
        "never had any problems",
        "Never had an issue with them",
        "I have never been let down",
        "they have never let me down",
        "haven't had a single problem",
        "we've not had any trouble",
        "never been so impressed",
        "never once been disappointed",
        "I've never had to complain",
        "never had such good service",
    ],
)
def test_trouble_that_never_was_is_praise(text: str) -> None:
    assert sentiment(text).label is Label.POSITIVE


@pytest.mark.parametrize(
    "text",
    ["is it fixed or not", "Thank you, hopefully not", "thanks, I think not", "good job I called"],
)
def test_a_last_not_that_turns_nothing(text: str) -> None:
    assert sentiment(text).label is not Label.NEGATIVE


def test_a_time_of_day_is_no_emoticon() -> None:
    assert sentiment("between 12:00 and 14:30").score == 0
    assert sentiment("oh well :(").label is Label.NEGATIVE


def test_the_longest_phrase_wins_and_equal_ones_all_count() -> None:
    book = PhraseBook([("not (bad|good)", 1), ("not bad at (all|any)", 2), ("not * at all", 3)])
    assert book.longest("not bad today".split(), 0) == (2, [1])
    found = book.longest("not bad at all".split(), 0)
    assert found is not None
    assert (found[0], sorted(found[1])) == (4, [2, 3])
    assert book.longest("not".split(), 0) is None


def test_perhaps_a_word_at_the_end_of_a_phrase() -> None:
    book = PhraseBook([("hardly (*|)", 1), ("no (big|) deal", 2)])
    assert book.longest(["hardly"], 0) == (1, [1])
    assert book.longest(["hardly", "any"], 0) == (2, [1])
    assert book.longest(["no", "deal"], 0) == (2, [2])
    assert book.longest(["no", "big", "deal"], 0) == (3, [2])


@pytest.mark.parametrize("phrase", ["", "(a|b", "a)", "* of it", "(a|(b|c))"])
def test_a_phrase_that_cannot_be_read(phrase: str) -> None:
    with pytest.raises(PhraseError):
        PhraseBook([(phrase, 1)])


def test_command_prints_a_json_line_for_each_line(sne: Sne) -> None:
    ran = sne("sentiment", stdin="still no heating\n\nthat's sorted, thank you ❤\n")
    assert (ran.code, ran.err) == (0, "")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [list(answer) for answer in answers] == [["text", "label", "score"]] * 3
    assert [a["label"] for a in answers] == ["negative", "neutral", "positive"]
    assert answers[2]["text"] == "that's sorted, thank you ❤"


def test_command_reads_json_lines_and_goes_on_after_a_bad_one(sne: Sne) -> None:
    lines = ['{"text": "useless\\napp"}', "{", '{"text": 3}', '{"text": "ok"}']
    ran = sne("sentiment", "--jsonl", stdin="\n".join(lines))
    assert ran.code == 1
    assert [json.loads(line)["text"] for line in ran.out.splitlines()] == ["useless\napp", "ok"]
    assert [line.split(":")[1] for line in ran.err.splitlines()] == [" line 2", " line 3"]


def test_command_names_a_file_that_is_not_there(sne: Sne, tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    ran = sne("sentiment", str(missing))
    assert ran.code == 2
    assert str(missing) in ran.err


def test_neither_vader_itself_nor_pandas_is_imported() -> None:
    program = (
        "import sys; from engine.conversations.understanding.sentiment import sentiment; "
        "sentiment('cold'); print({'vaderSentiment.vaderSentiment', 'requests', 'pandas'} "
        "& set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "set()"
