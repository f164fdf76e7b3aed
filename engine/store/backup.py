"""A copy of the database, whole and of one moment, while others go on working."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from engine.privacy.files import make_file
from engine.store.connection import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAGES = 2_000
"""Pages copied at a time: about 8 MB, so that the progress moves and nobody waits."""


def copy_to(
    connection: sqlite3.Connection,
    target: Path,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> None:
    """Copy the database into a new file and check it; the file appears only when it is whole.

    Args:
        connection: the store.
        target: where the copy goes; nothing may be there yet.
        progress: told the pages done and the pages in all.

    Raises:
        StoreError: the file is there already, cannot be written, or is not whole.
    """
    if target.exists():
        raise StoreError(f"{target} is there already; name a file that is not")
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        make_file(unfinished)
        with closing(sqlite3.connect(unfinished)) as copy:
            with _one_moment(connection):
                connection.backup(
                    copy,
                    pages=_PAGES,
                    progress=lambda _status, left, total: progress(total - left, total),
                )
            # One file that can be moved and read anywhere, also where nothing may be written.
            copy.execute("PRAGMA journal_mode = DELETE")
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise StoreError(f"{target}: the copy is damaged: {verdict}")
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{target}: the copy cannot be written: {error}") from None
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Read what the database holds now, whatever is written meanwhile.

    Without it the copy would begin anew with every write of another process, perhaps for ever.
    """
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield
    finally:
        connection.rollback()
