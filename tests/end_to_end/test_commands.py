"""The commands as a person and a program use them: output, exit codes, one line on stderr."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from engine.cli import COMMANDS
from engine.clock import fixed_clock
from engine.pipeline import open_workbench
from engine.settings import Settings
from tests.conftest import NOW, CustomerFiles, Sne, value_of

SERVICE = "We have read your message and will call you tomorrow."
MARKETING = "Switch to our new tariff and save with us. Reply STOP to opt out."
FIELDS = set(
    """priority urgency risk_score issue_category contact_reason trigger_factors potential_impact
    customer_insights communication_style conversation_starters topics_to_avoid resolution_steps
    follow_up message channel analyst fallback_reason""".split()
)


def three_customers(directory: Path) -> CustomerFiles:
    """One customer to contact, one who objected, one in good order."""
    value = {"Income_Bracket": "Low"}
    basic = {"Subscription_Type": "Basic"}
    files = CustomerFiles(directory)
    files.customer(1, Name="Emily Clark", Preferred_Channel="SMS", **value)
    files.activity(1, Churn_Risk_Score=87, **basic).action(1, Scenario="Missed payment")
    files.customer(2, Name="John Doe", **value).activity(2, Churn_Risk_Score=90, **basic)
    files.interaction(2, Interaction_Type="Unsubscribe", Summary="Requested to stop notifications")
    files.customer(3, Name="Mòrag MacLeod", **value).activity(3, **basic)
    return files


@pytest.fixture(scope="module")
def three_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the three customers, loaded once; tests work on copies."""
    directory = tmp_path_factory.mktemp("three")
    workbench = open_workbench(Settings(database=directory / "sne.db"), fixed_clock(NOW))
    assert workbench.load(three_customers(directory / "files").write()).status == "loaded"
    workbench.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    workbench.connection.close()
    return directory / "sne.db"


@pytest.fixture
def three(three_loaded: Path, sne: Sne, tmp_path: Path) -> Sne:
    """``sne`` on a copy of the three customers."""
    shutil.copy(three_loaded, tmp_path / "sne.db")
    return sne


def test_the_worklist_in_json(three: Sne) -> None:
    rows = three("worklist", "--json").json
    assert [row["customer_id"] for row in rows] == [1, 2, 3]
    first = value_of(rows, 1)
    assert first["name"] == "Emily Clark"
    assert first["segment"] == "Value Seekers"
    assert first["priority"] == "high"
    assert first["urgency"] == "immediate"
    assert first["recommended"] is True
    assert first["channel"] == "SMS"
    assert first["reasons"][:2] == ["missed payment", "churn 87"]
    assert 1 <= first["risk_score"] <= 10
    assert value_of(rows, 2)["recommended"] is False
    assert value_of(rows, 3)["priority"] == "low"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--priority", "high"], [1, 2]),
        (["--priority", "Critical"], [1, 2]),
        (["--priority", "routine"], [3]),
        (["--search", "morag"], [3]),
        (["--search", "missed EMILY"], [1]),
        (["--limit", "1"], [1]),
        (["--limit", "0"], []),
        (["--recommended"], [1]),
        (["--segment", "all"], [1, 2, 3]),
        (["--segment", "eco savers"], []),
        (["--sort", "name"], [1, 2, 3]),
    ],
)
def test_worklist_options(three: Sne, arguments: list[str], expected: list[int]) -> None:
    done = three("worklist", "--json", *arguments)
    assert [row["customer_id"] for row in done.json] == expected
    assert done.code == 0


def test_show_has_the_profile_and_every_field_of_the_analysis(three: Sne) -> None:
    shown = three("show", "1", "--json").json
    assert shown["name"] == "Emily Clark"
    assert shown["recommended_actions"][0]["scenario"] == "Missed payment"
    analysis: dict[str, Any] = shown["analysis"]
    assert set(analysis) >= FIELDS
    assert analysis["analyst"] == "rules"
    assert analysis["fallback_reason"] is None
    assert 3 <= len(analysis["resolution_steps"]) <= 5
    assert len(analysis["message"]) <= 160
    assert shown["risk_sum"].endswith(f"so {shown['risk_score']}/10")
    text = three("show", "1").out
    assert "Emily Clark" in text
    assert analysis["message"] in text


