"""Background jobs. They run in threads or in a process of their own, and post messages only."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.workbench.errors import InvalidMessageError, UnknownCustomerError
from tui.messages import (
    ActionLookedUp,
    AnalysesArrived,
    AnalysesEnded,
    Approved,
    ApprovedTogether,
    Delivered,
    FiguresRead,
    Loaded,
    LoadProgress,
    NextActionFound,
    Trouble,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.message import Message

    from engine.clock import Clock
    from engine.delivery.racing import Seen
    from engine.models.conversations import Conversation
    from engine.models.next_action import Prediction
    from engine.models.vocabulary import Channel
    from engine.pipeline import Workbench
    from engine.settings import Settings
    from engine.store.conversation_query import ConversationQuery
    from engine.workbench.bulk import Going
    from tui.messages import Written
    from tui.saver import DraftSaver
    from tui.summary import Summary

    Post = Callable[[Message], object]

NOT_SAVED_YET = "the draft could not be saved yet"


@contextmanager
def _own_workbench(settings: Settings, clock: Clock) -> Iterator[Workbench]:
    """Open a workbench for one job: SQLite connections are not shared between threads."""
    from engine.pipeline import open_workbench

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
    seen: Seen,
) -> None:
    """Approve a reviewed message. Posts ``Approved``, or ``Trouble`` with the reason.

    The draft must be on the disk before: written later, it would rise again after the send. It is
    sent only if it is still what this window wrote or showed, and nobody else has sent since the
    review was opened.
    """
    from engine.delivery.sending import RefusedError

    undo_seconds = settings.sending.undo_seconds
    try:
        if not saver.flush():
            post(Trouble(f"Not sent: {NOT_SAVED_YET}: {saver.trouble}"))
            return
        with _own_workbench(settings, clock) as workbench:
            approved = workbench.approve(
                customer_id,
                channel,
                message,
                undo_seconds=undo_seconds,
                seen=replace(seen, version=saver.version(customer_id)),
            )
    except (RefusedError, InvalidMessageError, UnknownCustomerError) as error:
        post(Trouble(f"Not sent: {error}"))
    except Exception as error:
        post(Trouble(f"Not sent, the draft is kept: {error}"))
    else:
        post(Approved(approved))
    finally:
        saver.let_go(customer_id)


def next_action(settings: Settings, clock: Clock, post: Post, customer_id: int) -> None:
    """Look for the next best action of a customer. Posts ``NextActionFound``, or ``Trouble``."""
    try:
        with _own_workbench(settings, clock) as workbench:
            found = workbench.next_best_action(customer_id)
    except Exception as error:
        post(Trouble(f"The conversations of #{customer_id} cannot be read: {error}"))
    else:
        post(NextActionFound(customer_id, found))


def look_up_action(
    settings: Settings, clock: Clock, post: Post, conversation: Conversation
) -> None:
    """Look for what to do next about a conversation. Posts ``ActionLookedUp``, or ``Trouble``."""
    from engine.workbench.acting import NoConversationError

    name = conversation.conversation_id
    found: list[Prediction | None] = []
    try:
        with _own_workbench(settings, clock) as workbench:
            if conversation.customer_id is not None:
                found.append(workbench.next_best_action(conversation.customer_id))
            else:
                called = conversation.participant or name
                found += [one.prediction for one in workbench.next_actions_of(called)]
    except NoConversationError:
        # It was loaded away since.
        found = []
    except Exception as error:
        post(Trouble(f"What to do next cannot be said: {error}"))
    about = [one for one in found if one and name in (one.conversation_id, *one.other_open)]
    post(ActionLookedUp(name, about[0] if about else None))


def read_figures(settings: Settings, clock: Clock, post: Post, query: ConversationQuery) -> None:
    """Read all that the metrics show. Posts ``Trouble`` where it fails, and ``FiguresRead``."""
    from tui.summary import summarise

    summary: Summary | None = None
    try:
        with _own_workbench(settings, clock) as workbench:
            summary = summarise(workbench, query)
    except Exception as error:
        post(Trouble(f"The figures cannot be read: {error}"))
    post(FiguresRead(summary))


def approve_together(
    settings: Settings,
    clock: Clock,
    post: Post,
    saver: DraftSaver,
    reviewed: Sequence[Going],
) -> None:
    """Approve what a bulk review approved. Posts ``ApprovedTogether``, or ``Trouble``."""
    undo_seconds = settings.sending.undo_seconds
    if not saver.flush():
        post(Trouble(f"Nothing was sent: {NOT_SAVED_YET}: {saver.trouble}"))
        return
    try:
        with _own_workbench(settings, clock) as workbench:
            outcomes = workbench.approve_reviewed(reviewed, undo_seconds=undo_seconds)
    except Exception as error:
        post(Trouble(f"Nothing was sent, the drafts are kept: {error}"))
    else:
        post(ApprovedTogether(outcomes))


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
    post: Post,
    customer_ids: Sequence[int],
    config: str | None,
    started: Callable[[subprocess.Popen[str]], None],
    *,
    force: bool = False,
) -> None:
    """Have the model work through customers in a process of its own, in the given order.

    Posts ``AnalysesArrived`` and, at the end, ``AnalysesEnded``. ``started`` is given the process,
    which takes orders on its standard input (see ``engine.commands.analyse_events``).
    """
    command = [sys.executable, "-m", "tui", "analyse", "--events", "--db", str(settings.database)]
    command += [*(["--force"] if force else []), *(["--config", config] if config else [])]
    command += map(str, customer_ids)
    summary: dict[str, Any] = {}
    try:
        with subprocess.Popen(  # noqa: S603 - our own program
            command,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            started(process)
            for line in process.stdout or ():
                told = json.loads(line)
                if "end" in told:
                    summary = told["end"]
                else:
                    post(AnalysesArrived(f"The model: {told['done']} of {told['total']}"))
            errors = process.stderr.read() if process.stderr else ""
    except (OSError, ValueError) as error:
        errors = str(error)
    post(_analyses_ended(summary, errors))


def _analyses_ended(summary: dict[str, Any], errors: str) -> AnalysesEnded:
    if not summary:
        reason = (errors.strip().splitlines() or ["no reason given"])[-1]
        return AnalysesEnded(f"The model could not be asked: {reason}", was_stopped=True)
    done = summary["analysed"] + summary["cached"]
    parts = [f"The model explained {done} cases (£{summary['pounds']:.3f})"]
    if left := summary["fallback"] + summary["postponed"]:
        parts.append(f"{left} are left to the rules")
    if stopped := summary["stopped"]:
        parts.append(f"it stopped: {stopped}")
    return AnalysesEnded("; ".join(parts), was_stopped=bool(stopped))
