"""Words are found alike with the index of words and on a SQLite that has none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.pipeline import Workbench
from engine.store import conversation_words
from engine.store.conversation_query import ConversationQuery
from tests.engine.talks import Talks


@pytest.fixture(params=[True, False], ids=["index", "texts"])
def said(request: pytest.FixtureRequest, workbench: Workbench, tmp_path: Path) -> Workbench:
    talks = Talks(workbench, tmp_path)
    talks.say("one", "c", "2026-11-10T09:00:00Z", 'My BILLS, naïve: 5% "off"!', FB_USERNAME="Zoë")
    talks.say("one", "Anaïs", "2026-11-10T09:10:00Z", "Is it the smart_meter?", FB_USERNAME="Zoë")
    talks.say("two", "c", "2026-11-10T09:00:00Z", "It is still cold", FB_USERNAME="Bob")
    talks.load()
    assert conversation_words.has_index(workbench.connection)
    if not request.param:
        workbench.connection.execute("DROP TABLE conversation_words")
    return workbench


ONE, TWO, BOTH, NOBODY = {"one"}, {"two"}, {"one", "two"}, set[str]()


def test_words_of_messages_and_names_are_found_by_how_they_begin(said: Workbench) -> None:
    wanted = {
        "bill": ONE,
        "ill": NOBODY,
        "meter": ONE,
        "mart": NOBODY,
        "naive": ONE,
        "NAÏVE": ONE,
        "zoe": ONE,
        "anais": ONE,
        "bob": TWO,
        "is": BOTH,
        "two": TWO,
        "glenlight": BOTH,
        "bill anais zoe": ONE,
        "bill cold": NOBODY,
        '"off"': ONE,
        "5%": ONE,
        "%": NOBODY,
        "smart_met": ONE,
        ".*": NOBODY,
        "b.ll": NOBODY,
    }
    assert {text: found(said, text) for text in wanted} == wanted


def found(workbench: Workbench, text: str) -> set[str]:
    query = replace(ConversationQuery(), search=tuple(text.split()))
    lines = {line.conversation_id for line in workbench.every_conversation(query)}
    assert workbench.count_conversations(query) == len(lines)
    return lines
