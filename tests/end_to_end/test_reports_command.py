"""sne reports, cancel, retry and outbox: the real program after the send."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Sne

pytestmark = pytest.mark.usefixtures("loaded")

WORDS = "We have read your message and will call you tomorrow."


@pytest.fixture
def sent(sne: Sne) -> str:
    """The id of a message that went to the spool."""
    ran = sne("send", 3001, "--channel", "Email", "--message", WORDS, "--yes", "--json")
    assert ran.code == 0, ran.err
    found: str = ran.json["notification_id"]
    return found


def test_reports_are_read_in_once(sne: Sne, sent: str, tmp_path: Path) -> None:
    table = tmp_path / "bounces.csv"
    table.write_text(
        "notification_id,address,kind,type,detail\n"
        f"{sent},ava@example.com,bounce,hard,no such user\n"
        "nobody,,delivered,,\n"
    )
    ran = sne("reports", "load", table, "--json")
    assert ran.code == 1
    assert ran.json["new"]["bounce"] == 1
    assert ran.json["suppressed"] == 1
    (rejected,) = ran.json["rejected"]
    assert (rejected["file"], rejected["line"]) == ("bounces.csv", 3)
    assert Path(ran.json["rejects_file"]).is_file()
    again = sne("reports", "load", table)
    assert "2 read: nothing new" in again.out
    assert "bounces.csv line 3: no message of ours is called so" in again.out
    (returned,) = sne("outbox", "--state", "returned", "--json").json
    assert returned["reports"][0]["detail"] == "no such user"


@pytest.mark.parametrize("content", [None, "", "a,b\n1,2\n"])
def test_a_file_that_holds_no_reports_is_named(
    sne: Sne, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "none.csv"
    if content is not None:
        path.write_text(content)
    ran = sne("reports", "load", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"sne: {path}: ")
    assert len(ran.err.splitlines()) == 1


def test_held_is_cancelled_by_its_own_id(sne: Sne) -> None:
    night = {"SNE_NOW": "2026-11-20T22:00:00+00:00"}
    ran = sne("send", 3001, "--channel", "Email", "--message", WORDS, "--yes", "--json", **night)
    assert ran.json["hold"]
    name = ran.json["notification_id"]
    (held,) = sne("outbox", "--state", "held", "--json").json
    assert held["notification_id"] == name
    cancelled = sne("cancel", name, "--json")
    assert (cancelled.code, cancelled.json["state"]) == (0, "cancelled")
    assert sne("draft", 3001).out.strip() == WORDS


def test_what_was_sent_is_not_sent_again(sne: Sne, sent: str) -> None:
    ran = sne("retry", sent, "--yes")
    assert (ran.code, ran.out) == (1, "")
    assert "is sent: only what failed or came back is sent anew" in ran.err
