"""Hand every message that is due to its channel, once or, with --watch, for as long as it runs.

Messages whose attempt died with another process are marked unknown and listed, never sent again.
What a channel cannot take for the moment is tried again, with growing pauses, for four hours.
Several may run at once: each message goes to one of them. SIGTERM and Ctrl+C let the attempt that
is under way end, and leave the rest in the outbox.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART
from engine.commands.output import print_json
from engine.commands.send import notification_to_json, print_receipt
from engine.models.vocabulary import OutboxState

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from types import FrameType

    from engine.commands.context import Context
    from engine.models.work import Notification
    from engine.pipeline import Workbench

LONGEST_WAIT = 5.0
"""Seconds between two looks at the outbox; others may have approved something meanwhile."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="what is due now, then end (the default)")
    how.add_argument("--watch", action="store_true", help="go on until told to stop")
    json_option(parser)


def run(context: Context) -> int:
    """Deliver what is due."""
    given = context.arguments
    workbench = context.open()
    workbench.prepare()
    with _stopping() as stop:
        if given.watch:
            return _watch(workbench, stop, as_json=given.json)
        return _once(workbench, stop, as_json=given.json)


def _once(workbench: Workbench, stop: threading.Event, *, as_json: bool) -> int:
    known = {n.notification_id for n in workbench.outbox(OutboxState.UNKNOWN)}
    done = tuple(workbench.each_due(lambda: not stop.is_set()))
    unknown = workbench.outbox(OutboxState.UNKNOWN)
    done += tuple(
        n for n in unknown if n.notification_id not in known | {d.notification_id for d in done}
    )
    if as_json:
        print_json([_to_json(workbench, notification) for notification in done])
    else:
        for notification in done:
            leaves = workbench.leaves_machine(notification.channel)
            print_receipt(notification, leaves_machine=leaves)
        due = workbench.next_due()
        if due is not None and due <= workbench.clock() and not stop.is_set():
            print("Some wait for a channel that is not set up here: see sne channels.")
        elif not done:
            print("Nothing was due.")
        if unknown:
            print(f"{len(unknown)} unknown: see sne outbox --state unknown")
    return DONE if all(n.state is OutboxState.SENT for n in done) else IN_PART


def _watch(workbench: Workbench, stop: threading.Event, *, as_json: bool) -> int:
    """Deliver until told to stop; print each message when it has been attempted."""
    print("Watching the outbox; Ctrl+C ends it.", file=sys.stderr, flush=True)
    while not stop.is_set():
        for notification in workbench.each_due(lambda: not stop.is_set()):
            if as_json:
                print(json.dumps(_to_json(workbench, notification)), flush=True)
            else:
                leaves = workbench.leaves_machine(notification.channel)
                print_receipt(notification, leaves_machine=leaves)
                print(end="", flush=True)
        stop.wait(_wait(workbench))
    return DONE


def _wait(workbench: Workbench) -> float:
    due = workbench.next_due()
    if due is None:
        return LONGEST_WAIT
    seconds = (due - workbench.clock()).total_seconds()
    # Something that is due already is being looked at by another process, or just came in.
    return min(max(seconds, 0.2), LONGEST_WAIT)


def _to_json(workbench: Workbench, notification: Notification) -> dict[str, object]:
    return notification_to_json(notification, workbench.attempts(notification.notification_id))


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Turn SIGTERM and SIGINT into an event, so that no attempt is cut short by them."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {s: signal.signal(s, ask_to_stop) for s in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
