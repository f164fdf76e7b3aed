"""Keep a customer for yourself, or give them back.

The lease is yours wherever you sit, until its time is up (the setting desk.lease_minutes); the same
command again renews it. Somebody else's that is in force is refused: --take-over takes it all the
same, which the audit trail keeps. One whose time is up, or whose program has died, is taken over
without asking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.aside import customer_argument
from engine.commands.context import json_option
from engine.commands.errors import DONE, RefusalError, UsageError
from engine.commands.leases import lease_to_json
from engine.commands.output import local, print_json
from engine.delivery.leasing import LeasedError
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    customer_argument(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--release", action="store_true", help="give the customer back")
    what.add_argument("--take-over", action="store_true", help="also from who has them; audited")
    json_option(parser)


def run(context: Context) -> int:
    """Take, renew or release the lease."""
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    workbench = context.ready()
    if given.release:
        if not workbench.release_lease(customer_id, of_any_window=True):
            raise RefusalError(f"you have no lease on customer {customer_id}")
        if given.json:
            print_json({"customer_id": customer_id, "released": True})
        else:
            print(f"Customer {customer_id} is free again.")
        return DONE
    try:
        taken = workbench.take_lease(customer_id, take_over=given.take_over, for_window=False)
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    except LeasedError as error:
        if given.json:
            print_json(lease_to_json(error.lease, in_force=True))
        raise RefusalError(f"not taken: {error}; --take-over takes it all the same") from None
    if given.json:
        print_json(lease_to_json(taken.lease, in_force=True))
    else:
        print(f"Customer {customer_id} is yours until {local(taken.lease.expires_at)}.")
        if taken.remark:
            print(taken.remark)
    return DONE
