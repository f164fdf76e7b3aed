"""Whose customers: an agent's, a team's, nobody's; the note that goes along; my work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.clock import fixed_clock
from engine.models.people import Permission, Worker
from engine.models.vocabulary import Channel, Priority
from engine.pipeline import Workbench
from engine.store.worklist import Sort, WorklistQuery, window
from engine.store.worklist_totals import totals
from engine.workbench.errors import InvalidAssignmentError, NotAllowedError, UnknownCustomerError
from tests.conftest import NOW, Sne

EVERYONE = WorklistQuery(segment=None)
NAMED = {"ann": "agent", "bob": "agent", "lea": "lead", "opa": "operator"}
TEAMS = {"ann": "Support", "bob": "Retention"}


def as_(workbench: Workbench, name: str, *, minutes: int = 0) -> Workbench:
    """The same database with somebody else at the keyboard, some time later."""
    chosen = replace(workbench.settings, agent=name, roles=NAMED, teams=TEAMS)
    clock = fixed_clock(NOW + timedelta(minutes=minutes))
    return Workbench(chosen, workbench.connection, clock=clock, new_id=workbench.new_id)


def listed(workbench: Workbench, **filters: object) -> set[int]:
    query = replace(EVERYONE, **filters)  # type: ignore[arg-type] # filters are named in the tests
    found = {item.customer_id for item in workbench.everyone(query)}
    assert workbench.totals(query).customers == len(found)
    return found


def of_team(workbench: Workbench, team: str) -> set[int]:
    """Whom the customer files give to a team."""
    return {item.customer_id for item in workbench.everyone(EVERYONE) if team in item.teams}


def test_the_files_name_the_team_until_somebody_is_assigned(workbench: Workbench) -> None:
    support = of_team(workbench, "Support")
    assert 3003 in support
    assert listed(workbench, team="Support") == support
    assert workbench.assignment(3003).words == "team Support"

    workbench.assign(3003, agent="ben")
    assert listed(workbench, assigned_to="ben") == {3003}
    assert listed(workbench, team="Support") == support - {3003}

    workbench.assign(3003, team="retention")
    assert workbench.assignment(3003).words == "team Retention"
    assert 3003 in listed(workbench, team="Retention")
    assert listed(workbench, team="Support") == support - {3003}

    workbench.assign(3003)
    assert listed(workbench, team="Support") == support


def test_my_work_is_mine_my_teams_and_what_i_have_begun(workbench: Workbench) -> None:
    ann, bob = as_(workbench, "ann"), as_(workbench, "bob")
    support = of_team(workbench, "Support")
    others = sorted({item.customer_id for item in workbench.everyone(EVERYONE)} - support)
    mine, drafted, opened, not_mine = others[:4]
    assert listed(ann, mine=ann.who) == support

    workbench.assign(mine, agent="ann")
    ann.save_draft(drafted, Channel.EMAIL, "Hello")
    ann.take_lease(opened, for_window=False)
    bob.save_draft(not_mine, Channel.EMAIL, "Hello")
    taken = min(support)
    workbench.assign(taken, agent="bob")
    assert listed(ann, mine=ann.who) == support - {taken} | {mine, drafted, opened}

    tomorrow = as_(workbench, "ann", minutes=24 * 60)
    assert opened not in listed(tomorrow, mine=tomorrow.who)


def test_without_a_team_my_work_is_what_is_mine(workbench: Workbench) -> None:
    assert listed(workbench, mine=workbench.who) == set()
    workbench.assign(3001, agent=workbench.agent)
    assert listed(workbench, mine=workbench.who) == {3001}
    (item,) = workbench.everyone(replace(EVERYONE, mine=workbench.who))
    assert (item.assigned_to, item.teams) == (workbench.agent, ())


def plans(workbench: Workbench, query: WorklistQuery) -> list[list[str]]:
    """How SQLite goes about a window of a query, and about its totals."""
    statements: list[str] = []
    workbench.connection.set_trace_callback(statements.append)
    window(workbench.connection, query, now=workbench.now_text(), offset=0, limit=64)
    totals(workbench.connection, query)
    workbench.connection.set_trace_callback(None)
    # Between them the lines of the window are looked up.
    return [
        [row["detail"] for row in workbench.connection.execute("EXPLAIN QUERY PLAN " + statement)]
        for statement in (statements[0], statements[-1])
    ]


@pytest.mark.parametrize("sort", list(Sort))
def test_an_agents_work_is_found_without_reading_every_customer(
    workbench: Workbench, sort: Sort
) -> None:
    mine = Worker("ann", None, workbench.now_text())
    for query in (
        replace(EVERYONE, mine=mine, search=("miss",), priority=Priority.HIGH, sort=sort),
        replace(EVERYONE, assigned_to="ann", sort=sort),
    ):
        for steps in plans(workbench, query):
            assert not [step for step in steps if step.startswith(("SCAN s", "SCAN p"))]
            assert any(step.startswith("SEARCH s USING INTEGER PRIMARY KEY") for step in steps)


def test_a_teams_work_is_read_in_the_order_of_the_list(workbench: Workbench) -> None:
    mine = Worker("ann", "Support", workbench.now_text())
    for query in (
        replace(EVERYONE, mine=mine, search=("miss",)),
        replace(EVERYONE, team="Support"),
    ):
        of_window, _of_totals = plans(workbench, query)
        assert not [step for step in of_window if "ORDER BY" in step or step.startswith("SCAN p")]
        assert [step for step in of_window if "worklist_risk" in step]


# What an agent may: (holder before, target) -> whether.
MAY = [
    (None, "ann", True),
    (None, None, True),
    (None, "bob", False),
    ("ann", "bob", True),
    ("ann", None, True),
    ("bob", "ann", False),
    ("bob", None, False),
]


@pytest.mark.parametrize(("holder", "target", "may"), MAY)
def test_an_agent_takes_what_is_nobodys_and_passes_on_what_is_theirs(
    workbench: Workbench, holder: str | None, target: str | None, may: bool
) -> None:
    workbench.assign(3001, agent=holder)
    ann = as_(workbench, "ann")
    assert (ann.why_not_assign(3001, target) is None) is may
    if may:
        ann.assign(3001, agent=target)
        assert workbench.assignment(3001).agent == target
    else:
        with pytest.raises(NotAllowedError, match=f"lead may {Permission.HAND_OUT}"):
            ann.assign(3001, agent=target)
        assert workbench.assignment(3001).agent == holder
    as_(workbench, "lea").assign(3001, agent="bob")


def test_nobody_is_assigned_to_a_name_that_does_not_exist(workbench: Workbench) -> None:
    lea = as_(workbench, "lea")
    with pytest.raises(InvalidAssignmentError, match="nobody called 'bobb'"):
        lea.assign(3001, agent="bobb")
    with pytest.raises(InvalidAssignmentError, match="no team 'Sales'; known: Marketing, Support"):
        lea.assign(3001, team="Sales")
    with pytest.raises(UnknownCustomerError):
        lea.assign(1, agent="bob")
    assert not list(workbench.audit_trail())


def test_the_note_goes_along_and_every_step_is_audited(workbench: Workbench) -> None:
    workbench.assign(3001, agent="ann")
    ann = as_(workbench, "ann", minutes=1)
    ann.assign(3001, agent="bob", note="She prefers\nmornings\x1b[31m")
    profile = workbench.profile(3001)
    assert profile.handover is not None
    assert (profile.handover.agent, profile.handover.written_at) == ("ann", ann.clock())
    assert profile.handover.text.startswith("She prefers mornings")
    assert "\x1b" not in profile.handover.text
    assert profile.notes[0].text.startswith("Handed to bob: She prefers")
    last = list(workbench.audit_trail())[-1]
    assert (last.action, last.agent, last.customer_id) == ("assign", "ann", 3001)
    assert (last.details["agent"], last.details["before"]) == ("bob", "ann")
    assert workbench.first_broken_audit_row() is None


@pytest.mark.parametrize("work", ["draft", "note", "snooze", "skip", "send", "put away"])
def test_the_note_stays_until_another_agent_has_worked_on_the_case(
    workbench: Workbench, work: str
) -> None:
    workbench.assign(3001, agent="ann")
    writer, reader = as_(workbench, "ann", minutes=1), as_(workbench, "bob", minutes=2)
    writer.assign(3001, agent="bob", note="Call on Friday")
    as_(workbench, "ann", minutes=2).add_note(3001, "More from the writer")
    assert reader.profile(3001).handover is not None
    if work == "draft":
        reader.save_draft(3001, Channel.EMAIL, "Hello")
    elif work == "note":
        reader.add_note(3001, "Called")
    elif work == "snooze":
        reader.snooze(3001, NOW + timedelta(days=1))
    elif work == "skip":
        reader.skip(3001, "moved")
    elif work == "send":
        reader.approve(3001, Channel.EMAIL, "Your meter reading is due.", undo_seconds=10)
    else:
        assert reader.put_handover_away(3001)
    assert reader.profile(3001).handover is None
    reader.assign(3001, agent="ann", note="Back to you")
    again = reader.profile(3001).handover
    assert again is not None
    assert (again.agent, again.text) == ("bob", "Back to you")


def test_a_load_leaves_assignments_alone(workbench: Workbench) -> None:
    workbench.assign(3001, agent="ben", note="Mind the dog")
    before = workbench.assignment(3001)
    workbench.connection.execute("DELETE FROM loaded_files")
    workbench.load(workbench.settings.data_directory)
    assert workbench.assignment(3001) == before
    assert workbench.profile(3001).handover is not None


@pytest.mark.usefixtures("loaded")
def test_assigning_by_command(sne: Sne) -> None:
    assert sne("assign", 3001).out == "Customer 3001: team Retention\n"
    done = sne("assign", 3001, "--to", "ben", "--note", "Mind the dog", "--json").json
    assert (done["agent"], done["assigned_by"], done["note"]["text"]) == (
        "ben",
        "anna",
        "Mind the dog",
    )
    bens = sne("worklist", "--mine", "--json", SNE_AGENT="ben").json
    assert [(row["customer_id"], row["assigned_to"]) for row in bens] == [(3001, "ben")]
    assert "Mind the dog" not in sne("assign", 3001, "--note-read", SNE_AGENT="ben").out
    wrong = sne("assign", 3001, "--team", "Sales")
    assert (wrong.code, wrong.out) == (2, "")
