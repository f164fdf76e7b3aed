"""Saved views: the filters that an agent uses again and again, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line
from engine.store import views
from engine.store.connection import transaction
from engine.workbench.errors import InvalidMessageError, UnknownViewError
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from engine.store.views import View
    from engine.store.worklist import WorklistQuery

LONGEST_NAME = 40


class Viewing(Seat):
    """An agent's own views, and those that a lead has shared with everyone."""

    def views(self) -> tuple[View, ...]:
        """Return the views that this agent can choose from, their own first."""
        return views.listed(self.connection, self.who)

    def view(self, name: str) -> View:
        """Return a view by its name, however it is written; the agent's own before a shared one.

        Raises:
            UnknownViewError: there is none.
        """
        asked = clean_line(name).casefold()
        for found in self.views():
            if found.name.casefold() == asked:
                return found
        known = ", ".join(found.name for found in self.views()) or "none are saved"
        raise UnknownViewError(f"there is no view {clean_line(name)!r}; known: {known}")

    def save_view(
        self, name: str, query: WorklistQuery, search: str = "", *, shared: bool = False
    ) -> View:
        """Keep a filter under a name, for this agent or, shared, for everyone.

        Raises:
            InvalidMessageError: the name is empty or too long.
        """
        cleaned = clean_line(name)
        if not 0 < len(cleaned) <= LONGEST_NAME:
            raise InvalidMessageError(f"a view needs a name of 1 to {LONGEST_NAME} characters")
        owner = views.EVERYONE if shared else self.agent
        kept = replace(query, search=(), opened_at=None)
        view = views.View(cleaned, owner, kept, clean_line(search))
        with transaction(self.connection):
            views.save(self.connection, view, saved_by=self.agent, saved_at=self.now_text())
        return view

    def remove_view(self, name: str, *, shared: bool = False) -> bool:
        """Remove a view of this agent or, shared, of everyone; return whether there was one."""
        owner = views.EVERYONE if shared else self.agent
        with transaction(self.connection):
            return views.remove(self.connection, clean_line(name), owner)
