"""Print every agent's unsent messages, the last edited first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import local, print_json, print_table

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.work import Draft


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the drafts."""
    workbench = context.open()
    workbench.prepare()
    found = workbench.drafts()
    if context.arguments.json:
        print_json([draft_to_json(draft) for draft in found])
    else:
        print_table(
            ("CUSTOMER", "BY", "VIA", "EDITED", "MESSAGE"),
            ((d.customer_id, d.agent, d.channel, local(d.updated_at), d.message) for d in found),
        )
    return DONE


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as plain data."""
    return {
        "customer_id": draft.customer_id,
        "agent": draft.agent,
        "channel": draft.channel,
        "message": draft.message,
        "version": draft.version,
        "updated_at": to_text(draft.updated_at),
    }
