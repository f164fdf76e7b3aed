"""What an agent does with whole lists: their own work, and saved views."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.list_actions import ListActions
from tui.messages import Written

if TYPE_CHECKING:
    from engine.pipeline import Workbench
    from engine.store.views import View
    from engine.store.worklist import WorklistQuery

SHOWN_VIEWS = 8
"""Views that the sheet offers by number; the last number saves the present one."""


class ViewActions(ListActions):
    """My work and saved views."""

    _before_mine: WorklistQuery | None = None

    def do_mine(self) -> None:
        """My work, in every segment; again: the list as it was before."""
        if self.query_now.mine is not None:
            before = self._before_mine or replace(self.query_now, mine=None)
            self.query_now = before
        else:
            self._before_mine = self.query_now
            self.query_now = replace(
                self.query_now,
                mine=self.workbench.who,
                segment=None,
                recommended_only=False,
                assigned_to=None,
                team=None,
            )
        self._show_list()

    def do_views(self) -> None:
        """Choose a view, or save this one."""
        from tui.screens.choice import Choice

        views = self.workbench.views()[:SHOWN_VIEWS]
        width = max((len(view.name) for view in views), default=0)
        options: list[tuple[str, View | None]] = [
            (f"{view.name:<{width}}  {view.words}", view) for view in views
        ]
        options.append(("save this view as …", None))
        # Esc answers with None, too: what was chosen is told apart by its place.
        numbered = [(label, place) for place, (label, _view) in enumerate(options)]

        def chosen(place: int | None) -> None:
            if place is None:
                return
            view = options[place][1]
            if view is None:
                self._save_view()
            else:
                self.query_now, self.search = view.query, view.search
                self._show_list()
                self.status.say(f"View {view.name}.")

        self.push_screen(Choice("Views", numbered), chosen)

    def _show_list(self) -> None:
        """Open the list, and on a small terminal show it."""
        self.open_list()
        self.read_case_pane(reading=False)

    def _save_view(self) -> None:
        query, search = self.query_now, self.search

        def submitted(name: str) -> None:
            if not name.strip():
                self.status.say("Not saved: a view needs a name.", "important")
                return

            def save(workbench: Workbench) -> Written:
                saved = workbench.save_view(name, query, search)
                return Written(f"Saved as {saved.name}: {saved.words}.")

            self.write(save)

        self.status.ask("Save this view as", "", submitted=submitted)
