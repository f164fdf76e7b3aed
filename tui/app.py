"""The workbench's app: start, background work, and the way from a key to its action."""

from __future__ import annotations

import gc
import inspect
from functools import partial
from typing import TYPE_CHECKING

from engine.errors import OperatorError
from engine.models.vocabulary import OutboxState
from engine.privacy.clean import clean_line
from tui import jobs
from tui.actions import BY_ID, Group
from tui.bulk_actions import BulkActions
from tui.clipboard_actions import ClipboardActions
from tui.driver import decide_driver, driver_called
from tui.driver.repertoire import Repertoire, encoding_of
from tui.handing_actions import HandingActions
from tui.keymap import bindings, problems
from tui.model_actions import ModelActions
from tui.screen_profile import decide_profile, decide_theme
from tui.service_actions import ServiceActions
from tui.snippet_actions import SnippetActions
from tui.terminal import has_shell, on_hang_up, terminal_state
from tui.themes import THEMES
from tui.view_actions import ViewActions

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

    from textual.binding import Binding
    from textual.command import Provider

    from engine.clock import Clock
    from engine.workbench.listing import Listing
    from tui.messages import Loaded, LoadProgress, Trouble

SETTLED_SECONDS = 1.0
"""When the start is over, and all that it needed is imported."""

LONGEST_COMMAND = 100
"""Characters that the palette takes."""

WATCH_SECONDS = 2.0
DELIVER_SECONDS = 30.0
"""How often to look whether another process has written. Looking costs no byte on the line."""

HANG_UP_SECONDS = 2.0
"""How long a draft may take to be saved when the line drops; then it is put into a file."""

_LOAD = "load"
"""The group of the worker that loads."""


def _palette() -> type[Provider]:
    """Import the palette's commands when the palette is opened, not before the first paint."""
    from tui.palette import ActionCommands

    return ActionCommands


