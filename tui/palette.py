"""The command palette: every action of the registry, found by its name or its sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from tui.actions import ACTIONS

if TYPE_CHECKING:
    from textual.command import Hits

_ITSELF = "palette"


class ActionCommands(Provider):
    """Offers the actions to Textual's palette."""

    async def discover(self) -> Hits:
        """Yield every action, before anything is typed."""
        for action in ACTIONS:
            if action.id != _ITSELF:
                yield DiscoveryHit(
                    action.label,
                    partial(self.app.run_action, f"act('{action.id}')"),
                    help=action.help,
                )

    async def search(self, query: str) -> Hits:
        """Yield the actions whose name or sentence fits ``query``."""
        matcher = self.matcher(query)
        for action in ACTIONS:
            score = max(matcher.match(action.label), matcher.match(action.help) / 2)
            if score > 0 and action.id != _ITSELF:
                yield Hit(
                    score,
                    matcher.highlight(action.label),
                    partial(self.app.run_action, f"act('{action.id}')"),
                    help=action.help,
                )
