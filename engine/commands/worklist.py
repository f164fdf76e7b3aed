"""Print who needs contact, most pressing first.

Every customer of the segment is listed, those whom the engine recommends to contact and the
others. The order is priority, then risk, then churn, then customer id. Searches look in id, name,
location and reasons; several words must all occur.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import print_json_lines, print_table
from engine.models.vocabulary import Segment
from engine.store.worklist import Sort, WorklistQuery

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from engine.commands.context import Context
    from engine.models.work import WorkItem

_SORTS = {"risk": Sort.RISK, "churn": Sort.CHURN, "name": Sort.NAME}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--segment",
        default=str(Segment.VALUE_SEEKERS),
        metavar="NAME",
        help="a segment, or all (default: Value Seekers)",
    )
    parser.add_argument("--priority", metavar="NAME", help="Critical, Important or Routine")
    parser.add_argument("--search", default="", metavar="TEXT", help="words that must occur")
    parser.add_argument("--recommended", action="store_true", help="only those to contact")
    parser.add_argument("--sort", choices=_SORTS, default="risk", help="order (default: risk)")
    parser.add_argument("--limit", type=choices.count, metavar="N", help="at most N customers")
    json_option(parser)


def run(context: Context) -> int:
    """Print the worklist."""
    given = context.arguments
    query = WorklistQuery(
        segment=choices.segment_or_all(given.segment),
        priority=choices.priority(given.priority) if given.priority else None,
        recommended_only=given.recommended,
        sort=_SORTS[given.sort],
    )
    workbench = context.ready()
    items = workbench.everyone(query, search=given.search, limit=given.limit)
    if given.json:
        print_json_lines(map(to_json, items))
    else:
        print_items(items)
    return DONE


def print_items(items: Iterable[WorkItem]) -> None:
    """Print worklist lines for people."""
    print_table(
        ("RISK", "PRIORITY", "ID", "WHO", "WHERE", "WHY FIRST", "VIA", ""),
        (
            (
                item.risk_score,
                item.priority.label,
                item.customer_id,
                item.name or "(no name)",
                item.location,
                ", ".join(item.reasons) or "routine",
                item.channel,
                item.mark or (f"draft by {item.draft_by}" if item.draft_by else ""),
            )
            for item in items
        ),
    )


def to_json(item: WorkItem) -> dict[str, Any]:
    """Return one worklist line as plain data."""
    return {
        "customer_id": item.customer_id,
        "name": item.name,
        "location": item.location,
        "segment": item.segment,
        "risk_score": item.risk_score,
        "priority": item.priority,
        "priority_label": item.priority.label,
        "urgency": item.urgency,
        "recommended": item.recommended,
        "churn": item.churn,
        "reasons": list(item.reasons),
        "channel": item.channel,
        "mark": item.mark or None,
        "draft_by": item.draft_by,
    }
