"""The list of conversations: windows, orders, filters, words; and cells that no formula runs in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import fixed_clock
from engine.conversations.importing import import_file
from engine.models.service import ConversationLine, Grouping
from engine.models.understanding import ResolutionStatus
from engine.pipeline import Workbench
from engine.privacy.spreadsheet import safe_cell, safe_row
from engine.store.conversation_query import ConversationQuery, Sort
from engine.workbench.conversing import UnknownConversationError
from tests.conftest import NOW
from tests.engine.talks import Talks

ALL = ConversationQuery()
TEXTS = (
    "My bill is wrong", "No heating", "Thank you, wonderful", "I am furious, this is terrible",
    "What is the tariff?", "Bonjour, ma facture où est-elle", "hello",
)  # fmt: skip


@pytest.fixture
def talks(workbench: Workbench, tmp_path: Path) -> Talks:
    return Talks(workbench, tmp_path)


@pytest.fixture
def many(talks: Talks) -> Workbench:
    """Forty conversations over ten days; a third unanswered, several at the same moment."""
    for number in range(40):
        day = f"2026-11-{number % 10 + 1:02}"
        chat, cells = f"chat {number:02}", {"RATING": number % 5 + 1} if number % 2 else {}
        talks.say(chat, "c", f"{day}T09:00:00Z", TEXTS[number % len(TEXTS)], **cells)
        if number % 3:
            agent = "ann" if number % 2 else "ben"
            talks.say(chat, agent, f"{day}T09:{number % 5 + 1:02}:00Z", "We are looking into it")
    return talks.load()


@pytest.mark.parametrize("sort", Sort)
def test_windows_of_every_order_fit_together(many: Workbench, sort: Sort) -> None:
    query = replace(ALL, sort=sort)
    whole = [edge.key for edge, _line in many.conversation_window(query, offset=0, limit=99)]
    assert len(set(whole)) == 40 == many.count_conversations(query)
    assert [line.key for line in many.every_conversation(query)] == whole
    for offset in (0, 7, 25, 38, 40):
        found = many.conversation_window(query, offset=offset, limit=5, total=40)
        assert [edge.key for edge, _line in found] == whole[offset : offset + 5]
    edge = many.conversation_window(query, offset=20, limit=1)[0][0]
    after = many.conversation_window_beside(query, edge, limit=5)
    before = many.conversation_window_beside(query, edge, limit=5, before=True)
    assert [e.key for e, _line in after] == whole[21:26]
    assert [e.key for e, _line in before] == whole[15:20]
    assert [many.find_conversation(query, key) for key in whole] == list(range(40))


def test_orders_are_what_they_say(many: Workbench) -> None:
    worst = [line.csi for line in many.every_conversation(replace(ALL, sort=Sort.WORST))]
    assert worst == sorted(worst, key=lambda csi: 11 if csi is None else csi)
    newest = [line.last_at for line in many.every_conversation(ALL)]
    assert newest == sorted(newest, reverse=True)
    slow = [
        line.response_minutes for line in many.every_conversation(replace(ALL, sort=Sort.SLOWEST))
    ]
    assert slow == sorted(slow, key=lambda m: -1 if m is None else m, reverse=True)


def test_each_filter_finds_what_it_says(many: Workbench) -> None:
    lines = list(many.every_conversation(ALL))
    first = date(2026, 11, 1)
    wanted: Callable[[ConversationLine], object]
    for query, wanted in (
        (replace(ALL, satisfied=True), lambda line: (line.satisfaction or 0) >= 4),
        (replace(ALL, satisfied=False), lambda line: line.satisfaction in (1, 2, 3)),
        (replace(ALL, stated=True), lambda line: line.satisfaction and not line.is_inferred),
        (replace(ALL, unanswered=True), lambda line: line.unanswered),
        (replace(ALL, min_score=5.0), lambda line: (line.csi or 0) >= 5),
        (replace(ALL, topic="billing"), lambda line: "billing" in line.topics),
        (replace(ALL, agent="ann"), lambda line: line.agent == "ann"),
        (replace(ALL, fcr=True), lambda line: line.fcr),
        (replace(ALL, status=ResolutionStatus.OPEN), lambda line: line.status == "open"),
        (replace(ALL, since=first, until=first), lambda line: line.first_at.day == 1),
        (replace(ALL, source="tweets"), lambda _line: False),
    ):
        found = {line.key for line in many.every_conversation(query)}
        assert found == {line.key for line in lines if wanted(line)}, query
        assert many.count_conversations(query) == len(found)
        assert many.metrics(query).figures.conversations == len(found)
    days = dict(many.metrics(ALL, Grouping.DAY).groups)
    assert days["2026-11-01"].conversations == 4
    many.link_conversation("chat 03", 3001)
    with_her = many.every_conversation(replace(ALL, customer_id=3001))
    assert [line.conversation_id for line in with_her] == ["chat 03"]


def words(workbench: Workbench, *search: str) -> set[str]:
    query = replace(ALL, search=search)
    found = {line.conversation_id for line in workbench.every_conversation(query)}
    assert workbench.count_conversations(query) == len(found)
    return found


@pytest.mark.parametrize("indexed", [True, False])
def test_words_are_found_wherever_they_are(talks: Talks, indexed: bool) -> None:
    talks.say("one", "c", "2026-11-10T09:00:00Z", "My bills, please: WRONG billing!")
    talks.say("one", "ann", "2026-11-10T09:10:00Z", "Is it the meter?")
    talks.say("two", "c", "2026-11-10T09:00:00Z", 'My meter\'s display says 5% "off"')
    workbench = talks.load()
    if not indexed:
        workbench.connection.execute("DROP TABLE conversation_words")
    assert words(workbench, "bill") == {"one"}
    assert words(workbench, "METER", "wrong") == {"one"}
    assert words(workbench, "meter") == {"one", "two"}
    assert words(workbench, "meter", "nowhere") == set()
    for strange in ('"', "*", "5% OR", "NOT", "meter AND", "text:meter", "(", "-meter"):
        words(workbench, *strange.split())


def test_the_index_of_words_forgets_what_was_changed(talks: Talks) -> None:
    talks.say("one", "c", "2026-11-10T09:00:00Z", "Mein Zähler ist kaputt")
    workbench = talks.load()
    assert words(workbench, "zahler") == words(workbench, "Zähler") == {"one"}
    assert words(workbench, "someone") == {"one"}
    talks.chats["one"][0]["MESSAGE_CONTENT"] = "The meter is broken"
    talks.load()
    assert words(workbench, "zahler") == set()
    assert words(workbench, "broken") == {"one"}


def test_threads_that_a_late_tweet_joins_count_once(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "twcs.csv"
    header = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id"
    said = [
        "1,7,True,Tue Oct 31 22:00:00 +0000 2017,@Acme my meter is dead,,",
        "3,7,True,Tue Oct 31 22:20:00 +0000 2017,@Acme still dead,,2",
    ]
    for late in ([], ["2,Acme,False,Tue Oct 31 22:10:00 +0000 2017,@7 sorry,,1"]):
        path.write_text("\n".join([header, *said, *late]) + "\n")
        import_file(workbench.settings, path, clock=fixed_clock(NOW))
        workbench.understand_conversations()
    found = workbench.metrics(ALL)
    assert (found.figures.conversations, found.figures.customer_messages, found.waiting) == (
        1,
        2,
        0,
    )
    assert found.figures.values["avg_response_time_minutes"].value == 10
    assert len(words(workbench, "meter", "still")) == 1


def test_one_conversation_with_its_moods_and_topics(many: Workbench) -> None:
    view = many.conversation_view("chat 00")
    assert view.line is not None
    assert view.line.topics[0] == view.topics[0].name == "billing"
    assert view.topics[0].evidence == ("bill",)
    assert list(view.moods) == ["chat 00-0"]
    with pytest.raises(UnknownConversationError):
        many.conversation_view("nobody")


@given(st.text() | st.from_regex(r"[\x00-\x20\u200b]*[=+\-@＝].*", fullmatch=True))
def test_no_text_becomes_a_formula(text: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(safe_row([text, "beside"]))
    cells = next(csv.reader(io.StringIO(buffer.getvalue(), newline="")))
    assert len(cells) == 2
    assert not cells[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    if text.isalnum() and text.isascii():
        assert cells[0] == text


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_numbers(number: float) -> None:
    assert safe_cell(number) == number
    assert not isinstance(safe_cell(number), str)


def test_other_cells() -> None:
    assert safe_row([None, True, False, "-1", "=1+1", "a=b"]) == [
        "", "true", "false", "'-1", "'=1+1", "a=b",
    ]  # fmt: skip
