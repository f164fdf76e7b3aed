"""Give each brand's handle a number below 0, kept in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store import tweets

if TYPE_CHECKING:
    import sqlite3


class Handles:
    """Handles by name, whatever its case, as numbers; new ones wait until they are written.

    Attributes:
        names: the spelling of each: that of its own tweets, where there are any.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the handles that are known."""
        self.names = tweets.handles(connection)
        self._keys = {name.casefold(): key for key, name in self.names.items()}
        self._new: dict[int, str] = {}
        self._as_author: set[str] = set()

    def key(self, name: str, is_author: bool) -> int:
        """Return the number of a handle; as an author's, its spelling counts."""
        if is_author and name in self._as_author:
            return self._keys[name.casefold()]
        key = self._keys.setdefault(name.casefold(), -1 - len(self._keys))
        if key not in self.names or (is_author and self.names[key] != name):
            self.names[key] = self._new[key] = name
        if is_author:
            self._as_author.add(name)
        return key

    def take_new(self) -> dict[int, str]:
        """Return the handles, and spellings, that have come up since the last time."""
        new, self._new = self._new, {}
        return new
