"""A search of a very long list, in a thread beside the keys.

All the work is SQLite's, which lets the keys go on meanwhile; a newer search ends it at once.
"""

from __future__ import annotations

from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING

from engine.workbench.listing import open_listing
from tui.messages import Searched, Trouble

if TYPE_CHECKING:
    from engine.clock import Clock
    from engine.settings import Settings
    from engine.workbench.listing import Listing
    from tui.jobs import Post
    from tui.widgets.rows import Rows


class SearchBeside:
    """One search. ``rows`` holds what was found near the top of the list."""

    def __init__(self, settings: Settings, clock: Clock, rows: Rows) -> None:
        """Prepare to search all of the list of ``rows``."""
        self._settings = settings
        self._clock = clock
        self.rows = rows
        self._lock = Lock()
        self._seat: Listing | None = None
        self._is_unwanted = False

    def stop(self) -> None:
        """End the search: another has taken its place."""
        with self._lock:
            self._is_unwanted = True
            if self._seat is not None:
                self._seat.stop_search()

    def run(self, post: Post) -> None:
        """Search. Posts ``Searched``, or nothing when nobody wants it any more."""
        try:
            seat = open_listing(self._settings, self._clock)
            with closing(seat.connection):
                with self._lock:
                    if self._is_unwanted:
                        return
                    self._seat = seat
                try:
                    found = seat.search(self.rows.query)
                finally:
                    with self._lock:
                        self._seat = None
        except Exception as error:
            if not self._is_unwanted:
                post(Trouble(f"The search stopped: {error}"))
        else:
            post(Searched(self.rows, found))
