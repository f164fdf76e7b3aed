"""`sne doctor --terminal`: what it says of a terminal, and how it measures the line to it."""

from __future__ import annotations

import json

from tests.conftest import Sne
from tests.keyboard import SNE
from tests.slow_line import over_a_slow_line
from tests.terminal import Terminal, over_ssh

DOCTOR = (*SNE, "doctor", "--terminal")


class Silent(Terminal):
    """A terminal that answers no question."""

    def _answer(self, data: bytes) -> None:
        del data


def seen_by(terminal: Terminal) -> str:
    """Let the program end; return what it has printed, its broken lines put together."""
    assert terminal.wait_for_exit() == 0
    return "".join(terminal.lines)


def test_a_slow_line_is_measured_and_compression_is_named(environment: dict[str, str]) -> None:
    # The line carries no more, however quick the machine: slow it is in any case.
    command = over_a_slow_line(DOCTOR, bytes_per_second=8_000, delay_ms=40)
    with Terminal(command, over_ssh(environment)) as terminal:
        said = seen_by(terminal)
    assert "light: the terminal is at the far end of an SSH connection" in said
    assert "slow: round trip " in said
    assert "ssh -C" in said
    assert "ControlMaster" in said


def test_a_terminal_that_answers_nothing_is_not_waited_for(environment: dict[str, str]) -> None:
    with Silent(DOCTOR, over_ssh(environment)) as terminal:
        assert "not measured: the terminal answers no questions" in seen_by(terminal)


def test_nothing_is_asked_where_it_would_be_seen(environment: dict[str, str]) -> None:
    with Terminal(DOCTOR, over_ssh(environment) | {"TERM": "dumb"}) as terminal:
        assert "not measured: the terminal would show the question" in seen_by(terminal)
        assert b"\x1b" not in terminal.written


def test_every_decision_comes_with_its_reason(sne: Sne) -> None:
    ran = sne("doctor", "--terminal", "--json", SNE_SCREEN_PROFILE="light", NO_COLOR="1")
    found = {check["name"]: check["sentence"] for check in json.loads(ran.out)}
    assert found["screen profile"] == "light: screen.profile says so"
    assert found["theme"] == "plain: NO_COLOR is set"
    assert "no terminal" in found["line"]
    assert "database" not in found
