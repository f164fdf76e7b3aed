"""The filters of the worklist as options of a command."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.errors import UsageError
from engine.models.vocabulary import Segment
from engine.privacy.clean import clean_line
from engine.store.views import View
from engine.store.worklist import Sort, WorklistQuery
from engine.workbench.errors import InvalidAssignmentError, UnknownViewError

if TYPE_CHECKING:
    import argparse

    from engine.pipeline import Workbench

_SORTS = {"risk": Sort.RISK, "churn": Sort.CHURN, "name": Sort.NAME}


def filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the filters."""
    group = parser.add_argument_group("filters")
    group.add_argument(
        "--segment",
        metavar="NAME",
        help="a segment, or all (default: Value Seekers; all with --mine, --assigned-to, --team)",
    )
    group.add_argument("--priority", metavar="NAME", help="Critical, Important or Routine")
    group.add_argument("--search", metavar="TEXT", help="words that must occur")
    group.add_argument("--recommended", action="store_true", help="only those to contact")
    group.add_argument("--sort", choices=_SORTS, help="order (default: risk)")
    group.add_argument(
        "--mine",
        action="store_true",
        help="assigned to you, or to your team and to no one else, or begun by you",
    )
    group.add_argument("--assigned-to", metavar="AGENT", help="assigned to that agent")
    group.add_argument("--team", metavar="NAME", help="that team's, and no agent's")


def view_of(workbench: Workbench, given: argparse.Namespace, name: str | None = None) -> View:
    """Return the filters that were given, over those of the saved view ``name`` if there is one.

    Raises:
        UsageError: a filter names what does not exist.
    """
    try:
        start = workbench.view(name) if name else _start(given)
        team = workbench.known_team(given.team) if given.team else start.query.team
    except (UnknownViewError, InvalidAssignmentError) as error:
        raise UsageError(str(error)) from None
    query = start.query
    segment = choices.segment_or_all(given.segment) if given.segment else query.segment
    query = replace(
        query,
        segment=segment,
        priority=choices.priority(given.priority) if given.priority else query.priority,
        recommended_only=given.recommended or query.recommended_only,
        sort=_SORTS[given.sort] if given.sort else query.sort,
        mine=workbench.who if given.mine else query.mine,
        assigned_to=given.assigned_to or query.assigned_to,
        team=team,
    )
    search = start.search if given.search is None else clean_line(given.search)
    return View(start.name, start.owner, query, search)


def _start(given: argparse.Namespace) -> View:
    is_whose = given.mine or given.assigned_to or given.team
    segment = None if is_whose else Segment.VALUE_SEEKERS
    return View("", "", WorklistQuery(segment=segment), "")
