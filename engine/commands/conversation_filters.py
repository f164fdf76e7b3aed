"""The filters of conversations as options of a command: the period, and what to narrow it to."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.errors import UsageError
from engine.models.service import Grouping
from engine.models.understanding import Label, ResolutionStatus
from engine.privacy.clean import clean_line
from engine.store.conversation_query import ConversationQuery

if TYPE_CHECKING:
    import argparse

    from engine.pipeline import Workbench

_NAMES_TOLD = 20
_HIGHEST_SCORE = 10
_SOURCES = ("chats", "tweets", "interactions")


def period_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the period and what figures can be narrowed to."""
    group = parser.add_argument_group("which conversations")
    group.add_argument(
        "--from", dest="since", type=day, metavar="DAY",
        help="that began on this day in London (2026-11-20) or later",
    )  # fmt: skip
    group.add_argument(
        "--to", dest="until", type=day, metavar="DAY", help="that began on this day or earlier"
    )
    group.add_argument("--source", choices=_SOURCES, help="the kind of file they came from")
    group.add_argument("--channel", metavar="NAME", help="where they were held")
    group.add_argument("--topic", metavar="NAME", help="that mention this topic")
    group.add_argument("--agent", metavar="NAME", help="that this agent wrote in")


def narrowing_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what else a list of conversations can be narrowed to."""
    group = parser.add_argument_group("narrowed to")
    group.add_argument("--customer", metavar="ID", help="those with this customer")
    group.add_argument("--status", choices=[str(one) for one in ResolutionStatus])
    group.add_argument("--mood", choices=[str(one) for one in Label])
    satisfied = group.add_mutually_exclusive_group()
    satisfied.add_argument(
        "--satisfied-only", action="store_true", help="a satisfaction of 4 or 5, stated or inferred"
    )
    satisfied.add_argument("--unsatisfied-only", action="store_true", help="one below 4")
    group.add_argument("--unanswered-only", action="store_true", help="that nobody replied to")
    group.add_argument("--failed-only", action="store_true", help="that could not be understood")
    group.add_argument(
        "--min-score", type=_score, metavar="N", help="a satisfaction index of at least N, 0 to 10"
    )
    group.add_argument("--search", metavar="TEXT", help="words that must all occur")


def query_of(given: argparse.Namespace, workbench: Workbench) -> ConversationQuery:
    """Return the query of the filters that were given.

    Names are found whatever their case; on stderr it says which ones no conversation has.

    Raises:
        UsageError: a filter cannot be right.
    """
    if given.since and given.until and given.until < given.since:
        raise UsageError(f"--to {given.until} is before --from {given.since}")
    return ConversationQuery(
        since=given.since,
        until=given.until,
        source=given.source,
        channel=_known(workbench, Grouping.CHANNEL, given.channel),
        topic=_known(workbench, Grouping.TOPIC, given.topic),
        agent=_known(workbench, Grouping.AGENT, given.agent),
    )


def _known(workbench: Workbench, by: Grouping, name: str | None) -> str | None:
    """Return a name as it is stored; one that is not stored is kept, and said."""
    if name is None:
        return None
    known = workbench.names_of_groups(by)
    if name in known:
        return name
    for one in known:
        if one.casefold() == name.casefold():
            return one
    there = ", ".join(known[:_NAMES_TOLD]) + (", …" if len(known) > _NAMES_TOLD else "")
    hint = f"; there are: {there}" if known else ""
    print(clean_line(f"sne: no conversation has the {by} {name!r}{hint}"), file=sys.stderr)
    return name


def narrowed(query: ConversationQuery, given: argparse.Namespace) -> ConversationQuery:
    """Return the query with the further filters that were given."""
    satisfied = True if given.satisfied_only else None
    return replace(
        query,
        customer_id=choices.customer_id(given.customer) if given.customer else None,
        status=ResolutionStatus(given.status) if given.status else None,
        label=Label(given.mood) if given.mood else None,
        satisfied=False if given.unsatisfied_only else satisfied,
        unanswered=True if given.unanswered_only else None,
        failed=True if given.failed_only else None,
        min_score=given.min_score,
        search=tuple((given.search or "").split()),
    )


def day(text: str) -> date:
    """Return the day that ``text`` is.

    Raises:
        UsageError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it as 2026-11-20") from None


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1
    if not 0 <= score <= _HIGHEST_SCORE:
        raise UsageError(f"{text!r} is no score; the index runs from 0 to {_HIGHEST_SCORE}")
    return score
