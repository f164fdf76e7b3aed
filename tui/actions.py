"""The one registry of actions: from it come the keys, the footer, the palette, the help and docs.

An action that cannot be done now says why. Keys can be remapped in the settings file by the
action's id, for example ``[keys]`` / ``send = "S"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tui import conditions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.conditions import State


class Group(StrEnum):
    """The chapters of the help screen."""

    MOVE = "Moving"
    LIST = "The list"
    CASE = "The case"
    MESSAGE = "The message"
    PROGRAM = "The program"


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
    why_not: Callable[[State], str | None] = conditions.always
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
        "Go to the case; a small terminal shows it alone.",
        Group.MOVE,
        conditions.needs_customer,
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
    Action("mine", ("w",), "my work", "Your work and your team's, or the list again.", Group.LIST),
    Action("views", ("W",), "views", "Choose a saved view, or save this one.", Group.LIST),
    Action("refresh", ("r",), "refresh", "Show what has changed since.", Group.LIST),
    Action(
        "mark",
        ("m",),
        "mark",
        "Mark the customer for the bulk review and go on, or take the mark away.",
        Group.LIST,
        conditions.needs_customer,
    ),
    Action(
        "mark_page",
        ("M",),
        "mark page",
        "Mark all open customers on the screen; where all are marked, take every mark away.",
        Group.LIST,
    ),
    Action("toggle", ("o", "space"), "panel", "Open or close the panel.", Group.CASE),
    Action("toggle_all", ("O",), "all panels", "Open or close all panels.", Group.CASE),
    Action("next_panel", ("J",), "next panel", "Mark the next panel, from anywhere.", Group.CASE),
    Action("previous_panel", ("K",), "panel up", "Mark the panel before.", Group.CASE),
    Action(
        "snooze",
        ("z",),
        "snooze",
        "Put the customer aside until later.",
        Group.CASE,
        conditions.needs_customer,
        footer=9,
    ),
    Action(
        "skip",
        ("x",),
        "skip",
        "Take the customer off the list, with the reason.",
        Group.CASE,
        conditions.needs_customer,
    ),
    Action(
        "assign",
        ("A",),
        "hand over",
        "Take the customer, or hand them to a colleague or a team, with a note.",
        Group.CASE,
        conditions.needs_customer,
    ),
    Action(
        "note",
        ("n",),
        "note",
        "Write a note for colleagues.",
        Group.CASE,
        conditions.needs_customer,
    ),
    Action(
        "edit",
        ("e",),
        "edit",
        "Edit the message in place; Esc keeps it as a draft, Ctrl+T puts in a snippet.",
        Group.MESSAGE,
        conditions.needs_customer,
        footer=3,
    ),
    Action(
        "next_action",
        ("i",),
        "next action",
        "Start a draft from the next best action of an open conversation.",
        Group.MESSAGE,
        conditions.needs_next_action,
    ),
    Action(
        "take_over",
        ("T",),
        "take over",
        "Write to a customer to whom somebody else, or another window of yours, is writing.",
        Group.MESSAGE,
        conditions.needs_lease,
    ),
    Action(
        "other_text",
        ("V",),
        "other text",
        "Change the draft for what another window of yours wrote, and back.",
        Group.MESSAGE,
        conditions.needs_other_text,
    ),
    Action(
        "channel",
        ("c",),
        "channel",
        "Choose the channel of the message.",
        Group.MESSAGE,
        conditions.needs_customer,
    ),
    Action(
        "send",
        ("s", "ctrl+s"),
        "send",
        "Review the message; y on the review sends it.",
        Group.MESSAGE,
        conditions.needs_customer,
        footer=4,
    ),
    Action(
        "bulk",
        ("b",),
        "bulk review",
        "Look at the message to each marked customer in turn, then send those approved together.",
        Group.MESSAGE,
        conditions.needs_marks,
    ),
    Action(
        "undo",
        ("u",),
        "undo",
        "Take back the last send or bulk send (for ten seconds), snooze or skip.",
        Group.MESSAGE,
        conditions.needs_undo,
        footer=5,
    ),
    Action(
        "discard",
        ("D",),
        "discard",
        "Throw your draft away and show the analyst's message.",
        Group.MESSAGE,
        conditions.needs_draft,
    ),
    Action(
        "copy",
        ("C",),
        "copy",
        "Send the message to your terminal's clipboard; in the editor Ctrl+C does.",
        Group.MESSAGE,
        conditions.needs_customer,
    ),
    Action(
        "receipt",
        ("v",),
        "receipt",
        "What was sent to this customer, when and how.",
        Group.MESSAGE,
        conditions.needs_receipt,
    ),
    Action(
        "outbox",
        ("f",),
        "outbox",
        "What waits, is held, failed or came back, and what to do about it.",
        Group.MESSAGE,
    ),
    Action(
        "conversations",
        ("d",),
        "conversations",
        "Conversations of chats and tweets: search, read, answer.",
        Group.PROGRAM,
    ),
    Action(
        "metrics",
        ("F",),
        "metrics",
        "How the service went: satisfaction, times, topics, agents, and what changed.",
        Group.PROGRAM,
    ),
    Action(
        "objection",
        ("N",),
        "no marketing",
        "Record that the customer wants no marketing, in their words.",
        Group.CASE,
        conditions.needs_customer,
    ),
    Action(
        "analyse",
        ("a",),
        "analyse",
        "Ask the model about this customer again.",
        Group.CASE,
        conditions.needs_model,
    ),
    Action(
        "pause",
        ("P",),
        "pause",
        "Pause the model, or go on.",
        Group.PROGRAM,
        conditions.needs_model,
    ),
    Action(
        "load",
        ("R",),
        "reload",
        "Load the customer files again.",
        Group.PROGRAM,
        conditions.needs_load,
    ),
    Action("palette", ("colon", "ctrl+p"), "commands", "Find an action by name.", Group.PROGRAM),
    Action("help", ("question_mark", "f1"), "help", "All keys.", Group.PROGRAM, footer=10),
    Action(
        "suspend",
        ("ctrl+z",),
        "suspend",
        "Back to the shell for a while; fg brings the workbench back.",
        Group.PROGRAM,
        conditions.needs_shell,
    ),
    Action("quit", ("q", "ctrl+q"), "quit", "End; drafts are kept.", Group.PROGRAM),
)

BY_ID = {action.id: action for action in ACTIONS}
