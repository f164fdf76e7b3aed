"""Files that hold what is known of people: for their owner, or for the team that shares a folder.

The umask of a login says nothing about this data: a file of customers in a home folder must not be
readable by everybody, and one in a shared folder must be writable by every agent. A folder is
shared where its group may write and its setgid bit hands the group on (``chmod 2770``).
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_OWN_FILE, _SHARED_FILE = 0o600, 0o660
_OWN_FOLDER, _SHARED_FOLDER = 0o700, 0o2770


def make_folder(path: Path) -> None:
    """Make a folder and its parents, where missing; those that are there stay as they are.

    Raises:
        OSError: it cannot be made, or a file stands in its place.
    """
    missing = []
    while not path.exists():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(_SHARED_FOLDER if _is_shared(folder.parent) else _OWN_FOLDER)
    if not path.is_dir():
        raise NotADirectoryError(f"{path} is not a folder")


def make_file(path: Path) -> None:
    """Make an empty file and its folder, where missing; a file that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if path.exists():
        return
    make_folder(path.parent)
    mode = _SHARED_FILE if _is_shared(path.parent) else _OWN_FILE
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        # Another process was quicker, and made it just so.
        return
    try:
        # The umask has taken what the team needs.
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def _is_shared(folder: Path) -> bool:
    mode = folder.stat().st_mode
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP)
