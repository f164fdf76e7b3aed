"""`sne work --plain`: the same worklist and the same deeds, as lines of text."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.settings import Settings
from tests.conftest import Sne
from tui.plain.own_editor import editor_of, in_editor
from tui.plain.steps import STEPS, parse

pytestmark = pytest.mark.usefixtures("loaded")

# The undo window ends when the walk does, so that the send is seen through to its end.
NOW = {"SNE_SENDING_UNDO_SECONDS": "0", "EDITOR": "", "VISUAL": ""}


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(settings.database)) as connection:
        return connection.execute(query).fetchall()


def test_a_message_is_written_reviewed_and_sent(sne: Sne, settings: Settings) -> None:
    typed = "e\nYour meter reading has arrived.\nThank you.\n.\nr\nyes\nq\n"
    walked = sne("work", "--plain", stdin=typed, **NOW)
    assert walked.code == 0, walked.err
    first = re.search(r"1 of \d+: #(\d+) ", walked.out)
    assert first is not None
    assert "Nothing will leave this machine" in walked.out
    assert "\x1b" not in walked.out
    assert rows(settings, "SELECT customer_id, message, state FROM outbox") == [
        (int(first[1]), "Your meter reading has arrived.\nThank you.", "sent")
    ]
    assert rows(settings, "SELECT count(*) FROM leases") == [(0,)]
    [spooled] = (settings.database.parent / "spool").glob("*.json")
    assert json.loads(spooled.read_text(encoding="utf-8"))["customer_id"] == int(first[1])


def test_only_yes_sends(sne: Sne, settings: Settings) -> None:
    walked = sne("work", "--plain", stdin="r\n\nr\ny\nr\nno\n", **NOW)
    assert walked.out.count("Not sent.") == 3
    assert rows(settings, "SELECT count(*) FROM outbox") == [(0,)]


def test_putting_aside_and_taking_back(sne: Sne, settings: Settings) -> None:
    typed = (
        "x\nx moved away\nu\nz\n2\nz\nsoon\no rings back\nu\nu\nc sms\nd\nl\n/billing\n/\nzz\ng 1\n"
    )
    walked = sne("work", "--plain", stdin=typed, **NOW)
    assert walked.code == 0, walked.err
    for said in (
        "a reason is needed", "skipped. u takes it back", "is back on the list",
        "put aside until", "Not put aside.", "Noted on", "There is nothing to take back.",
        "Message by SMS", "You have no draft", "There is no 'zz'", "1 is not on this list",
    ):  # fmt: skip
        assert said in walked.out, said
    assert rows(settings, "SELECT count(*) FROM dispositions") == [(0,)]
    assert rows(settings, "SELECT text FROM notes") == [("rings back",)]


def test_somebody_elses_customer_is_left_alone(sne: Sne) -> None:
    first = sne("worklist", "--recommended", "--json").json[0]["customer_id"]
    assert sne("lease", first, SNE_AGENT="ben").code == 0
    walked = sne("work", "--plain", stdin="e\nq\n", SNE_AGENT="anna", **NOW)
    assert "Not done: ben is writing" in walked.out


def test_the_agents_own_editor_is_used(sne: Sne, settings: Settings, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('Edited.\\n')\n")
    walked = sne(
        "work", "--plain", stdin="e\nq\n", SNE_DESK_EDITOR=f"python3 {script}", SNE_AGENT="anna"
    )
    assert "Saved as your draft" in walked.out, walked.out
    assert rows(settings, "SELECT agent, message FROM drafts") == [("anna", "Edited.")]


def test_an_editor_that_fails_changes_nothing(sne: Sne, settings: Settings) -> None:
    walked = sne("work", "--plain", stdin="e\nq\n", SNE_DESK_EDITOR="false")
    assert "Not done: false ended with code 1" in walked.out
    assert rows(settings, "SELECT count(*) FROM drafts") == [(0,)]


def test_which_editor() -> None:
    assert editor_of("", {"VISUAL": "emacs -nw", "EDITOR": "vi"}) == ["emacs", "-nw"]
    assert editor_of("", {"EDITOR": "vi"}) == ["vi"]
    assert editor_of("none", {"EDITOR": "vi"}) == []
    assert editor_of("nano", {"EDITOR": "vi"}) == ["nano"]
    with pytest.raises(OSError, match="no-such-editor"):
        in_editor(["no-such-editor"], "text")


def test_every_step_has_its_letter_and_its_word() -> None:
    for step in STEPS:
        assert parse(step.letter) == parse(step.word) == (step.word, "")
    assert parse("") == ("next", "")
    assert parse("/late bill") == ("search", "late bill")
    assert parse("x  moved away ") == ("skip", "moved away")
    assert parse("nonsense") is None


def test_what_was_approved_goes_when_the_walk_is_over(sne: Sne, settings: Settings) -> None:
    walked = sne("work", "--plain", stdin="r\nyes\nq\n", SNE_SENDING_UNDO_SECONDS="1")
    assert "u takes it back until then" in walked.out
    assert rows(settings, "SELECT state FROM outbox") == [("sent",)]


def test_the_filters_and_views_of_the_worklist(sne: Sne) -> None:
    first = sne("worklist", "--segment", "all", "--json").json[-1]["customer_id"]
    assert sne("assign", first, "--to", "anna").code == 0
    assert "1 customer:" in sne("work", "--plain", "--mine", stdin="q\n").out
    assert sne("views", "save", "critical", "--priority", "Critical").code == 0
    walked = sne("work", "--plain", "--view", "critical", stdin="q\n")
    assert " 0 important, 0 routine" in walked.out
    assert sne("work", "--plain", "--view", "none", stdin="q\n").code == 2
