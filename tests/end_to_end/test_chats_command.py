"""``sne chats``: files in, again, longer, with force, killed on the way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Sne

HEADER = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
TWEETS = [
    "1,7,True,Tue Oct 31 22:00:00 +0000 2017,@Acme my meter is dead,2,\n",
    "2,Acme,False,Tue Oct 31 22:10:00 +0000 2017,@7 sorry,3,1\n",
    "3,7,True,Tue Oct 31 22:20:00 +0000 2017,@Acme thanks,,2.0\n",
]

# Runs the real command, and kills its own process just before a statement.
KILLED_AT = """
import os, signal, sqlite3, sys
left = int(sys.argv.pop(1))
def count(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
real = sqlite3.connect
def connect(*arguments, **options):
    connection = real(*arguments, **options)
    connection.set_trace_callback(count)
    return connection
sqlite3.connect = connect
from tui.main import main
main()
"""


@pytest.fixture
def twcs(tmp_path: Path) -> Path:
    path = tmp_path / "twcs.csv"
    path.write_text(HEADER + "".join(TWEETS))
    return path


def test_tweets_once_again_and_longer(sne: Sne, twcs: Path) -> None:
    first = sne("chats", "load", twcs, "--json")
    assert first.code == 0
    report = first.json
    assert (report["source"], report["status"], report["messages_added"]) == ("tweets", "loaded", 3)
    assert (report["conversations"], report["customers"]) == (1, 1)
    assert report["watermark"] == "2017-10-31T22:20:00+00:00"
    assert {"rows_read", "messages_unchanged", "duplicates", "autoresponses", "rejected"} <= {
        *report
    }
    with twcs.open("a") as stream:
        stream.write("9,8,True,Tue Oct 31 21:00:00 +0000 2017,@Acme older,,\n")
        stream.write("10,8,True,never,@Acme when?,,\n")
        stream.write('11,8,True,Tue Oct 31 23:00:00 +0000 2017," ",,\n')
    longer = sne("chats", "load", twcs, "--json").json
    assert (longer["messages_added"], longer["messages_unchanged"]) == (1, 3)
    assert (longer["rejected"], longer["empty_texts"]) == (1, 1)
    assert longer["rejects"][0]["place"] == "line 6"
    assert longer["watermark"] == report["watermark"]
    assert sne("chats", "load", twcs, "--json").json["status"] == "unchanged"
    assert sne("chats", "load", "--force", twcs, "--json").json["messages_changed"] == 4
    runs = sne("chats", "runs", "--json").json
    assert [run["status"] for run in runs] == ["loaded", "unchanged", "loaded", "loaded"]
    assert runs[0]["configuration"]["force"] is True


def test_several_files_and_what_is_none(sne: Sne, twcs: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    ran = sne("chats", "load", other, twcs, "--json")
    assert ran.code == 1
    assert [report["status"] for report in ran.json] == ["refused", "loaded"]
    ran = sne("chats", "load", other)
    assert (ran.code, ran.out) == (2, "")
    assert "other.csv: neither a chat export" in ran.err
    assert sne("chats", "load", tmp_path / "none.json").code == 2


@pytest.mark.usefixtures("loaded")
def test_a_conversation_is_linked_by_hand(sne: Sne, twcs: Path) -> None:
    sne("chats", "load", twcs)
    assert sne("chats", "link", "tweet-1", "3001").code == 0
    assert sne("chats", "link", "tweet-1", "1").code == 2
    ran = sne("chats", "link", "tweet-9", "3001")
    assert (ran.code, ran.err) == (2, "sne: there is no conversation 'tweet-9'\n")
    assert sne("chats", "unlink", "tweet-1").out == "tweet-1: the customer is not known\n"


@pytest.mark.usefixtures("loaded")
def test_an_import_that_is_killed_goes_on_with_the_next(
    sne: Sne, twcs: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    chats = tmp_path / "chats.json"
    cells = {"DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2026-11-01T10:00:00Z"}
    chats.write_text(json.dumps({"c1": [{"MESSAGE_CONTENT": text, **cells} for text in "abc"]}))
    ended, step = False, 12
    while not ended:
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(step), "chats", "load", twcs, chats, "--force"],
            env=environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
        ended = done.returncode == 0
        step += 23
    assert step > 12 + 2 * 23, "it was never killed"
    again = sne("chats", "load", twcs, chats, "--json").json
    assert [report["status"] for report in again] == ["unchanged", "unchanged"]
    assert [report["conversations"] for report in again] == [1, 1]
    assert [report["messages_unchanged"] for report in again] == [3, 3]
    states = {run["status"] for run in sne("chats", "runs", "--json").json}
    assert "interrupted" in states
    assert "running" not in states
