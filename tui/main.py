"""The entry point of ``sne``: the commands of the engine, and the screen that it does not know."""

from __future__ import annotations

import gc
import os
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.cli import Extra
from engine.cli import main as run_command
from engine.models.vocabulary import OutboxState
from tui import terminal

if TYPE_CHECKING:
    from engine.clock import Clock
    from engine.pipeline import Workbench
    from engine.settings import Settings

EXTRAS = {
    "doctor": Extra("what model and terminal need and whether it is there", "tui.doctor_command"),
    "keys": Extra("the keys of the screen", "tui.keys_command"),
    "work": Extra("the workbench; --plain walks it line by line", "tui.plain.command"),
}


def main() -> None:
    """Run ``sne`` with the arguments of the process and exit."""
    sys.exit(run_command(sys.argv[1:], open_screen=open_screen, extras=EXTRAS))


def open_screen(settings: Settings, clock: Clock, config: str | None) -> int:
    """Open the workbench; where nobody sits at a terminal, print the worklist instead."""
    if not terminal.is_interactive():
        here = ["worklist", "--db", str(settings.database)]
        return run_command([*here, "--config", config] if config else here, open_screen=open_screen)
    # What a start makes is there to stay: to look for garbage in it costs a tenth of the time. The
    # app collects again when it is up.
    gc.disable()
    terminal.refuse_dumb(os.environ)
    environ = dict(os.environ)
    terminal.prepare(os.environ)
    from engine.workbench.listing import open_listing
    from tui.app import WorkbenchApp

    app = WorkbenchApp(open_listing(settings, clock), clock=clock, environ=environ, config=config)
    if not app.seat.is_up_to_date:
        app.workbench.prepare()
    code = app.run(mouse=app.screen_profile.reports_mouse)
    finish_sends(app.workbench)
    return code or 0


def finish_sends(workbench: Workbench) -> None:
    """After the screen is closed: deliver what was just approved, once it is too late for undo.

    What is held for a better hour, or waits for another attempt, is for the next ``sne deliver``.
    """
    soon = workbench.clock() + timedelta(seconds=workbench.settings.sending.undo_seconds)
    waiting = [
        notification
        for notification in workbench.outbox(OutboxState.QUEUED)
        if notification.agent == workbench.agent and notification.due_at <= soon
    ]
    if not waiting:
        return
    last = max(notification.due_at for notification in waiting)
    seconds = (last - workbench.clock()).total_seconds()
    if seconds > 0:
        print(
            f"{len(waiting)} approved to send in {seconds:.0f} s; Ctrl+C leaves it in the outbox."
        )
        time.sleep(seconds + 0.05)
    for notification in workbench.deliver_due():
        print(f"#{notification.customer_id}: {notification.state}")
