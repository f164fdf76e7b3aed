"""Drafts, leases, sends, undo and delivery in any order: the promises hold."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.delivery.leasing import LeasedError
from engine.delivery.racing import Seen
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
                load_settings(
                    {
                        "SNE_DATABASE": str(self.folder / "sne.db"),
                        "SNE_AGENT": agent,
                        # The caps have tests of their own.
                        "SNE_CONTACT_MESSAGES": "100",
                    }
                ),
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
        self.versions: Counter[tuple[str, int]] = Counter()
        self.retired: dict[tuple[str, int], str] = {}
        self.leases: dict[int, tuple[str, datetime]] = {}
        self.looked: dict[tuple[str, int], Seen] = {}
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
        saved = self.desks[agent].save_draft(self.customers[number], Channel.EMAIL, text)
        self.drafts[who] = text
        self.retired.pop(who, None)
        self.versions[who] += 1
        assert saved.version == self.versions[who]

    @rule(who=WHO)
    def discard(self, who: tuple[str, int]) -> None:
        agent, number = who
        had = self.desks[agent].discard_draft(self.customers[number])
        assert had == (self.drafts.pop(who, None) is not None)
        self.retired.pop(who, None)

    @rule(who=WHO, take_over=st.booleans())
    def take(self, who: tuple[str, int], take_over: bool) -> None:
        agent, number = who
        kept_away = self.is_kept_away(who) and not take_over
        try:
            self.desks[agent].take_lease(self.customers[number], take_over=take_over)
        except LeasedError:
            assert kept_away, "kept away without a cause"
            return
        assert not kept_away, "two agents have one customer"
        self.leases[number] = (agent, self.now + timedelta(minutes=10))

    @rule(who=WHO)
    def release(self, who: tuple[str, int]) -> None:
        agent, number = who
        had = self.desks[agent].release_lease(self.customers[number])
        assert had == (number in self.leases and self.leases[number][0] == agent)
        if had:
            del self.leases[number]

    def is_kept_away(self, who: tuple[str, int]) -> bool:
        """Whether somebody else has the customer."""
        agent, number = who
        holder, until = self.leases.get(number, (agent, self.now))
        return holder != agent and until > self.now

    @rule(who=WHO)
    def look(self, who: tuple[str, int]) -> None:
        """Open a review: what is there now is what is approved later, or nothing is."""
        agent, number = who
        self.looked[who] = self.desks[agent].seen_now(self.customers[number], self.version(who))

    def version(self, who: tuple[str, int]) -> int:
        return self.versions[who] if who in self.drafts and who not in self.retired else 0

    @rule(who=WHO, text=TEXTS, undo=st.sampled_from([0, 10]), reviewed=st.booleans())
    def approve(self, who: tuple[str, int], text: str, undo: int, reviewed: bool) -> None:
        agent, number = who
        customer_id = self.customers[number]
        desk = self.desks[agent]
        seen = self.looked.get(who) if reviewed else None
        sent = [n for n in desk.outbox() if n.customer_id == customer_id]
        waits = [self.states[n.notification_id] is OutboxState.QUEUED for n in sent]
        causes = {
            "the same": any(
                n.message == text and self.states[n.notification_id] is not OutboxState.CANCELLED
                for n in sent
            ),
            "another's": any(w and n.agent != agent for n, w in zip(sent, waits, strict=True)),
            "leased": self.is_kept_away(who),
            "overtaken": seen is not None and seen != Seen(len(sent), self.version(who)),
        }
        try:
            approved = desk.approve(customer_id, Channel.EMAIL, text, undo_seconds=undo, seen=seen)
        except RefusedError:
            assert any(causes.values()), "refused without a cause"
            return
        assert not any(causes.values()), f"approved although {causes}"
        if self.leases.get(number, ("", None))[0] == agent:
            del self.leases[number]
        self.states[approved.notification_id] = OutboxState.QUEUED
        self.due[approved.notification_id] = (self.now - NOW).total_seconds() + undo
        if self.drafts.get(who) == text and who not in self.retired:
            del self.drafts[who]
        for other in self.drafts.keys() - self.retired.keys():
            if other[1] == number and other[0] != agent:
                self.retired[other] = approved.notification_id

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
            self.retired = {w: by for w, by in self.retired.items() if by != chosen}
            who = (agent, self.customers.index(notification.customer_id))
            if who not in self.drafts:
                self.drafts[who] = notification.message
                self.versions[who] += 1

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

    @rule(seconds=st.one_of(st.integers(1, 15), st.just(600)))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def everything_is_as_it_should_be(self) -> None:
        if not hasattr(self, "desks"):
            return
        desk = self.desks["anna"]
        assert {n.notification_id: n.state for n in desk.outbox()} == self.states
        stored = {(d.agent, self.customers.index(d.customer_id)): d.message for d in desk.drafts()}
        assert stored == {w: t for w, t in self.drafts.items() if w not in self.retired}
        held = {self.customers.index(lease.customer_id): lease for lease, _ in desk.leases()}
        assert {n: (lease.agent, lease.expires_at) for n, lease in held.items()} == self.leases
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
