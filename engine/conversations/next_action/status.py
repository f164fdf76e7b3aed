"""How the matter of a conversation stands, in the contract's three words.

=========================  ====================================================================
status                     when
=========================  ====================================================================
``resolved``               ``understanding.resolution`` says so, or the source itself does; such
                           conversations are skipped and counted, no action is proposed
``escalated``              else, and the customer used a word of escalation, or the source says so
``pending_customer_reply`` else
=========================  ====================================================================

The contract has no word for a customer whose last message nobody has answered. The status tells how
the matter stands once the proposed action is done: the company has then written, and the customer's
reply is pending. Whose turn it is now stands beside it, in ``Prediction.awaited``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.conversations.understanding.ratings import ratings
from engine.conversations.understanding.resolution import status_of
from engine.conversations.understanding.sentiment import sentiment
from engine.models.next_action import IssueStatus
from engine.models.understanding import ResolutionStatus, Sentiment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.models.conversations import Message

_STATED_RESOLVED, _STATED_ESCALATED = "Resolved", "Escalated"


class Moods(Mapping[str, Sentiment]):
    """The sentiment of each message by its id, worked out when it is asked for.

    Resolution asks for one message of a conversation, seldom more.
    """

    def __init__(self, messages: Sequence[Message]) -> None:
        """Take the messages."""
        self._texts = {message.message_id: message.text for message in messages}
        self._known: dict[str, Sentiment] = {}

    def __getitem__(self, message_id: str) -> Sentiment:
        """Return the sentiment of a message."""
        if message_id not in self._known:
            self._known[message_id] = sentiment(self._texts[message_id])
        return self._known[message_id]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many messages there are."""
        return len(self._texts)


def is_resolved(messages: Sequence[Message], moods: Moods, stated: str | None) -> bool:
    """Return whether nothing is left to do.

    Args:
        messages: oldest first, without autoresponses.
        moods: their sentiment.
        stated: the resolution that the source states, where it does.
    """
    if stated is not None:
        return stated == _STATED_RESOLVED
    return status_of(messages, moods, ratings(messages, moods)) is ResolutionStatus.RESOLVED


def open_status(escalation_words: Sequence[str], stated: str | None) -> IssueStatus:
    """Return the status of a conversation that is not resolved."""
    if escalation_words or stated == _STATED_ESCALATED:
        return IssueStatus.ESCALATED
    return IssueStatus.PENDING
