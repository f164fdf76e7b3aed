"""The one registry of actions: from it come the keys, the footer, the palette, the help and docs.

An action that cannot be done now says why. Keys can be remapped in the settings file by the
action's id, for example ``[keys]`` / ``send = "S"``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Group(StrEnum):
    """The chapters of the help screen."""

    MOVE = "Moving"
    LIST = "The list"
    CASE = "The case"
    MESSAGE = "The message"
    PROGRAM = "The program"


class State(Protocol):
    """What an action may look at to say why it is not possible."""

    @property
    def customer_id(self) -> int | None:
        """The selected customer."""

    @property
    def is_editing(self) -> bool:
        """Whether the editor has the keyboard."""

    @property
    def can_undo(self) -> bool:
        """Whether anything can be taken back."""

    @property
    def has_draft(self) -> bool:
        """Whether the selected customer has a draft of this agent."""

    @property
    def has_model(self) -> bool:
        """Whether the settings ask for a model."""

    @property
    def has_receipt(self) -> bool:
        """Whether anything was ever approved for the selected customer."""


def _always(_state: State) -> str | None:
    return None


def _needs_customer(state: State) -> str | None:
    return None if state.customer_id is not None else "no customer is selected"


def _needs_undo(state: State) -> str | None:
    return None if state.can_undo else "there is nothing to take back"


def _needs_draft(state: State) -> str | None:
    return None if state.has_draft else "this customer has no draft of yours"


def _needs_receipt(state: State) -> str | None:
    return None if state.has_receipt else "nothing was sent to this customer from here"


def _needs_model(state: State) -> str | None:
    return None if state.has_model else "no model is set up, see sne doctor"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that an agent can do.

    Attributes:
        id: its name in the settings file and in the code: the app has a method ``do_<id>``.
        keys: Textual's names of the default keys.
        label: as short as the footer needs it.
        help: one sentence for the help screen.
        why_not: why it is impossible now, or None.
        footer: its place in the footer, the most needed first; 0 where the footer does not name it.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group
    why_not: Callable[[State], str | None] = _always
    footer: int = 0


ACTIONS: tuple[Action, ...] = (
    Action("down", ("j", "down"), "move", "The next line.", Group.MOVE, footer=1),
    Action("up", ("k", "up"), "up", "The line before.", Group.MOVE),
    Action("page_down", ("pagedown", "ctrl+f"), "page", "A page on.", Group.MOVE),
    Action("page_up", ("pageup", "ctrl+b"), "page up", "A page back.", Group.MOVE),
    Action("top", ("g", "home"), "top", "The first line.", Group.MOVE),
    Action("bottom", ("G", "end"), "bottom", "The last line.", Group.MOVE),
    Action(
        "open",
        ("enter", "l", "right"),
        "open",
        "Go to the case; on a small terminal it takes the whole screen.",
        Group.MOVE,
        _needs_customer,
        footer=2,
    ),
    Action("back", ("escape", "h", "left"), "back", "Back to the list.", Group.MOVE),
    Action("switch", ("tab",), "switch", "From the list to the case and back.", Group.MOVE),
    Action(
        "search",
        ("slash",),
        "search",
        "Search as you type in name, id, location and reasons.",
        Group.LIST,
        footer=6,
    ),
    Action(
        "to_contact",
        ("1",),
        "to contact",
        "List those whom the engine recommends to contact.",
        Group.LIST,
        footer=7,
    ),
    Action("everyone", ("2",), "everyone", "List everyone in the segment.", Group.LIST, footer=8),
    Action("segment", ("3",), "segment", "The next segment, or all of them.", Group.LIST),
    Action("priority", ("4",), "priority", "Only Critical, Important or Routine.", Group.LIST),
    Action("sort", ("t",), "sort", "Risk first, churn first, or by name.", Group.LIST),
    Action("refresh", ("r",), "refresh", "Show what has changed since.", Group.LIST),
    Action("toggle", ("o", "space"), "panel", "Open or close the panel.", Group.CASE),
    Action("toggle_all", ("O",), "all panels", "Open or close all panels.", Group.CASE),
    Action(
        "next_panel",
        ("J",),
        "next panel",
        "Mark the next panel, from anywhere.",
        Group.CASE,
    ),
    Action("previous_panel", ("K",), "panel up", "Mark the panel before.", Group.CASE),
    Action(
        "snooze",
        ("z",),
        "snooze",
        "Put the customer aside until later.",
        Group.CASE,
        _needs_customer,
        footer=9,
    ),
    Action(
        "skip",
        ("x",),
        "skip",
        "Take the customer off the list, with the reason.",
        Group.CASE,
        _needs_customer,
    ),
    Action("note", ("n",), "note", "Write a note for colleagues.", Group.CASE, _needs_customer),
    Action(
        "edit",
        ("e",),
        "edit",
        "Edit the message in place; Esc keeps it as a draft.",
        Group.MESSAGE,
        _needs_customer,
        footer=3,
    ),
    Action(
        "channel",
        ("c",),
        "channel",
        "Choose the channel of the message.",
        Group.MESSAGE,
        _needs_customer,
    ),
    Action(
        "send",
        ("s", "ctrl+s"),
        "send",
        "Review the message; y on the review sends it.",
        Group.MESSAGE,
        _needs_customer,
        footer=4,
    ),
    Action(
        "undo",
        ("u",),
        "undo",
        "Take back the last send (for ten seconds), snooze or skip.",
        Group.MESSAGE,
        _needs_undo,
        footer=5,
    ),
    Action(
        "discard",
        ("D",),
        "discard",
        "Throw your draft away and show the analyst's message.",
        Group.MESSAGE,
        _needs_draft,
    ),
    Action(
        "receipt",
        ("v",),
        "receipt",
        "What was sent to this customer, when and how.",
        Group.MESSAGE,
        _needs_receipt,
    ),
    Action(
        "analyse",
        ("a",),
        "analyse",
        "Ask the model about this customer again.",
        Group.CASE,
        _needs_model,
    ),
    Action("pause", ("P",), "pause", "Pause the model, or go on.", Group.PROGRAM, _needs_model),
    Action("load", ("R",), "reload", "Load the customer files again.", Group.PROGRAM),
    Action("palette", ("colon", "ctrl+p"), "commands", "Find an action by name.", Group.PROGRAM),
    Action("help", ("question_mark", "f1"), "help", "All keys.", Group.PROGRAM, footer=10),
    Action("quit", ("q", "ctrl+q"), "quit", "End; drafts are kept.", Group.PROGRAM),
)

BY_ID = {action.id: action for action in ACTIONS}

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
