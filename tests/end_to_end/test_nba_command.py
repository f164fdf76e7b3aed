"""``sne nba`` as it is run: from tweets and chats to predictions, one customer, the replay."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.clock import fixed_clock
from engine.conversations.tweet_rows import COLUMNS
from engine.pipeline import open_workbench
from engine.settings import load_settings
from tests.conftest import NOW, Sne

BRAND, CUSTOMER, OTHER = "GlenlightHelp", "115712", "115713"


def tweet(
    number: int, author: str, hours_ago: float, text: str, parent: int | None
) -> list[object]:
    at = NOW - timedelta(hours=hours_ago)
    sent = at.strftime("%a %b %d %H:%M:%S +0000 %Y")
    return [
        number,
        author,
        author.isdigit(),
        sent,
        text,
        "",
        "" if parent is None else f"{parent}.0",
    ]


TWEETS = (
    tweet(1, CUSTOMER, 40, f"@{BRAND} my bill is unacceptable, I want a manager", None),
    tweet(2, BRAND, 39, f"@{CUSTOMER} Which bill is it?", 1),
    tweet(3, CUSTOMER, 3, f"@{BRAND} No heating since this morning", None),
    tweet(4, OTHER, 5, f"@{BRAND} when is my meter read?", None),
    tweet(5, BRAND, 4, f"@{OTHER} On Monday. Anything else?", 4),
    tweet(6, OTHER, 3.5, f"@{BRAND} no, thanks, that is all", 5),
)


@pytest.fixture(scope="module")
def imported_database(loaded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped customers and the tweets, one of which is a known customer's; imported once."""
    directory = tmp_path_factory.mktemp("imported")
    path = directory / "twcs.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *TWEETS])
    database = directory / "sne.db"
    shutil.copy(loaded_database, database)
    settings = load_settings({"SNE_DATABASE": str(database), "SNE_AGENT": "loader"}, config=None)
    workbench = open_workbench(settings, fixed_clock(NOW))
    assert workbench.import_conversations(path).counts.messages_added == len(TWEETS)
    workbench.link_conversation("tweet-3", 3012)
    workbench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    workbench.connection.close()
    return database


@pytest.fixture
def imported(imported_database: Path, environment: dict[str, str]) -> None:
    """Give the runs of ``sne`` a copy of that database."""
    shutil.copy(imported_database, environment["SNE_DATABASE"])


@pytest.mark.usefixtures("imported")
def test_all_one_and_csv_tell_the_same(sne: Sne, tmp_path: Path) -> None:
    everyone = sne("nba", "--json").json
    assert everyone["skipped"] == 1
    (found,) = everyone["predictions"]
    assert found["customer_id"] == CUSTOMER
    assert found["channel"] == "twitter_dm_reply"
    assert found["issue_status"] == "pending_customer_reply"
    assert found["other_open_conversations"] == ["tweet-1"]
    assert found["chat_log"].endswith(f"customer: @{BRAND} No heating since this morning")
    sent = datetime.fromisoformat(found["send_time"])
    assert sent >= NOW
    assert sent.utcoffset() == timedelta(0)
    assert found["features"]["total_interactions"] == 1
    assert found["reasoning"] not in found["message"]
    assert sne("nba", "--customer", CUSTOMER, "--json").json == everyone | {"skipped": 0}

    out = tmp_path / "nba_predictions.csv"
    assert "1 predictions, 1 resolved skipped" in sne("nba", "--out", out).out
    with out.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert list(row) == [
        "customer_id",
        "chat_log",
        "channel",
        "message",
        "send_time",
        "reasoning",
        "issue_status",
    ]
    assert row == {name: found[name] for name in row}


@pytest.mark.usefixtures("imported")
def test_now_is_a_parameter_and_what_came_later_is_unknown(sne: Sne) -> None:
    then = (NOW - timedelta(hours=10)).isoformat()
    before = sne("nba", "--now", then, "--json")
    assert before.out == sne("nba", "--now", then, "--json").out
    (found,) = before.json["predictions"]
    assert found["conversation_id"] == "tweet-1"
    assert found["channel"] == "email_reply"
    assert found["issue_status"] == "escalated"
    assert found["awaited"] == "to_client"
    assert datetime.fromisoformat(found["send_time"]) >= datetime.fromisoformat(then)
    assert before.json["skipped"] == 0


@pytest.mark.usefixtures("imported")
def test_a_linked_customer_is_found_by_our_id_and_gets_advice(sne: Sne) -> None:
    (found,) = sne("nba", "--customer", "3012", "--json").json["predictions"]
    assert found["customer_id"] == CUSTOMER
    assert found["linked_customer_id"] == 3012
    assert found["channel"] == "twitter_dm_reply"
    assert found["recommended_channel"] in ("Email", "SMS", "App Push", "Phone")
    assert found["recommended_because"]
    assert found["recommended_message"]


@pytest.mark.usefixtures("imported")
def test_an_unknown_customer_is_not_found(sne: Sne) -> None:
    ran = sne("nba", "--customer", "999999", "--json")
    assert ran.code == 2
    assert "not found" in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""


@pytest.mark.usefixtures("imported")
def test_a_customer_with_nothing_open_is_found_and_skipped(sne: Sne) -> None:
    assert sne("nba", "--customer", OTHER, "--json").json == {"predictions": [], "skipped": 1}


@pytest.mark.usefixtures("imported")
def test_the_replay_prints_rates_and_says_what_it_cannot_show(sne: Sne) -> None:
    ran = sne("nba", "evaluate")
    assert "3 conversations, 2 replies to customers, 2 looked at" in ran.out
    assert "50.0%" in ran.out
    assert "not what would have followed another one" in ran.out
    assert sne("nba", "evaluate", "--json").json["points"] == 2


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--now", "yesterday"), "--now"),
        (("evaluate", "--customer", "1"), "evaluate takes"),
        (("--out", "no/such/folder/x.csv"), "no/such/folder/x.csv: cannot be written"),
    ],
)
def test_wrong_use_is_one_line(sne: Sne, arguments: tuple[str, ...], words: str) -> None:
    ran = sne("nba", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("loaded")
def test_without_conversations_there_is_nothing_to_do(sne: Sne) -> None:
    assert sne("nba", "--json").json == {"predictions": [], "skipped": 0}
