"""Chats and interactions on their way in: what is kept, marked, rejected, mended, linked."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from engine.clock import fixed_clock
from engine.conversations.importing import import_file
from engine.conversations.moments import TwitterTimes, stored_moment
from engine.conversations.report import ImportReport
from engine.ingest.values import BadValueError
from engine.models.conversations import Conversation, Direction
from engine.pipeline import Workbench
from engine.settings import load_settings
from engine.store.conversations import everything
from tests.conftest import NOW, USER_DATA


def message(text: str, at: str, **cells: object) -> dict[str, object]:
    return {
        "FB_CHAT_ID": "c1",
        "MESSAGE_CONTENT": text,
        "DIRECTION": "to_company",
        "SOCIAL_CREATE_TIME": at,
    } | cells


COLD = message("I'm cold", "2026-11-01T10:00:00Z", UNIQUE_POST_ID="p1")
SORRY = message(
    "Sorry to hear that", "2026-11-01T10:05:00Z", UNIQUE_POST_ID="p2",
    DIRECTION="to_client", AGENT_USERNAME="ben",
)  # fmt: skip


class Store:
    """A database with customers that exports are loaded into."""

    def __init__(self, workbench: Workbench, directory: Path) -> None:
        self.workbench = workbench
        self.directory = directory
        self.variables = {"SNE_DATABASE": str(workbench.settings.database)}

    def load(self, document: object, *, force: bool = False, **variables: str) -> ImportReport:
        """Load a document as JSON, or the file of a path."""
        path = self.directory / "export.json"
        if isinstance(document, Path):
            path = document
        else:
            path.write_text(json.dumps(document))
        settings = load_settings(self.variables | variables)
        return import_file(settings, path, clock=fixed_clock(NOW), force=force)

    def found(self) -> list[Conversation]:
        return list(everything(self.workbench.connection))

    def facts(self, conversation_id: str) -> dict[str, Any]:
        row = self.workbench.connection.execute(
            "SELECT * FROM conversations WHERE conversation_id = ?", (conversation_id,)
        ).fetchone()
        return dict(row)


@pytest.fixture
def store(workbench: Workbench, tmp_path: Path) -> Store:
    return Store(workbench, tmp_path)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-07-01T10:00:00Z", "2026-07-01T10:00:00+00:00"),
        ("2026-07-01T10:00:00.250Z", "2026-07-01T10:00:00+00:00"),
        ("2026-07-01 10:00:00", "2026-07-01T09:00:00+00:00"),
        ("2026-12-01 10:00:00", "2026-12-01T10:00:00+00:00"),
        ("Tue Oct 31 22:10:47 +0000 2017", "2017-10-31T22:10:47+00:00"),
        ("Tue Oct 31 22:10:47 -0530 2017", "2017-11-01T03:40:47+00:00"),
    ],
)
def test_times_are_stored_in_utc(text: str, stored: str) -> None:
    assert stored_moment(text) == stored
    times = TwitterTimes()
    assert times.read(text) == times.read(text)
    assert times.read(text)[0] == stored


@pytest.mark.parametrize(
    "text", ["", "soon", "Tue Foo 31 22:10:47 +0000 2017", "Tue Oct 31 25:10:47 +0000 2017"]
)
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadValueError, match="expected a time such as"):
        TwitterTimes().read(text)


def test_a_chat_is_a_conversation_in_the_order_of_time(store: Store) -> None:
    report = store.load({"c1": [SORRY, COLD]})
    (chat,) = store.found()
    assert (chat.conversation_id, chat.participant, chat.counterpart) == (
        "c1", "c1", "Glenlight Energy",
    )  # fmt: skip
    assert [(m.direction, m.agent, m.text) for m in chat.messages] == [
        (Direction.TO_COMPANY, None, "I'm cold"),
        (Direction.TO_CLIENT, "ben", "Sorry to hear that"),
    ]
    assert (report.status, report.watermark) == ("loaded", "2026-11-01T10:05:00+00:00")
    facts = store.facts("c1")
    assert (facts["customer_messages"], facts["company_messages"], facts["agent"]) == (1, 1, "ben")
    assert facts["last_customer_at"] == "2026-11-01T10:00:00+00:00"


def test_flat_messages_with_other_names_in_any_spelling(store: Store) -> None:
    flat = {
        "fb id": "c9", "Message": "hello", "direction": "TO_CLIENT", "facebook_username": "Al",
        "social create time": "2026-11-01 10:00:00", "Agent_FirstName": "Anna", "odd": 1,
    }  # fmt: skip
    report = store.load([flat])
    (chat,) = store.found()
    assert (chat.conversation_id, chat.participant) == ("c9", "Al")
    assert chat.messages[0].agent == "Anna"
    assert report.notes == ["unknown column odd: kept aside, not used"]


def test_a_group_without_chat_ids_is_the_chat_itself(store: Store) -> None:
    bare = {k: v for k, v in COLD.items() if k != "FB_CHAT_ID"}
    store.load({"c7": [bare]})
    assert [chat.conversation_id for chat in store.found()] == ["c7"]


def test_duplicates_are_one_message(store: Store) -> None:
    other_words = COLD | {"MESSAGE_CONTENT": "I am cold"}
    without_id = message("hello?", "2026-11-01T10:01:00Z")
    report = store.load([COLD, other_words, without_id, without_id])
    assert (report.counts.messages_added, report.counts.duplicates) == (2, 2)
    (chat,) = store.found()
    assert [m.text for m in chat.messages] == ["I'm cold", "hello?"]


def test_an_autoresponse_is_the_companys_and_never_the_customers(store: Store) -> None:
    marked = message("*977# We will be back", "2026-11-01T10:01:00Z", DIRECTION="to_client")
    quoted = message("what is *977#?", "2026-11-01T10:02:00Z")
    sentence = message(
        "Thank  you for\nwriting. Bye", "2026-11-01T10:03:00Z", DIRECTION="to_client"
    )
    report = store.load(
        [COLD, marked, quoted, sentence, SORRY],
        SNE_CONVERSATIONS_AUTORESPONSE_SENTENCE="thank you for writing.",
    )
    assert report.counts.autoresponses == 2
    (chat,) = store.found()
    assert [m.is_autoresponse for m in chat.messages] == [False, True, False, True, False]
    assert store.facts("c1")["company_messages"] == 1


def test_faulty_messages_are_rejected_with_place_and_reason_and_can_be_mended(
    store: Store,
) -> None:
    faulty = [
        COLD,
        message("", "2026-11-01T10:00:00Z"),
        message("when?", "yesterday", UNIQUE_POST_ID="p5"),
        message("who?", "2026-11-01T10:00:00Z", DIRECTION="sideways"),
        message("where?", "2026-11-01T10:00:00Z") | {"FB_CHAT_ID": None},
        "not a message",
    ]
    report = store.load(faulty)
    assert (report.counts.rows_read, report.counts.messages_added) == (6, 1)
    assert [(r.place, r.column) for r in report.rejects] == [
        ("message 2", "MESSAGE_CONTENT"),
        ("message 3", "SOCIAL_CREATE_TIME"),
        ("message 4", "DIRECTION"),
        ("message 5", "FB_CHAT_ID"),
        ("message 6", ""),
    ]
    assert report.rejects_file is not None
    assert report.rejects_file.stat().st_mode & 0o077 == 0
    with report.rejects_file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[1]["reason"].startswith("expected a time such as")
    rows[1]["SOCIAL_CREATE_TIME"] = "2026-11-01T10:09:00Z"
    with report.rejects_file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerow(rows[1])
    mended = store.load(report.rejects_file)
    assert (mended.counts.messages_added, mended.counts.rejected) == (1, 0)
    assert not report.rejects_file.exists()
    (chat,) = store.found()
    assert [m.text for m in chat.messages] == ["I'm cold", "when?"]


def test_half_a_character_in_a_faulty_message_is_written_as_a_question_mark(store: Store) -> None:
    report = store.load([message("cut \ud83d", "yesterday"), COLD])
    assert (report.counts.messages_added, report.counts.rejected) == (1, 1)
    assert report.rejects_file is not None
    assert "cut ?" in report.rejects_file.read_text(encoding="utf-8")


def test_control_characters_are_stripped(store: Store) -> None:
    store.load(
        [message("I\x1b[31m am\u202e cold\x00", "2026-11-01T10:00:00Z", FB_USERNAME="A\x07l")]
    )
    (chat,) = store.found()
    assert (chat.messages[0].text, chat.participant) == ("I am cold", "Al")


def test_a_chat_is_written_anew_only_where_it_has_changed(store: Store) -> None:
    store.load([COLD, SORRY])
    before = store.facts("c1")["revision"]
    assert store.load([COLD, SORRY]).status == "unchanged"
    assert store.facts("c1")["revision"] == before
    report = store.load([COLD | {"MESSAGE_CONTENT": "I'm freezing"}, SORRY])
    assert (report.counts.messages_changed, report.counts.messages_unchanged) == (1, 1)
    assert store.facts("c1")["revision"] == before + 1
    assert store.load([COLD, SORRY], force=True).counts.messages_changed == 2


def test_force_marks_autoresponses_by_the_settings_of_today(store: Store) -> None:
    store.load([COLD, SORRY])
    other = "Sorry"
    again = store.load([COLD, SORRY], SNE_CONVERSATIONS_AUTORESPONSE_MARKER=other)
    assert again.status == "unchanged"
    store.load([COLD, SORRY], force=True, SNE_CONVERSATIONS_AUTORESPONSE_MARKER=other)
    assert store.facts("c1")["autoresponses"] == 1


def test_a_broken_export_leaves_nothing(store: Store) -> None:
    path = store.directory / "broken.json"
    path.write_text(json.dumps([COLD, SORRY])[:-1])
    report = store.load(path)
    assert (report.status, report.counts.messages_added) == ("refused", 0)
    assert "line 1" in (report.error or "")
    assert store.found() == []


def test_an_export_over_the_limit_is_refused_by_name(store: Store) -> None:
    report = store.load(
        [message("x" * 1_000_001, "2026-11-01")], SNE_CONVERSATIONS_JSON_MEGABYTES="1"
    )
    assert report.status == "refused"
    assert "conversations.json_megabytes" in (report.error or "")


def test_customers_are_linked_where_they_are_known_and_by_hand_for_good(store: Store) -> None:
    known = store.workbench.connection.execute(
        "SELECT min(customer_id), max(customer_id) FROM customer_profiles"
    ).fetchone()
    store.load([COLD | {"CUSTOMER_ID": known[0]}, message("hi", "2026-11-02", FB_CHAT_ID="c2")])
    store.load([message("ho", "2026-11-02", FB_CHAT_ID="c3", CUSTOMER_ID=9)])
    assert [chat.customer_id for chat in store.found()] == [known[0], None, None]
    store.workbench.link_conversation("c1", known[1])
    store.load([COLD | {"CUSTOMER_ID": known[0]}, SORRY])
    assert store.workbench.conversation("c1").customer_id == known[1]


def test_the_interaction_history_is_conversations_with_known_customers(store: Store) -> None:
    report = store.load(USER_DATA / "Interaction History.csv")
    assert report.counts.rejected == 0
    assert report.counts.conversations == report.counts.messages_added == report.counts.rows_read
    assert all(chat.customer_id is not None for chat in store.found())
    stated = json.loads(store.facts(store.found()[0].conversation_id)["stated"])
    assert stated["resolution"] == "Resolved"
    assert store.load(USER_DATA / "Interaction History.csv").status == "unchanged"


def test_an_interaction_that_is_resolved_later_is_the_same_one(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "later.csv"
    header = "Customer_ID,Channel,Date & Time,Interaction_Type,Sentiment,Summary,Resolution_Status"
    row = "3001,Phone,2026-03-02 12:44,Query,Neutral,Asked for a comparison,"
    without_summary = row.replace("Asked for a comparison", "")
    path.write_text(f"{header}\n{row}Pending\n{without_summary}Pending\n")
    assert store.load(path).counts.empty_texts == 1
    path.write_text(f"{header}\n{row}Resolved\n")
    assert store.load(path).counts.messages_changed == 1
    (chat,) = store.found()
    assert json.loads(store.facts(chat.conversation_id)["stated"])["resolution"] == "Resolved"
