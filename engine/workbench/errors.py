"""What an agent asked for that cannot be done."""

from __future__ import annotations

from engine.errors import RefusalError


class UnknownCustomerError(LookupError):
    """There is no customer with that id."""

    def __init__(self, customer_id: int) -> None:
        """Say so in plain words."""
        super().__init__(f"there is no customer {customer_id}; see sne customers")


class InvalidMessageError(ValueError):
    """The message cannot be sent as it is: it is empty."""


class NotAllowedError(RefusalError):
    """The role of whoever asked does not allow it; the message says whose does."""


class InvalidAssignmentError(ValueError):
    """A customer cannot be assigned like this."""


class UnknownViewError(LookupError):
    """There is no saved view of that name."""
