"""What SQLite refuses, in the words of those who must do something about it."""

from __future__ import annotations

import sqlite3

_WORDS = {
    sqlite3.SQLITE_BUSY: "the database is busy: another program has been writing to it for long, "
    "perhaps a load; try again in a minute",
    sqlite3.SQLITE_FULL: "the disk is full, nothing more can be written; free some space",
    sqlite3.SQLITE_IOERR: "the disk does not take or give what belongs to the database; it may be "
    "full, over a limit or damaged",
    sqlite3.SQLITE_READONLY: "the database can be read but not written; its file, the two files "
    "beside it and its folder must be writable for you",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened; its file and its folder must be there "
    "and be writable for you",
    sqlite3.SQLITE_CORRUPT: "the database is damaged; put a backup in its place",
    sqlite3.SQLITE_NOTADB: "the file is no database of this program; put a backup in its place",
}
_WORDS[sqlite3.SQLITE_LOCKED] = _WORDS[sqlite3.SQLITE_BUSY]

_PRIMARY = 0xFF
"""The low byte of SQLite's result codes says what, the rest in more detail why."""


def in_plain_words(error: BaseException) -> str | None:
    """Return what is wrong with the database and what to do, or None for a defect of our own."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return None
    return _WORDS.get(code & _PRIMARY)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds what is needed, so that trying again may help."""
    code = error.sqlite_errorcode & _PRIMARY
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
