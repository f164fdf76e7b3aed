"""The life of a send, and the promise: never two messages for one approval, none lost.

queued (may be taken back) → attempting, committed before the channel is called → sent, failed
(with the channel's words) or unknown, when the process died or the line went silent after the
attempt began. Unknown is never retried by itself. Approval, audit row and outbox row are one
transaction.
"""

from __future__ import annotations

from engine.delivery.approving import Approval, Approving, RefusedError
from engine.delivery.attempting import Attempting, NotUnknownError

__all__ = ["Approval", "NotUnknownError", "RefusedError", "Sender"]


class Sender(Approving, Attempting):
    """Approves, takes back and delivers messages. One per connection."""
