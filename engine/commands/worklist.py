"""Print who needs contact, most pressing first.

Every customer of the segment is listed, those whom the engine recommends to contact and the
others. The order is priority, then risk, then churn, then customer id. Searches look in id, name,
location and reasons; several words must all occur. A saved view (sne views) is a set of filters by
name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.filters import filter_arguments, view_of
from engine.commands.output import print_json_lines, print_table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from engine.commands.context import Context
    from engine.models.work import WorkItem


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--view", metavar="NAME", help="a saved view; filters narrow it")
    parser.add_argument("--limit", type=choices.count, metavar="N", help="at most N customers")
    filter_arguments(parser)
    json_option(parser)


def run(context: Context) -> int:
    """Print the worklist."""
    given = context.arguments
    workbench = context.ready()
    view = view_of(workbench, given, given.view)
    items = workbench.everyone(view.query, search=view.search, limit=given.limit)
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
                item.mark or _at_work(item),
            )
            for item in items
        ),
    )


def _at_work(item: WorkItem) -> str:
    """Say who is writing to the customer just now, or has begun to."""
    if item.lease:
        return f"{item.lease.agent} is writing"
    return f"draft by {item.draft_by}" if item.draft_by else ""


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
        "assigned_to": item.assigned_to,
        "teams": list(item.teams),
        "writing": item.lease.agent if item.lease else None,
    }
