"""Saves drafts from a thread of its own, so that nothing typed depends on the terminal's line."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from engine.models.vocabulary import Channel
from engine.privacy.files import make_file
from tui.holding import Holding, Wish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.clock import Clock
    from engine.pipeline import Workbench
    from engine.settings import Settings

    Text = tuple[Channel, str]
    Batch = dict[int, Text]
    """The newest channel and text of each customer's draft."""

PAUSE_SECONDS = 0.2
"""A draft is written this long after the first letter that is not written yet."""


PAUSE_AFTER_FAILURE_SECONDS = 2.0


class DraftSaver:
    """Takes the newest text of each draft at once and writes it after a short pause.

    ``put`` never waits: the event loop may stall on a slow line, and the text is written all the
    same. A text that another window of the agent has changed meanwhile is not overwritten: the
    store keeps both. The thread also keeps the window's lease, see ``tui.holding``.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        saved: Callable[[int], object],
        failed: Callable[[str], object],
        displaced: Callable[[int], object] = lambda _customer_id: None,
        said: Callable[[str], object] = lambda _text: None,
    ) -> None:
        """Make the saver; everything is called from the thread.

        Args:
            settings: where the database is, and who the agent is.
            clock: the present moment.
            saved: told the customer whose draft is on the disk.
            failed: told why one is not.
            displaced: told the customer to whom another window's text was kept beside this one.
            said: told what there is to say about the lease.
        """
        self._settings = settings
        self._clock = clock
        self._saved = saved
        self._failed = failed
        self._displaced = displaced
        self._wanted = threading.Condition()
        self._waiting: Batch = {}
        self._written: Batch = {}
        self._versions: dict[int, int] = {}
        self._newest: dict[int, str] = {}
        self._holding = Holding(clock, said)
        self._rescued = False
        self._pause = PAUSE_SECONDS
        self._writing = False
        self._attempt = 0
        """The number of the attempt to write that was begun last."""
        self._failed_attempt = 0
        self._trouble = ""
        self._hurried: int | None = None
        """The attempt that somebody waits for: until it has failed there is no pause."""
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="draft-saver", daemon=True)

    def start(self) -> None:
        """Start the thread; what an earlier run could only rescue is written first."""
        self._take_up_rescued()
        self._thread.start()

    def begin(self, customer_id: int, version: int, text: str) -> None:
        """Say what the text to a customer goes on from: the draft's version, 0 for no draft.

        Where this window's own words are still on their way, they are what it goes on from. They
        may have arrived since the draft was read: then the version they got is the one that counts.
        """
        with self._wanted:
            if customer_id in self._waiting or customer_id in self._written:
                return
            if text == self._newest.get(customer_id):
                version = max(version, self._versions.get(customer_id, 0))
            self._versions[customer_id] = version

    def version(self, customer_id: int) -> int:
        """Return the version of the draft that this window has written or begun with last."""
        with self._wanted:
            return self._versions.get(customer_id, 0)

    def hold(self, customer_id: int, *, take_over: bool = False) -> None:
        """Take the lease on a customer, in place of any other."""
        self._wish(Wish(customer_id, take_over=take_over))

    def let_go(self, customer_id: int) -> None:
        """End the lease on a customer, unless another one is wanted by now."""
        if self._holding.wish.customer_id == customer_id:
            self._wish(Wish())

    def _wish(self, wish: Wish) -> None:
        with self._wanted:
            self._holding.wish = wish
            self._wanted.notify_all()

    def put(self, customer_id: int, channel: Channel, text: str) -> None:
        """Keep ``text`` as the draft to a customer."""
        with self._wanted:
            self._waiting[customer_id] = (channel, text)
            self._newest[customer_id] = text
            self._wanted.notify_all()

    def pending(self, customer_id: int) -> tuple[Channel, str] | None:
        """Return what was typed to a customer and is not on the disk yet."""
        with self._wanted:
            return self._waiting.get(customer_id) or self._written.get(customer_id)

    @property
    def has_unsaved(self) -> bool:
        """Whether anything that was typed is not on the disk yet."""
        with self._wanted:
            return bool(self._waiting or self._written)

    @property
    def trouble(self) -> str:
        """Why the newest attempt that failed has failed."""
        with self._wanted:
            return self._trouble

    def flush(self, timeout: float | None = None) -> bool:
        """Write everything now; return whether every draft is on the disk.

        Waits until it is, or until one whole attempt from now on has failed: for a database that
        is locked as long as the store itself waits, and not as long for a disk that is full.

        Args:
            timeout: the seconds to wait at most; None for as long as that attempt takes.
        """
        with self._wanted:
            self._hurried = whole = self._attempt + 1
            self._wanted.notify_all()
            self._wanted.wait_for(
                lambda: self._is_idle or self._failed_attempt >= whole or self._ended, timeout
            )
            self._hurried = None
            return not self.has_unsaved

    def stop(self, timeout: float = 5.0, *, line_dropped: bool = False) -> bool:
        """Write everything and end the thread; return whether all is in the database.

        What cannot be written in time, because the database is busy with a load, is put into a
        file beside it; the next start takes it from there. The lease ends; where the line has
        dropped, it stays the agent's own until its time is up.
        """
        self._wish(Wish(line_dropped=line_dropped))
        done = self.flush(timeout) or self._rescue()
        with self._wanted:
            self._ended = True
            self._wanted.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=1.0)
        return done

    @property
    def _has_work(self) -> bool:
        return bool(self._waiting) or not self._holding.is_settled

    @property
    def _is_idle(self) -> bool:
        return not self._has_work and not self._writing

    @property
    def _rescue_file(self) -> Path:
        import hashlib

        name = hashlib.sha256(self._settings.agent.encode()).hexdigest()[:12]
        return self._settings.database.parent / f"unsaved-{name}.json"

    def _rescue(self) -> bool:
        with self._wanted:
            unsaved = self._written | self._waiting
            versions = dict(self._versions)
        if not unsaved:
            return True
        texts = {
            str(customer_id): [str(channel), text, versions.get(customer_id, 0)]
            for customer_id, (channel, text) in unsaved.items()
        }
        import json

        temporary = self._rescue_file.with_suffix(".part")
        try:
            make_file(temporary)
            temporary.write_text(json.dumps(texts), encoding="utf-8")
            temporary.replace(self._rescue_file)
        except OSError:
            return False
        return True

    def _take_up_rescued(self) -> None:
        """Put what an earlier run could only rescue back among what is to be written."""
        # Nearly never is there one, and who starts should not wait for what reads it.
        if not any(self._settings.database.parent.glob("unsaved-*.json")):
            return
        import json

        try:
            texts = json.loads(self._rescue_file.read_text(encoding="utf-8"))
            rescued = [
                (int(customer_id), Channel(channel), str(text), int(version))
                for customer_id, (channel, text, version) in texts.items()
            ]
        except (OSError, ValueError, TypeError, AttributeError):
            # There is none, or somebody has changed it: then it stays, for a person to read.
            return
        for customer_id, channel, text, version in rescued:
            self.begin(customer_id, version, text)
            self.put(customer_id, channel, text)
        self._rescued = True

    def _run(self) -> None:
        while (batch := self._next_batch()) is not None:
            self._write(batch)

    def _next_batch(self) -> Batch | None:
        """Wait for something to write and for the pause after it; None at the end."""
        with self._wanted:
            self._wanted.wait_for(lambda: self._has_work or self._ended)
            if self._ended:
                return None
            until = time.monotonic() + self._pause
            while self._hurried is None and (left := until - time.monotonic()) > 0:
                self._wanted.wait(left)
            batch, self._waiting = self._waiting, {}
            self._written = batch
            self._writing = True
            self._attempt += 1
            return batch

    def _write(self, batch: Batch) -> None:
        try:
            from engine.pipeline import open_workbench

            workbench = open_workbench(self._settings, self._clock)
            try:
                for customer_id, text in batch.items():
                    self._save(workbench, customer_id, text)
                self._holding.settle(workbench, typed=bool(batch))
            finally:
                workbench.connection.close()
            self._pause = PAUSE_SECONDS
            if self._rescued:
                self._rescue_file.unlink(missing_ok=True)
                self._rescued = False
        except Exception as error:
            self._pause = PAUSE_AFTER_FAILURE_SECONDS
            with self._wanted:
                # What was typed since is newer than what could not be written.
                self._waiting = batch | self._waiting
                self._failed_attempt, self._trouble = self._attempt, str(error)
                if self._hurried is not None and self._attempt >= self._hurried:
                    self._hurried = None
            self._failed(self._trouble)
        finally:
            with self._wanted:
                self._writing = False
                self._written = {}
                self._wanted.notify_all()

    def _save(self, workbench: Workbench, customer_id: int, text: Text) -> None:
        channel, message = text
        based_on = self.version(customer_id)
        saved = workbench.save_draft(customer_id, channel, message, based_on=based_on)
        with self._wanted:
            self._versions[customer_id] = saved.version
        self._saved(customer_id)
        if saved.displaced_another:
            self._displaced(customer_id)
