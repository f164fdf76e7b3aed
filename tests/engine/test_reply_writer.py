"""A model writes the words of the next best action: the real writer against a loopback server."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.conversations.next_action.wording import TEMPLATE, Writer
from engine.models.next_action import Prediction
from engine.pipeline import Workbench
from tests.engine.talks import Talks
from tests.engine.test_injection import ESCAPES, injections, stands_in
from tests.wire import steps
from tests.wire.received import Received
from tests.wire.server import Wire

LINKED = 3001
GOOD = "thank you for your message about your bill. Could you reply and say what would help most?"


def replies(request: Received, text: str = GOOD) -> dict[str, Any]:
    """Return a plain message that begins with the greeting asked for."""
    greeting = request.user.partition('greeting "')[2].partition('"')[0]
    return {"message": f"{greeting}, {text}", "messages_used": [1]}


def says(text: str, **changes: Any) -> steps.Step:
    return steps.good({"message": text, "messages_used": [1]} | changes)


@pytest.fixture
def seat(workbench: Workbench, aws_environment: Wire, tmp_path: Path) -> Workbench:
    """A workbench whose model is the wire, with a customer who is linked and one who is not."""
    aws_environment.play(steps.good(replies))
    workbench.environ = aws_environment.environment()
    name = workbench.profile(LINKED).customer.name
    talks = Talks(workbench, tmp_path)
    text = f"It is {name}, 07700 900123. My bill is wrong, who looks into it?"
    talks.say("known", "c", "2026-11-19T09:00:00", text, FB_USERNAME=name)
    talks.say("stranger", "c", "2026-11-20T08:00:00", "Morag Sutherland here. My bill is wrong.")
    talks.load(understand=False)
    workbench.link_conversation("known", LINKED)
    return workbench


def written(seat: Workbench, called: str = "someone stranger") -> Prediction:
    with seat.open_writer("bedrock") as writer:
        return asked(seat, writer, called)


def asked(seat: Workbench, writer: Writer | None, called: str = "someone stranger") -> Prediction:
    [outcome] = seat.next_actions_of(called, writer=writer)
    assert outcome.prediction is not None
    return outcome.prediction


def test_a_models_words_are_used_where_they_pass(seat: Workbench, wire: Wire) -> None:
    found = written(seat)
    assert (found.written_by, found.fallback_reason) == ("bedrock", "")
    assert found.message == f"Hello, {GOOD}"
    [request] = wire.requests
    assert request.forced_tool == "reply"
    assert "Morag" not in request.text
    assert found.decision.explanation not in request.text
    # The same is not asked twice.
    assert written(seat).message == found.message
    assert len(wire.requests) == 1


def test_a_known_customer_is_greeted_where_nobody_reads_along(seat: Workbench, wire: Wire) -> None:
    found = written(seat, str(LINKED))
    name = (seat.profile(LINKED).customer.name or "").split()[0]
    assert found.proposal is not None
    assert (found.proposal.written_by, found.written_by) == ("bedrock", "bedrock")
    assert found.proposal.message == f"Hello {name}, {GOOD}"
    assert found.message == f"Hello, {GOOD}"
    assert len(wire.requests) == 2
    sent = "\n".join(request.text for request in wire.requests)
    assert not [secret for secret in (name, "900123", str(LINKED), "anna") if secret in sent]
    assert seat.written_action(LINKED) == found


def test_faults_are_named_once_and_a_mended_message_counts(seat: Workbench, wire: Wire) -> None:
    wire.play(says("Hello, we will refund you £250 by Friday."), steps.good(replies))
    assert written(seat).written_by == "bedrock"
    first, second = wire.requests
    assert second.user.startswith(first.user)
    assert "found these faults" in second.user


BAD = {
    "promise": says("Hello, we will refund you the whole bill by Friday. Sorry for the trouble."),
    "link": says("Hello, please see www.example.com/pay and sign in there with your details."),
    "promotion": says("Hello, switch to our new tariff today and save on every single bill."),
    "American": says("Hello, what color is your meter, and which program did you apologize for?"),
    "a name in public": says("Hello <NAME_1>, could you reply and say what would help most?"),
    "unknown token": says("Hello <NAME_9>, could you reply and say what would help most?"),
    "too long": says(f"Hello, {GOOD} " * 5),
    "the reasons": says("Hello, our channel is twitter_dm_reply. Could you reply to us there?"),
    "no such message": says(f"Hello, {GOOD}", messages_used=[7]),
    "not the form": steps.good({"text": GOOD}),
    "cut off": steps.TRUNCATED,
}


def test_what_does_not_pass_leaves_the_template_with_the_reason(
    seat: Workbench, wire: Wire
) -> None:
    template = asked(seat, None)
    with seat.open_writer("bedrock") as writer:
        for name, step in BAD.items():
            wire.play(step)
            found = asked(seat, writer)
            assert (found.message, found.written_by) == (template.message, TEMPLATE), name
            assert found.fallback_reason.startswith("the model's words failed the checks: "), name
            assert len(wire.requests) == 2, name
        wire.play(steps.REFUSED)
        found = asked(seat, writer)
        assert (found.written_by, len(wire.requests)) == (TEMPLATE, 1)
        assert found.fallback_reason


def test_without_access_or_budget_it_is_asked_once_for_all(seat: Workbench, wire: Wire) -> None:
    wire.play(steps.DENIED)
    with seat.open_writer("bedrock") as writer:
        found = [one.prediction for one in seat.next_actions(writer=writer) if one.prediction]
    assert {one.written_by for one in found} == {TEMPLATE}
    assert all(one.fallback_reason for one in found)
    assert len(found) == 2
    assert len(wire.requests) == 1
    budget = dataclasses.replace(seat.settings.budget, run_pounds=0.0)
    seat.settings = dataclasses.replace(seat.settings, budget=budget)
    wire.play(steps.good(replies))
    assert "budget of this run" in written(seat).fallback_reason
    assert not wire.requests


def test_no_text_of_a_conversation_is_obeyed(
    workbench: Workbench, aws_environment: Wire, tmp_path: Path
) -> None:
    """The model writes what the text is after, if it can read it."""
    chosen = [one for one in injections() if one.section != ESCAPES]
    talks = Talks(workbench, tmp_path)
    for number, one in enumerate(chosen):
        talks.say(f"h{number}", "c", "2026-11-19T09:00:00", f"Bill {number} is wrong.")
        talks.say(f"h{number}", "c", "2026-11-19T09:01:00", one.text[:2000] or "-")
    talks.load(understand=False)
    read: list[str] = []

    def obedient(request: Received) -> dict[str, Any]:
        one = chosen[int(request.user.partition("Bill ")[2].partition(" ")[0])]
        if not stands_in(one.text, request.user):
            return replies(request)
        read.append(one.text)
        return {"message": f"Hello, {one.wanted[:400]}", "messages_used": [1, 2]}

    aws_environment.play(steps.good(obedient))
    workbench.environ = aws_environment.environment()
    budget = dataclasses.replace(workbench.settings.budget, run_pounds=1e3, agent_calls_a_day=9999)
    workbench.settings = dataclasses.replace(workbench.settings, budget=budget)
    with workbench.open_writer("bedrock") as writer:
        found = [one.prediction for one in workbench.next_actions(writer=writer) if one.prediction]
    assert len(found) == len(chosen)
    through = [one.message for one in found if one.written_by != TEMPLATE]
    assert set(through) == {f"Hello, {GOOD}"}
    # Hardly any is read at all, and what is read and said is checked.
    assert len(set(read)) <= len(chosen) * 0.1


def test_the_command_says_who_wrote(
    seat: Workbench, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert seat.model_analyst == "bedrock"
    for name, value in environment.items():
        if name.startswith("SNE_"):
            monkeypatch.setenv(name, value)
    ask = ["nba", "--customer", "someone stranger", "--with-model"]
    assert main([*ask, "--json"], open_screen=lambda *_: 1) == 0
    [found] = json.loads(capsys.readouterr().out)["predictions"]
    assert (found["written_by"], found["fallback_reason"]) == ("bedrock", None)
    assert main(ask, open_screen=lambda *_: 1) == 0
    assert "Message (words: bedrock):" in capsys.readouterr().out
    monkeypatch.setenv("SNE_ANALYSIS_ANALYST", "rules")
    assert main(ask, open_screen=lambda *_: 1) == 2
    assert "no model is set up" in capsys.readouterr().err
