"""Background jobs. They run in threads or in a process of their own, and post messages only."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.analysts.base import AnalystError
from engine.pipeline import open_workbench
from engine.workbench.errors import InvalidMessageError, UnknownCustomerError
from tui.messages import AnalysisArrived, Approved, Delivered, Loaded, LoadProgress, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.message import Message

    from engine.analysts.base import Analyst
    from engine.clock import Clock
    from engine.models.vocabulary import Channel
    from engine.pipeline import Workbench
    from engine.settings import Settings
    from tui.messages import Written
    from tui.saver import DraftSaver

    Post = Callable[[Message], object]


@contextmanager
def _own_workbench(settings: Settings, clock: Clock) -> Iterator[Workbench]:
    """Open a workbench for one job: SQLite connections are not shared between threads."""
    workbench = open_workbench(settings, clock)
    try:
        yield workbench
    finally:
        workbench.connection.close()


def approve(
    settings: Settings,
    clock: Clock,
    post: Post,
    saver: DraftSaver,
    customer_id: int,
    channel: Channel,
    message: str,
) -> None:
    """Approve a reviewed message. Posts ``Approved``, or ``Trouble`` with the reason.

    The draft must be on the disk before: written later, it would rise again after the send.
    """
    from engine.delivery.sending import RefusedError

    undo_seconds = settings.sending.undo_seconds
    saver.flush()
    try:
        with _own_workbench(settings, clock) as workbench:
            approved = workbench.approve(customer_id, channel, message, undo_seconds=undo_seconds)
    except (RefusedError, InvalidMessageError, UnknownCustomerError) as error:
        post(Trouble(f"Not sent: {error}"))
    except Exception as error:
        post(Trouble(f"Not sent, the draft is kept: {error}"))
    else:
        post(Approved(approved))


def write(
    settings: Settings, clock: Clock, post: Post, work: Callable[[Workbench], Written]
) -> None:
    """Do a piece of work that writes. Posts what it returns, or ``Trouble`` with the reason."""
    try:
        with _own_workbench(settings, clock) as workbench:
            post(work(workbench))
    except Exception as error:
        post(Trouble(f"Not done: {error}"))


def deliver_due(settings: Settings, clock: Clock, post: Post) -> None:
    """Attempt what is due, also what earlier runs left waiting. Posts ``Delivered``."""
    try:
        with _own_workbench(settings, clock) as workbench:
            done = workbench.deliver_due()
    except Exception as error:
        post(Trouble(f"Sending stopped, messages stay in the outbox: {error}"))
    else:
        if done:
            post(Delivered(done))


def load(
    settings: Settings,
    post: Post,
    path: str,
    config: str | None,
    started: Callable[[subprocess.Popen[bytes]], None],
) -> None:
    """Load the customer files in a process of its own, so that keys stay quick meanwhile.

    Posts ``LoadProgress`` and, at the end, ``Loaded``. ``started`` is given the process, so that
    it can be ended with the screen.
    """
    command = [sys.executable, "-m", "tui", "load", "--json", "--progress-lines"]
    command += ["--db", str(settings.database), path]
    if config:
        command += ["--config", config]
    try:
        with subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
        ) as process:
            started(process)
            last = ""
            for line in process.stderr or ():
                last = line.decode(errors="replace").strip()
                post(LoadProgress(f"Loading {last}"))
            output = process.stdout.read() if process.stdout else b""
    except OSError as error:
        post(Loaded(f"The customer files cannot be loaded: {error}", changed=False))
        return
    post(_ended(output, last))


def _ended(output: bytes, last: str) -> Loaded:
    try:
        report = json.loads(output)
    except ValueError:
        return Loaded(f"The load failed: {last or 'no reason given'}", changed=False)
    files = report["files"]
    if report["status"] == "refused":
        errors = "; ".join(f"{file['file']}: {file['error']}" for file in files if file["error"])
        return Loaded(f"Nothing was loaded. {errors}", changed=False)
    if report["status"] == "unchanged":
        return Loaded("These files are loaded already; nothing has changed.", changed=False)
    rows = sum(file["rows_loaded"] for file in files)
    rejected = sum(file["rows_rejected"] for file in files)
    aside = f"; {rejected:,} rows rejected, see sne load" if rejected else ""
    return Loaded(f"{rows:,} rows loaded{aside}", changed=True)


def analyse(
    settings: Settings,
    clock: Clock,
    analyst: Analyst,
    post: Post,
    customer_ids: Sequence[int],
    is_cancelled: Callable[[], bool],
) -> None:
    """Have ``analyst`` work through customers, in the given order; keep each result at once.

    Posts ``AnalysisArrived`` per customer, and one ``Trouble`` when the analyst gives up.
    """
    try:
        with _own_workbench(settings, clock) as workbench:
            for customer_id in customer_ids:
                if is_cancelled():
                    return
                _analyse_one(workbench, analyst, post, customer_id)
    except Exception as error:
        post(Trouble(f"The analyses stopped: {error}"))


def _analyse_one(workbench: Workbench, analyst: Analyst, post: Post, customer_id: int) -> None:
    profile = workbench.profile(customer_id)
    if workbench.stored_analysis(profile, analyst.name) is not None:
        return
    try:
        analysis = analyst.analyse(profile)
    except AnalystError as error:
        # The rules' analysis stands; the next customer may fare better.
        post(Trouble(f"{analyst.name} cannot analyse #{customer_id}: {error}"))
        return
    workbench.keep_analysis(profile, analysis)
    post(AnalysisArrived(customer_id))
