"""Loading through the store: typed columns, rejects by line and column, keys, progress."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.ingest.lines import BLOCK
from engine.ingest.report import LoadStatus
from engine.settings import Settings
from engine.store.connection import StoreError, connect
from tests.conftest import USER_DATA, CustomerFiles
from tests.loads import (
    FROM_FILES,
    INTERACTIONS,
    PROFILES,
    Store,
    read_csv,
)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


def test_every_column_has_its_type(store: Store, files: CustomerFiles) -> None:
    files.customer(1, Age="45.0", Satisfaction_Score="7", Customer_Since="01/05/2018")
    files.activity(1, Last_Login="28/09/2025 11:31", Engagement_Score="62.5")
    files.interaction(1, **{"Date & Time": "2025-09-28T11:31Z", "Resolution_Status": "pending"})
    files.notification("N-1", 1, Opened="yes", Clicked="NaN", Response_Time_Hours="")
    files.action(1, Follow_Up_Required="Yes")
    store.loaded(files.write())
    (profile,) = store.rows("customer_profiles")
    assert profile == {
        "customer_id": 1,
        "name": "Customer 1",
        "age": 45,
        "location": "Aberdeen",
        "preferred_channel": "Email",
        "segment": "Engaged",
        "opted_in": 1,
        "income_bracket": "Medium",
        "customer_since": "2018-05-01",
        "satisfaction_score": 7.0,
        "email": None,
        "phone": None,
        "push_token": None,
        "priority_services": 0,
        "breathing_space": 0,
        "extra": None,
    }
    (activity,) = store.rows("account_activity")
    assert (activity["last_login"], activity["engagement_score"], activity["extra"]) == (
        "2025-09-28T10:31:00+00:00",
        62.5,
        None,
    )
    (interaction,) = store.rows("interaction_history")
    assert interaction["occurred_at"] == "2025-09-28T11:31:00+00:00"
    assert interaction["resolution_status"] == "Pending"
    (notification,) = store.rows("notification_history")
    names = ("notification_id", "opened", "clicked", "response_time_hours", "mended")
    assert tuple(notification[name] for name in names) == ("N-1", 1, None, None, 0)
    assert store.column("recommended_actions", "follow_up_required") == [1]


def test_tables_have_strict_types_keys_and_indexes(store: Store, files: CustomerFiles) -> None:
    store.loaded(files.customer(1).activity(1).write())
    connection = store.connection
    tables = {row["name"]: row for row in connection.execute("PRAGMA table_list")}
    for table in FROM_FILES:
        assert tables[table]["strict"]
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        assert [column["name"] for column in columns if column["pk"]]
        if table == "customer_profiles":
            continue
        (key,) = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        assert (key["table"], key["from"], key["to"]) == (
            "customer_profiles",
            "customer_id",
            "customer_id",
        )
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE customer_id = 1"  # noqa: S608 - our own tables
        ).fetchall()
        assert f"{table}_by_customer" in plan[0]["detail"]
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE account_activity SET customer_id = 99")
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()


def test_bad_rows_are_rejected_by_line_column_value_and_reason(
    store: Store, files: CustomerFiles
) -> None:
    files.customer(1).customer(2, Age="forty").customer(3, Name="Line\nbreak")
    files.customer(4, Satisfaction_Score="11").customer(5, Customer_Since="31/02/2025")
    files.customer(6, Customer_ID="").customer(7, Preferred_Channel="Pigeon", Age="-1").customer(8)
    report = store.loaded(files.write())["customer_profiles"]
    assert (report.rows_read, report.rows_loaded) == (8, 3)
    assert store.column("customer_profiles", "customer_id") == [1, 3, 8]
    found = [(r.line, r.column, r.value, r.reason) for r in report.rejects]
    channels = "expected one of Email, SMS, App Push, Phone"
    assert found == [
        (3, "Age", "forty", "expected a whole number"),
        (6, "Satisfaction_Score", "11", "expected a number from 1 to 10"),
        (
            7,
            "Customer_Since",
            "31/02/2025",
            "expected a date such as 2025-09-28 11:31 or 28/09/2025 11:31 (day first)",
        ),
        (8, "Customer_ID", "", "must not be empty"),
        (
            9,
            "Age",
            "-1",
            f"expected a whole number from 0 to 120; also Preferred_Channel 'Pigeon': {channels}",
        ),
    ]


def test_rejects_are_kept_in_a_table_with_the_whole_row(store: Store, files: CustomerFiles) -> None:
    store.loaded(files.customer(1).customer(2, Age="forty", Name="Ann \x1b[1m").write())
    (kept,) = store.rows("rejected_rows")
    row = json.loads(kept.pop("row"))
    assert kept == {
        "id": 1,
        "load_id": 1,
        "file": PROFILES,
        "table_name": "customer_profiles",
        "line": 3,
        "column_name": "Age",
        "value": "forty",
        "reason": "expected a whole number",
    }
    assert row[:3] == ["2", "Ann \x1b[1m", "forty"]
    (loaded,) = (r for r in store.rows("loaded_files") if r["table_name"] == "customer_profiles")
    assert (loaded["rows_read"], loaded["rows_loaded"], loaded["rows_rejected"]) == (2, 1, 1)


def test_rejects_stand_in_the_order_of_the_file(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).write()
    lines = [
        "1,again",
        "x,y",
        "2" + "," * 9,
        '3,"open',
        "4" + "," * 9,
        "old," + "," * 8,
        "4" + "," * 9,
    ]
    with (directory / PROFILES).open("a", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)
    report = store.loaded(directory)["customer_profiles"]
    assert [reject.line for reject in report.rejects] == [3, 4, 6, 8, 9]
    assert report.rows_read == report.rows_loaded + len(report.rejects) == 8


def test_rows_of_nothing_but_delimiters_are_blank(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).write()
    with (directory / PROFILES).open("a", encoding="utf-8") as stream:
        stream.write("," * 9 + "\n" + " ," * 9 + "\n\n" + "," * 3 + "\n")
    report = store.loaded(directory)["customer_profiles"]
    assert (report.rows_read, report.rows_loaded, report.rejects) == (1, 1, [])


def test_a_customer_id_that_appears_twice_keeps_the_first(
    store: Store, files: CustomerFiles
) -> None:
    files.customer(1, Name="First").customer(1, Name="Second").customer(1, Customer_ID="01.0")
    report = store.loaded(files.write())["customer_profiles"]
    assert store.column("customer_profiles", "name") == ["First"]
    reason = "appears twice; the first row was kept"
    assert [(r.line, r.column, r.value, r.reason) for r in report.rejects] == [
        (3, "Customer_ID", "1", reason),
        (4, "Customer_ID", "1", reason),
    ]


def test_a_notification_id_that_appears_twice_keeps_the_first_good_row(
    store: Store, files: CustomerFiles
) -> None:
    files.customer(1)
    files.notification("N-1", 9).notification("N-1", 1, Opened="?")
    files.notification("N-1", 1, Channel="SMS").notification("N-1", 1, Channel="Email")
    report = store.loaded(files.write())["notification_history"]
    assert store.column("notification_history", "channel") == ["SMS"]
    assert [(r.line, r.column) for r in report.rejects] == [
        (2, "Customer_ID"),
        (3, "Opened"),
        (5, "Notification_ID"),
    ]


def test_duplicates_are_found_across_batches(store: Store, files: CustomerFiles) -> None:
    # Some 70 characters a row: several batches.
    ids = [*range(1, 3_000), 5, 2_500, *range(9_000, 12_000), 5, 9_001, 12_001]
    for customer_id in ids:
        files.customer(customer_id)
    report = store.loaded(files.write())["customer_profiles"]
    last = len(ids) + 1
    assert [r.line for r in report.rejects] == [3_001, 3_002, last - 2, last - 1]
    assert store.column("customer_profiles", "customer_id") == sorted(set(ids))


def test_a_very_long_value_is_told_in_part_and_kept_whole(
    store: Store, files: CustomerFiles
) -> None:
    long = "x" * 5_000
    report = store.loaded(files.customer(1).customer(2, Age=long).write())["customer_profiles"]
    assert report.rejects[0].value == "x" * 200
    assert read_csv(store.rejects / PROFILES)[0]["Age"] == long


def test_orphans_are_quarantined(store: Store, files: CustomerFiles) -> None:
    files.customer(1).interaction(1).interaction(2).activity(2).action(1)
    files.notification("N-1", 2).notification("N-2", 1)
    reports = store.loaded(files.write())
    for table in ("interaction_history", "account_activity", "notification_history"):
        (reject,) = reports[table].rejects
        assert (reject.column, reject.value) == ("Customer_ID", "2")
        assert reject.reason == f"no such customer in {PROFILES}"
    assert store.column("notification_history", "notification_id") == ["N-2"]
    assert set(store.column("interaction_history", "customer_id")) == {1}


def test_the_rows_of_a_rejected_profile_are_orphans(store: Store, files: CustomerFiles) -> None:
    files.customer(1).customer(2, Age="old").interaction(2)
    assert store.loaded(files.write())["interaction_history"].rejects[0].value == "2"


def test_progress_names_each_file_and_then_the_scoring(store: Store, files: CustomerFiles) -> None:
    for number in range(1, BLOCK // 50):
        files.customer(number)
    directory = files.interaction(1).write()
    told: list[tuple[str, int, int]] = []
    store.load(directory, lambda what, done, total: told.append((what, done, total)))
    profiles = [(done, total) for what, done, total in told if what == PROFILES]
    size = (directory / PROFILES).stat().st_size
    assert len(profiles) == 2
    assert 0 < profiles[0][0] < size
    assert profiles[1] == (size, size)
    assert list(dict.fromkeys(what for what, *_ in told)) == [PROFILES, INTERACTIONS, "scoring"]
    assert told[-1] == ("scoring", BLOCK // 50 - 1, BLOCK // 50 - 1)


def test_the_sample_that_comes_with_the_program_loads_whole(store: Store) -> None:
    reports = store.loaded(USER_DATA)
    assert len(reports) == 6
    assert not any(file.rejects for file in reports.values())
    for table, file in reports.items():
        assert file.rows_loaded == len(read_csv(USER_DATA / file.file)) == len(store.rows(table))


def test_a_database_that_is_busy_is_named_in_plain_words(
    store: Store, files: CustomerFiles, settings: Settings
) -> None:
    directory = files.customer(1).write()
    store.workbench.prepare()
    other = connect(settings.database)
    other.execute("BEGIN IMMEDIATE")
    store.connection.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(StoreError, match="nothing was loaded: the database is busy"):
        store.load(directory)
    other.rollback()
    other.close()
    assert store.load(directory).status is LoadStatus.LOADED


def test_rejects_that_cannot_be_written_are_not_lost(store: Store, files: CustomerFiles) -> None:
    store.rejects.parent.mkdir(parents=True, exist_ok=True)
    store.rejects.write_text("in the way", encoding="utf-8")
    report = store.loaded(files.customer(1).customer(2, Age="old").write())["customer_profiles"]
    assert report.rejects_file is None
    assert "the rejected rows are in the table rejected_rows" in report.notes[-1]
    assert len(store.rows("rejected_rows")) == 1


def test_a_path_cannot_command_the_terminal(store: Store, tmp_path: Path) -> None:
    (error,) = store.refused(tmp_path / "\x1b[2Jnowhere")
    assert "\x1b" not in error
