"""Print how the service went: satisfaction, resolution, times, mood, topics and the index.

A conversation counts to the day in London on which its first message was written. With --from, each
figure is compared with the period before of equal length (--to is today when it is not given).
Beside every figure stands how many conversations it is made of; where there is nothing to average
it is empty. Autoresponses count nowhere but in their own number.

CSAT is the share of conversations with a satisfaction of 4 or 5. A rating that the customer gave
counts before one that is inferred from the words; both kinds are also shown apart.
The response time takes, for each reply, the minutes since the customer's latest strictly earlier
message, averages them per conversation, and then over conversations. CES runs from 1 (easy) to 7
(hard). The index (CSI) weighs effectiveness 35 %, effort 25 %, efficiency 25 % and empathy 15 %.

A conversation with two topics counts to both, one that two agents wrote in, too; an agent's
response time is that of their own replies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands.context import json_option
from engine.commands.conversation_filters import period_arguments, query_of
from engine.commands.errors import DONE
from engine.commands.output import print_json, print_table
from engine.models.service import MEASURES, Grouping

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.service import Figures, Measure, Metrics

_TOPICS_SHOWN = 12
_IN_GROUPS = (
    "csat_percentage", "fcr_percentage", "first_response_time_minutes",
    "avg_response_time_minutes", "unanswered_percentage", "sentiment", "csi",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--by", choices=[str(one) for one in Grouping], help="one line for each")
    period_arguments(parser)
    json_option(parser)


def run(context: Context) -> int:
    """Print the figures."""
    given = context.arguments
    workbench = context.open()
    workbench.prepare()
    found = workbench.metrics(query_of(given, workbench), Grouping(given.by) if given.by else None)
    if given.json:
        print_json(to_json(found))
    else:
        _print(found)
    return DONE


def to_json(found: Metrics) -> dict[str, Any]:
    """Return figures as plain data, with the names of the contract."""
    return {
        "period": {"from": _day(found.since), "to": _day(found.until)},
        **_figures(found.figures),
        "topics": [
            {"topic": one.topic, "count": one.count, "share": round(one.share, 4)}
            for one in found.topics
        ],
        "previous": None
        if found.previous is None
        else {
            "from": _day(found.previous_since),
            "to": _day(found.previous_until),
            **_figures(found.previous),
        },
        "deltas": None
        if found.previous is None
        else {one.name: _rounded(found.delta(one.name), one) for one in MEASURES},
        "by": found.by,
        "groups": [{"name": name, **_figures(figures)} for name, figures in found.groups],
        "failed": found.failed,
        "not_yet_understood": found.waiting,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "sample_count": figures.conversations,
        "conversations": figures.conversations,
        **{one.name: _rounded(figures.values[one.name].value, one) for one in MEASURES},
        "sample_sizes": {one.name: figures.values[one.name].sample for one in MEASURES},
        "sentiment_distribution": figures.labels,
        "statuses": figures.statuses,
        "unanswered": figures.unanswered,
        "judged_by_model": figures.by_model,
        "customer_messages": figures.customer_messages,
        "agent_messages": figures.agent_messages,
        "autoresponses": figures.autoresponses,
    }


def _rounded(value: float | None, measure: Measure) -> float | None:
    return None if value is None else round(value, measure.decimals)


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _print(found: Metrics) -> None:
    figures = found.figures
    print(f"{_period(found)}: {figures.conversations:,} conversations")
    print(
        f"{figures.customer_messages:,} messages of customers, {figures.agent_messages:,} of ours; "
        f"{figures.autoresponses:,} autoresponses, left out of every figure"
    )
    print(f"{figures.unanswered:,} conversations in which nobody replied")
    judged = f"{figures.by_model:,} by a model, " if figures.by_model else ""
    print(f"Understood: {judged}{figures.conversations - figures.by_model:,} by words alone\n")
    header = ["", "", "", "CONVERSATIONS", *(["CHANGE"] if found.previous else []), "WHAT IT IS"]
    print_table(header, [_line(found, one) for one in MEASURES])
    if found.previous:
        print(
            f"\nChange: against the {found.previous.conversations:,} conversations "
            f"from {found.previous_since} on, as long a period."
        )
    moods = ", ".join(f"{label} {count:,}" for label, count in figures.labels.items())
    statuses = ", ".join(f"{status} {count:,}" for status, count in figures.statuses.items())
    print(f"\nMood: {moods}\nThey are: {statuses}")
    if found.by:
        print()
        _print_groups(found)
    elif found.topics:
        print()
        print_table(
            ("TOPIC", "CONVERSATIONS", "SHARE %"),
            [(one.topic, one.count, 100 * one.share) for one in found.topics[:_TOPICS_SHOWN]],
        )
    if found.failed:
        print(f"\n{found.failed:,} could not be understood: sne conversations --failed-only")
    if found.waiting:
        print(f"\n{found.waiting:,} are not understood yet: sne chats understand")
    elif not figures.conversations and found.since is None and found.until is None:
        print("\nNothing to show yet: sne chats load FILE brings conversations in")


def _period(found: Metrics) -> str:
    if found.since and found.until:
        return f"{found.since} to {found.until}"
    return f"Until {found.until}" if found.until else "All time"


def _line(found: Metrics, measure: Measure) -> list[object]:
    value = found.figures.values[measure.name]
    line: list[object] = [measure.title, _shown(value.value, measure), measure.unit, value.sample]
    if found.previous:
        delta = found.delta(measure.name)
        line.append("" if delta is None else f"{delta:+.{measure.decimals}f}")
    return [*line, measure.about]


def _shown(value: float | None, measure: Measure) -> str:
    return "" if value is None else f"{value:.{measure.decimals}f}"


def _print_groups(found: Metrics) -> None:
    shown = [one for one in MEASURES if one.name in _IN_GROUPS]
    print_table(
        (str(found.by).upper(), "CONVERSATIONS", *(one.title.upper() for one in shown)),
        [
            (
                name,
                figures.conversations,
                *(_shown(figures.values[one.name].value, one) for one in shown),
            )
            for name, figures in found.groups
        ],
    )
