"""Make a customer an agent's or a team's, pass one on with a note, or see whose they are.

An agent may take a customer who is nobody's, give them to a team, and pass their own on; a lead
may assign anybody's to anyone. Until somebody is named, a customer is work of the teams that the
customer files name (Assigned_Team of the recommended actions); --nobody goes back to that.

The note stands on top of the case until another agent has worked on it or has put it away with
--note-read, and in the history for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands import choices
from engine.commands.aside import customer_argument
from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError
from engine.commands.output import local, print_json
from engine.privacy.clean import clean_line
from engine.workbench.errors import InvalidAssignmentError, UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.case import Profile


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    customer_argument(parser)
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--to", metavar="AGENT", help="the login name of the agent")
    target.add_argument("--team", metavar="NAME", help="Marketing, Support, Retention or your own")
    target.add_argument("--nobody", action="store_true", help="nobody's in particular any more")
    target.add_argument("--note-read", action="store_true", help="put the handover note away")
    parser.add_argument("--note", default="", metavar="TEXT", help="for whoever is next")
    json_option(parser)


def run(context: Context) -> int:
    """Assign the customer, or tell whose they are."""
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    assigns = given.to or given.team or given.nobody
    if given.note and not assigns:
        raise UsageError("--note goes with --to, --team or --nobody; a plain note is sne note")
    workbench = context.ready()
    try:
        if assigns:
            workbench.assign(customer_id, agent=given.to, team=given.team, note=given.note)
        elif given.note_read:
            workbench.put_handover_away(customer_id)
        profile = workbench.profile(customer_id)
    except (UnknownCustomerError, InvalidAssignmentError) as error:
        raise UsageError(str(error)) from None
    if given.json:
        print_json(_to_json(profile))
    else:
        _print(profile)
    return DONE


def _print(profile: Profile) -> None:
    assigned, note = profile.assignment, profile.handover
    who = f"Customer {profile.customer.customer_id}"
    by = f", assigned by {assigned.by} at {local(assigned.at)}" if assigned.by else ""
    print(f"{who}: {assigned.words or 'nobody in particular'}{by}")
    if note:
        print(f"note by {note.agent}, {local(note.written_at)}: {clean_line(note.text)}")


def _to_json(profile: Profile) -> dict[str, Any]:
    assigned, note = profile.assignment, profile.handover
    return {
        "customer_id": profile.customer.customer_id,
        "agent": assigned.agent,
        "team": assigned.team,
        "teams_of_files": list(assigned.teams),
        "assigned_by": assigned.by,
        "assigned_at": to_text(assigned.at) if assigned.at else None,
        "note": note and {"agent": note.agent, "at": to_text(note.written_at), "text": note.text},
    }
