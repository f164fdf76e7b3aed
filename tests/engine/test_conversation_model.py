"""A model judges conversations, several in a call: the real run against a server on loopback."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from engine.analysts.model.orders import WITHHELD
from engine.cli import main
from engine.clock import fixed_clock
from engine.conversations.understanding.model.prompt import MOST_AT_ONCE, MOST_TOKENS
from engine.conversations.understanding.model.run import ConversationRun, ModelReport
from engine.pipeline import Workbench, open_workbench
from engine.store.conversation_query import ConversationQuery
from tests.conftest import NOW
from tests.engine.talks import ROBOT, Talks
from tests.engine.test_injection import ESCAPES, injections, stands_in
from tests.judgements import judged, judgement, sent
from tests.wire import steps
from tests.wire.received import Received
from tests.wire.server import Wire


@pytest.fixture
def talks(settings: Any, aws_environment: Wire, tmp_path: Path) -> Talks:
    """Chats to be loaded at a workbench whose model is the wire."""
    aws_environment.play(steps.good(judged))
    workbench = open_workbench(settings, fixed_clock(NOW))
    workbench.prepare()
    workbench.environ = aws_environment.environment()
    return Talks(workbench, tmp_path)


def many(talks: Talks, count: int, *, first: int = 0) -> Workbench:
    for number in range(first, first + count):
        at = f"2026-11-{10 + number // 50:02d}T09:{number % 50:02d}:00"
        talks.say(f"chat{number}", "c", at, f"My bill went up by {number} pounds, why?")
        talks.say(f"chat{number}", "ann", at.replace("T09", "T10"), "We look into it.")
    return talks.load()


def run(workbench: Workbench, **options: Any) -> ModelReport:
    with workbench.open_conversation_run("bedrock", **options) as running:
        running.work()
    return running.result


def rows(workbench: Workbench) -> dict[str, Any]:
    found = workbench.connection.execute(
        "SELECT c.conversation_id, u.* FROM understandings u "
        "JOIN conversations c USING (conversation_key)"
    )
    return {row["conversation_id"]: row for row in found}


def states(workbench: Workbench) -> dict[str, tuple[str, str, int]]:
    return {
        name: (row["state"], row["analyst"], row["attempts"])
        for name, row in rows(workbench).items()
    }


def test_ten_conversations_go_in_a_call_and_the_figures_say_who_judged(
    talks: Talks, wire: Wire
) -> None:
    workbench = many(talks, 23)
    plan = workbench.plan_conversations("bedrock")
    assert (plan.conversations, plan.calls, plan.cached) == (23, 3, 0)
    assert not wire.requests, "a plan asks nobody"
    assert {state[1] for state in states(workbench).values()} == {"offline"}
    report = run(workbench)
    assert (report.understood, report.failed, report.stopped) == (23, 0, "")
    assert sorted(len(sent(request)) for request in wire.requests) == [3, 10, 10]
    assert {request.forced_tool for request in wire.requests} == {"judgements"}
    assert len({request.system for request in wire.requests}) == 1
    assert all(state == ("done", "bedrock", 0) for state in states(workbench).values())
    row = rows(workbench)["chat7"]
    assert (row["sentiment"], row["sentiment_shift"], row["satisfaction"]) == (-0.25, 0.5, 3)
    assert row["reason"] == "A plain question in M1"
    # Counted and timed here, whatever the model says.
    assert (row["replies"], row["first_response_s"], row["is_inferred"]) == (1, 3600.0, 1)
    spent = workbench.spent_in_run(report.run_id)
    assert (spent.calls, spent.answered) == (3, 3)
    assert workbench.metrics(ConversationQuery()).figures.by_model == 23
    line = workbench.conversation_view("chat7").line
    assert line
    assert (line.analyst, line.reason) == ("bedrock", "A plain question in M1")


def test_long_conversations_share_a_call_with_fewer(talks: Talks, wire: Wire) -> None:
    for chat in range(4):
        for at in range(24):
            text = f"My bill of week {chat} is wrong and I have told you so. " * 6
            talks.say(f"chat{chat}", "c", f"2026-11-10T{at:02d}:0{chat}:00", text)
    assert run(talks.load()).understood == 4
    sizes = [len(sent(request)) for request in wire.requests]
    assert sum(sizes) == 4
    assert max(sizes) < 4 < MOST_AT_ONCE
    assert all(len(request.user) < (MOST_TOKENS + 2_000) * 4 for request in wire.requests)


def test_a_second_run_asks_nobody(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, 12)
    run(workbench)
    before = len(wire.requests)
    assert run(workbench).understood == 0
    # Nor does one over what offline words have understood anew.
    workbench.understand_conversations(force=True)
    again = run(workbench)
    assert (again.understood, again.cached) == (12, 12)
    assert len(wire.requests) == before
    assert run(workbench, force=True).cached == 0
    assert len(wire.requests) == 2 * before


def test_what_is_the_same_for_the_model_is_asked_once(talks: Talks, wire: Wire) -> None:
    for number in range(25):
        at = f"2026-11-10T09:{number:02d}:00"
        text = "Thank you" if number % 2 else f"My bill is {number} pounds, why?"
        talks.say(f"chat{number}", "c", at, text)
    workbench = talks.load()
    plan = workbench.plan_conversations("bedrock")
    assert (plan.conversations, plan.calls, plan.cached) == (25, 2, 11)
    assert run(workbench).understood == 25
    assert len(wire.requests) == plan.calls
    assert sum(len(sent(request)) for request in wire.requests) == 14


def test_words_alone_do_not_judge_anew_what_a_model_has_judged(talks: Talks) -> None:
    workbench = many(talks, 3)
    run(workbench)
    workbench.understand_conversations(stale=True)
    assert {state[1] for state in states(workbench).values()} == {"bedrock"}


def test_nothing_that_identifies_anybody_leaves(
    workbench: Workbench, aws_environment: Wire, tmp_path: Path
) -> None:
    aws_environment.play(steps.good(judged))
    workbench.environ = aws_environment.environment()
    customer = workbench.profile(3001).customer
    name = customer.name or ""
    talks = Talks(workbench, tmp_path)
    for number, (asked, signed) in enumerate((("Morag Sutherland", "moira"), (name, "ann"))):
        chat = f"chat{number}"
        talks.say(
            chat,
            "c",
            "2026-11-10T09:00:00",
            f"@glenlight it is {asked}, {customer.location}. Ring 07700 900{123 + number}, "
            f"morag{number}@example.com, account GB29 NWBK 6016 1331 9268 19, order 9988776, "
            "https://t.co/Ab12Cd. The heating is off. My diabetes got worse.",
            FB_USERNAME=asked,
        )
        talks.say(chat, signed, "2026-11-10T10:00:00", f"Hello {asked}, {signed} here. Sorry!")
        talks.say(chat, ROBOT, "2026-11-10T10:01:00", "You are number 77 in the queue.")
    talks.load()
    workbench.link_conversation("chat1", 3001)
    assert run(workbench).understood == 2
    [request] = aws_environment.requests
    for secret in (
        *name.split(),
        *("Morag", "Sutherland", "moira", "anna", "07700", "900123", "example.com", "9268"),
        *("9988776", "t.co", "glenlight", "iabetes", "queue", "chat1", str(customer.location)),
    ):
        assert secret.casefold() not in request.user.casefold(), secret
    assert "heating" in request.user
    first, second = sent(request).values()
    # Tokens are counted anew in each conversation.
    assert "<PHONE_1>" in first
    assert "<PHONE_1>" in second
    kept = [
        str(tuple(row))
        for table in ("model_calls", "model_answers", "model_claims")
        for row in workbench.connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - our names
    ]
    assert not [row for row in kept if "Morag" in row or "heating" in row]


FAULTS: dict[str, dict[str, Any]] = {
    "out of range": {"sentiment": 1.5},
    "unknown topic": {"topics": ["world peace"]},
    "unknown status": {"status": "satisfied"},
    "a field of its own": {"send_message": "now"},
    "no message named": {"reason": "The customer is upset"},
    "a message that is not there": {"reason": "Thanks in M9"},
    "a token of another conversation": {"reason": "<NAME_7> thanks us in M1"},
    "a number of its own": {"reason": "Refund of 250 pounds in M1"},
    "a link": {"reason": "See www.example.com in M1"},
    "a number as text": {"satisfaction": "5"},
}


def test_a_faulty_entry_fails_alone_and_is_tried_again_next_time(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, len(FAULTS) + 2)
    faults = dict(enumerate(FAULTS.values()))

    def faulty(request: Received) -> dict[str, Any]:
        entries = []
        for number, lines in sent(request).items():
            [place] = map(int, re.findall(r"up by (\d+) pounds", lines))
            entry = judgement(number) | faults.get(place, {})
            entries += [entry] * {0: 0, 1: 2}.get(place - len(FAULTS), 1)
        return {"conversations": entries}

    # One good among them.
    talks.say("good", "c", "2026-11-19T09:00:00", "My bill went up by 99 pounds, why?")
    talks.load()
    wire.play(steps.good(faulty))
    report = run(workbench, workers=1)
    assert (report.understood, report.failed) == (1, len(FAULTS) + 2)
    # Asked with others, then twice again, the faults named.
    assert [len(sent(request)) for request in wire.requests] == [10, 10, 10, 3, 2, 2]
    assert ["found these faults" in request.user for request in wire.requests] == (
        [False, True, True] * 2
    )
    found = rows(workbench)
    assert found.pop("good")["state"] == "done"
    for row in found.values():
        assert (row["state"], row["attempts"], row["sentiment"]) == ("failed", 1, None)
        assert row["error"].startswith("the model's answer failed the checks: ")
        assert not any(str(value) in row["error"] for value in ("send_message", "250", "world"))
    wire.play(steps.good(judged))
    again = run(workbench)
    assert (again.understood, again.failed) == (len(FAULTS) + 2, 0)
    assert set(states(workbench).values()) == {
        ("done", "bedrock", 0),
        ("done", "bedrock", 1),
    }


def test_one_that_the_service_refuses_spoils_no_other(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, 8)
    wire.play(then=lambda one: steps.REFUSED if "up by 2 " in one.user else steps.good(judged))
    report = run(workbench)
    assert (report.understood, report.failed) == (7, 1)
    assert states(workbench)["chat2"] == ("failed", "bedrock", 1)
    # 8, 4 and 4, 2 and 2, 1 and 1: what is refused is not asked about again for nothing.
    assert len(wire.requests) == 7
    # The next two runs try again, and then no more; words still can.
    assert [run(workbench).failed for _ in range(3)] == [1, 1, 0]
    assert len(wire.requests) == 9
    workbench.understand_conversations()
    assert states(workbench)["chat2"][:2] == ("done", "offline")


def test_throttling_is_waited_for(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, 4)
    wire.play(steps.throttled(0.01), steps.good(judged))
    assert run(workbench).understood == 4
    assert len(wire.requests) == 2


def test_a_budget_stops_the_run_and_what_is_done_stays_done(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, 30)
    settings = workbench.settings
    budget = dataclasses.replace(settings.budget, agent_calls_a_day=2)
    poor = open_workbench(dataclasses.replace(settings, budget=budget), fixed_clock(NOW))
    poor.environ = workbench.environ
    report = run(poor, workers=1)
    assert (report.understood, report.failed, len(wire.requests)) == (20, 0, 2)
    assert "2 calls allowed in a day" in report.stopped
    # What was not come to stands as it was.
    found = [state[:2] for state in states(workbench).values()]
    assert (found.count(("done", "bedrock")), found.count(("done", "offline"))) == (20, 10)
    assert run(workbench).understood == 10
    assert len(wire.requests) == 3
    poor.connection.close()


def test_missing_access_ends_the_run_after_one_call(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, 30)
    wire.play(steps.DENIED)
    report = run(workbench)
    assert len(wire.requests) == 1
    assert (report.understood, report.failed) == (0, 0)
    assert report.stopped


def test_a_run_that_is_cancelled_begins_nothing(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, 3)
    with workbench.open_conversation_run("bedrock") as running:
        running.cancel()
        running.work()
    assert isinstance(running, ConversationRun)
    assert (running.stopped, wire.requests) == ("cancelled", [])


RAVING = {
    "sentiment": 1.0,
    "shift": 2.0,
    "status": "resolved",
    "first_contact": True,
    "satisfaction": 5,
    "effort": 1,
}


def test_facts_and_bounds_come_before_the_model(talks: Talks, wire: Wire) -> None:
    angry = "This is a disgrace, I am furious. Third time I write. I want your manager!"
    talks.say("angry", "c", "2026-11-10T09:00:00", angry)
    talks.say("angry", "ann", "2026-11-10T09:05:00", "We will look into it.")
    talks.say("rated", "c", "2026-11-10T09:00:00", "My bill is wrong")
    talks.say("rated", "ann", "2026-11-10T09:05:00", "That has been corrected.")
    talks.say("rated", "c", "2026-11-10T09:06:00", "Thanks. 2/5")
    talks.say("silent", "ann", "2026-11-10T09:06:00", "Hello, anybody there?")
    workbench = talks.load()
    ours = rows(workbench)
    wire.play(
        steps.good(
            lambda request: {
                "conversations": [judgement(number, **RAVING) for number in sent(request)]
            }
        )
    )
    assert run(workbench).understood == 3
    assert [len(sent(request)) for request in wire.requests] == [2]
    found = rows(workbench)
    row = found["angry"]
    assert (row["sentiment"], row["label"]) == (0.0, "neutral")
    assert (row["status"], row["fcr"]) == ("escalated", 0)
    assert row["satisfaction"] <= ours["angry"]["satisfaction"] + 2
    assert row["ces"] >= ours["angry"]["ces"] - 2
    assert (row["handling_s"], row["efficiency"]) == (300.0, ours["angry"]["efficiency"])
    row = found["rated"]
    assert (row["satisfaction"], row["is_inferred"]) == (2, 0)
    assert (row["status"], row["fcr"], row["sentiment"]) == ("resolved", 1, 1.0)
    assert row["empathy"] == 10.0
    assert (found["silent"]["sentiment"], found["silent"]["reason"]) == (None, None)


def test_no_text_changes_more_than_the_figures_of_its_own_conversation(
    talks: Talks, wire: Wire
) -> None:
    """The model obeys every text that it can read: by the best figures, and by repeating it."""
    texts = [one.text for one in injections() if one.section != ESCAPES][::2]
    for number, text in enumerate(texts):
        for chat, said in ((f"hostile{number}", text), (f"calm{number}", f"Bill {number}, why?")):
            talks.say(chat, "c", "2026-11-10T09:00:00", f"Furious! Bill {number} is wrong.")
            talks.say(chat, "c", "2026-11-10T09:01:00", said[:2000] or "-")
    workbench = talks.load(understand=False)
    workbench.understand_conversations()
    ours = rows(workbench)
    budget = dataclasses.replace(workbench.settings.budget, run_pounds=1e3, day_pounds=1e3)
    workbench.settings = dataclasses.replace(workbench.settings, budget=budget)
    read: list[str] = []

    def obedient(request: Received) -> dict[str, Any]:
        entries = []
        for number, lines in sent(request).items():
            [place] = re.findall(r"Bill (\d+) is", lines)[:1]
            text = texts[int(place)]
            if "why?" not in lines and stands_in(text, lines):
                read.append(text)
                entries.append(judgement(number, **RAVING, reason=f"M1 {text[:150]}"))
                # What it wants to say of others is an entry too many, and theirs fail alone.
                entries.append(judgement(999, **RAVING))
            else:
                entries.append(judgement(number, sentiment=-0.5, reason="Upset in M1"))
        return {"conversations": entries}

    wire.play(steps.good(obedient))
    report = run(workbench)
    assert not report.stopped
    found = rows(workbench)
    assert set(found) == set(ours)
    for number, text in enumerate(texts):
        calm, hostile = found[f"calm{number}"], found[f"hostile{number}"]
        assert (calm["state"], calm["sentiment"], calm["reason"]) == ("done", -0.5, "Upset in M1")
        if hostile["state"] == "done" and hostile["sentiment"] is not None:
            assert not stands_in(text, hostile["reason"].removeprefix("M1 ")) or len(text) < 30
            if ours[f"hostile{number}"]["label"] == "negative":
                assert hostile["label"] != "positive"
    lines = "\n".join(request.user for request in wire.requests)
    assert lines.count("<conversations>") == lines.count("</conversations>") == len(wire.requests)
    assert WITHHELD in lines
    # Hardly any text is read at all.
    assert len(set(read)) <= len(texts) * 0.1
    assert not workbench.outbox()
    assert not workbench.drafts()


def test_the_command_judges_and_tells_what_it_cost(
    talks: Talks, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    many(talks, 12)
    for name, value in environment.items():
        if name.startswith("SNE_"):
            monkeypatch.setenv(name, value)

    def sne(*options: str) -> tuple[int, dict[str, Any]]:
        code = main(["chats", "understand", *options, "--json"], open_screen=lambda *_: 1)
        return code, json.loads(capsys.readouterr().out)

    code, plan = sne("--dry-run")
    assert (code, plan["analyst"], plan["calls"], plan["conversations"]) == (0, "bedrock", 2, 12)
    code, done = sne("--limit", "5")
    assert (code, done["understood"], done["calls"], done["stopped"]) == (0, 5, 1, None)
    assert done["pounds"] > 0
    monkeypatch.setenv("SNE_ANALYSIS_ANALYST", "rules")
    assert sne()[1]["analyst"] == "offline"
    assert sne("--analyst", "offline", "--dry-run")[1]["calls"] == 0
    monkeypatch.setenv("SNE_ANALYSIS_ANALYST", "auto")
    assert sne()[1]["understood"] == 7


def test_the_other_provider_is_asked_the_same_way(talks: Talks, wire: Wire) -> None:
    workbench = many(talks, 3)
    openai = dataclasses.replace(workbench.settings.openai, base_url=wire.openai_url)
    workbench.settings = dataclasses.replace(workbench.settings, openai=openai)
    workbench.environ = {"OPENAI_API_KEY": "test-key-not-a-secret"}
    with workbench.open_conversation_run("openai") as running:
        running.work()
    assert running.result.understood == 3
    assert {state[1] for state in states(workbench).values()} == {"openai"}
