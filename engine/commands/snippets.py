"""List the pieces of text that Ctrl+T puts into a message in the editor.

With --customer, each is filled in for that customer, or says which value the record does not hold.
The team's own come from [snippets] in the settings and from the file of analysis.snippets. What is
wrong with one is said with its file, line and name, and the exit code is 1.
"""

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

    from engine.analysts.snippets import Filled, Snippet
    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--customer", metavar="ID", help="fill them in for this customer")
    parser.add_argument(
        "--channel", metavar="NAME", help="with --customer: Email, SMS, App Push or Phone"
    )
    json_option(parser)


def run(context: Context) -> int:
    """Print the snippets; exit 1 when one cannot be used as it is written."""
    given = context.arguments
    if given.channel and not given.customer:
        raise UsageError("--channel needs --customer ID")
    filled = _filled(context) if given.customer else {}
    snippets = context.open().snippets
    if given.json:
        print_json([_plain(snippet, filled.get(snippet.name)) for snippet in snippets])
    else:
        for snippet in snippets:
            _print(snippet, filled.get(snippet.name))
        if not filled:
            _print_values()
    return IN_PART if any(snippet.fault for snippet in snippets) else DONE


def _filled(context: Context) -> dict[str, Filled]:
    given = context.arguments
    customer_id = choices.customer_id(given.customer)
    asked = choices.channel(given.channel) if given.channel else None
    workbench = context.ready()
    try:
        profile = workbench.profile(customer_id)
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    filled = workbench.snippets_for(profile, asked or profile.score.channel)
    return {one.snippet.name: one for one in filled}


def _plain(snippet: Snippet, filled: Filled | None) -> dict[str, Any]:
    plain = {
        "name": snippet.name,
        "text": snippet.text,
        "kind": "marketing" if snippet.promotes else "service",
        "origin": snippet.origin,
        "fault": snippet.fault or None,
    }
    return plain | ({"filled": filled.text, "missing": list(filled.missing)} if filled else {})


def _print(snippet: Snippet, filled: Filled | None) -> None:
    label = " (marketing)" if snippet.promotes else ""
    print(f"{clean_line(snippet.name)}{label}")
    why_not = filled.why_not if filled else snippet.fault and f"{snippet.origin}: {snippet.fault}"
    if why_not:
        print(f"    not usable: {clean_line(why_not)}")
    for line in ((filled.text if filled else snippet.text) or "").splitlines():
        print(f"    {clean_line(line)}")


def _print_values() -> None:
    from engine.analysts.snippets import MEANINGS

    print("\nA snippet may name these values:")
    for name, meaning in MEANINGS.items():
        print(f"    {{{name}}}  {meaning}")
