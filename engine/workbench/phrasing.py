"""Pieces of text that an agent puts into a message: listed, and filled in for a customer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line
from engine.workbench.casework import Casework

if TYPE_CHECKING:
    from engine.analysts.snippets import Filled, Snippet
    from engine.models.case import Profile
    from engine.models.vocabulary import Channel


class Phrasing(Casework):
    """The snippets of this installation."""

    @cached_property
    def snippets(self) -> tuple[Snippet, ...]:
        """All snippets by name, also those that cannot be used as they are written.

        Raises:
            engine.analysts.texts.TextsError: the team's file cannot be read.
        """
        from engine.analysts.snippets import load_snippets

        return load_snippets(self.settings.analysis.snippets, self.settings.snippets)

    def snippets_for(self, profile: Profile, channel: Channel) -> tuple[Filled, ...]:
        """Return every snippet with this customer's values, or what keeps it from being used."""
        values = self.rules.customer_facts(profile) | {
            "supplier": clean_line(self.settings.supplier.name),
            "agent": clean_line(self.agent),
            "channel": str(channel),
        }
        return tuple(snippet.fill(values) for snippet in self.snippets)
