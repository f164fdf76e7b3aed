"""Two at one customer: of racing sends exactly one goes, and no window writes over another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.clock import fixed_clock
from engine.delivery.claimant import uptime, uptime_at_start
from engine.delivery.racing import Seen
from engine.delivery.sending import RefusedError
from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import Workbench, open_workbench
from tests.conftest import NOW, Sne

ELSEWHERE = "another-host:1:1"
TEXT = "We have read your message and will call you tomorrow."


@pytest.fixture
def customer_id(workbench: Workbench) -> int:
    row = workbench.connection.execute(
        "SELECT min(customer_id) FROM scores WHERE contactable"
    ).fetchone()
    found: int = row[0]
    return found


@pytest.fixture
def ben(workbench: Workbench) -> Workbench:
    opened = open_workbench(workbench.settings, fixed_clock(NOW))
    opened.agent, opened.seat = "ben", ELSEWHERE
    return opened


@pytest.fixture
def second_window(workbench: Workbench) -> Workbench:
    opened = open_workbench(workbench.settings, fixed_clock(NOW))
    opened.seat = ELSEWHERE
    return opened


# Sends

RACER = """
import sys
from engine.delivery.sending import RefusedError
from engine.models.vocabulary import Channel
from engine.pipeline import open_workbench
from engine.settings import load_settings
import os
workbench = open_workbench(load_settings(os.environ))
customer_id, text = int(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
try:
    approved = workbench.approve(
        customer_id, Channel.EMAIL, text, undo_seconds=0,
        seen=workbench.seen_at_start(customer_id),
    )
    done = workbench.deliver(approved.notification_id)
    print(done.state)
except RefusedError as refused:
    print("refused", ",".join(reason.rule for reason in refused.reasons))
"""


def race(environment: dict[str, str], customer_id: int, *, texts: list[str]) -> list[str]:
    """Let a process per text send it, all of them started before the first one sends."""
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(customer_id), text],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment | {"SNE_AGENT": f"agent{number}"},
        )
        for number, text in enumerate(texts)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    return [racer.communicate("go\n", timeout=60)[0].strip() for racer in racers]


def test_of_processes_that_race_exactly_one_sends(
    workbench: Workbench, customer_id: int, environment: dict[str, str]
) -> None:
    """Each says something else, and the last begins to send when the first has long finished."""
    ended = race(environment, customer_id, texts=[f"{TEXT} {number}" for number in range(3)])
    assert ended[0] == "sent"
    assert all(word.startswith("refused overtaken") for word in ended[1:])
    assert len(list(workbench.settings.spool_directory.iterdir())) == 1


@pytest.mark.usefixtures("loaded")
def test_of_commands_that_are_started_together_exactly_one_sends(
    environment: dict[str, str], tmp_path: Path
) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tui", "send", "3012", "--message", f"{TEXT} {n}", "--yes"],
            env=environment | {"SNE_AGENT": agent},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for n, agent in enumerate(("anna", "ben"))
    ]
    errors = [one.communicate(timeout=60)[1].decode() for one in running]
    assert sorted(one.returncode for one in running) == [0, 1]
    assert any("after you looked" in error for error in errors)
    assert len(list((tmp_path / "spool").iterdir())) == 1


@pytest.mark.usefixtures("loaded")
def test_a_second_message_that_is_meant_goes(sne: Sne) -> None:
    for number in range(2):
        assert sne("send", "3012", "--message", f"{TEXT} {number}", "--yes").code == 0


def test_what_a_command_has_seen_is_what_there_was_when_it_was_started(
    workbench: Workbench, customer_id: int
) -> None:
    assert 0 < uptime_at_start() < uptime()
    workbench.approve(customer_id, Channel.SMS, TEXT, undo_seconds=0)
    assert workbench.seen_at_start(customer_id) == Seen(0)
    assert workbench.seen_now(customer_id) == Seen(1)
    # As if it had been approved before this process was started, or before the last restart.
    for moment in (uptime_at_start() - 1, uptime() + 1e6):
        workbench.connection.execute("UPDATE outbox SET approved_uptime = ?", (moment,))
        assert workbench.seen_at_start(customer_id) == Seen(1)


def test_whoever_looked_before_the_other_approved_is_refused(
    workbench: Workbench, ben: Workbench, customer_id: int
) -> None:
    seen = workbench.seen_now(customer_id)
    ben.deliver(ben.approve(customer_id, Channel.EMAIL, TEXT, undo_seconds=0).notification_id)
    with pytest.raises(RefusedError, match=r"ben approved .* at 09:00 on 20 Nov, after you looked"):
        workbench.approve(customer_id, Channel.SMS, f"{TEXT} Yes.", undo_seconds=0, seen=seen)
    workbench.approve(customer_id, Channel.SMS, f"{TEXT} Yes.", undo_seconds=0)


def test_another_agents_message_on_its_way_comes_first(
    workbench: Workbench, ben: Workbench, customer_id: int
) -> None:
    queued = ben.approve(customer_id, Channel.EMAIL, TEXT, undo_seconds=10)
    with pytest.raises(RefusedError, match="on its way"):
        workbench.approve(customer_id, Channel.SMS, f"{TEXT} Yes.", undo_seconds=0)
    ben.approve(customer_id, Channel.SMS, f"{TEXT} Really.", undo_seconds=0)
    for one in ben.outbox():
        assert workbench.undo(one.notification_id)
    assert queued.state is OutboxState.QUEUED
    workbench.approve(customer_id, Channel.SMS, f"{TEXT} Yes.", undo_seconds=0)


def test_an_unknown_outcome_comes_first_whosever_it_is(
    workbench: Workbench, customer_id: int
) -> None:
    lost = workbench.approve(customer_id, Channel.EMAIL, TEXT, undo_seconds=0)
    workbench.connection.execute("UPDATE outbox SET state = 'unknown'")
    with pytest.raises(RefusedError, match=f"sne resolve {lost.notification_id}"):
        workbench.approve(customer_id, Channel.SMS, f"{TEXT} Yes.", undo_seconds=0)
    workbench.resolve(lost.notification_id, was_sent=False)
    workbench.approve(customer_id, Channel.SMS, f"{TEXT} Yes.", undo_seconds=0)


# The version that was reviewed


def test_a_version_is_sent_only_if_it_is_still_that_one(
    workbench: Workbench, customer_id: int
) -> None:
    first = workbench.save_draft(customer_id, Channel.SMS, TEXT).version
    second = workbench.save_draft(customer_id, Channel.SMS, f"{TEXT} Soon.").version
    for wrong, words in ((first, "is version 2 now"), (0, "the analyst's message")):
        with pytest.raises(RefusedError, match=words):
            workbench.approve(customer_id, Channel.SMS, TEXT, undo_seconds=0, seen=Seen(0, wrong))
    workbench.approve(
        customer_id, Channel.SMS, f"{TEXT} Soon.", undo_seconds=0, seen=Seen(0, second)
    )


def test_a_version_never_comes_again_with_other_words(
    workbench: Workbench, customer_id: int
) -> None:
    first = workbench.save_draft(customer_id, Channel.SMS, TEXT).version
    workbench.discard_draft(customer_id)
    with pytest.raises(RefusedError, match="it is gone"):
        workbench.approve(customer_id, Channel.SMS, TEXT, undo_seconds=0, seen=Seen(0, first))
    assert workbench.save_draft(customer_id, Channel.SMS, "Other words.").version > first


@pytest.mark.usefixtures("loaded")
def test_the_version_by_command(sne: Sne, workbench: Workbench) -> None:
    workbench.save_draft(3012, Channel.SMS, TEXT)
    version = sne("draft", "3012", "--json").json["version"]
    assert sne("send", "3012", "--json").json["version"] == version
    workbench.save_draft(3012, Channel.SMS, f"{TEXT} Soon.")
    refused = sne("send", "3012", "--version", version, "--yes", "--json")
    assert (refused.code, refused.json["state"]) == (1, "refused")
    assert "your draft is version 2 now" in refused.err
    assert "Soon." in refused.err
    assert sne("send", "3012", "--version", 2, "--yes", "--json").json["state"] == "sent"
    assert "no draft any more" in sne("send", "3012", "--version", 2, "--yes").err


# Two windows of one agent


def test_two_windows_keep_both_texts(
    workbench: Workbench, second_window: Workbench, customer_id: int
) -> None:
    here = workbench.save_draft(customer_id, Channel.SMS, "here", based_on=0)
    there = second_window.save_draft(customer_id, Channel.SMS, "there", based_on=0)
    assert (here.displaced_another, there.displaced_another) == (False, True)
    assert texts_of(workbench, customer_id) == ("there", ("here",))
    again = workbench.save_draft(customer_id, Channel.SMS, "here, further", based_on=here.version)
    assert again.displaced_another
    assert texts_of(workbench, customer_id) == ("here, further", ("there",))
    further = workbench.save_draft(
        customer_id, Channel.SMS, "here, to the end", based_on=again.version
    )
    assert not further.displaced_another
    assert workbench.swap_draft(customer_id)
    assert texts_of(workbench, customer_id) == ("there", ("here, to the end",))


def texts_of(workbench: Workbench, customer_id: int) -> tuple[str, tuple[str, ...]]:
    draft = workbench.draft(customer_id)
    assert draft is not None
    return draft.message, workbench.displaced_messages(customer_id)


def test_the_same_words_and_a_draft_that_is_gone_displace_nothing(
    workbench: Workbench, second_window: Workbench, customer_id: int
) -> None:
    workbench.save_draft(customer_id, Channel.SMS, "same", based_on=0)
    assert not second_window.save_draft(
        customer_id, Channel.EMAIL, "same", based_on=0
    ).displaced_another
    workbench.discard_draft(customer_id)
    assert not second_window.save_draft(
        customer_id, Channel.EMAIL, "typed on", based_on=2
    ).displaced_another
    assert texts_of(workbench, customer_id) == ("typed on", ())
    assert not workbench.swap_draft(customer_id)


@pytest.mark.usefixtures("loaded")
def test_the_other_text_by_command(sne: Sne, workbench: Workbench) -> None:
    workbench.save_draft(3012, Channel.SMS, "here", based_on=0)
    sne("draft", "3012", "--message", "there")
    workbench.save_draft(3012, Channel.SMS, "here, further", based_on=1)
    assert "--swap shows it" in sne("draft", "3012").err
    swapped = sne("draft", "3012", "--swap", "--json").json
    assert (swapped["message"], swapped["beside"]) == ("there", ["here, further"])
