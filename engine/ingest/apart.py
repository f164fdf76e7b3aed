"""Read a large set in a process of its own: one core reads and checks while the other writes."""

from __future__ import annotations

import fcntl
import gc
import multiprocessing
import signal
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from engine.ingest.rows import UnreadableError
from engine.ingest.sets import RefusedError, open_set
from engine.ingest.tables import FileEnd, tables

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from engine.ingest.keys import Keys
    from engine.ingest.sets import SourceFile
    from engine.ingest.tables import Rows

LARGE = 16_000_000
"""Bytes of a set from which a process of its own is worth its start. Measured: a process costs 0.3
seconds, and reading so many bytes a second."""


def tables_of(
    path: Path, files: Sequence[SourceFile], known: Keys, *, large: int = LARGE
) -> Generator[Rows | FileEnd, None, None]:
    """Yield what :func:`engine.ingest.tables.tables` yields, read here or in another process.

    Close it where it is not read to its end.

    Args:
        path: where ``files`` were found.
        files: the set, as it was opened here.
        known: the ids of the customers who are stored already.
        large: bytes from which another process reads.

    Raises:
        UnreadableError: the other process came to an end before the files did.
    """
    # All sheets of a workbook are one file.
    if sum({file.path: file.bytes for file in files}.values()) < large:
        yield from tables(files, known)
        return
    # A new interpreter, not a copy of this one: an open database does not survive being copied.
    fresh = multiprocessing.get_context("spawn")
    receiver, sender = fresh.Pipe(duplex=False)
    reader = fresh.Process(target=_send_tables, args=(sender, path, known), daemon=True)
    reader.start()
    _let_it_run_ahead(receiver)
    # Only the reader holds the other end now: when it dies, that is the end of what there is.
    sender.close()
    try:
        for _ in files:
            end = False
            while not end:
                part = next_part(receiver, reader)
                end = isinstance(part, FileEnd)
                yield part
    finally:
        receiver.close()
        reader.terminate()
        reader.join()


def next_part(receiver: Connection[Any, Any], reader: SpawnProcess) -> Rows | FileEnd:
    """Return what comes next from the process that reads.

    Raises:
        UnreadableError: it has ended, between two parts or within one.
        RuntimeError: it has a defect.
    """
    try:
        part: Rows | FileEnd | Exception = receiver.recv()
    except (EOFError, OSError):
        reader.join()
        raise UnreadableError(
            f"the process that reads it ended too early (exit code {reader.exitcode}); "
            "is there enough memory?"
        ) from None
    if isinstance(part, Exception):
        raise part
    return part


def _let_it_run_ahead(receiver: Connection[Any, Any]) -> None:
    """Let the pipe hold some batches, so that neither process waits for a slow one of the other.

    Measured: a sixth of the time. Where the system does not offer it, the load is that much slower.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(receiver.fileno(), fcntl.F_SETPIPE_SZ, 1 << 20)


def _send_tables(
    sender: Connection[Rows | FileEnd | Exception, Any], path: Path, known: Keys
) -> None:
    """Read the set at ``path`` and send all of it; ends quietly when nobody listens any more."""
    # Ctrl-C goes to both processes; the one that writes decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    with suppress(BrokenPipeError):
        try:
            for part in tables(open_set(path), known):
                sender.send(part)
        except BrokenPipeError:
            raise
        except RefusedError as refused:
            # The set was sound a moment ago, when it was opened by the process that writes.
            sender.send(FileEnd(0, [], [], f"changed while it was read: {refused}"))
        except MemoryError:
            sender.send(FileEnd(0, [], [], "there is not enough memory to read it"))
        except Exception as error:
            # A defect: the process that writes knows how to log it.
            told = RuntimeError(f"reading failed: {error!r}")
            told.add_note(traceback.format_exc())
            sender.send(told)
