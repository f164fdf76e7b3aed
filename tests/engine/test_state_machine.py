"""Drafts, sends, undo and delivery in any order: whatever happens, the promises hold."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.delivery.sending import RefusedError
from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import open_workbench
from engine.settings import load_settings
from engine.store import audit
from tests.conftest import NOW

AGENTS = ("anna", "ben")
TEXTS = st.sampled_from([f"We will call you about matter {number}." for number in range(4)])
WHO = st.tuples(st.sampled_from(AGENTS), st.integers(0, 1))


class Desks(RuleBasedStateMachine):
    """Two agents, two customers, one database; and beside it a model of what must be true."""

    database: Path

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.database, self.folder / "sne.db")
        self.now = NOW
        self.ids = iter(range(1, 10_000))
        self.desks = {
            agent: open_workbench(
                load_settings({"SNE_DATABASE": str(self.folder / "sne.db"), "SNE_AGENT": agent}),
                lambda: self.now,
                new_id=lambda: f"n-{next(self.ids)}",
            )
            for agent in AGENTS
        }
        rows = self.desks["anna"].connection.execute(
            "SELECT customer_id FROM scores WHERE contactable ORDER BY customer_id LIMIT 2"
        )
        self.customers = [row["customer_id"] for row in rows]
        self.drafts: dict[tuple[str, int], str] = {}
        self.states: dict[str, OutboxState] = {}
        self.due: dict[str, float] = {}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            for desk in self.desks.values():
                desk.connection.close()
            shutil.rmtree(self.folder)

    @rule(who=WHO, text=TEXTS)
    def write(self, who: tuple[str, int], text: str) -> None:
        agent, number = who
        self.desks[agent].save_draft(self.customers[number], Channel.EMAIL, text)
        self.drafts[agent, number] = text

    @rule(who=WHO)
    def discard(self, who: tuple[str, int]) -> None:
        agent, number = who
        had = self.desks[agent].discard_draft(self.customers[number])
        assert had == (self.drafts.pop((agent, number), None) is not None)

    @rule(who=WHO, text=TEXTS, undo=st.sampled_from([0, 10]))
    def approve(self, who: tuple[str, int], text: str, undo: int) -> None:
        agent, number = who
        customer_id = self.customers[number]
        desk = self.desks[agent]
        same = [
            n
            for n in desk.outbox()
            if n.customer_id == customer_id
            and n.message == text
            and self.states[n.notification_id] is not OutboxState.CANCELLED
        ]
        try:
            approved = desk.approve(customer_id, Channel.EMAIL, text, undo_seconds=undo)
        except RefusedError:
            assert same, "refused without a cause"
            return
        assert not same, "the very same message was approved twice"
        self.states[approved.notification_id] = OutboxState.QUEUED
        self.due[approved.notification_id] = (self.now - NOW).total_seconds() + undo
        if self.drafts.get((agent, number)) == text:
            del self.drafts[agent, number]

    @rule(agent=st.sampled_from(AGENTS), data=st.data())
    def undo(self, agent: str, data: st.DataObject) -> None:
        if not self.states:
            return
        chosen = data.draw(st.sampled_from(sorted(self.states)))
        taken_back = self.desks[agent].undo(chosen)
        assert taken_back == (self.states[chosen] is OutboxState.QUEUED)
        if taken_back:
            self.states[chosen] = OutboxState.CANCELLED
            (notification,) = (n for n in self.desks[agent].outbox() if n.notification_id == chosen)
            number = self.customers.index(notification.customer_id)
            self.drafts.setdefault((agent, number), notification.message)

    @rule(agent=st.sampled_from(AGENTS))
    def deliver(self, agent: str) -> None:
        seconds = (self.now - NOW).total_seconds()
        expected = {
            i
            for i, state in self.states.items()
            if state is OutboxState.QUEUED and self.due[i] <= seconds
        }
        done = {n.notification_id for n in self.desks[agent].deliver_due()}
        assert done == expected
        for notification_id in done:
            self.states[notification_id] = OutboxState.SENT

    @rule(seconds=st.integers(1, 15))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def everything_is_as_it_should_be(self) -> None:
        if not hasattr(self, "desks"):
            return
        desk = self.desks["anna"]
        assert {n.notification_id: n.state for n in desk.outbox()} == self.states
        stored = {(d.agent, self.customers.index(d.customer_id)): d.message for d in desk.drafts()}
        assert stored == self.drafts
        sent = {i for i, state in self.states.items() if state is OutboxState.SENT}
        files = {path.stem for path in (self.folder / "spool").glob("*.json")}
        assert files == sent
        assert audit.first_broken(desk.connection) is None


@pytest.fixture
def machine(loaded_database: Path) -> type[Desks]:
    """The machine on the loaded customers."""
    return type("DesksHere", (Desks,), {"database": loaded_database})


def test_whatever_happens_the_promises_hold(machine: type[Desks]) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        machine,
        settings=hypothesis_settings(max_examples=30, stateful_step_count=25, deadline=None),
    )
