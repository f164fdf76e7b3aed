"""What an action may look at, and why it is not possible now."""

from __future__ import annotations

from typing import Protocol

from engine.models.people import Permission


class State(Protocol):
    """What an action may look at to say why it is not possible."""

    @property
    def customer_id(self) -> int | None:
        """The selected customer."""

    @property
    def is_editing(self) -> bool:
        """Whether the editor has the keyboard."""

    @property
    def can_undo(self) -> bool:
        """Whether anything can be taken back."""

    @property
    def has_draft(self) -> bool:
        """Whether the selected customer has a draft of this agent."""

    @property
    def has_next_action(self) -> bool:
        """Whether there are words for an open conversation with the selected customer."""

    @property
    def has_model(self) -> bool:
        """Whether the settings ask for a model."""

    @property
    def has_marks(self) -> bool:
        """Whether any customer is marked for the bulk review."""

    @property
    def is_leased(self) -> bool:
        """Whether somebody else is writing to the selected customer."""

    @property
    def has_other_text(self) -> bool:
        """Whether another window of this agent wrote something else to the selected customer."""

    def may_not(self, permission: Permission) -> str | None:
        """Return why the agent's role does not allow something, or None."""

    @property
    def has_receipt(self) -> bool:
        """Whether anything was ever approved for the selected customer."""

    @property
    def has_shell(self) -> bool:
        """Whether a shell waits for this program and could wake it again."""

    @property
    def is_loading(self) -> bool:
        """Whether the customer files are being loaded from this screen."""


def always(_state: State) -> str | None:
    """Nothing stands in the way."""
    return None


def needs_customer(state: State) -> str | None:
    """A customer must be selected."""
    return None if state.customer_id is not None else "no customer is selected"


def needs_undo(state: State) -> str | None:
    """There must be something to take back."""
    return None if state.can_undo else "there is nothing to take back"


def needs_load(state: State) -> str | None:
    """The agent must be allowed to load, one load at a time."""
    return state.may_not(Permission.LOAD) or (
        "the files are being loaded" if state.is_loading else None
    )


def needs_draft(state: State) -> str | None:
    """The customer must have a draft of this agent."""
    return None if state.has_draft else "this customer has no draft of yours"


def needs_next_action(state: State) -> str | None:
    """A conversation must be open with the customer, and no draft in the way."""
    if not state.has_next_action:
        return "no conversation with this customer is open"
    return "this customer has a draft of yours; throw it away first" if state.has_draft else None


def needs_receipt(state: State) -> str | None:
    """Something must have been approved for the customer."""
    return None if state.has_receipt else "nothing was sent to this customer from here"


def needs_model(state: State) -> str | None:
    """The settings must ask for a model."""
    return None if state.has_model else "no model is set up, see sne doctor"


def needs_marks(state: State) -> str | None:
    """Somebody must be marked."""
    return None if state.has_marks else "nobody is marked; m marks a customer"


def needs_lease(state: State) -> str | None:
    """Somebody else must be writing to the selected customer."""
    return None if state.is_leased else "nobody else is writing to this customer"


def needs_other_text(state: State) -> str | None:
    """Another window of the agent must have written something else."""
    return None if state.has_other_text else "no other window of yours wrote to this customer"


def needs_shell(state: State) -> str | None:
    """Nobody else wakes a program that was put to sleep."""
    return None if state.has_shell else "no shell waits for this program"
