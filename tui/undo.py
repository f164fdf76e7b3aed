"""What can be taken back, newest first: sends while they wait, snoozes and skips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from engine.models.work import Disposition, Notification


@dataclass(frozen=True, slots=True)
class Undoable:
    """One act: a send (with the moment from which it is too late), or a snooze or skip."""

    customer_id: int
    notification: Notification | None = None
    disposition: Disposition | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether the channel has it by now."""
        return self.notification is not None and self.notification.due_at <= now


class UndoStack:
    """The acts of this session that can still be taken back."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._acts: list[Undoable] = []

    def push(self, act: Undoable) -> None:
        """Remember an act; a later one to the same customer takes the place of a snooze."""
        self._acts = [
            old
            for old in self._acts
            if old.customer_id != act.customer_id or old.notification is not None
        ]
        self._acts.append(act)

    def newest(self, now: datetime) -> Undoable | None:
        """Return what would be taken back now, or None."""
        self._acts = [act for act in self._acts if not act.is_late(now)]
        return self._acts[-1] if self._acts else None

    def drop(self, act: Undoable) -> None:
        """Forget an act that was taken back."""
        self._acts = [old for old in self._acts if old is not act]
