"""Print what would go to customers now, and what the rules and the checks say about each text.

For each customer it is the agent's draft, else the message of the analysis. Nothing is sent: sne
send ID --yes sends one of them; the workbench approves several after a look at each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands import choices
from engine.commands.check import to_json
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, UsageError
from engine.commands.output import print_json
from engine.privacy.clean import clean_line, clean_text
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.workbench.bulk import Reviewed


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("customers", nargs="+", metavar="ID", help="the customers' ids")
    json_option(parser)


def run(context: Context) -> int:
    """Print each review; exit 0 when all of them may go now, else 1."""
    ids = dict.fromkeys(choices.customer_id(text) for text in context.arguments.customers)
    workbench = context.ready()
    try:
        reviews = [workbench.review(customer_id) for customer_id in ids]
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    if context.arguments.json:
        print_json([_plain(one) for one in reviews])
    else:
        for one in reviews:
            _print(one)
    may_go_now = all(one.may_go and not one.verdict.is_held for one in reviews)
    return DONE if may_go_now else IN_PART


def _plain(one: Reviewed) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "customer_id": one.going.customer_id,
        "channel": one.going.channel,
        "message": one.going.message,
        "draft_version": one.going.seen.version or None,
        "verdict": verdict.decision,
        "kind": verdict.kind,
        "until": to_text(verdict.until) if verdict.until else None,
        "reasons": [
            {
                "rule": reason.rule,
                "source": reason.source,
                "text": reason.text,
                "effect": reason.effect,
            }
            for reason in verdict.reasons
        ],
        "findings": to_json(one.checked)["findings"],
    }


def _print(one: Reviewed) -> None:
    going, verdict = one.going, one.verdict
    name = clean_line(one.customer.name or "(no name)")
    print(f"#{going.customer_id} {name} · {going.channel} · {verdict.kind} · {verdict.decision}")
    for reason in verdict.reasons:
        print(f"  {reason.effect}: {reason}")
    for finding in one.checked.findings:
        print(f"  check: {finding.explanation}")
    print(f"\n{clean_text(going.message)}\n")
