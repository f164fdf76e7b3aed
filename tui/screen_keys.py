"""The keys of a screen beside the workbench: bindings, footer and help from one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

from tui.keymap import key_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class ScreenKey:
    """One key: Textual's name, the screen's action, its label (none: not in the footer), help."""

    keys: str
    action: str
    label: str
    help: str

    @property
    def names(self) -> str:
        """The keys as people know them."""
        return " ".join(map(key_name, self.keys.split(",")))


def bindings_of(table: Iterable[ScreenKey]) -> list[BindingType]:
    """Return what a screen binds."""
    return [Binding(key.keys, key.action, show=False) for key in table]


def footer_of(table: Iterable[ScreenKey]) -> list[tuple[str, str]]:
    """Return the keys that the footer names, with their labels."""
    return [(key_name(key.keys.split(",")[0]), key.label) for key in table if key.label]