def test_the_earlier_dashboards_figures(three: Sne) -> None:
    (segment,) = three("segments", "--json").json
    assert (segment["segment"], segment["customers"]) == ("Value Seekers", 3)
    seekers = three("value-seekers", "--json").json
    assert seekers["customers"] == 3
    assert seekers["by_income"] == {"Low": 3}
    assert seekers["by_plan"] == {"Basic": 3}
    assert len(three("customers", "--json").json) == 3
    assert three("notifications", "--json").json == []
    assert three("billing-issues", "--json").json == []


def test_billing_issues_are_interactions_about_billing_and_complaints(
    files: CustomerFiles, sne: Sne
) -> None:
    for number in (1, 2, 3):
        files.customer(number)
    files.interaction(1, Summary="Reported billing issue", Resolution_Status="Pending")
    files.interaction(2, Interaction_Type="Complaint", Summary="Rude agent")
    files.interaction(3, Summary="Asked about green tariff")
    sne("load", files.write())
    found = sne("billing-issues", "--json").json
    assert [row["customer_id"] for row in found] == [1, 2]
    assert [row["unresolved"] for row in found] == [1, 0]


def test_send_goes_to_the_spool_and_says_that_nothing_has_left(three: Sne, tmp_path: Path) -> None:
    done = three("send", "1", "--message", SERVICE, "--channel", "email", "--yes", "--json")
    assert done.code == 0
    assert done.json["state"] == "sent"
    assert done.json["left_this_machine"] is False
    (file,) = (tmp_path / "spool").iterdir()
    assert json.loads(file.read_text())["message"] == SERVICE
    (listed,) = three("outbox", "--json").json
    assert (listed["customer_id"], listed["state"]) == (1, "sent")
    assert three("outbox", "--state", "queued", "--json").json == []
    assert "Nothing has left this machine" in three("send", "3", "--yes").out


def test_send_without_yes_reviews_and_sends_nothing(three: Sne, tmp_path: Path) -> None:
    done = three("send", "1", "--message", SERVICE)
    assert done.code == 1
    assert SERVICE in done.out
    assert "Nothing was sent" in done.out
    assert not (tmp_path / "spool").exists()
    assert three("outbox", "--json").json == []


def test_send_reads_standard_input_takes_the_draft_and_the_analysis(three: Sne) -> None:
    done = three("send", "1", "--message", "-", "--yes", "--json", stdin=f"{SERVICE}\n")
    assert done.json["message"] == SERVICE
    three("draft", "3", "--message", "A draft of mine.", "--channel", "App Push")
    sent = three("send", "3", "--yes", "--json").json
    assert (sent["message"], sent["channel"]) == ("A draft of mine.", "App Push")
    assert three("drafts", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["send", "1", "--message", "", "--yes"], 2, "empty"),
        (["send", "1", "--message", " \n", "--yes"], 2, "empty"),
        (["send", "99", "--message", SERVICE, "--yes"], 2, "no customer 99"),
        (["send", "x1", "--message", SERVICE, "--yes"], 2, "no customer id"),
        (["send", "1", "--message", SERVICE, "--channel", "Fax", "--yes"], 2, "no channel 'Fax'"),
        (["send", "2", "--message", MARKETING, "--yes"], 1, "UK GDPR art 21"),
        (["show", "99"], 2, "no customer 99"),
        (["worklist", "--segment", "Nobody"], 2, "no segment 'Nobody'"),
        (["worklist", "--priority", "urgent"], 2, "no priority 'urgent'"),
        (["worklist", "--limit", "-1"], 2, "--limit"),
        (["undo", "1"], 1, "no message to customer 1 is waiting"),
        (["draft", "1"], 1, "no draft"),
        (["skip", "1", "--reason", " "], 2, "--reason is empty"),
        (["snooze", "1", "--days", "0"], 2, "--days"),
        (["note", "1", " "], 2, "empty"),
        (["sample", "--customers", "0", "--out", "x"], 2, "0"),
        (["nonsense"], 2, "no command"),
        (["worklist", "--nonsense"], 2, "--nonsense"),
    ],
)
def test_what_cannot_be_done_is_one_line_on_stderr(
    three: Sne, arguments: list[str], code: int, words: str
) -> None:
    done = three(*arguments)
    assert done.code == code
    assert words in done.err
    assert done.err.count("\n") == 1
    assert done.err.startswith("sne: ")
    assert "Traceback" not in done.err + done.out


