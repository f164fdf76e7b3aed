"""The least that keeps tweets: a bare csv reader and executemany into one table with a key."""

from __future__ import annotations

import csv
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def main(file: Path, database: Path) -> None:
    """Copy the rows of ``file`` into a new ``database``."""
    with closing(sqlite3.connect(database)) as connection, file.open(newline="") as stream:
        connection.execute(
            "CREATE TABLE tweets (tweet_id INTEGER PRIMARY KEY, author_id TEXT, inbound TEXT, "
            "created_at TEXT, text TEXT, response_tweet_id TEXT, in_response_to_tweet_id TEXT)"
        )
        rows = csv.reader(stream)
        next(rows)
        with connection:
            connection.executemany("INSERT INTO tweets VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
