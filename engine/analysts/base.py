"""The one interface of all analysts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine.models.case import Analysis, Profile


class AnalystError(Exception):
    """An analyst cannot explain this case; the message is a reason that an agent understands."""


class Analyst(Protocol):
    """Explains one customer's case and writes the message.

    An analyst may be slow (a model behind a network) and is then called in a background worker,
    never in the event loop; it must therefore be safe to call from several threads at once.
    """

    @property
    def name(self) -> str:
        """What the analyst is called on the screen and in ``Analysis.analyst``."""

    def analyse(self, profile: Profile) -> Analysis:
        """Return the whole analysis of one customer.

        Raises:
            AnalystError: it cannot; the message says why in plain English.
        """
