"""Rejected rows as a file: mended by hand, loaded again, and never lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from engine.ingest.report import LoadStatus
from engine.settings import Settings
from tests.conftest import HEADERS, CustomerFiles
from tests.loads import ACTIONS, INTERACTIONS, NOTIFICATIONS, PROFILES, Store, read_csv, write_csv


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


def mend(path: Path, **cells: str) -> Path:
    """Change cells of every row of a rejects file."""
    return write_csv(path, [row | cells for row in read_csv(path)])


def test_a_rejects_file_holds_the_row_and_where_and_why(store: Store, files: CustomerFiles) -> None:
    files.customer(1).customer(2, Age="forty", Name='Ann "Bee",\nLee').customer(3, Age="old")
    report = store.loaded(files.write())["customer_profiles"]
    assert report.rejects_file == store.rejects / PROFILES
    rows = read_csv(store.rejects / PROFILES)
    assert list(rows[0]) == [*HEADERS[PROFILES], "line", "column", "reason"]
    assert (rows[0]["Customer_ID"], rows[0]["Name"], rows[0]["Age"]) == (
        "2",
        'Ann "Bee",\nLee',
        "forty",
    )
    assert [(row["line"], row["column"], row["reason"]) for row in rows] == [
        ("3", "Age", "expected a whole number"),
        ("5", "Age", "expected a whole number"),
    ]


def test_ragged_rows_keep_all_they_hold(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).write()
    with (directory / PROFILES).open("a", encoding="utf-8") as stream:
        stream.write('2,"Lee, Ann",40\n3,Bo,40,Fife,Email,Engaged,Yes,Low,2018-05-01,7,x,y\n')
    store.loaded(directory)
    few, many = read_csv(store.rejects / PROFILES)
    assert (few["Name"], few["Age"], few["Location"], few["line"]) == ("Lee, Ann", "40", "", "3")
    assert (many["Satisfaction_Score"], many["line"], many["column"]) == ("7,x,y", "4", "")


@pytest.mark.parametrize("form", ["file", "folder", "renamed"])
def test_mended_rows_are_added_and_nothing_else_changes(
    store: Store, files: CustomerFiles, tmp_path: Path, form: str
) -> None:
    files.customer(1).customer(2, Age="forty").customer(3, Age="old")
    store.loaded(files.interaction(1).write())
    before = store.facts()
    path = mend(store.rejects / PROFILES, Age="41")
    if form == "renamed":
        path = path.rename(tmp_path / "mended by Ann.csv")
    reports = store.loaded(store.rejects if form == "folder" else path)
    assert list(reports) == ["customer_profiles"]
    assert (reports["customer_profiles"].rows_read, reports["customer_profiles"].rows_loaded) == (
        2,
        2,
    )
    after = store.facts()
    added = set(after.pop("customer_profiles")) - set(before.pop("customer_profiles"))
    assert sorted(row[:3] for row in added) == [(2, "Customer 2", 41), (3, "Customer 3", 41)]
    assert after == before
    assert "line" not in str(store.column("customer_profiles", "extra"))
    assert not (store.rejects / PROFILES).exists() or form == "renamed"


def test_a_reload_of_the_original_keeps_what_was_mended(store: Store, files: CustomerFiles) -> None:
    files.customer(1).customer(2, Age="forty").interaction(1, Sentiment="Sad", Summary="mended")
    original = files.interaction(1, Summary="good").write()
    store.loaded(original)
    mend(store.rejects / PROFILES, Age="41")
    mend(store.rejects / INTERACTIONS, Sentiment="Neutral")
    store.loaded(store.rejects)
    assert sorted(store.column("interaction_history", "summary")) == ["good", "mended"]
    mended = store.facts()
    assert store.load(original).status is LoadStatus.UNCHANGED
    assert store.facts() == mended
    # The same file with one more row still holds the bad ones.
    reports = store.loaded(files.customer(4).write())
    assert [len(report.rejects) for report in reports.values()] == [1, 0, 1, 0, 0]
    assert set(store.column("customer_profiles", "customer_id")) == {1, 2, 4}
    assert sorted(store.column("interaction_history", "summary")) == ["good", "mended"]


def test_the_same_mended_rows_twice_are_added_once(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    files.customer(1).action(1, Urgency_Level="soon").notification("N-1", 1, Opened="perhaps")
    store.loaded(files.action(1, Urgency_Level="soon", Scenario="").write())
    mend(store.rejects / ACTIONS, Urgency_Level="High")
    mend(store.rejects / NOTIFICATIONS, Opened="Yes")
    copy = store.rejects.rename(tmp_path / "copy")
    assert store.loaded(copy)["recommended_actions"].rows_loaded == 2
    once = store.facts()
    assert len(once["recommended_actions"]) == 2
    store.loaded(copy)
    assert store.facts() == once


def test_what_is_still_wrong_is_rejected_again(store: Store, files: CustomerFiles) -> None:
    store.loaded(files.customer(1).customer(2, Age="forty").customer(3, Age="old").write())
    rows = read_csv(store.rejects / PROFILES)
    write_csv(store.rejects / PROFILES, [rows[0] | {"Age": "41"}, rows[1] | {"Age": "older"}])
    report = store.loaded(store.rejects)["customer_profiles"]
    assert (report.rows_read, report.rows_loaded) == (2, 1)
    (left,) = read_csv(store.rejects / PROFILES)
    assert list(left) == [*HEADERS[PROFILES], "line", "column", "reason"]
    assert (left["Customer_ID"], left["Age"], left["line"]) == ("3", "older", "3")


def test_a_mended_profile_brings_the_rows_that_waited_for_it(
    store: Store, files: CustomerFiles
) -> None:
    files.customer(1).customer(2, Age="forty").interaction(2).action(2).notification("N-1", 2)
    store.loaded(files.write())
    assert not store.rows("interaction_history")
    mend(store.rejects / PROFILES, Age="41")
    assert len(store.loaded(store.rejects)) == 4
    for table in ("interaction_history", "recommended_actions", "notification_history"):
        assert store.column(table, "customer_id") == [2]
    assert not list(store.rejects.iterdir())


def test_rows_that_were_mended_and_then_come_with_the_file_are_not_doubled(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    files.customer(1).customer(2, Age="forty").interaction(2).action(2).notification("N-1", 2)
    store.loaded(files.write())
    mend(store.rejects / PROFILES, Age="41")
    store.loaded(store.rejects)
    # The source system now has the age right.
    right = CustomerFiles(tmp_path / "right").customer(1).customer(2, Age="41")
    right.interaction(2).action(2).notification("N-1", 2)
    store.loaded(right.write())
    for table in ("interaction_history", "recommended_actions", "notification_history"):
        assert store.column(table, "customer_id") == [2]
        assert store.column(table, "mended") == [0]


def test_the_rejects_file_goes_when_nothing_is_rejected_any_more(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    store.loaded(files.customer(1).customer(2, Age="old").interaction(1, Sentiment="?").write())
    assert {path.name for path in store.rejects.iterdir()} == {PROFILES, INTERACTIONS}
    right = CustomerFiles(tmp_path / "right").customer(1).customer(2).interaction(1, Sentiment="")
    store.loaded(right.write())
    assert not list(store.rejects.iterdir())


def test_a_mended_file_without_rows_is_refused(store: Store, files: CustomerFiles) -> None:
    store.loaded(files.customer(1).interaction(1, Sentiment="?").write())
    path = store.rejects / INTERACTIONS
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    assert store.refused(store.rejects) == {INTERACTIONS: "holds no rows"}


def test_columns_of_the_file_itself_may_be_called_line_column_or_reason(
    store: Store, files: CustomerFiles
) -> None:
    directory = files.customer(1).customer(2, Age="old").write()
    header, *rows = (directory / PROFILES).read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{header},Reason", *(f"{row},own" for row in rows)])
    (directory / PROFILES).write_text(text, encoding="utf-8")
    store.loaded(directory)
    mended = (store.rejects / PROFILES).read_text(encoding="utf-8").replace("old", "41")
    assert "Reason,line,column,reason" in mended
    (store.rejects / PROFILES).write_text(mended, encoding="utf-8")
    store.loaded(store.rejects)
    assert store.column("customer_profiles", "extra") == ['{"Reason": "own"}'] * 2


def test_rejects_of_files_in_any_shape_can_be_loaded(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).customer(2, Age="old", Name="Zoë, £").write()
    text = (directory / PROFILES).read_text(encoding="utf-8").replace('"Zoë, £"', "Zoë‚ £")
    (directory / PROFILES).write_bytes(text.replace(",", ";").encode("utf-16"))
    store.loaded(directory)
    mend(store.rejects / PROFILES, Age="41")
    store.loaded(store.rejects)
    assert store.column("customer_profiles", "name") == ["Customer 1", "Zoë‚ £"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)


@hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(TEXTS, min_size=1, max_size=5))
@example(['"', "\r", "a\r\nb", '","', "\ufeff", "\x00\x1b[1m", "=cmd|'x'"])
def test_whatever_a_rejected_row_holds_comes_back_as_it_was(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    directory = tmp_path_factory.mktemp("texts")
    names: list[list[str]] = []
    for age in ("old", "41"):
        store = Store(replace(settings, database=directory / age / "sne.db"))
        files = CustomerFiles(directory / age / "files").customer(1)
        for number, text in enumerate(texts, 2):
            files.customer(number, Name=text, Age=age)
        store.loaded(files.write())
        if age == "old":
            assert [row["Name"] for row in read_csv(store.rejects / PROFILES)] == texts
            mend(store.rejects / PROFILES, Age="41")
            store.loaded(store.rejects)
        names.append(store.column("customer_profiles", "name"))
        store.close()
    mended, straight = names
    assert mended == straight
    assert len(mended) == len(texts) + 1
