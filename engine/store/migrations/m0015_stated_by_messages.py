"""Migration 15: every message keeps what its row says of the conversation.

What is known of a conversation is made of that, by a rule that does not ask in which order the
rows came. Messages of before are taken to have said what was kept of their conversation.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0015_stated_by_messages(db: Database) -> None:
    """Add ``stated`` to the messages: JSON with sorted keys, NULL where a row says nothing."""
    db.conn.execute("ALTER TABLE messages ADD COLUMN stated TEXT")
    db.conn.create_function("stated_by_a_message", 4, _stated)
    db.conn.execute(
        "UPDATE messages SET stated = stated_by_a_message("
        "nullif(c.participant, c.conversation_id), c.platform, "
        "iif(c.linked_by_hand, NULL, c.customer_id), c.stated) "
        "FROM conversations c JOIN conversation_messages l USING (conversation_key) "
        "WHERE l.message_key = messages.message_key AND c.source <> 'tweets'"
    )


def _stated(
    participant: str | None, platform: str | None, customer_id: int | None, stated: str | None
) -> str | None:
    known = {"participant": participant, "platform": platform, "customer_id": customer_id}
    said = json.loads(stated or "{}") | {name: value for name, value in known.items() if value}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None
