"""``sne metrics``, ``sne conversations``, ``sne conversation`` and ``sne chats export``."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli import main
from tests.conftest import Ran, Sne

Here = Callable[..., Ran]

CONVERSATION_COLUMNS = [
    "chat_id", "csi_score", "effectiveness_score", "efficiency_score", "effort_score",
    "empathy_score", "total_messages", "avg_sentiment", "first_contact_resolution",
    "avg_response_time_minutes", "first_message_time", "last_message_time", "common_topics",
]  # fmt: skip


@pytest.fixture
def here(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """Run a command in this process, which is quicker than to start the program."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: object) -> Ran:
        code = main(list(map(str, arguments)), open_screen=lambda *_given: 0)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    """Three chats; the last begins like a formula and nobody answers it."""
    said: dict[str, list[tuple[str, str, str, dict[str, object]]]] = {
        "a": [
            ("to_company", "2026-11-10T09:00:00Z", "My bill is wrong", {"RATING": 5}),
            ("to_client", "2026-11-10T09:20:00Z", "Put right", {"AGENT_USERNAME": "ann"}),
        ],
        "b": [("to_company", "2026-11-11T09:00:00Z", "No heating", {"RATING": 1})],
        "=cmd|c": [("to_company", "2026-11-12T09:00:00Z", "=1+1 my bill", {})],
    }
    path = tmp_path / "chats.json"
    path.write_text(
        json.dumps(
            {
                chat: [
                    {"DIRECTION": who, "SOCIAL_CREATE_TIME": at, "MESSAGE_CONTENT": text} | cells
                    for who, at, text, cells in messages
                ]
                for chat, messages in said.items()
            }
        )
    )
    return path


@pytest.mark.usefixtures("loaded")
def test_from_a_file_to_its_figures(sne: Sne, here: Here, chats: Path) -> None:
    before = here("metrics", "--json").json
    assert (before["sample_count"], before["csat_percentage"], before["csi"]) == (0, None, None)
    loaded = sne("chats", "load", chats, "--json").json
    assert loaded["understanding"]["understood"] == 3
    found = sne("metrics", "--by", "day", "--json", "--from", "2026-11-10", "--to", "2026-11-12")
    figures = found.json
    assert figures["sample_count"] == figures["sample_sizes"]["csat_percentage"] == 3
    assert figures["csat_stated_percentage"] == 50
    assert figures["avg_response_time_minutes"] == 20
    assert figures["unanswered"] == 2
    assert set(figures["sentiment_distribution"]) == {"positive", "neutral", "negative"}
    assert {"topic": "billing", "count": 2, "share": 0.6667} in figures["topics"]
    assert figures["previous"]["from"] == "2026-11-07"
    assert figures["previous"]["to"] == "2026-11-09"
    assert figures["deltas"]["csat_percentage"] is None
    assert [day["name"] for day in figures["groups"]] == ["2026-11-10", "2026-11-11", "2026-11-12"]
    printed = here("metrics").out
    assert "All time: 3 conversations" in printed
    assert "1 easy to 7 hard" in printed
    # A name is found whatever its case; one that is nowhere is said.
    assert here("metrics", "--topic", "BILLING", "--json").json["sample_count"] == 2
    ran = here("metrics", "--topic", "nope", "--json")
    assert (ran.code, ran.json["sample_count"]) == (0, 0)
    assert ran.err.startswith("sne: no conversation has the topic 'nope'; there are: billing")


@pytest.mark.usefixtures("loaded")
def test_a_period_may_begin_with_the_calendar(here: Here) -> None:
    for until in ([], ["--to", "0001-01-05"]):
        ran = here("metrics", "--from", "0001-01-01", *until, "--json")
        assert (ran.code, ran.err) == (0, "")
        assert (ran.json["previous"], ran.json["deltas"]) == (None, None)


@pytest.mark.usefixtures("loaded")
def test_pages_and_one_conversation(here: Here, chats: Path) -> None:
    assert here("chats", "load", chats, "--import-only", "--json").json["understanding"] is None
    assert "3 are not understood yet" in here("metrics").out
    assert here("chats", "understand", "--json").json["understood"] == 3
    page = here("conversations", "--page", 2, "--page-size", 2, "--sort", "oldest", "--json").json
    assert (page["total"], page["pages"]) == (3, 2)
    assert [one["chat_id"] for one in page["conversations"]] == ["=cmd|c"]
    satisfied = here("conversations", "--satisfied-only", "--search", "bill", "--json").json
    assert [one["chat_id"] for one in satisfied["conversations"]] == ["a"]
    ran = here("conversations", "--page-size", 101)
    assert (ran.code, ran.err) == (2, "sne: '101' is no page size: a whole number from 1 to 100\n")
    one = here("conversation", "a", "--json").json
    assert [message["text"] for message in one["messages"]] == ["My bill is wrong", "Put right"]
    assert one["topics"] == [{"topic": "billing", "mentions": 1, "evidence": ["bill"]}]
    assert (one["satisfaction"], one["avg_response_time_minutes"]) == (5, 20)
    assert "Topic: billing (bill)" in here("conversation", "a").out
    assert here("conversation", "z").code == 2


@pytest.mark.usefixtures("loaded")
def test_exports_are_whole_and_safe(here: Here, chats: Path, tmp_path: Path) -> None:
    here("chats", "load", chats)
    out = tmp_path / "out"
    assert here("chats", "export", "--type", "all", "--out", out).code == 0
    by_id = {row["chat_id"]: row for row in rows_of(out / "conversations.csv")}
    assert list(by_id["a"]) == CONVERSATION_COLUMNS
    assert set(by_id) == {"a", "b", "'=cmd|c"}
    assert by_id["a"]["avg_response_time_minutes"] == "20.0"
    assert by_id["b"]["avg_response_time_minutes"] == ""
    assert "'=1+1 my bill" in [row["text"] for row in rows_of(out / "messages.csv")]
    metrics = {row["metric"]: row for row in rows_of(out / "metrics.csv")}
    assert metrics["csat_stated_percentage"]["value"] == "50.0"
    assert sorted(path.name for path in out.iterdir()) == [
        "conversations.csv", "messages.csv", "metrics.csv",
    ]  # fmt: skip
    # A directory stands where the second file should go: the first one stays as it was.
    (out / "messages.csv").unlink()
    (out / "messages.csv").mkdir()
    old = (out / "conversations.csv").read_bytes()
    narrow = ("--from", "2026-11-11")
    ran = here("chats", "export", "--type", "all", "--out", out, *narrow)
    assert (ran.code, "messages.csv: cannot be written" in ran.err) == (2, True)
    assert (out / "conversations.csv").read_bytes() == old
