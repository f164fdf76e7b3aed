"""Which files make a set: recognised by name, energy usage by its columns; headers in any shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from operator import add
from pathlib import Path

import pytest

from engine.settings import Settings
from tests.conftest import USER_DATA, CustomerFiles
from tests.loads import ENERGY, INTERACTIONS, NOTIFICATIONS, PROFILES, Store

ENERGY_ROWS = (USER_DATA / ENERGY).read_text(encoding="utf-8").splitlines()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


def rewrite(directory: Path, file: str, change: Callable[[list[str]], str]) -> None:
    """Rewrite a file from its lines."""
    path = directory / file
    path.write_bytes(change(path.read_text(encoding="utf-8").splitlines()).encode())


def test_the_five_files_fill_the_five_tables(store: Store, files: CustomerFiles) -> None:
    files.customer(1).activity(1).interaction(1).notification("N-1", 1).action(1)
    reports = store.loaded(files.write())
    assert [(table, file.rows_read, file.rows_loaded) for table, file in reports.items()] == [
        ("customer_profiles", 1, 1),
        ("account_activity", 1, 1),
        ("interaction_history", 1, 1),
        ("notification_history", 1, 1),
        ("recommended_actions", 1, 1),
    ]
    for table in reports:
        assert store.column(table, "customer_id") == [1]
    assert not any(file.notes or file.rejects or file.error for file in reports.values())


def test_children_may_be_empty_and_many(store: Store, files: CustomerFiles) -> None:
    files.customer(1).customer(2).interaction(2).interaction(2).interaction(2)
    reports = store.loaded(files.write())
    assert reports["interaction_history"].rows_loaded == 3
    assert reports["account_activity"].rows_read == 0


def test_several_people_share_a_name(store: Store, files: CustomerFiles) -> None:
    files.customer(1, Name="John Doe").customer(2, Name="John Doe").interaction(2)
    store.loaded(files.write())
    assert store.column("customer_profiles", "name") == ["John Doe", "John Doe"]
    assert store.column("interaction_history", "customer_id") == [2]


@pytest.mark.parametrize(
    "name", ["customer_profiles.CSV", "CUSTOMER PROFILES.txt", "Customer-Profiles.tsv"]
)
def test_file_names_forgive_case_separators_and_ending(
    store: Store, files: CustomerFiles, name: str
) -> None:
    directory = files.customer(1).write()
    (directory / PROFILES).rename(directory / name)
    assert store.loaded(directory)["customer_profiles"].file == name


HEADER = (
    "Customer_ID,Name,Age,Location,Preferred_Channel,Segment,Opted_In,Income_Bracket,"
    "Customer_Since,Satisfaction_Score"
)


@pytest.mark.parametrize(
    "header",
    [
        HEADER.upper(),
        HEADER.lower().replace("_", " "),
        HEADER.replace(",", " , "),
        HEADER.replace("_", "  "),
        HEADER.replace("_", "-"),
        HEADER.replace("_", "\u00a0"),
        "\ufeff" + HEADER,
        ",".join(f'"{name}"' for name in HEADER.split(",")),
    ],
)
def test_headers_forgive_case_blanks_and_marks(
    store: Store, files: CustomerFiles, header: str
) -> None:
    directory = files.customer(1, Name="Ann", Satisfaction_Score=9).write()
    rewrite(directory, PROFILES, lambda lines: "\n".join([header, *lines[1:]]))
    assert not store.loaded(directory)["customer_profiles"].notes
    (row,) = store.rows("customer_profiles")
    assert (row["name"], row["age"], row["satisfaction_score"]) == ("Ann", 40, 9.0)


def test_columns_stand_in_any_order(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(7, Name="Ann").write()

    def reverse(lines: list[str]) -> str:
        return "\n".join(",".join(reversed(line.split(","))) for line in lines)

    rewrite(directory, PROFILES, reverse)
    store.loaded(directory)
    (row,) = store.rows("customer_profiles")
    assert (row["customer_id"], row["name"], row["customer_since"]) == (7, "Ann", "2018-05-01")


def test_unknown_columns_are_kept_aside_and_reported(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).customer(2).write()
    added = (",Meter,,Meter,Shoe \x1b[1mSize", ",M1,u,M2,44\x1b[2J", ",,,,")
    rewrite(directory, PROFILES, lambda lines: "\n".join(map(add, lines, added)))
    reports = store.loaded(directory)
    extras = [extra and json.loads(extra) for extra in store.column("customer_profiles", "extra")]
    assert extras == [
        {"Meter": "M1", "(column 12)": "u", "Meter (column 13)": "M2", "Shoe Size": "44"},
        None,
    ]
    assert reports["customer_profiles"].notes == [
        f"unknown column {name}: kept aside, not used"
        for name in ("Meter", "(column 12)", "Meter (column 13)", "Shoe Size")
    ]


def test_optional_columns_switch_channels_on(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).customer(2).write()
    added = (
        ",Email,Phone,Push_Token,Priority_Services,Breathing_Space",
        ",a@example.org,07700 900123,tok,Yes,perhaps",
        ",,,,No,",
    )
    rewrite(directory, PROFILES, lambda lines: "\n".join(map(add, lines, added)))
    notes = store.loaded(directory)["customer_profiles"].notes
    names = ("email", "phone", "push_token", "priority_services", "breathing_space")
    found = [tuple(row[name] for name in names) for row in store.rows("customer_profiles")]
    assert found == [("a@example.org", "07700 900123", "tok", 1, 1), (None, None, None, 0, 0)]
    assert len(notes) == 1
    assert notes[0].startswith("1 row: Breathing_Space 'perhaps': unclear mark, taken as Yes")
    assert notes[0].endswith("(line 2)")


@pytest.mark.parametrize("name", ["usage.csv", "Energy Usage.csv", "zz export (3).TXT"])
def test_energy_usage_is_recognised_by_its_columns(
    store: Store, files: CustomerFiles, name: str
) -> None:
    directory = files.customer(1).write()
    row = "1,Eco Savers,Fife,8.5,700,None,1,2,3,Complaint,None"
    (directory / name).write_text(f"{ENERGY_ROWS[0]}\n{row}\n", encoding="utf-8")
    assert store.loaded(directory)["energy_usage"].file == name
    (stored,) = store.rows("energy_usage")
    # The word None is a value in these two columns, not a missing one.
    assert (stored["solar_ev_ownership"], stored["billing_anomaly"]) == ("None", "None")


def test_other_files_in_the_folder_are_none_of_our_business(
    store: Store, files: CustomerFiles
) -> None:
    directory = files.customer(1).write()
    (directory / "notes.txt").write_text("call Ann back\n", encoding="utf-8")
    (directory / "empty.csv").write_bytes(b"")
    (directory / "picture.csv").write_bytes(b"\x89PNG\r\n")
    (directory / ".hidden.csv").write_text(ENERGY_ROWS[0], encoding="utf-8")
    (directory / "~$Customer Profiles.csv").write_bytes(b"lock")
    (directory / "old.csv").mkdir()
    assert len(store.loaded(directory)) == 5


def test_a_single_file_is_recognised_by_its_columns(store: Store, files: CustomerFiles) -> None:
    directory = files.customer(1).notification("N-1", 1).write()
    alone = (directory / PROFILES).rename(directory / "export 7.csv")
    assert list(store.loaded(alone)) == ["customer_profiles"]
    other = (directory / NOTIFICATIONS).rename(directory / "other.csv")
    assert list(store.loaded(other)) == ["notification_history"]


def test_text_of_files_is_data(store: Store, files: CustomerFiles) -> None:
    names = [
        "Robert'); DROP TABLE customer_profiles;--",
        '"; DELETE FROM scores; --',
        "[/b] [red]Ann[/]",
        "<script>alert(1)</script>",
        "{name} %s ${HOME} $(id)",
        "=1+1",
        "Ann, Lee",
        'Ann "Bee" Lee',
    ]
    for number, name in enumerate(names, 1):
        files.customer(number, Name=name).interaction(number, Summary=name)
    store.loaded(files.write())
    assert store.column("customer_profiles", "name") == names
    assert store.column("interaction_history", "summary") == names


def test_controls_in_texts_are_stripped_and_lines_of_prose_kept(
    store: Store, files: CustomerFiles
) -> None:
    files.customer(1, Name="A\x1b[31mn\x07n\u202e", Location="Aber\tdeen\n")
    files.interaction(1, Summary="First\r\nsecond\x1b]0;x\x07 line\u2066")
    directory = files.write()
    store.loaded(directory)
    assert store.column("customer_profiles", "name") == ["Ann"]
    assert store.column("customer_profiles", "location") == ["Aber deen"]
    assert store.column("interaction_history", "summary") == ["First\nsecond line"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_set_may_mix_encodings_and_delimiters(
    store: Store, files: CustomerFiles, encoding: str, delimiter: str
) -> None:
    directory = files.customer(1, Name="Zoë £").interaction(1, Summary="Paid £5, “late”").write()
    for file in (PROFILES, INTERACTIONS):
        text = (directory / file).read_text(encoding="utf-8")
        (directory / file).write_bytes(text.replace(",", delimiter).encode(encoding))
    store.loaded(directory)
    assert store.column("customer_profiles", "name") == ["Zoë £"]
    assert store.column("interaction_history", "summary") == [f"Paid £5{delimiter} “late”"]
