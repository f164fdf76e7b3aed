"""One import of conversations at a time: the system gives the lock back when its holder dies."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.errors import OperatorError
from engine.privacy.files import make_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_import(database: Path) -> Iterator[None]:
    """Hold the lock of imports into ``database`` for the length of the block.

    Raises:
        OperatorError: another program holds it.
    """
    path = database.with_name(f"{database.name}.import")
    make_file(path)
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatorError(
                "another import of conversations is running; wait until it has ended"
            ) from None
        yield
