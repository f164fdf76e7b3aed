"""What background workers tell the screen. Only handlers touch widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from engine.models.next_action import Prediction
    from engine.models.work import Notification
    from engine.store.searching import Found
    from engine.workbench.bulk import Outcome
    from tui.summary import Summary
    from tui.undo import Undoable
    from tui.widgets.rows import Rows


class DraftSaved(Message):
    """A draft is on the disk."""

    def __init__(self, customer_id: int) -> None:
        """Name whose."""
        super().__init__()
        self.customer_id = customer_id


class NextActionFound(Message):
    """What to do next about a customer's open conversations is known."""

    def __init__(self, customer_id: int, action: Prediction | None) -> None:
        """Name whose; None where no conversation is open."""
        super().__init__()
        self.customer_id = customer_id
        self.action = action


class ActionLookedUp(Message):
    """What to do next about a conversation was looked for."""

    def __init__(self, conversation_id: str, action: Prediction | None) -> None:
        """Name which; None where nothing is to be done."""
        super().__init__()
        self.conversation_id = conversation_id
        self.action = action


class WordsWritten(Message):
    """A model was asked for the words of an answer."""

    def __init__(self, conversation_id: str, action: Prediction | None, text: str) -> None:
        """Name the conversation, the action with its words, if there are any, and what to say."""
        super().__init__()
        self.conversation_id = conversation_id
        self.action = action
        self.text = text


class FiguresRead(Message):
    """The reading of figures has ended."""

    def __init__(self, summary: Summary | None) -> None:
        """Keep them; None where they cannot be read."""
        super().__init__()
        self.summary = summary


class DraftDisplaced(Message):
    """Another window's text was kept beside the draft that was just saved."""

    def __init__(self, customer_id: int) -> None:
        """Name whose."""
        super().__init__()
        self.customer_id = customer_id


class LeaseTold(Message):
    """There is something to say about the lease on the customer who is being written to."""

    def __init__(self, text: str) -> None:
        """Keep the sentence for the status line."""
        super().__init__()
        self.text = text


class Written(Message):
    """Something was written that the screen shows: marks, notes, what can be taken back."""

    def __init__(self, text: str, undoable: Undoable | None = None) -> None:
        """Keep the sentence for the status line, and how to take it back."""
        super().__init__()
        self.text = text
        self.undoable = undoable


class Searched(Message):
    """All of a long list was searched."""

    def __init__(self, rows: Rows, found: Found) -> None:
        """Name the list and what it holds."""
        super().__init__()
        self.rows = rows
        self.found = found


class Trouble(Message):
    """Something went wrong; ``text`` says what, and what to do next."""

    def __init__(self, text: str) -> None:
        """Keep the sentence."""
        super().__init__()
        self.text = text


class LoadProgress(Message):
    """How far a load is. A newer one replaces an older one that was not shown yet."""

    def __init__(self, text: str) -> None:
        """Keep the words for the status line."""
        super().__init__()
        self.text = text

    def can_replace(self, message: Message) -> bool:
        """Replace what was not shown yet."""
        return isinstance(message, LoadProgress)


class Loaded(Message):
    """A load has ended."""

    def __init__(self, text: str, *, changed: bool) -> None:
        """Keep the words for the status line, and whether there is anything new."""
        super().__init__()
        self.text = text
        self.changed = changed


class Approved(Message):
    """A message was approved and waits to be delivered."""

    def __init__(self, notification: Notification) -> None:
        """Keep the notification."""
        super().__init__()
        self.notification = notification


class ConversationAnswered(Message):
    """A message that answers a conversation was approved."""

    def __init__(self, key: int, notification: Notification) -> None:
        """Name the conversation by its key in the store."""
        super().__init__()
        self.key = key
        self.notification = notification


class ApprovedTogether(Message):
    """A bulk review has ended: some of its messages wait to be delivered, some may not."""

    def __init__(self, outcomes: tuple[Outcome, ...]) -> None:
        """Keep what became of each."""
        super().__init__()
        self.outcomes = outcomes


class Delivered(Message):
    """Attempts have ended."""

    def __init__(self, notifications: tuple[Notification, ...]) -> None:
        """Keep them as they are now."""
        super().__init__()
        self.notifications = notifications


class AnalysesArrived(Message):
    """A model has finished customers. A newer one replaces an older one not handled yet."""

    def __init__(self, text: str) -> None:
        """Keep the words for the status line."""
        super().__init__()
        self.text = text

    def can_replace(self, message: Message) -> bool:
        """Replace what was not handled yet: whoever handles it looks at the store anyway."""
        return isinstance(message, AnalysesArrived)


class AnalysesEnded(Message):
    """A run of a model has ended."""

    def __init__(self, text: str, *, was_stopped: bool) -> None:
        """Keep the words for the status line, and whether it ended before its time."""
        super().__init__()
        self.text = text
        self.was_stopped = was_stopped
