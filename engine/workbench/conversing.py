"""Conversations at this seat: imported, listed in the log, linked to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import OperatorError
from engine.store import conversation_runs, conversations
from engine.store.connection import transaction
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from pathlib import Path

    from engine.conversations.report import ImportReport
    from engine.loading import Progress
    from engine.models.conversations import Conversation


class UnknownConversationError(OperatorError):
    """There is no conversation of that id."""

    def __init__(self, conversation_id: str) -> None:
        """Say which."""
        super().__init__(f"there is no conversation {conversation_id!r}")


class Conversing(Seat):
    """What customers and the company have written to each other elsewhere."""

    def import_conversations(
        self,
        path: Path,
        *,
        force: bool = False,
        progress: Progress = lambda _what, _done, _total: None,
    ) -> ImportReport:
        """Import a file of conversations; see ``engine.conversations.importing``."""
        from engine.conversations.importing import import_file

        self.prepare()
        return import_file(self.settings, path, clock=self.clock, force=force, progress=progress)

    def import_runs(self, limit: int = 50) -> list[dict[str, Any]]:
        """Return the latest imports of conversations as the log has them, the last first."""
        return conversation_runs.runs(self.connection, limit)

    def conversation(self, conversation_id: str) -> Conversation:
        """Return a conversation with its messages.

        Raises:
            UnknownConversationError: there is none.
        """
        return conversations.conversation(self.connection, self._key(conversation_id))

    def link_conversation(self, conversation_id: str, customer_id: int | None) -> None:
        """Say which customer a conversation is with, or (None) that it is not known.

        Raises:
            UnknownConversationError: there is no such conversation.
            UnknownCustomerError: there is no such customer.
        """
        with transaction(self.connection):
            if customer_id is not None:
                self._must_exist(customer_id)
            conversations.link(self.connection, self._key(conversation_id), customer_id)

    def _key(self, conversation_id: str) -> int:
        key = conversations.find_key(self.connection, conversation_id)
        if key is None:
            raise UnknownConversationError(conversation_id)
        return key
