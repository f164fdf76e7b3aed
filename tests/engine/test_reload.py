"""Loading again: the same changes nothing, changed files what changed, agents lose nothing."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from engine.analysts.digest import digest
from engine.ingest.report import LoadReport, LoadStatus
from engine.models.vocabulary import Channel
from engine.pipeline import Workbench
from engine.settings import Settings
from engine.store.analyses import save_analysis
from engine.store.connection import transaction
from tests.conftest import NOW, USER_DATA, CustomerFiles
from tests.loads import ACTIONS, INTERACTIONS, PROFILES, Store, read_csv, write_csv


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


@pytest.fixture
def changed(tmp_path: Path) -> CustomerFiles:
    return CustomerFiles(tmp_path / "changed")


def test_the_same_files_again_change_nothing(
    store: Store, files: CustomerFiles, tmp_path: Path
) -> None:
    files.customer(1).customer(2, Age="old").interaction(1).notification("N-1", 1)
    directory = files.write()
    store.loaded(directory)
    before = store.dump()
    report = store.load(directory)
    assert report.status is LoadStatus.UNCHANGED
    assert {file.status for file in report.files} == {LoadStatus.UNCHANGED}
    # Wherever they lie and whenever they were written.
    assert store.load(shutil.copytree(directory, tmp_path / "copy")).status is LoadStatus.UNCHANGED
    # One file of them alone.
    assert store.load(directory / PROFILES).status is LoadStatus.UNCHANGED
    assert store.dump() == before
    assert (store.rejects / PROFILES).exists()


def test_files_that_were_loaded_before_the_last_ones_are_a_change(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    first = files.customer(1, Name="First").write()
    second = changed.customer(1, Name="Second").write()
    for directory, name in ((first, "First"), (second, "Second"), (first, "First")):
        store.loaded(directory)
        assert store.column("customer_profiles", "name") == [name]


def test_changed_cells_are_updated(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    files.customer(1, Satisfaction_Score=9).customer(2).interaction(1, Resolution_Status="Pending")
    store.loaded(files.write())
    worst = store.workbench.profile(1).score.risk_score
    changed.customer(1, Satisfaction_Score=1, Age="").customer(2)
    store.loaded(changed.interaction(1, Resolution_Status="Resolved").write())
    first, second = store.rows("customer_profiles")
    assert (first["satisfaction_score"], first["age"], second["age"]) == (1.0, None, 40)
    assert store.column("interaction_history", "resolution_status") == ["Resolved"]
    assert store.workbench.profile(1).score.risk_score != worst


def test_the_rows_of_a_customer_are_replaced_not_doubled(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    files.customer(1).customer(2).interaction(1, Summary="a").interaction(1, Summary="b")
    store.loaded(files.interaction(2, Summary="c").action(1).activity(1).write())
    changed.customer(1).customer(2).interaction(1, Summary="b").interaction(2, Summary="c")
    store.loaded(changed.interaction(1, Summary="d").action(1).activity(1).write())
    assert sorted(store.column("interaction_history", "summary")) == ["b", "c", "d"]
    assert len(store.rows("recommended_actions")) == len(store.rows("account_activity")) == 1


def test_rows_of_one_customer_far_apart_in_a_file_are_all_kept(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    for number in range(1, 3000):
        files.customer(number)
        changed.customer(number)
        changed.interaction(number, Summary=f"first {number}")
    for number in range(1, 3000):
        changed.interaction(number, Summary=f"second {number}")
    store.loaded(files.interaction(1, Summary="old").write())
    store.loaded(changed.write())
    assert Counter(store.column("interaction_history", "customer_id")) == dict.fromkeys(
        range(1, 3000), 2
    )
    assert "old" not in store.column("interaction_history", "summary")


def test_a_customer_who_is_no_longer_named_stays(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    files.customer(1).customer(2, Name="Gone").interaction(2, Summary="kept")
    store.loaded(files.write())
    store.loaded(changed.customer(1).customer(3).write())
    assert store.column("customer_profiles", "customer_id") == [1, 2, 3]
    assert store.column("interaction_history", "summary") == ["kept"]


def test_a_notification_may_move_to_another_customer(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    store.loaded(
        files.customer(1).customer(2).notification("N-1", 1).notification("N-2", 2).write()
    )
    changed.customer(1).customer(2).notification("N-1", 2, Channel="SMS").notification("N-2", 1)
    store.loaded(changed.write())
    found = {row["notification_id"]: row for row in store.rows("notification_history")}
    assert {key: row["customer_id"] for key, row in found.items()} == {"N-1": 2, "N-2": 1}
    assert found["N-1"]["channel"] == "SMS"


def test_a_column_that_is_gone_empties_what_it_held(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    directory = files.customer(1).write()
    text = (directory / PROFILES).read_text(encoding="utf-8").splitlines()
    text = [f"{text[0]},Email,Shoe", f"{text[1]},a@example.org,44"]
    (directory / PROFILES).write_text("\n".join(text), encoding="utf-8")
    store.loaded(directory)
    assert store.column("customer_profiles", "email") == ["a@example.org"]
    store.loaded(changed.customer(1).write())
    (row,) = store.rows("customer_profiles")
    assert (row["email"], row["extra"]) == (None, None)


def test_a_single_file_updates_its_own_table_only(
    store: Store, files: CustomerFiles, changed: CustomerFiles
) -> None:
    store.loaded(files.customer(1).interaction(1).action(1).write())
    before = store.facts()
    directory = changed.customer(1).interaction(1, Summary="new").write()
    assert list(store.loaded(directory / INTERACTIONS)) == ["interaction_history"]
    after = store.facts()
    assert after.pop("interaction_history") != before.pop("interaction_history")
    assert after == before


AGENTS_TABLES = ("drafts", "dispositions", "notes", "outbox", "audit", "analyses")


def work(workbench: Workbench, ids: list[int]) -> dict[str, list[tuple[Any, ...]]]:
    """Do one of everything an agent does; return the tables in which it stands."""
    workbench.save_draft(ids[0], Channel.SMS, "Half a sentence")
    workbench.add_note(ids[0], "Asked for a call after six")
    workbench.snooze(ids[1], NOW + timedelta(days=3))
    workbench.skip(ids[2], "moved away")
    profile = workbench.profile(ids[3])
    with transaction(workbench.connection):
        save_analysis(
            workbench.connection,
            workbench.analysis(profile),
            analyst="bedrock",
            profile_digest=digest(profile),
            made_at="2026-11-20T09:00:00+00:00",
            is_final=True,
        )
    text = "Your new meter reading has arrived."
    asked = {i: workbench.ask_gate(i, Channel.EMAIL, text).decision for i in ids[4:40]}
    sendable = next(i for i, decision in asked.items() if decision == "send")
    workbench.approve(sendable, Channel.EMAIL, text, undo_seconds=10)
    return agents_tables(workbench)


def agents_tables(workbench: Workbench) -> dict[str, list[tuple[Any, ...]]]:
    found = {
        table: [tuple(row) for row in workbench.connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own tables
        for table in AGENTS_TABLES
    }
    assert all(found.values())
    return found


def test_a_load_keeps_all_that_agents_did(workbench: Workbench, tmp_path: Path) -> None:
    directory = shutil.copytree(USER_DATA, tmp_path / "changed")
    rows = read_csv(directory / PROFILES)
    gone, *ids = [int(row["Customer_ID"]) for row in rows]
    done = work(workbench, [gone, *ids])
    # Every customer changes, and the one for whom there is a draft is gone.
    write_csv(directory / PROFILES, [row | {"Satisfaction_Score": "2"} for row in rows[1:]])
    write_csv(directory / ACTIONS, read_csv(directory / ACTIONS)[:10])
    assert workbench.load(directory).status is LoadStatus.LOADED
    assert workbench.profile(ids[0]).customer.satisfaction_score == 2.0
    assert agents_tables(workbench) == done
    draft = workbench.draft(gone)
    assert draft is not None
    assert draft.message == "Half a sentence"
    assert workbench.item(gone) is not None


def test_two_who_load_the_same_files_at_once_load_them_once(
    store: Store, settings: Settings, files: CustomerFiles
) -> None:
    directory = files.customer(1).interaction(1).write()
    store.workbench.prepare()
    other = Store(settings)
    reports: list[LoadReport] = []
    second = threading.Thread(target=lambda: reports.append(other.load(directory)))

    def progress(_what: str, _done: int, _total: int) -> None:
        if not second.ident:
            second.start()

    reports.append(store.load(directory, progress))
    second.join()
    other.close()
    assert [report.status for report in reports] == [LoadStatus.LOADED, LoadStatus.UNCHANGED]
    assert len(store.rows("loads")) == 1


CUSTOMERS = st.lists(st.integers(1, 4), unique=True, min_size=1)
CHILDREN = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["a", "b", "c"])), max_size=6)
SETS = st.tuples(CUSTOMERS, CHILDREN)
Drawn = tuple[list[int], list[tuple[int, str]]]


@hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(SETS, min_size=1, max_size=3))
def test_after_any_loads_the_last_file_that_names_a_customer_holds(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, sets: list[Drawn]
) -> None:
    directory = tmp_path_factory.mktemp("sets")
    store = Store(replace(settings, database=directory / "sne.db"))
    known: set[int] = set()
    expected: dict[int, Counter[str]] = {}
    for number, (customers, children) in enumerate(sets):
        files = CustomerFiles(directory / str(number))
        for customer_id in customers:
            files.customer(customer_id)
        for customer_id, summary in children:
            files.interaction(customer_id, Summary=summary)
        store.load(files.write())
        known |= set(customers)
        named = {customer_id for customer_id, _ in children if customer_id in known}
        for customer_id in named:
            expected[customer_id] = Counter(s for c, s in children if c == customer_id)
    found: dict[int, Counter[str]] = {}
    for row in store.rows("interaction_history"):
        found.setdefault(row["customer_id"], Counter())[row["summary"]] += 1
    store.close()
    assert found == expected
    assert set(known) == {customer for customers, _ in sets for customer in customers}