class WorkbenchApp(
    ServiceActions,
    ViewActions,
    BulkActions,
    ModelActions,
    SnippetActions,
    ClipboardActions,
    HandingActions,
    inherit_bindings=False,
):
    """The screen of ``sne``."""

    COMMANDS = {_palette}  # noqa: RUF012 - Textual's own way to declare them

    def __init__(
        self,
        seat: Listing,
        *,
        clock: Clock,
        environ: Mapping[str, str],
        config: str | None = None,
    ) -> None:
        """Work at an open seat. ``environ`` tells what terminal this is."""
        wanted = seat.settings.screen
        profile = decide_profile(wanted.profile, environ).value
        super().__init__(seat, clock=clock, screen_profile=profile, config=config)
        driver = driver_called(decide_driver(wanted.driver, environ).value)
        self.driver_class = driver or self.driver_class
        self.repertoire = Repertoire(encoding_of(environ))
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = decide_theme(wanted.theme, profile, environ).value
        for binding in self._own_bindings():
            self._bindings.bind(binding.key, binding.action, show=False)
        self._data_version = 0
        self._database_version = 0
        self._terminal_before = terminal_state()
        self._loader: subprocess.Popen[bytes] | None = None

    def _own_bindings(self) -> list[Binding]:
        return [
            b for binding in bindings(self.settings.keys) for b in binding.make_bindings([binding])
        ]

    def on_mount(self) -> None:
        """Show the list if there is one, else load the customer files first."""
        self.worklist.focus()
        self.saver.start()
        self.set_timer(SETTLED_SECONDS, self._collect_garbage_again)
        if not self.is_headless:
            on_hang_up(
                lambda: self.saver.stop(HANG_UP_SECONDS, line_dropped=True), self._terminal_before
            )
        if self.seat.is_ready:
            self._data_version = self.seat.data_version()
            self.open_list()
            self.call_after_refresh(self._begin_work)
        else:
            self.do_load()
        if wrong := problems(self.settings.keys):
            self.status.say(wrong[0], "important")

    def _collect_garbage_again(self) -> None:
        """Collect garbage as usual, but leave out what the start has made: it is there to stay."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _begin_work(self) -> None:
        self.start_delivery()
        for queued in self.workbench.outbox(OutboxState.QUEUED):
            if queued.agent == self.workbench.agent:
                # Approved before the last run ended; it can still be taken back.
                self.wait_for_delivery(queued)
        self.start_analyses()
        self.notice_outbox()
        self._database_version = self.workbench.database_version()
        self.set_interval(WATCH_SECONDS, self._watch)
        self.set_interval(DELIVER_SECONDS, self._deliver_what_is_due)

    # From a key to its action

    async def action_act(self, name: str) -> None:
        """Do an action of the registry, or say why it is not possible now.

        A sheet over the workbench has keys of its own: a held s must not open review on review.
        """
        if len(self.screen_stack) > 1:
            return
        action = BY_ID[name]
        if action.group is not Group.MOVE:
            # A held key may have left the case behind: act on whom the cursor is on.
            self.settle_case()
        if reason := action.why_not(self):
            self.status.say(f"{action.label.capitalize()}: {reason}.", "important")
            return
        try:
            result = getattr(self, f"do_{name}")()
            if inspect.isawaitable(result):
                await result
        except Exception as error:
            self.log_error(error)
            self.status.say(f"{action.label.capitalize()} did not work: {error}", "critical")

    def _handle_exception(self, error: Exception) -> None:
        """End with one plain line where Textual would show a traceback; the log has the rest.

        Tests run headless and want the exception itself.
        """
        if self.is_headless:
            super()._handle_exception(error)
            return
        saved = self.saver.stop()
        if isinstance(error, OperatorError):
            self.exit(2, message=f"sne: {clean_line(str(error))}")
            return
        self.log_error(error)
        self.exit(
            2,
            message="sne: the screen had to close; "
            f"{'drafts are saved' if saved else 'the last draft could not be saved'}. "
            f"The details are in {self.settings.log_file}",
        )

    def log_error(self, error: Exception) -> None:
        """Write the whole error to the log file."""
        from engine.log import write_error

        write_error(self.settings.log_file, error)

    def do_palette(self) -> None:
        """Find an action by its name."""
        self.action_command_palette()

    def on_command_palette_opened(self) -> None:
        """Keep the cursor of Textual's palette from blinking, and a paste from filling it."""
        from textual.widgets import Input

        words = self.screen.query_one(Input)
        words.cursor_blink = False
        words.max_length = LONGEST_COMMAND

    def do_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import Help

        self.push_screen(Help(self.settings.keys))

    @property
    def has_shell(self) -> bool:
        """Whether a shell waits for this program and could wake it again."""
        return has_shell()

    def do_suspend(self) -> None:
        """Sleep until the shell wakes the program; what was typed is on the disk before."""
        self.saver.flush()
        self.action_suspend_process()

    def do_quit(self) -> None:
        """End; drafts are saved."""
        if self._loader is not None:
            # All or nothing: what is not loaded completely is not loaded at all. Nothing happens
            # to a process that has ended.
            self._loader.terminate()
        self.stop_model()
        if self.saver.stop():
            self.exit(0)
        else:
            self.status.say("The draft cannot be saved; see the log. Ctrl+Q ends.", "critical")

    # Background work

    def do_load(self) -> None:
        """Load the customer files in a process of its own."""
        self.worklist.notice = "Loading the customer files …"
        self.worklist.refresh()
        path = str(self.workbench.last_source() or self.settings.data_directory)
        work = partial(
            jobs.load, self.settings, self.post_message, path, self.config, self._load_started
        )
        self.run_worker(work, thread=True, group=_LOAD, exit_on_error=False)

    @property
    def is_loading(self) -> bool:
        """Whether the customer files are being loaded from here."""
        return self._is_under_way(_LOAD)

    def _is_under_way(self, group: str) -> bool:
        return any(worker.group == group and not worker.is_finished for worker in self.workers)

    def _load_started(self, process: subprocess.Popen[bytes]) -> None:
        self._loader = process

    def on_load_progress(self, message: LoadProgress) -> None:
        """Show how far the load is."""
        self.status.say(message.text)

    def on_loaded(self, message: Loaded) -> None:
        """Show what was loaded; the first time, open the list."""
        first = self.worklist.rows is None
        if first and self.workbench.is_ready:
            self._data_version = self.workbench.data_version()
            self.open_list()
            self._begin_work()
        elif first:
            self.worklist.notice = "No customers are loaded."
            self.worklist.refresh()
        self.status.say(message.text, "" if message.changed or not first else "critical")

    def _watch(self) -> None:
        """Look whether anybody else has written; show marks in place, announce new data."""
        version = self.workbench.database_version()
        if version == self._database_version and not self.worklist.has_leases_until(self.clock()):
            return
        self._database_version = version
        self.worklist.reload_marks()
        self.notice_outbox()
        self.refresh_lease()
        data = self.workbench.data_version()
        if data != self._data_version:
            self._data_version = data
            self.status.say("The customers were loaded anew; r shows them.", "important")

    def _deliver_what_is_due(self) -> None:
        """Attempt what was held or failed for the moment, and what others left, when it is due."""
        due = self.workbench.next_due()
        if due is not None and due <= self.clock() and not self._is_under_way("deliver"):
            self.start_delivery()

    def on_trouble(self, message: Trouble) -> None:
        """Say what went wrong."""
        self.status.say(message.text, "critical")
