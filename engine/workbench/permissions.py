"""Who may do what: one table, asked in one place whenever a workbench is asked to do anything.

A method that the table does not name is an operator's: what is new is closed until it is named.
Roles guide colleagues who share a host; what a person may do to the database file itself is the
business of the operating system.
"""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, TypeVar

from engine.models.people import Permission, Role
from engine.store.connection import SCHEMA_VERSION, schema_version
from engine.workbench.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.settings import People
    from engine.workbench.seat import Seat

    Given = Mapping[str, Any]
    """The arguments of a call by name, the defaults among them."""

    Rule = Permission | Callable[[Seat, Given], Permission]
    """The permission that a call needs, or a function that tells it by the arguments."""

_Kind = TypeVar("_Kind", bound=type)

ROLES: dict[Permission, Role] = {
    Permission.READ: Role.AGENT,
    Permission.WORK: Role.AGENT,
    Permission.HAND_OUT: Role.LEAD,
    Permission.OVERRIDE: Role.LEAD,
    Permission.ANSWER_FOR_OTHERS: Role.LEAD,
    Permission.TAKE_OVER: Role.LEAD,
    Permission.SHARE_VIEWS: Role.LEAD,
    Permission.AUDIT: Role.LEAD,
    Permission.LOAD: Role.OPERATOR,
    Permission.MIGRATE: Role.OPERATOR,
    Permission.BACK_UP: Role.OPERATOR,
    Permission.SETTINGS: Role.OPERATOR,
    Permission.CHANNELS: Role.OPERATOR,
    Permission.BATCH: Role.OPERATOR,
    Permission.SAMPLE: Role.OPERATOR,
    Permission.UNNAMED: Role.OPERATOR,
}
"""The least role that has each permission."""


def _sending(seat: Seat, given: Given) -> Permission:
    if given.get("override"):
        return Permission.OVERRIDE
    return _leasing(seat, given) if given.get("take_over") else Permission.WORK


def _of_whoever_sent(seat: Seat, given: Given) -> Permission:
    from engine.store import outbox

    sent = outbox.read(seat.connection, given["notification_id"])
    is_own = sent is None or sent.agent == seat.agent
    return Permission.WORK if is_own else Permission.ANSWER_FOR_OTHERS


def assigning(seat: Seat, given: Given) -> Permission:
    """Return what it takes to assign a customer to ``agent``.

    One's own may be passed to anyone; what is nobody's may be taken, or given to a team.
    """
    from engine.store import assignments

    holder = assignments.read(seat.connection, given["customer_id"]).agent
    is_own = holder == seat.agent
    takes = given["agent"] in (None, seat.agent)
    return Permission.WORK if is_own or (holder is None and takes) else Permission.HAND_OUT


def _leasing(seat: Seat, given: Given) -> Permission:
    """What is free or their own, on whatever screen, anyone may take."""
    from engine.store import leases

    held = leases.read(seat.connection, given["customer_id"])
    is_anothers = held is not None and held.agent != seat.agent
    return Permission.TAKE_OVER if given["take_over"] and is_anothers else Permission.WORK


def _preparing(seat: Seat, _given: Given) -> Permission:
    is_old = schema_version(seat.connection) < SCHEMA_VERSION
    return Permission.MIGRATE if is_old else Permission.READ


def _sharing(_seat: Seat, given: Given) -> Permission:
    return Permission.SHARE_VIEWS if given["shared"] else Permission.WORK


