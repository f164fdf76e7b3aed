"""What can be taken back, newest first: sends while they wait, single or bulk, snoozes, skips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from engine.models.work import Disposition, Notification
    from engine.pipeline import Workbench


@dataclass(frozen=True, slots=True)
class Undoable:
    """One act: messages that were approved together, mostly one, or a snooze or skip.

    Attributes:
        customer_id: to whom; of several, the first.
    """

    customer_id: int
    notifications: tuple[Notification, ...] = ()
    disposition: Disposition | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether the channels have all of it by now."""
        return bool(self.notifications) and all(one.due_at <= now for one in self.notifications)

    def take_back(self, workbench: Workbench) -> str:
        """Take the act back as far as that is possible; return what came of it."""
        who = f"#{self.customer_id}"
        if len(self.notifications) > 1:
            done = sum(workbench.undo(one.notification_id) for one in self.notifications)
            late = len(self.notifications) - done
            gone = f"; {late} had gone" if late else ""
            return f"{done} messages taken back, they are drafts again{gone}."
        if self.notifications:
            if workbench.undo(self.notifications[0].notification_id):
                return f"{who}: taken back; it is a draft again."
            return f"{who}: too late, it has gone."
        if self.disposition and workbench.take_back(self.customer_id, self.disposition):
            return f"{who}: back on the list."
        return f"{who}: somebody else has put this customer aside since."


class UndoStack:
    """The acts of this session that can still be taken back."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._acts: list[Undoable] = []

    def push(self, act: Undoable) -> None:
        """Remember an act; a later one to the same customer takes the place of a snooze."""
        self._acts = [
            old for old in self._acts if old.customer_id != act.customer_id or old.notifications
        ]
        self._acts.append(act)

    def newest(self, now: datetime) -> Undoable | None:
        """Return what would be taken back now, or None."""
        self._acts = [act for act in self._acts if not act.is_late(now)]
        return self._acts[-1] if self._acts else None

    def drop(self, act: Undoable) -> None:
        """Forget an act that was taken back."""
        self._acts = [old for old in self._acts if old is not act]
