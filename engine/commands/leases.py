"""Print who works on whom, and until when.

Opening the editor takes a lease, typing renews it, leaving ends it. A lease whose time is up, or
whose program has died, keeps nobody away: whoever opens the customer next takes it over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import local, print_json, print_table

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.work import Lease


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the leases."""
    workbench = context.open()
    workbench.prepare()
    found = workbench.leases()
    if context.arguments.json:
        print_json([lease_to_json(lease, in_force=in_force) for lease, in_force in found])
    else:
        print_table(
            ("CUSTOMER", "WHO", "SINCE", "UNTIL", ""),
            (
                (
                    lease.customer_id,
                    lease.agent,
                    local(lease.taken_at),
                    local(lease.expires_at),
                    "" if in_force else "over",
                )
                for lease, in_force in found
            ),
        )
    return DONE


def lease_to_json(lease: Lease, *, in_force: bool) -> dict[str, Any]:
    """Return a lease as plain data; ``seat`` is empty where no window holds it."""
    return {
        "customer_id": lease.customer_id,
        "agent": lease.agent,
        "seat": lease.seat,
        "taken_at": to_text(lease.taken_at),
        "expires_at": to_text(lease.expires_at),
        "in_force": in_force,
    }
