"""Print approved messages: queued, attempting, sent, failed, unknown or cancelled.

Unknown means that the program or the line died during the attempt: find out whether the message
arrived before you send another. Held are those of the queued ones that a rule lets wait, returned
those of the sent ones that came back, open all that somebody may have to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import local, print_json, print_table
from engine.commands.send import notification_to_json
from engine.models.vocabulary import OutboxState
from engine.store.outbox_list import Shelf

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.work import Notification
    from engine.pipeline import Workbench

_STATES = tuple(dict.fromkeys(map(str, (*OutboxState, Shelf.HELD, Shelf.RETURNED, Shelf.OPEN))))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--state", choices=_STATES, metavar="STATE", help=", ".join(_STATES))
    json_option(parser)


def run(context: Context) -> int:
    """Print the outbox."""
    given = context.arguments
    workbench = context.open()
    workbench.prepare()
    found = _listed(workbench, given.state)
    if given.json:
        print_json([_to_json(workbench, one) for one in found])
        return DONE
    lines = workbench.outbox_lines([one.notification_id for one in found])
    print_table(
        ("STATE", "CUSTOMER", "VIA", "APPROVED", "BY", "NEXT", "MESSAGE", "DETAIL"),
        (
            (
                line.shelf or line.state,
                one.customer_id,
                one.channel,
                local(one.approved_at),
                one.agent,
                local(line.next_at),
                one.message[:60],
                one.reference if one.state is OutboxState.SENT and not line.shelf else line.why,
            )
            for one in found
            if (line := lines.get(one.notification_id))
        ),
    )
    return DONE


def _listed(workbench: Workbench, state: str | None) -> tuple[Notification, ...]:
    if state in set(OutboxState) or state is None:
        return workbench.outbox(OutboxState(state) if state else None)
    return tuple(map(workbench.notification, workbench.open_outbox(Shelf(state))))


def _to_json(workbench: Workbench, one: Notification) -> dict[str, Any]:
    reported = workbench.reports(one.notification_id)
    return {
        **notification_to_json(one, workbench.attempts(one.notification_id)),
        "reports": [
            {
                "kind": report.kind,
                "hardness": report.hardness,
                "at": to_text(report.at),
                "address": report.address,
                "detail": report.detail,
            }
            for report in reported
        ],
    }