def test_what_agents_do_is_kept_through_another_load(three: Sne, tmp_path: Path) -> None:
    files = three_customers(tmp_path / "files")
    three("draft", "3", "--message", "Kept.")
    three("note", "3", "rings back")
    three("skip", "2", "--reason", "objected")
    three("send", "1", "--message", SERVICE, "--yes")
    files.rows["Customer Profiles.csv"][2]["Satisfaction_Score"] = "1"
    assert three("load", files.write(), "--json").json["status"] == "loaded"
    shown = three("show", "3", "--json").json
    assert shown["priority"] == "high"
    assert shown["notes"][0]["text"] == "rings back"
    assert three("drafts", "--json").json[0]["message"] == "Kept."
    rows = three("worklist", "--json").json
    assert value_of(rows, 1)["mark"] == "sent"
    assert value_of(rows, 2)["mark"] == "skipped"
    assert three("reopen", "2").code == 0
    assert value_of(three("worklist", "--json").json, 2)["mark"] is None


def test_the_first_command_loads_the_data_directory(sne: Sne) -> None:
    rows = sne("worklist", "--json").json
    assert len(rows) > 50
    assert {row["segment"] for row in rows} == {"Value Seekers"}


def test_no_files_and_no_database_is_said_in_one_line(sne: Sne, tmp_path: Path) -> None:
    done = sne("worklist", SNE_DATA_DIRECTORY=str(tmp_path / "nowhere"))
    assert done.code == 2
    assert "no customers are loaded yet" in done.err


def test_every_command_has_a_manual_page_and_takes_db_and_config(sne: Sne) -> None:
    overview = sne("--help").out
    for name in (*COMMANDS, "keys"):
        assert name in overview
    for name in ("load", "send", "worklist"):
        page = sne(name, "--help").out
        assert "--db FILE" in page
        assert "--config FILE" in page
        assert "--json" in page
        assert len(page.splitlines()) > 8


def test_db_may_stand_before_or_after_the_command(three: Sne, tmp_path: Path) -> None:
    here = tmp_path / "sne.db"
    for arguments in (["--db", here, "worklist", "--json"], ["worklist", "--json", "--db", here]):
        assert len(three(*arguments, SNE_DATABASE=str(tmp_path / "other.db")).json) == 3


def test_not_a_terminal_prints_the_worklist(three: Sne) -> None:
    done = three()
    assert done.code == 0
    assert "Emily Clark" in done.out
    assert "\x1b" not in done.out


def test_a_newer_database_is_refused_in_plain_words(three: Sne, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "sne.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    done = three("worklist")
    assert done.code == 2
    assert "newer program" in done.err


def test_a_file_that_is_no_database_is_named(sne: Sne, tmp_path: Path) -> None:
    (tmp_path / "sne.db").write_text("this is not a database at all, but some text")
    done = sne("worklist")
    assert done.code == 2
    assert "sne.db: cannot be opened" in done.err


def test_the_same_seed_gives_the_same_files(sne: Sne, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert sne("sample", "--customers", 30, "--seed", 7, "--out", tmp_path / name).code == 0
    first = {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()}
    assert first == {p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()}
    assert len(first) == 6


def test_a_command_is_repeatable_with_a_clock(three: Sne) -> None:
    assert three("show", "1", "--json").out == three("show", "1", "--json").out
    sent = three("send", "1", "--message", SERVICE, "--yes", "--json", SNE_AGENT="ben").json
    assert sent["approved_at"] == "2026-11-20T09:00:00+00:00"
    assert sent["agent"] == "ben"
