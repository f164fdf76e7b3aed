"""Print conversations with their figures, a page at a time.

The newest come first; --sort names other orders. A page has 20 lines, at most 100 (--page-size).
Words are found at the beginning of words (bill finds billing), in the messages and names of a
conversation; all must occur. A satisfaction marked ~ is inferred from the words; the others are
ratings that the customer gave.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands.context import json_option
from engine.commands.conversation_filters import (
    narrowed,
    narrowing_arguments,
    period_arguments,
    query_of,
)
from engine.commands.errors import DONE, UsageError
from engine.commands.output import local, print_json, print_table
from engine.store.conversation_query import Sort

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.service import ConversationLine

_PAGE, _LARGEST_PAGE = 20, 100
_LAST_PAGE = 10**12
_SORTS = {sort.name.lower(): sort for sort in Sort}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--page", type=_page, default=1, metavar="N", help="default: 1")
    parser.add_argument(
        "--page-size",
        type=_page_size,
        default=_PAGE,
        metavar="N",
        help=f"lines, at most {_LARGEST_PAGE} (default: {_PAGE})",
    )
    parser.add_argument("--sort", choices=_SORTS, default="newest", help="order (default: newest)")
    period_arguments(parser)
    narrowing_arguments(parser)
    json_option(parser)


def run(context: Context) -> int:
    """Print the page."""
    given = context.arguments
    workbench = context.open()
    workbench.prepare()
    query = replace(narrowed(query_of(given, workbench), given), sort=_SORTS[given.sort])
    total = workbench.count_conversations(query)
    found = workbench.conversation_window(
        query, offset=(given.page - 1) * given.page_size, limit=given.page_size, total=total
    )
    lines = [line for _edge, line in found]
    pages = -(-total // given.page_size)
    if given.json:
        print_json(
            {
                "total": total,
                "page": given.page,
                "page_size": given.page_size,
                "pages": pages,
                "conversations": [to_json(line) for line in lines],
            }
        )
        return DONE
    print_table(
        ("CONVERSATION", "WITH", "LAST MESSAGE", "MSGS", "STATUS", "CSAT", "CSI", "MOOD", "TOPICS"),
        map(_cells, lines),
    )
    print(f"page {given.page:,} of {pages:,}, {total:,} conversations")
    return DONE


def to_json(line: ConversationLine) -> dict[str, Any]:
    """Return one line as plain data, with the names of the contract."""
    return {
        "chat_id": line.conversation_id,
        "source": line.source,
        "channel": line.channel,
        "participant": line.participant,
        "customer_id": line.customer_id,
        "counterpart": line.counterpart,
        "agent": line.agent,
        "first_message_time": to_text(line.first_at),
        "last_message_time": to_text(line.last_at),
        "total_messages": line.messages,
        "status": line.status,
        "first_contact_resolution": line.fcr,
        "satisfaction": line.satisfaction,
        "satisfaction_is_inferred": line.is_inferred,
        "avg_sentiment": line.sentiment,
        "sentiment_label": line.label,
        "unanswered": line.unanswered,
        "avg_response_time_minutes": minutes(line.response_minutes),
        "first_response_time_minutes": minutes(line.first_response_minutes),
        "handling_time_minutes": minutes(line.handling_minutes),
        "ces": line.ces,
        "effectiveness_score": line.effectiveness,
        "effort_score": line.effort,
        "efficiency_score": line.efficiency,
        "empathy_score": line.empathy,
        "csi_score": line.csi,
        "common_topics": list(line.topics),
        "analyst": line.analyst,
        "reason": line.reason,
        "error": line.failed,
    }


def minutes(value: float | None) -> float | None:
    """Return minutes with two decimals."""
    return None if value is None else round(value, 2)


def satisfaction(line: ConversationLine) -> str:
    """Return the satisfaction, marked where it is inferred."""
    if line.satisfaction is None:
        return ""
    return f"~{line.satisfaction}" if line.is_inferred else str(line.satisfaction)


def _cells(line: ConversationLine) -> tuple[object, ...]:
    return (
        line.conversation_id,
        line.participant,
        local(line.last_at),
        line.messages,
        "unanswered" if line.unanswered else line.status or line.failed,
        satisfaction(line),
        "" if line.csi is None else f"{line.csi:.2f}",
        line.label,
        ", ".join(line.topics),
    )


def _page(text: str) -> int:
    return _between(text, "page", _LAST_PAGE)


def _page_size(text: str) -> int:
    return _between(text, "page size", _LARGEST_PAGE)


def _between(text: str, what: str, largest: int) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= largest:
        raise UsageError(f"{text!r} is no {what}: a whole number from 1 to {largest:,}")
    return int(text)
