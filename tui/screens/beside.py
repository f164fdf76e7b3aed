"""What screens beside the workbench share: a status line that becomes a question, jobs, the app."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from engine.clock import local_date
from engine.store.conversation_query import ConversationQuery
from tui import jobs
from tui.screens.sheet import Answer
from tui.widgets.bars import Heading, StatusBar
from tui.widgets.too_small import is_too_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual import events

    from engine.pipeline import Workbench
    from tui.app import WorkbenchApp
    from tui.messages import Trouble, Written

NARROW = 100
"""Columns below which one pane is shown at a time."""

WEEK = timedelta(days=7)

WATCH_SECONDS = 2.0
"""How often to look whether another process has written."""


class Beside(Screen[Answer]):
    """A screen of its own with a heading, a status line and a question in its place."""

    def __init__(self, workbench: Workbench, *, classes: str) -> None:
        """Look at the store of a workbench."""
        super().__init__(classes=classes)
        self.workbench = workbench
        self.heading, self.status = Heading(), StatusBar()
        self._version = workbench.database_version()
        self._run = self._newest_run()

    @property
    def desk(self) -> WorkbenchApp:
        """The app."""
        return cast("WorkbenchApp", self.app)

    def on_mount(self) -> None:
        """Look now and then whether anybody has imported."""
        self.set_interval(WATCH_SECONDS, self._watch)

    def on_resize(self, event: events.Resize) -> None:
        """Show one pane at a time where there is no room for two."""
        self.set_class(event.size.width < NARROW, "narrow")
        self.set_class(is_too_small(*event.size), "too-small")

    @property
    def last_day(self) -> date:
        """The day on which the latest week ends: today, or the newest conversation's if older."""
        today = local_date(self.workbench.clock())
        newest = self.workbench.conversation_window(ConversationQuery(), offset=0, limit=1)
        began = local_date(newest[0][1].first_at) if newest else today
        return began if today - began >= WEEK else today

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import Help

        self.app.push_screen(Help(self.desk.settings.keys))

    # Writing

    def write(self, work: Callable[[Workbench], Written]) -> None:
        """Do ``work`` in a thread, on a workbench of its own; ``Written`` comes back."""
        desk = self.desk
        job = partial(jobs.write, desk.settings, desk.clock, self.post_message, work)
        self.run_worker(job, thread=True, group="write", exit_on_error=False)

    def on_trouble(self, message: Trouble) -> None:
        """Say what went wrong."""
        message.stop()
        self.status.say(message.text, "critical")

    # What others write

    def on_imported(self) -> None:
        """Another process has imported conversations."""
        raise NotImplementedError

    def _newest_run(self) -> object:
        newest = self.workbench.import_runs(1)
        return (newest[0]["run_id"], newest[0]["status"]) if newest else None

    def _watch(self) -> None:
        version = self.workbench.database_version()
        if version == self._version:
            return
        self._version = version
        run = self._newest_run()
        if run != self._run:
            self._run = run
            self.on_imported()
