"""What serves each channel and whether it is set up; send a test message to an address.

Without more words, the channels are listed; nothing is connected. "sne channels test Email
you@example.org" sends one fixed test message there and reports what the channel said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import to_text
from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, UsageError
from engine.commands.output import print_json, print_table
from engine.models.vocabulary import Channel, OutboxState
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", nargs="?", choices=["test"], help="test: send a test message")
    parser.add_argument("channel", nargs="?", metavar="CHANNEL", help="Email, SMS, Push or Phone")
    parser.add_argument("address", nargs="?", metavar="ADDRESS", help="where the test goes")
    json_option(parser)


def run(context: Context) -> int:
    """List the channels, or test one."""
    given = context.arguments
    if given.what is None:
        return _list(context)
    if given.channel is None or given.address is None:
        raise UsageError("a test needs a channel and an address: sne channels test Email YOU@HOST")
    return _test(context, choices.channel(given.channel), given.address)


def _list(context: Context) -> int:
    workbench = context.open()
    workbench.prepare()
    found = [(channel, workbench.deliverer_for(channel)) for channel in Channel]
    rows = [(channel, d.name, d.leaves_machine, d.check()) for channel, d in found]
    if context.arguments.json:
        print_json(
            [
                {
                    "channel": channel,
                    "served_by": name,
                    "leaves_machine": leaves,
                    "ok": trouble is None,
                    "trouble": trouble,
                }
                for channel, name, leaves, trouble in rows
            ]
        )
    else:
        print_table(
            ("CHANNEL", "SERVED BY", "SENDS", "STATE"),
            [
                (channel, name, leaves, trouble or "set up")
                for channel, name, leaves, trouble in rows
            ],
        )
    return IN_PART if any(trouble for *_, trouble in rows) else DONE


def _test(context: Context, channel: Channel, address: str) -> int:
    workbench = context.open()
    workbench.prepare()
    done = workbench.test_channel(channel, address)
    if context.arguments.json:
        print_json(
            {
                "channel": channel,
                "served_by": done.via,
                "address": address,
                "outcome": done.outcome,
                "reference": done.reference,
                "detail": done.detail,
                "at": to_text(done.at),
            }
        )
    else:
        print(f"{done.outcome}: {channel} by {done.via} to {clean_line(address)}")
        for name, words in (("reference", done.reference), ("detail", done.detail)):
            if words:
                print(f"{name}: {clean_line(words)}")
        if not workbench.leaves_machine(channel):
            print(f"Nothing has left this machine: {done.via} keeps messages as files.")
    return DONE if done.outcome == OutboxState.SENT else IN_PART
