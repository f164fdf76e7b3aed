"""The help: all keys, made from the registry of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.conversation_keys import CONVERSATION_KEYS
from tui.keymap import key_table
from tui.metrics_keys import METRICS_KEYS
from tui.outbox_keys import OUTBOX_KEYS
from tui.screens.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.screens.sheet import Text

_WIDTH = 18

_SCREENS = (
    ("In the outbox", OUTBOX_KEYS),
    ("Among the conversations", CONVERSATION_KEYS),
    ("On the metrics", METRICS_KEYS),
)


class Help(Sheet[None]):
    """Shows every action with its keys."""

    def __init__(self, remapped: Mapping[str, str]) -> None:
        """Show the keys as they are after remapping."""
        paragraphs: list[Text] = []
        for group, rows in key_table(remapped):
            paragraphs.append((str(group), "title"))
            paragraphs += [(f"  {keys:<{_WIDTH}}{about}", "") for keys, _id, about in rows]
            paragraphs.append(("", ""))
        for screen, table in _SCREENS:
            paragraphs.append((screen, "title"))
            paragraphs += [(f"  {one.names:<{_WIDTH}}{one.help}", "") for one in table]
            paragraphs.append(("", ""))
        paragraphs.append(("■ Critical  ▲ Important  · Routine   ✎ draft  ✓ sent  z aside", "dim"))
        paragraphs.append(("Esc  back", "accent"))
        super().__init__("Keys", paragraphs)
