"""What stands against a send because others work on the same customer at the same time.

Asked inside the approving transaction, so that of two sends exactly one gets by. The rules:

- somebody else holds a lease on the customer that is in force;
- the draft is no longer the version that was reviewed;
- a message to the customer was approved since the sender looked: whatever it says, the sender has
  not seen it. A screen looks when it opens the review, a command when its process is started. Two
  commands that run at once therefore send once, however different their words; a second message is
  the work of a command that begins after the first one's approval;
- another agent's message of the same kind is on its way and can still be taken back or held, or
  the outcome of anybody's is unknown: whoever sends then could say the same thing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.delivery.gate import Reason
from engine.delivery.holders import Holder, in_words, is_anothers
from engine.delivery.rules import Effect
from engine.models.vocabulary import OutboxState
from engine.store import drafts, leases, outbox

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from engine.models.vocabulary import MessageKind
    from engine.models.work import Notification

_SOURCE = "house rule"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sender had before them.

    Attributes:
        approvals: how many messages had ever been approved for the customer.
        version: the version of the draft that was reviewed, 0 where there was none; None where the
            words come from somewhere else.
    """

    approvals: int
    version: int | None = None


def obstacle(
    connection: sqlite3.Connection,
    customer_id: int,
    holder: Holder,
    *,
    kind: MessageKind,
    now: datetime,
) -> Reason | None:
    """Return what others are doing that a message to the customer must wait for, or None."""
    lease = leases.read(connection, customer_id)
    if lease is not None and is_anothers(lease, holder, now) and lease.agent != holder.agent:
        return _stop("lease", f"{in_words(lease, holder)}; ask them, or take over")
    waiting = outbox.unsettled(connection, customer_id, str(kind), agent=holder.agent)
    if waiting is None:
        return None
    when = _when(waiting)
    if waiting.state is OutboxState.UNKNOWN:
        return _stop(
            "unknown",
            f"Nobody knows whether the message that {waiting.agent} approved {when} arrived; "
            f"find out, then sne resolve {waiting.notification_id}",
        )
    return _stop(
        "waiting",
        f"A message that {waiting.agent} approved {when} is on its way; wait until it has gone, "
        f"or take it back with sne undo {customer_id}",
    )


def overtaken(
    connection: sqlite3.Connection, customer_id: int, agent: str, seen: Seen
) -> Reason | None:
    """Return what has changed since the sender looked, or None."""
    if outbox.count_approved(connection, customer_id) != seen.approvals:
        newest = outbox.notifications_of(connection, customer_id)[0]
        return _stop(
            "overtaken",
            f"{newest.agent} approved a message to this customer {_when(newest)}, after you looked;"
            " read it, then send again if yours is still needed",
        )
    if seen.version is None:
        return None
    draft = drafts.read_draft(connection, customer_id, agent)
    present = draft.version if draft else 0
    if present == seen.version:
        return None
    if draft is None:
        text = f"You reviewed version {seen.version} of your draft, and it is gone"
    else:
        reviewed = f"version {seen.version}" if seen.version else "the analyst's message"
        saved = f"{draft.updated_at.astimezone(LONDON):%H:%M}"
        text = f"You reviewed {reviewed}; your draft is version {present} now, saved at {saved}"
    return _stop("version", f"{text}; review it again")


def _when(notification: Notification) -> str:
    return f"at {notification.approved_at.astimezone(LONDON):%H:%M on %d %b}"


def _stop(rule: str, text: str) -> Reason:
    return Reason(rule, _SOURCE, text, Effect.STOP)
