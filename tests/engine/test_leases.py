"""Leases: who works on a customer, when another may take over, and what a send makes of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from engine.clock import fixed_clock
from engine.delivery.claimant import this_process
from engine.delivery.leasing import LeasedError
from engine.delivery.sending import RefusedError
from engine.models.vocabulary import Channel
from engine.pipeline import Workbench, open_workbench
from engine.settings import load_settings
from engine.workbench.errors import UnknownCustomerError
from tests.conftest import NOW, Sne, value_of

ELSEWHERE = "another-host:1:1"
"""A window on another host: whether it lives cannot be told from here."""

TEXT = "We have read your message and will call you tomorrow."


@pytest.fixture
def customer_id(workbench: Workbench) -> int:
    row = workbench.connection.execute(
        "SELECT min(customer_id) FROM scores WHERE contactable"
    ).fetchone()
    found: int = row[0]
    return found


@contextmanager
def seat(
    workbench: Workbench, agent: str, *, at: str = ELSEWHERE, minutes: float = 0
) -> Iterator[Workbench]:
    """Somebody at another window, some minutes later."""
    opened = open_workbench(workbench.settings, fixed_clock(NOW + timedelta(minutes=minutes)))
    opened.agent, opened.seat = agent, at
    try:
        yield opened
    finally:
        opened.connection.close()


def dead_process() -> str:
    """The name of a process of this host that has ended."""
    script = "from engine.delivery.claimant import *; print(this_process())"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def take_overs(workbench: Workbench) -> list[tuple[str, str]]:
    """Who took over, and from whom, by the audit trail."""
    return [
        (row.agent, row.details["from"])
        for row in workbench.audit_trail()
        if row.action == "take over"
    ]


def test_a_lease_is_the_agents_for_ten_minutes(workbench: Workbench, customer_id: int) -> None:
    taken = workbench.take_lease(customer_id)
    assert taken.remark == ""
    assert taken.lease.expires_at - taken.lease.taken_at == timedelta(minutes=10)
    assert workbench.lease_of_another(customer_id) is None
    with seat(workbench, "ben") as ben:
        seen = ben.lease_of_another(customer_id)
        assert seen is not None
        assert seen.agent == "anna"
        item = ben.item(customer_id)
        assert item is not None
        assert item.lease == seen
        with pytest.raises(LeasedError, match=r"anna is writing to #\d+ until 09:10"):
            ben.take_lease(customer_id)
    own = workbench.item(customer_id)
    assert own is not None
    assert own.lease is None


def test_it_is_renewed_and_released(workbench: Workbench, customer_id: int) -> None:
    workbench.take_lease(customer_id)
    with seat(workbench, "anna", at=this_process(), minutes=5) as later:
        renewed = later.take_lease(customer_id).lease
        assert (renewed.expires_at, renewed.taken_at) == (NOW + timedelta(minutes=15), NOW)
    assert workbench.release_lease(customer_id)
    assert not workbench.release_lease(customer_id)
    with seat(workbench, "ben") as ben:
        assert ben.take_lease(customer_id).remark == ""
    assert take_overs(workbench) == []


def test_two_windows_of_one_agent_are_told_apart(workbench: Workbench, customer_id: int) -> None:
    workbench.take_lease(customer_id)
    with seat(workbench, "anna") as other:
        with pytest.raises(LeasedError, match="your other window"):
            other.take_lease(customer_id)
        assert not other.release_lease(customer_id)
        assert other.take_lease(customer_id, take_over=True).remark.startswith("Taken over")
    with pytest.raises(LeasedError, match="your other window"):
        workbench.take_lease(customer_id)
    assert take_overs(workbench) == [("anna", "anna")]


def test_an_expired_one_is_taken_over(workbench: Workbench, customer_id: int) -> None:
    with seat(workbench, "ben") as ben:
        ben.take_lease(customer_id)
    with seat(workbench, "anna", minutes=9.9) as anna, pytest.raises(LeasedError):
        anna.take_lease(customer_id)
    with seat(workbench, "anna", minutes=10) as anna:
        assert anna.lease_of_another(customer_id) is None
        taken = anna.take_lease(customer_id)
        assert taken.remark == "Taken over from ben, whose time was up."
        assert anna.leases()[0][1]
    assert take_overs(workbench) == [("anna", "ben")]


def test_one_of_a_dead_process_is_over_at_once(workbench: Workbench, customer_id: int) -> None:
    with seat(workbench, "ben", at=dead_process()) as ben:
        ben.take_lease(customer_id)
        ((lease, in_force),) = ben.leases()
        assert (lease.agent, in_force) == ("ben", False)
    item = workbench.item(customer_id)
    assert item is not None
    assert item.lease is None
    remark = workbench.take_lease(customer_id).remark
    assert remark == "Taken over from ben, whose program has ended."


def test_it_survives_a_dropped_line(workbench: Workbench, customer_id: int) -> None:
    with seat(workbench, "anna", at=dead_process()) as gone:
        gone.take_lease(customer_id)
        assert gone.leave_lease(customer_id)
    with seat(workbench, "ben") as ben, pytest.raises(LeasedError, match="anna"):
        ben.take_lease(customer_id)
    assert workbench.take_lease(customer_id).remark == ""
    assert take_overs(workbench) == []


def test_a_send_needs_the_customer_to_be_free_or_taken_over(
    workbench: Workbench, customer_id: int
) -> None:
    with seat(workbench, "ben") as ben:
        ben.take_lease(customer_id)
        verdict = workbench.ask_gate(customer_id, Channel.SMS, TEXT)
        assert verdict.is_stopped
        with pytest.raises(RefusedError, match="ben is writing"):
            workbench.approve(customer_id, Channel.SMS, TEXT, undo_seconds=0)
        assert workbench.outbox() == ()
        workbench.approve(customer_id, Channel.SMS, TEXT, undo_seconds=0, take_over=True)
        assert workbench.leases() == ()
    assert take_overs(workbench) == [("anna", "ben")]


def test_a_refused_send_takes_nothing_over(workbench: Workbench, customer_id: int) -> None:
    with seat(workbench, "ben") as ben:
        ben.take_lease(customer_id)
        with pytest.raises(RefusedError, match="reads as a threat"):
            workbench.approve(
                customer_id,
                Channel.EMAIL,
                "We will disconnect you.",
                undo_seconds=0,
                take_over=True,
            )
        assert [lease.agent for lease, _in_force in ben.leases()] == ["ben"]
    assert take_overs(workbench) == []


def test_sending_ends_the_lease(workbench: Workbench, customer_id: int) -> None:
    workbench.take_lease(customer_id)
    workbench.approve(customer_id, Channel.SMS, TEXT, undo_seconds=10)
    assert workbench.leases() == ()


def test_an_unknown_customer_and_a_shorter_lease(workbench: Workbench, customer_id: int) -> None:
    with pytest.raises(UnknownCustomerError):
        workbench.take_lease(99)
    variables = {"SNE_DATABASE": str(workbench.settings.database), "SNE_AGENT": "anna"}
    brief = load_settings(variables | {"SNE_DESK_LEASE_MINUTES": "3"})
    opened = open_workbench(brief, fixed_clock(NOW))
    assert opened.take_lease(customer_id).lease.expires_at == NOW + timedelta(minutes=3)
    opened.connection.close()


@pytest.mark.usefixtures("loaded")
def test_the_commands(sne: Sne) -> None:
    mine = sne("lease", customer := 3012, "--json")
    assert (mine.code, mine.json["expires_at"]) == (0, "2026-11-20T09:10:00+00:00")
    refused = sne("lease", customer, SNE_AGENT="ben")
    assert (refused.code, "anna is writing" in refused.err) == (1, True)
    listed = sne("worklist", "--segment", "all", "--json", SNE_AGENT="ben").json
    assert value_of(listed, customer)["writing"] == "anna"
    sent = sne("send", customer, "--message", TEXT, "--yes", "--json", SNE_AGENT="ben")
    assert (sent.code, sent.json["state"]) == (1, "refused")
    over = sne("lease", customer, "--take-over", SNE_AGENT="ben")
    assert over.out.endswith("Taken over from anna, still writing.\n")
    [lease] = sne("leases", "--json").json
    assert (lease["agent"], lease["in_force"]) == ("ben", True)
    assert sne("lease", customer, "--release").code == 1
    assert sne("lease", customer, "--release", "--json", SNE_AGENT="ben").json["released"]
