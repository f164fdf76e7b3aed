"""Write, show or throw away your unsent message to a customer.

With --message the draft is written; with --discard it is thrown away; with neither it is printed.
Its version (--json) grows with every change and never comes again: sne send ID --version N sends
only what you reviewed. Where two of your windows wrote at once, both texts are kept: --swap changes
the draft for the one beside it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.drafts import draft_to_json
from engine.commands.errors import DONE, RefusalError, UsageError
from engine.commands.output import print_json
from engine.privacy.clean import clean_text
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("customer", metavar="ID", help="the customer's id")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--message", metavar="TEXT", help="the text; - reads standard input")
    what.add_argument("--discard", action="store_true", help="throw the draft away")
    what.add_argument(
        "--swap", action="store_true", help="change it for what another window of yours wrote"
    )
    parser.add_argument("--channel", metavar="NAME", help="Email, SMS, App Push or Phone")
    json_option(parser)


def run(context: Context) -> int:
    """Do what the arguments say."""
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    workbench = context.ready()
    try:
        profile = workbench.profile(customer_id)
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    if given.discard:
        if not workbench.discard_draft(customer_id):
            raise RefusalError(f"you have no draft to customer {customer_id}")
        return DONE
    if given.swap and not workbench.swap_draft(customer_id):
        raise RefusalError(f"there is no other text of yours to customer {customer_id}")
    if given.message is None and given.channel and (draft := workbench.draft(customer_id)):
        workbench.save_draft(customer_id, choices.channel(given.channel), draft.message)
    if given.message is not None:
        channel = choices.channel(given.channel) if given.channel else profile.score.channel
        workbench.save_draft(customer_id, channel, choices.text_or_stdin(given.message))
    draft = workbench.draft(customer_id)
    if draft is None:
        raise RefusalError(f"you have no draft to customer {customer_id}")
    beside = workbench.displaced_messages(customer_id)
    if given.json:
        print_json({**draft_to_json(draft), "beside": beside})
    else:
        print(clean_text(draft.message))
        if beside:
            note = "Another window of yours wrote something else; --swap shows it."
            print(note, file=sys.stderr)
    return DONE
