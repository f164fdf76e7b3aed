"""Check a text about one customer against the record, as the editor does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, UsageError
from engine.commands.output import print_json
from engine.privacy.clean import clean_line
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.checks.findings import Checked
    from engine.commands.context import Context

_SHOWN = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("customer", metavar="ID", help="the customer's id")
    parser.add_argument(
        "--message", metavar="TEXT", required=True, help="the text; - reads standard input"
    )
    parser.add_argument("--channel", metavar="NAME", help="Email, SMS, App Push or Phone")
    json_option(parser)


def run(context: Context) -> int:
    """Print what is wrong with the text; exit 0 when nothing is, 1 otherwise."""
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    asked = choices.channel(given.channel) if given.channel else None
    message = choices.text_or_stdin(given.message)
    if not message.strip():
        raise UsageError("the message is empty; there is nothing to check")
    workbench = context.ready()
    try:
        profile = workbench.profile(customer_id)
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    channel = asked or workbench.analysis(profile).channel
    checked = workbench.check(profile, channel, message)
    if given.json:
        print_json({"customer_id": customer_id, "channel": channel, **to_json(checked)})
    else:
        _print(message, checked)
    return DONE if checked.is_clean else IN_PART


def to_json(checked: Checked) -> dict[str, Any]:
    """Return findings and trace as plain data."""
    return {
        "findings": [
            {
                "category": finding.category,
                "kind": finding.kind,
                "span": [finding.start, finding.end],
                "explanation": finding.explanation,
            }
            for finding in checked.findings
        ],
        "trace": [
            {"span": [traced.start, traced.end], "value": traced.value, "source": traced.source}
            for traced in checked.trace
        ],
    }


def _print(message: str, checked: Checked) -> None:
    for finding in checked.findings:
        words = clean_line(message[finding.start : finding.end])
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        quoted = f"“{shown}”: " if shown else ""
        print(f"{finding.category} · {finding.kind} · {quoted}{finding.explanation}")
    if checked.is_clean:
        held = len(checked.trace)
        print(f"Nothing to report; {held} {'statement' if held == 1 else 'statements'} traced.")
