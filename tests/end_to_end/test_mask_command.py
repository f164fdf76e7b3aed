"""``sne mask``: a line in, a line out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Sne


def test_each_line_is_a_customer_of_its_own(sne: Sne) -> None:
    ran = sne("mask", stdin="I am Fiona MacLeod\n\nDear Emily Clark, pay £75\n")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "I am <NAME_1>\n\nDear <NAME_1>, pay £75\n"


def test_the_same_customer_throughout(sne: Sne) -> None:
    ran = sne(
        "mask", "--same-customer", stdin="I am Fiona MacLeod\nDear Emily Clark\nFiona MacLeod"
    )
    assert ran.out == "I am <NAME_1>\nDear <NAME_2>\n<NAME_1>\n"


def test_json_gives_the_places_in_the_line_as_read(sne: Sne) -> None:
    line = "tel ０７７００ 900123"
    (answer,) = map(json.loads, sne("mask", "--json", stdin=line).out.splitlines())
    assert answer == {
        "text": "tel <PHONE_1>",
        "spans": [{"start": 4, "end": len(line), "label": "PHONE"}],
    }


def test_json_lines_go_on_after_a_bad_one(sne: Sne) -> None:
    lines = ['{"text": "I am Fiona MacLeod"}', "{", '{"text": 3}', "[]", '{"text": "a\\nb"}', ""]
    ran = sne("mask", "--jsonl", stdin="\n".join(lines) + "\n\n")
    assert ran.code == 1
    assert ran.out == "I am <NAME_1>\na b\n\n\n"
    assert [line.split(":")[1] for line in ran.err.splitlines()] == [
        " line 2",
        " line 3",
        " line 4",
    ]


def test_nothing_done_is_wrong(sne: Sne) -> None:
    assert sne("mask", "--jsonl", stdin="oops\n").code == 2


def test_a_file(sne: Sne, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_bytes("\ufeffmail anna@example.com\r\n\xff".encode())
    assert sne("mask", "lines.txt").out == "mail <EMAIL_1>\nÿ\n"
    ran = sne("mask", "missing.txt")
    assert ran.code == 2
    assert "missing.txt" in ran.err


def test_no_database_is_made(sne: Sne, tmp_path: Path) -> None:
    sne("mask", stdin="hello\n")
    assert not (tmp_path / "sne.db").exists()
