"""``sne load`` as people and programs call it: what it prints, and its exit codes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from engine.commands.first_load import progress_line
from tests.conftest import CustomerFiles, Sne
from tests.loads import ACCOUNTS, ENERGY, PROFILES, read_csv, write_csv


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_json_tells_programs_what_became_of_each_file(
    sne: Sne, files: CustomerFiles, tmp_path: Path
) -> None:
    files.customer(1, Opted_In="maybe").customer(2, Age="forty")
    directory, database = files.write(), tmp_path / "other" / "own.db"
    done = sne("load", directory, "--db", database, "--json", "--progress-lines")
    assert (done.code, done.err) == (0, f"{PROFILES}: 100 %\nscoring: 100 %\n")
    assert done.json["status"] == "loaded"
    first, *others = done.json["files"]
    assert first == {
        "file": PROFILES,
        "table": "customer_profiles",
        "status": "loaded",
        "error": None,
        "rows_read": 2,
        "rows_loaded": 1,
        "rows_rejected": 1,
        "rejects": [
            {"line": 3, "column": "Age", "value": "forty", "reason": "expected a whole number"}
        ],
        "rejects_file": str(tmp_path / "other" / "rejects" / PROFILES),
        "notes": ["1 row: Opted_In 'maybe': unclear consent, taken as No (line 2)"],
    }
    assert [file["status"] for file in others] == ["loaded"] * 4
    again = sne("load", directory, "--db", database, "--json")
    assert (again.code, again.err, again.json["status"]) == (0, "", "unchanged")
    (directory / ACCOUNTS).write_bytes(b"")
    refused = sne("load", directory, "--db", database, "--json")
    assert (refused.code, refused.json["status"]) == (2, "refused")
    errors = {file["file"]: file["error"] for file in refused.json["files"] if file["error"]}
    assert list(errors) == [ACCOUNTS]


def test_people_read_what_to_mend_and_load_it_again(sne: Sne, files: CustomerFiles) -> None:
    files.customer(1)
    for number in range(2, 9):
        files.customer(number, Age="\x1b[31mold\x1b[0m")
    done = sne("load", files.write())
    assert (done.code, done.err) == (0, "")
    assert f"{PROFILES}: 1 of 8 rows loaded\n{PROFILES}: 7 rows rejected\n" in done.out
    assert r"  line 3, Age '\x1b[31mold\x1b[0m': expected a whole number" in done.out
    assert "  and 2 more\n" in done.out
    assert "\x1b" not in done.out
    rejects = Path(done.out.partition("to mend and load again: ")[2].splitlines()[0])
    write_csv(rejects, [row | {"Age": "41"} for row in read_csv(rejects)])
    mended = sne("load", rejects)
    assert (mended.code, mended.out) == (0, f"{PROFILES}: 7 of 7 rows loaded\n")


def test_a_refusal_is_one_line_for_people(sne: Sne, files: CustomerFiles) -> None:
    directory = files.customer(1).activity(1).write()
    (directory / PROFILES).write_bytes(b"\x89PNG\r\n\x1a\n")
    evil = directory / "\x1b[2J\u202e.csv"
    evil.write_bytes((directory / ACCOUNTS).read_bytes())
    done = sne("load", directory)
    assert (done.code, done.out) == (2, "")
    expected = f"sne: nothing was loaded: {PROFILES}: this is a picture, not a CSV file; expected "
    assert done.err.startswith(expected)
    assert done.err.count("\n") == 1
    # The rows of a file of any name are loaded; those of customers nobody knows are not.
    single = sne("load", evil, "--progress-lines")
    assert single.code == 2
    assert not set("\x1b\u202e") & set(single.out + single.err)


def test_progress_on_a_terminal_is_one_line_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show = progress_line()
    for done in (0, 1, 1, 50, 100):
        show(ENERGY, done, 100)
    text = terminal.getvalue()
    assert "\n" not in text
    assert [part.strip() for part in text.split("\r") if part.strip(" \x1b[K")] == [
        f"{ENERGY}: {percent} %" for percent in (0, 1, 50, 100)
    ]
    assert text.endswith("\r\x1b[K")


def test_progress_is_silent_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    progress_line()(ENERGY, 1, 2)
    assert not stream.getvalue()
