"""The help: all keys, made from the registry of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keymap import key_name, key_table
from tui.outbox_keys import OUTBOX_KEYS
from tui.screens.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.screens.sheet import Text

_WIDTH = 18


class Help(Sheet[None]):
    """Shows every action with its keys."""

    def __init__(self, remapped: Mapping[str, str]) -> None:
        """Show the keys as they are after remapping."""
        paragraphs: list[Text] = []
        for group, rows in key_table(remapped):
            paragraphs.append((str(group), "title"))
            paragraphs += [(f"  {keys:<{_WIDTH}}{about}", "") for keys, _id, about in rows]
            paragraphs.append(("", ""))
        paragraphs.append(("In the outbox", "title"))
        for one in OUTBOX_KEYS:
            keys = " ".join(map(key_name, one.keys.split(",")))
            paragraphs.append((f"  {keys:<{_WIDTH}}{one.help}", ""))
        paragraphs.append(("", ""))
        paragraphs.append(("■ Critical  ▲ Important  · Routine   ✎ draft  ✓ sent  z aside", "dim"))
        paragraphs.append(("Esc  back", "accent"))
        super().__init__("Keys", paragraphs)
