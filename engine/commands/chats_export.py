"""``sne chats export``: conversations, messages and figures as CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.commands.conversation_filters import query_of
from engine.commands.conversations import minutes
from engine.commands.csv_files import write_files
from engine.commands.errors import DONE, UsageError
from engine.commands.output import print_json
from engine.models.service import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engine.commands.context import Context
    from engine.commands.csv_files import Rows
    from engine.models.service import ConversationLine
    from engine.pipeline import Workbench
    from engine.store.conversation_query import ConversationQuery

TYPES = ("conversations", "messages", "metrics", "all")

CONVERSATION_COLUMNS = (
    "chat_id", "csi_score", "effectiveness_score", "efficiency_score", "effort_score",
    "empathy_score", "total_messages", "avg_sentiment", "first_contact_resolution",
    "avg_response_time_minutes", "first_message_time", "last_message_time", "common_topics",
)  # fmt: skip
MESSAGE_COLUMNS = (
    "chat_id", "message_id", "time", "direction", "agent", "text", "is_autoresponse", "parent_id",
)  # fmt: skip
METRIC_COLUMNS = ("metric", "value", "sample_count", "previous", "previous_sample_count", "delta")


def export(context: Context) -> int:
    """Write the files and say how many rows each one has."""
    given = context.arguments
    if given.given:
        raise UsageError(f"sne chats export takes no {given.given[0]!r}; see sne chats --help")
    if given.out is None:
        raise UsageError("where to? sne chats export --type conversations --out FILE")
    workbench = context.open()
    workbench.prepare()
    query = query_of(given, workbench)
    counts = write_files(_files(workbench, query, given.type, given.out))
    if given.json:
        print_json({path.stem if given.type == "all" else given.type: {"file": str(path), "rows": n}
                    for path, n in counts.items()})  # fmt: skip
    else:
        for path, count in counts.items():
            print(f"{path}: {count:,} rows")
    return DONE


def _files(
    workbench: Workbench, query: ConversationQuery, kind: str, out: Path
) -> dict[Path, tuple[Sequence[str], Rows]]:
    tables: dict[str, tuple[Sequence[str], Rows]] = {
        "conversations": (
            CONVERSATION_COLUMNS,
            map(_conversation, workbench.every_conversation(query)),
        ),
        "messages": (MESSAGE_COLUMNS, workbench.every_message(query)),
        "metrics": (METRIC_COLUMNS, _metrics(workbench, query)),
    }
    if kind == "all":
        return {out / f"{name}.csv": table for name, table in tables.items()}
    return {out: tables[kind]}


def _conversation(line: ConversationLine) -> tuple[object, ...]:
    return (
        line.conversation_id,
        line.csi,
        line.effectiveness,
        line.efficiency,
        line.effort,
        line.empathy,
        line.messages,
        line.sentiment,
        line.fcr,
        minutes(line.response_minutes),
        to_text(line.first_at),
        to_text(line.last_at),
        "; ".join(line.topics),
    )


def _metrics(workbench: Workbench, query: ConversationQuery) -> Iterator[tuple[object, ...]]:
    found = workbench.metrics(query)
    for name in ("conversations", "unanswered", "autoresponses"):
        now = getattr(found.figures, name)
        then = getattr(found.previous, name) if found.previous else None
        change = None if then is None else now - then
        yield (name, now, found.figures.conversations, then, None, change)
    for measure in MEASURES:
        value = found.figures.values[measure.name]
        before = found.previous.values[measure.name] if found.previous else None
        yield (
            measure.name,
            _rounded(value.value, measure.decimals),
            value.sample,
            None if before is None else _rounded(before.value, measure.decimals),
            None if before is None else before.sample,
            _rounded(found.delta(measure.name), measure.decimals),
        )
    for topic in found.topics:
        yield (f"topic: {topic.topic}", topic.count, found.figures.conversations, None, None, None)


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(value, decimals)
