"""Tell by its content what kind of conversations a file holds; its name says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.conversations.chat_rows import COLUMNS as CHAT_COLUMNS
from engine.conversations.chat_rows import is_chat_header
from engine.conversations.report import Source
from engine.conversations.tweet_rows import COLUMNS as TWEET_COLUMNS
from engine.conversations.tweet_rows import REQUIRED as TWEET_REQUIRED
from engine.conversations.tweet_rows import TweetFile
from engine.ingest.encoding import detect_encoding
from engine.ingest.files import INTERACTIONS
from engine.ingest.headers import folded_header
from engine.ingest.reading import DelimitedFile
from engine.ingest.rows import UnreadableError
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from pathlib import Path

_KNOWN_HEADERS = frozenset(
    map(
        folded_header,
        (*CHAT_COLUMNS, *TWEET_COLUMNS, *(column.header for column in INTERACTIONS.columns)),
    )
)
_INTERACTION_HEADER = {
    folded_header(name) for name in ("Customer_ID", "Date & Time", "Interaction_Type", "Summary")
}
_SAMPLE_CHARACTERS = 4_096


def is_json(path: Path) -> bool:
    """Whether a text file begins as a JSON array or object does.

    Raises:
        UnreadableError: the file is empty or is not text.
        OSError: it cannot be read.
    """
    with path.open(encoding=detect_encoding(path), errors="replace") as stream:
        return stream.read(_SAMPLE_CHARACTERS).lstrip()[:1] in ("[", "{")


def open_table(path: Path) -> tuple[Source, DelimitedFile]:
    """Open a delimited file of messages; say which kind it is.

    Raises:
        UnreadableError: it is none that we know.
        OSError: it cannot be read.
    """
    file = DelimitedFile(path, _KNOWN_HEADERS)
    header = frozenset(map(folded_header, file.header))
    if header >= TWEET_REQUIRED:
        file.close()
        return Source.TWEETS, TweetFile(path, _KNOWN_HEADERS)
    if header >= _INTERACTION_HEADER:
        return Source.INTERACTIONS, file
    if is_chat_header(header):
        return Source.CHATS, file
    file.close()
    raise UnreadableError(
        "neither a chat export, nor tweets (tweet_id, author_id, …), nor an interaction history "
        f"(Customer_ID, Date & Time, …); found {clean_line(', '.join(file.header))[:200]}"
    )
