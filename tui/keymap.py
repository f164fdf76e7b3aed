"""The keys of the actions: the default ones or those of the settings, their names, their faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.binding import Binding

from tui.actions import ACTIONS, BY_ID, Action, Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEY = re.compile(r"\S|((ctrl|alt|shift)\+)?[a-z0-9_]+")
"""A single character, or Textual's name of a key."""

_KEY_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "f1": "F1",
}


def key_name(key: str) -> str:
    """Return a key as people know it: ``Ctrl+S`` for ``ctrl+s``."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key.removeprefix('ctrl+').upper()}"
    return _KEY_NAMES.get(key, key)


def keys_of(action: Action, remapped: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of an action: those of the settings, else its own."""
    own = remapped.get(action.id)
    return tuple(key.strip() for key in own.split(",")) if own else action.keys


def bindings(remapped: Mapping[str, str]) -> list[Binding]:
    """Return the bindings of all actions."""
    return [
        Binding(
            ",".join(keys_of(action, remapped)), f"act('{action.id}')", action.label, show=False
        )
        for action in ACTIONS
    ]


def problems(remapped: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the keys of the settings: unknown actions, keys used twice."""
    found = [
        f"[keys] {name}: there is no such action; see sne keys"
        for name in remapped
        if name not in BY_ID
    ]
    owners: dict[str, str] = {}
    for action in ACTIONS:
        for key in keys_of(action, remapped):
            if not _KEY.fullmatch(key):
                found.append(f"[keys] {action.id}: {key!r} is no key; write S, f5 or ctrl+s")
            if key in owners:
                found.append(f"[keys] {key_name(key)} is both {owners[key]} and {action.id}")
            owners.setdefault(key, action.id)
    return found


def key_table(remapped: Mapping[str, str]) -> list[tuple[Group, Sequence[tuple[str, str, str]]]]:
    """Return, per group, (keys, label, help) of each action: the help screen and the manual."""
    return [
        (
            group,
            [
                (
                    " ".join(key_name(key) for key in keys_of(action, remapped)),
                    action.id,
                    action.help,
                )
                for action in ACTIONS
                if action.group is group
            ],
        )
        for group in Group
    ]
