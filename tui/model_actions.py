"""The model beside the screen: started for the top of the list, asked first about what is seen.

It runs in a process of its own, so that its work never holds up a key. Its results are in the
store; what it posts only says that there are new ones.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from tui import jobs
from tui.desk import Desk

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

    from tui.messages import AnalysesArrived, AnalysesEnded

PROGRESS_SECONDS = 2.0
"""How often the status line tells how far the model is; each time costs bytes on the line."""

SETTLED_SECONDS = 1.0
"""How long the list must stand still before the model is asked about what it shows."""


class ModelActions(Desk):
    """Runs of the model, and what agents can do with them."""

    _model: subprocess.Popen[str] | None = None
    _runs: tuple[subprocess.Popen[str], ...] = ()
    _is_paused = False
    _told_at = 0.0

    def start_analyses(self) -> None:
        """Have the model work on the top of the list, if the settings ask for a model."""
        rows = self.worklist.rows
        if self.workbench.model_analyst is None or rows is None:
            return
        ahead = range(min(self.settings.analysis.ahead, len(rows)))
        self._ask_for([item.customer_id for place in ahead if (item := rows[place])])
        self.set_interval(SETTLED_SECONDS, self._ask_for_what_is_seen)

    def do_analyse(self) -> None:
        """Ask the model about the selected customer, even if nothing has changed."""
        if self.case is not None:
            self.status.say(f"Asking the model about #{self.case.customer_id} …")
            self._run_model([self.case.customer_id], force=True)

    def do_pause(self) -> None:
        """Hold the model's work, or let it go on."""
        self._is_paused = not self._is_paused
        self._order("pause" if self._is_paused else "resume")
        told = "The model pauses; P lets it go on." if self._is_paused else "The model goes on."
        self.status.say(told)

    @property
    def has_model(self) -> bool:
        """Whether the settings ask for a model."""
        return self.workbench.model_analyst is not None

    def stop_model(self) -> None:
        """End the model's work. What it has done is stored; a call under way is not waited for."""
        for process in self._runs:
            process.kill()

    def on_analyses_arrived(self, message: AnalysesArrived) -> None:
        """Show the open case if the model has explained it; the cursor stays."""
        self._show_new_analysis()
        now = time.monotonic()
        if now - self._told_at > PROGRESS_SECONDS:
            self._told_at = now
            self.status.say(message.text)

    def on_analyses_ended(self, message: AnalysesEnded) -> None:
        """Say how the run ended."""
        self._model = None
        self._show_new_analysis()
        self.status.say(message.text, "important" if message.was_stopped else "")

    def _show_new_analysis(self) -> None:
        case = self.case
        if case is None or self.is_editing or case.customer_id in self.chosen_channels:
            return
        if self.workbench.analysis(case.profile) != case.analysis:
            self.show_case()

    def _ask_for_what_is_seen(self) -> None:
        """Put what the agent looks at before everything else."""
        if self._is_paused or not self._held_key.has_rested(SETTLED_SECONDS):
            return
        seen = self.worklist.seen()
        if self.customer_id is not None:
            seen = [self.customer_id, *seen]
        if seen != self._asked_for:
            self._ask_for(seen)

    _asked_for: Sequence[int] = ()

    def _ask_for(self, customer_ids: Sequence[int]) -> None:
        self._asked_for = customer_ids
        if self._model is not None:
            self._order(f"first {' '.join(map(str, customer_ids))}")
        elif customer_ids and not self.workbench.are_analysed(customer_ids):
            self._run_model(customer_ids)

    def _order(self, order: str) -> None:
        if self._model is None or self._model.stdin is None:
            return
        try:
            print(order, file=self._model.stdin, flush=True)
        except (OSError, ValueError):
            # It has just ended; what it did not do is asked for again when it is seen again.
            self._model = None

    def _run_model(self, customer_ids: Sequence[int], *, force: bool = False) -> None:
        work = partial(
            jobs.analyse,
            self.settings,
            self.post_message,
            customer_ids,
            self.config,
            self._model_started,
            force=force,
        )
        self.run_worker(work, thread=True, group="analyse", exit_on_error=False)

    def _model_started(self, process: subprocess.Popen[str]) -> None:
        self._model = process
        self._runs = (*(run for run in self._runs if run.poll() is None), process)
