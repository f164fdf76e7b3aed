"""Several approvals at once: each by itself, nothing that was not looked at, one audit row each."""

from __future__ import annotations

import pytest

from engine.models.vocabulary import Channel, OutboxState
from engine.pipeline import Workbench
from tests.conftest import Sne


def first_ids(workbench: Workbench, count: int) -> list[int]:
    rows = workbench.connection.execute(
        "SELECT customer_id FROM scores WHERE recommended ORDER BY work_order LIMIT ?", (count,)
    )
    return [row[0] for row in rows]


def test_each_has_its_own_audit_row_and_gate(workbench: Workbench) -> None:
    ids = first_ids(workbench, 3)
    reviewed = [workbench.review(customer_id).going for customer_id in ids]
    outcomes = workbench.approve_reviewed(reviewed, undo_seconds=10)
    assert [one.customer_id for one in outcomes] == ids
    assert all(one.approved and not one.problem for one in outcomes)
    approvals = [row for row in workbench.audit_trail() if row.action == "approve"]
    assert len(approvals) == 3
    assert workbench.first_broken_audit_row() is None


def test_a_review_writes_nothing(workbench: Workbench) -> None:
    before = workbench.connection.total_changes
    workbench.review(first_ids(workbench, 1)[0])
    assert workbench.connection.total_changes == before
    assert workbench.outbox() == ()


def test_one_that_is_stopped_takes_no_other_with_it(workbench: Workbench) -> None:
    first, second, third = first_ids(workbench, 3)
    workbench.save_draft(second, Channel.EMAIL, "We will cut you off if you do not pay.")
    reviews = [workbench.review(customer_id) for customer_id in (first, second, third)]
    assert [one.may_go for one in reviews] == [True, False, True]
    outcomes = workbench.approve_reviewed([one.going for one in reviews], undo_seconds=10)
    assert [bool(one.approved) for one in outcomes] == [True, False, True]
    assert outcomes[1].problem.startswith("stopped: ")
    assert {one.customer_id for one in workbench.outbox(OutboxState.QUEUED)} == {first, third}


@pytest.mark.parametrize("change", ["draft", "edited", "skipped", "sent", "discarded"])
def test_what_changed_since_the_look_does_not_go(workbench: Workbench, change: str) -> None:
    (customer_id,) = first_ids(workbench, 1)
    if change in ("edited", "discarded"):
        workbench.save_draft(customer_id, Channel.EMAIL, "As it was looked at.")
    going = workbench.review(customer_id).going
    if change == "skipped":
        workbench.skip(customer_id, "spoke to them")
    elif change == "sent":
        workbench.approve(customer_id, Channel.EMAIL, "Another message.", undo_seconds=0)
    elif change == "discarded":
        workbench.discard_draft(customer_id)
    else:
        workbench.save_draft(customer_id, going.channel, "Something else.")
    before = len(workbench.outbox())
    (outcome,) = workbench.approve_reviewed([going], undo_seconds=10)
    assert outcome.approved is None
    assert "since you looked" in outcome.problem
    assert len(workbench.outbox()) == before


def test_the_same_text_saved_again_is_another_version(workbench: Workbench) -> None:
    (customer_id,) = first_ids(workbench, 1)
    workbench.save_draft(customer_id, Channel.EMAIL, "The same words.")
    going = workbench.review(customer_id).going
    workbench.save_draft(customer_id, Channel.EMAIL, "Others.")
    workbench.save_draft(customer_id, Channel.EMAIL, "The same words.")
    (outcome,) = workbench.approve_reviewed([going], undo_seconds=10)
    assert outcome.problem == "left out: the text has changed since you looked"


def test_approved_twice_it_goes_once(workbench: Workbench) -> None:
    (customer_id,) = first_ids(workbench, 1)
    going = workbench.review(customer_id).going
    first, second = workbench.approve_reviewed([going, going], undo_seconds=10)
    assert first.approved is not None
    assert second.approved is None
    assert len(workbench.outbox()) == 1


@pytest.mark.usefixtures("loaded")
def test_the_command_prints_what_would_go(sne: Sne) -> None:
    ran = sne("review", "3001", "#3002", "3001", "--json")
    assert [one["customer_id"] for one in ran.json] == [3001, 3002]
    assert {"channel", "message", "verdict", "kind", "until", "reasons", "findings"} <= set(
        ran.json[0]
    )
    assert ran.code == (0 if all(one["verdict"] == "send" for one in ran.json) else 1)
    unknown = sne("review", "3001", "999999")
    assert (unknown.code, unknown.out) == (2, "")
    assert "there is no customer 999999" in unknown.err
