"""Saved views: a filter by name, one's own or everyone's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.models.vocabulary import Priority, Segment
from engine.pipeline import Workbench
from engine.store.worklist import Sort, WorklistQuery
from engine.workbench.errors import InvalidMessageError, NotAllowedError, UnknownViewError
from tests.conftest import Sne


def as_(workbench: Workbench, name: str) -> Workbench:
    chosen = replace(
        workbench.settings, agent=name, roles={"lea": "lead"}, teams={"ann": "Support"}
    )
    return Workbench(chosen, workbench.connection, clock=workbench.clock)


@settings(
    deadline=None,
    max_examples=30,
    # Every example saves under the same name: what was there before makes no difference.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    segment=st.sampled_from([None, *Segment]),
    priority=st.sampled_from([None, *Priority]),
    sort=st.sampled_from(Sort),
    recommended=st.booleans(),
    team=st.sampled_from([None, "Support"]),
    search=st.sampled_from(["", "missed pay", "Ł'\"%_"]),
)
def test_a_view_comes_back_as_it_was_saved(
    workbench: Workbench,
    segment: Segment | None,
    priority: Priority | None,
    sort: Sort,
    recommended: bool,
    team: str | None,
    search: str,
) -> None:
    query = WorklistQuery(
        segment=segment, priority=priority, sort=sort, recommended_only=recommended, team=team
    )
    opened = replace(query, search=("typed",), opened_at=workbench.now_text())
    workbench.save_view("One", opened, search)
    found = workbench.view(" one ")
    assert (found.name, found.query, found.search) == ("One", query, search)
    assert len(workbench.views()) == 1


def test_my_work_is_that_of_whoever_looks(workbench: Workbench) -> None:
    lea, ann = as_(workbench, "lea"), as_(workbench, "ann")
    lea.save_view("Mine", WorklistQuery(segment=None, mine=lea.who), shared=True)
    assert ann.view("mine").query.mine == ann.who
    assert ann.who.team == "Support"


def test_views_are_ones_own_and_shared_ones_are_for_leads_to_keep(workbench: Workbench) -> None:
    lea, ann, bob = (as_(workbench, name) for name in ("lea", "ann", "bob"))
    critical = WorklistQuery(priority=Priority.HIGH)
    lea.save_view("Critical", critical, shared=True)
    ann.save_view("Critical", replace(critical, recommended_only=True))
    ann.save_view("Another", critical)
    assert [(v.name, v.is_shared) for v in ann.views()] == [
        ("Another", False),
        ("Critical", False),
        ("Critical", True),
    ]
    assert ann.view("critical").query.recommended_only
    assert [v.name for v in bob.views()] == ["Critical"]
    with pytest.raises(NotAllowedError, match="only a lead may share views"):
        ann.save_view("For all", critical, shared=True)
    with pytest.raises(NotAllowedError, match="lea"):
        ann.remove_view("Critical", shared=True)
    assert not bob.remove_view("Critical")
    assert ann.remove_view("Critical")
    assert not ann.view("critical").query.recommended_only
    with pytest.raises(UnknownViewError, match="no view 'nope'; known: Critical"):
        bob.view("nope")


@pytest.mark.parametrize("name", ["", " \x1b ", "x" * 41])
def test_a_view_needs_a_name(workbench: Workbench, name: str) -> None:
    with pytest.raises(InvalidMessageError, match="1 to 40"):
        workbench.save_view(name, WorklistQuery())


@pytest.mark.usefixtures("loaded")
def test_views_by_command(sne: Sne) -> None:
    saved = sne("views", "save", "Leaving", "--segment", "all", "--search", "churn")
    assert saved.out == "Saved as Leaving: All segments · “churn”\n"
    (row,) = sne("views", "--json").json
    assert (row["name"], row["shared"], row["search"]) == ("Leaving", False, "churn")
    narrowed = sne("worklist", "--view", "leaving", "--priority", "critical", "--json").json
    assert narrowed
    for row in narrowed:
        assert row["priority_label"] == "Critical"
        assert any("churn" in reason for reason in row["reasons"])
    assert {row["segment"] for row in narrowed} > {"Value Seekers"}
    assert sne("views", "remove", "Leaving").out == "The view Leaving is gone.\n"
    gone = sne("worklist", "--view", "Leaving")
    assert (gone.code, gone.err) == (2, "sne: there is no view 'Leaving'; known: none are saved\n")