# One word a line would hide the table.
# fmt: off
_READING = (
    "added_to", "analysis", "analysis_for", "are_analysed", "assignment", "attempts", "check",
    "check_analyst", "check_data", "conversation", "conversation_view", "conversation_window",
    "conversation_window_beside", "count_conversations", "count_customers", "data_version",
    "database_version", "displaced_messages", "draft", "drafts", "edge_of", "evaluate_actions",
    "every_conversation", "every_message", "everyone", "find", "find_conversation", "first_found",
    "has_conversation", "import_runs", "item", "known_team", "last_source", "lease_of_another",
    "leases", "leaves_machine", "limits", "lines", "metrics", "metrics_of_groups",
    "names_of_groups", "needed", "next_actions", "next_actions_of", "next_best_action", "next_due",
    "notification", "now_text", "open_calls", "open_outbox", "outbox", "outbox_lines",
    "plan_conversations", "plan_run", "profile", "reports", "retired_draft", "review", "search",
    "searching", "seen_at_start", "seen_now", "snippets_for", "spent_in_run", "stop_search",
    "takes_long_to_search", "teams", "to_retry", "topics", "totals", "view", "views",
    "what_changed", "why_not", "why_not_assign", "window", "window_beside",
)
_WORKING = (
    "add_note", "approve_reviewed", "deliver", "deliver_due", "discard_draft", "each_due",
    "leave_lease", "link_conversation", "object_to_marketing", "open_run", "open_writer",
    "put_handover_away",
    "record_call", "release_lease", "reopen", "reopen_draft", "save_draft", "skip", "snooze",
    "swap_draft", "take_back", "written_action",
)
# fmt: on

METHODS: dict[str, Rule] = {
    **dict.fromkeys(_READING, Permission.READ),
    **dict.fromkeys(_WORKING, Permission.WORK),
    **dict.fromkeys(("approve", "ask_gate"), _sending),
    **dict.fromkeys(("cancel", "put_away", "resolve", "try_now", "undo"), _of_whoever_sent),
    **dict.fromkeys(("save_view", "remove_view"), _sharing),
    **dict.fromkeys(("audit_trail", "first_broken_audit_row", "usage"), Permission.AUDIT),
    **dict.fromkeys(
        (
            "import_conversations",
            "load",
            "load_reports",
            "open_conversation_run",
            "understand_conversations",
        ),
        Permission.LOAD,
    ),
    "assign": assigning,
    "take_lease": _leasing,
    "prepare": _preparing,
    "back_up": Permission.BACK_UP,
    "test_channel": Permission.CHANNELS,
    "open_batches": Permission.BATCH,
}
"""What each public method of the workbench needs."""

COMMANDS: dict[str, Permission] = {
    "sample": Permission.SAMPLE,
    "settings": Permission.SETTINGS,
}
"""What commands need that ask no workbench."""


def why_not(people: People, agent: str, permission: Permission) -> str | None:
    """Return why somebody may not do something, and who may; or None."""
    least, role = ROLES[permission], people.role_of(agent)
    if role.rank >= least.rank:
        return None
    holders = [
        f"{name} ({found})" for found, names in people.holders(least).items() for name in names
    ]
    who = f"Ask {', '.join(holders)}" if holders else "[roles] in the settings names nobody"
    return f"only {_a(least)} may {permission}; {agent} is {_a(role)}. {who}"


def require(people: People, agent: str, permission: Permission) -> None:
    """Do nothing where somebody may do something.

    Raises:
        NotAllowedError: they may not; the message says who may.
    """
    if reason := why_not(people, agent, permission):
        raise NotAllowedError(reason)


def guarded(kind: _Kind) -> _Kind:
    """Make every public method of a workbench ask the table first; those that only read do not."""
    for name, method in public_methods(kind).items():
        rule = METHODS.get(name, Permission.UNNAMED)
        if rule is not Permission.READ:
            setattr(kind, name, _asking(method, rule))
    return kind


def public_methods(kind: type) -> dict[str, Callable[..., Any]]:
    """Return the public methods of a class and of those that it is built on."""
    return {
        name: method
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
        and not isinstance(inspect.getattr_static(kind, name), staticmethod)
    }


def _asking(method: Callable[..., Any], rule: Rule) -> Callable[..., Any]:
    signature = inspect.signature(method)

    @functools.wraps(method)
    def asked(seat: Seat, *args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(seat, *args, **kwargs)
        bound.apply_defaults()
        permission = rule if isinstance(rule, Permission) else rule(seat, bound.arguments)
        require(seat.settings.people, seat.agent, permission)
        return method(seat, *args, **kwargs)

    return asked


def _a(role: Role) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"
