"""Import tweets: first each tweet as it comes, a few thousand a transaction; then the threads.

A run that is killed leaves tweets that are in no conversation yet. The next run of any file of
tweets finds them there and puts them where they belong.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from engine.conversations.handles import Handles
from engine.conversations.placing import place_tweets
from engine.conversations.tweet_rows import TweetColumns, TweetRows
from engine.ingest.keys import KeySet
from engine.store import tweets
from engine.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from engine.conversations.autoresponse import AutoresponseRule
    from engine.conversations.rejects import RowRejects
    from engine.conversations.report import ImportReport
    from engine.conversations.threads import Numbers
    from engine.ingest.reading import DelimitedFile
    from engine.loading import Progress

_ROWS_A_TRANSACTION = 20_000


class TweetImport:
    """One file of tweets on its way into the store."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        rule: AutoresponseRule,
        report: ImportReport,
        *,
        force: bool,
    ) -> None:
        """Import into an open store and count in ``report``."""
        self._connection = connection
        self._rule = rule
        self._report = report
        self._force = force
        self._handles = Handles(connection)
        self._seen = KeySet()
        self._stored = KeySet()
        self._stored.add(tweets.ids(connection))
        self._newest: str | None = None

    def run(self, file: DelimitedFile, rejects: RowRejects, progress: Progress) -> str | None:
        """Read all of ``file``; return the newest moment in it.

        Raises:
            UnreadableError: the file turns out to be damaged.
        """
        rows = TweetRows(file.header, self._rule, self._handles.key)
        waiting = TweetColumns()
        # While SQLite writes some tweets, the next are read.
        with ThreadPoolExecutor(max_workers=1) as beside:
            written: Future[None] | None = None
            for batch in file.batches():
                self._report.counts.rows_read += len(batch.lines) + len(batch.broken)
                rejects.begin(batch)
                waiting.extend(rows.read(batch, rejects.add))
                if len(waiting.tweet_id) >= _ROWS_A_TRANSACTION:
                    if written:
                        written.result()
                    written = beside.submit(self._write, waiting, self._handles.take_new())
                    waiting = TweetColumns()
                progress("reading tweets", batch.done, max(file.size, batch.done))
            if written:
                written.result()
        self._write(waiting, self._handles.take_new())
        self._report.counts.empty_texts += rows.empty_texts
        progress("joining threads", 0, 1)
        self._place(_numbers(rows.children), _numbers(rows.claimers))
        progress("joining threads", 1, 1)
        return self._newest

    def _write(self, found: TweetColumns, handles: Mapping[int, str]) -> None:
        """Write new tweets, and with force those that are known; and the handles in them."""
        if not found.tweet_id:
            return
        counts = self._report.counts
        ids = np.array(found.tweet_id, np.int64)
        duplicate = self._seen.add(ids)
        known = self._stored.holds(ids) & ~duplicate
        new = found.picked(np.flatnonzero(~duplicate & ~known).tolist())
        old = found.picked(np.flatnonzero(known).tolist())
        with transaction(self._connection):
            tweets.write_handles(self._connection, handles)
            if new.tweet_id:
                tweets.add(self._connection, new.messages(), new.numbers())
            if self._force and old.tweet_id:
                tweets.rewrite(self._connection, old.messages(), old.numbers())
        counts.duplicates += int(np.count_nonzero(duplicate))
        counts.messages_added += len(new.tweet_id)
        if self._force:
            counts.messages_changed += len(old.tweet_id)
        else:
            counts.messages_unchanged += len(old.tweet_id)
        counts.autoresponses += sum(new.is_autoresponse) + sum(old.is_autoresponse)
        self._newest = max([*found.at, *([self._newest] if self._newest else [])])

    def _place(self, children: Numbers, claimers: Numbers) -> None:
        with transaction(self._connection):
            placed = place_tweets(
                self._connection, self._handles.names, (children, claimers), anew=self._force
            )
        here = self._seen.holds(placed.ids)
        inside = here & (placed.conversations != 0)
        counts = self._report.counts
        counts.conversations = np.unique(placed.conversations[inside]).size
        counts.customers = np.unique(placed.customers[inside]).size
        self._report.has_moved = placed.moved > 0
        self._report.without_conversation = int(np.count_nonzero(here & ~inside))


def _numbers(values: object) -> Numbers:
    return np.array(values, np.int64)
