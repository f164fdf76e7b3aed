"""How long customers wait for an answer, and how long a case takes.

All functions take the messages of one conversation without its autoresponses, in any order.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from engine.models.conversations import Direction
from engine.models.understanding import Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.conversations import Message


def replies(messages: Sequence[Message]) -> tuple[Reply, ...]:
    """Return the company's messages with what the customer had waited, oldest first.

    The wait for a message is the time since the latest *strictly earlier* message of the customer.
    A company message with the same time as the customer's does not answer it; one with no
    earlier message of the customer answers nothing and is left out.

    Example:
        The customer writes at 9:00 and 9:10, the company at 9:00, 9:12 and 9:30. The first company
        message is left out, the others waited 2 and 20 minutes: on average 11 minutes.
    """
    asked = sorted(m.at for m in messages if m.direction is Direction.TO_COMPANY)
    found = []
    for message in sorted(messages, key=lambda m: m.at):
        if message.direction is Direction.TO_CLIENT:
            earlier = bisect_left(asked, message.at)
            if earlier:
                waited = (message.at - asked[earlier - 1]).total_seconds()
                found.append(Reply(message.message_id, message.agent, waited))
    return tuple(found)


def mean_response_minutes(answers: Sequence[Reply]) -> float | None:
    """Return ``avg_response_time_minutes`` of a conversation, or None where nobody replied.

    For each message of the company the minutes since the latest strictly earlier message of the
    customer, averaged over the conversation; figures for many conversations average these averages.
    See ``replies`` for an example: 2 and 20 minutes make 11.
    """
    if not answers:
        return None
    return sum(answer.waited_s for answer in answers) / len(answers) / 60


def first_response_s(messages: Sequence[Message]) -> float | None:
    """Return the seconds from the customer's first message to the first later one of the company.

    None where the customer never wrote or nobody replied.
    """
    later = _replied_after_first(messages)
    return later[0] if later else None


def handling_s(messages: Sequence[Message]) -> float | None:
    """Return the seconds from the customer's first message to the company's last.

    What the customer writes after it, mostly thanks, does not lengthen the handling. None where
    the customer never wrote or nobody replied.
    """
    later = _replied_after_first(messages)
    return later[-1] if later else None


def _replied_after_first(messages: Sequence[Message]) -> list[float]:
    """Return the seconds from the customer's first message to each later one of the company."""
    asked = [m.at for m in messages if m.direction is Direction.TO_COMPANY]
    if not asked:
        return []
    first = min(asked)
    return sorted(
        (m.at - first).total_seconds()
        for m in messages
        if m.direction is Direction.TO_CLIENT and m.at > first
    )
