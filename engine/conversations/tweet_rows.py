"""Read the rows of ``twcs.csv`` (contract, part B)."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.conversations.moments import TwitterTimes
from engine.conversations.rejects import RowError
from engine.ingest.headers import folded_header
from engine.ingest.reading import DelimitedFile
from engine.ingest.values import MISSING, BadValueError
from engine.models.conversations import Direction
from engine.privacy.clean import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.conversations.autoresponse import AutoresponseRule
    from engine.ingest.rows import Batch

TWEET, AUTHOR, INBOUND, TIME, TEXT, ANSWERS, PARENT = COLUMNS = (
    "tweet_id",
    "author_id",
    "inbound",
    "created_at",
    "text",
    "response_tweet_id",
    "in_response_to_tweet_id",
)
REQUIRED = frozenset(map(folded_header, (TWEET, AUTHOR, TIME, TEXT, PARENT)))

_MOST_DIGITS = 18
_HIGHEST = 10**_MOST_DIGITS
_LONGEST_HANDLE = 100
_CUSTOMER_MENTION = re.compile(r"@(\d{1,18})\b", re.ASCII)
_BRAND_MENTION = re.compile(r"@([A-Za-z_]\w{0,49})", re.ASCII)
_ROW_BEGINS = re.compile(r'"?\d+"?[,;\t|]')
_PLAIN = frozenset({"True", "False"})
_YES_OR_NO = frozenset({"true", "false", "1", "0", "yes", "no", ""})


class TweetFile(DelimitedFile):
    """A file of tweets. Their texts have lines, and lines with many commas."""

    def _is_believable(self, row: list[str]) -> bool:
        """Whether a record of several lines is one row: no line of it begins like a row."""
        if super()._is_believable(row):
            return True
        own = (line for cell in row for line in cell.splitlines()[1:])
        whole = self._well_formed.fullmatch("".join(self._feed.record)) is not None
        return whole and not any(map(_ROW_BEGINS.match, own))


@dataclass(slots=True)
class TweetColumns:
    """Tweets column by column: the numbers that threads are made of, and what was said."""

    tweet_id: list[int] = field(default_factory=list)
    parent: list[int | None] = field(default_factory=list)
    author: list[int] = field(default_factory=list)
    addressed: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    at: list[str] = field(default_factory=list)
    is_autoresponse: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def extend(self, others: TweetColumns) -> None:
        """Add other tweets at the end."""
        for name in self.__slots__:
            getattr(self, name).extend(getattr(others, name))

    def picked(self, places: Sequence[int]) -> TweetColumns:
        """Return the tweets at some places."""
        columns = (getattr(self, name) for name in self.__slots__)
        return TweetColumns(*([column[place] for place in places] for column in columns))

    def numbers(self) -> dict[str, Sequence[int | None]]:
        """Return the columns of the table of tweets."""
        return {
            "tweet_id": self.tweet_id,
            "parent": self.parent,
            "author": self.author,
            "addressed": self.addressed,
            "sent": self.sent,
        }

    def messages(self) -> dict[str, Sequence[object]]:
        """Return the columns of the table of messages."""
        count = len(self.tweet_id)
        directions = [Direction.TO_CLIENT if a < 0 else Direction.TO_COMPANY for a in self.author]
        return {
            "source": ["tweets"] * count,
            "message_id": list(map(str, self.tweet_id)),
            "direction": list(map(str, directions)),
            "agent": [None] * count,
            "at": self.at,
            "is_autoresponse": self.is_autoresponse,
            "parent_id": [None if parent is None else str(parent) for parent in self.parent],
            "text": self.text,
        }


class TweetRows:
    """Reads batches of rows.

    Attributes:
        empty_texts: rows without a text, which are dropped.
        children: tweets that other tweets claim as their answers.
        claimers: the tweets that claim them.
    """

    def __init__(
        self,
        header: Sequence[str],
        rule: AutoresponseRule,
        handle_key: Callable[[str, bool], int],
    ) -> None:
        """Find the columns.

        Args:
            header: the header as written.
            rule: tells autoresponses.
            handle_key: returns the number, below 0, of a handle; told whether it is an author.
        """
        self.empty_texts = 0
        self.children = array("q")
        self.claimers = array("q")
        folded = [folded_header(cell) for cell in header]
        wanted = {name: folded_header(name) for name in COLUMNS}
        self._places = {n: folded.index(f) for n, f in wanted.items() if f in folded}
        self._rule = rule
        self._handle_key = handle_key
        self._times = TwitterTimes()
        self._brands: dict[str, int] = {}

    def read(self, batch: Batch, reject: Callable[[int, RowError], None]) -> TweetColumns:
        """Return the good rows; call ``reject`` with the place in the batch of each other one."""
        tweets = TweetColumns()
        for place, cells in enumerate(self._rows(batch)):
            try:
                self._read_row(tweets, *cells)
            except RowError as error:
                reject(place, error)
        return tweets

    def _rows(self, batch: Batch) -> Iterator[tuple[str, ...]]:
        count = len(batch.lines)
        absent = [""] * count
        places = (self._places.get(name) for name in COLUMNS)
        columns = (absent if place is None else batch.columns[place] for place in places)
        return zip(*columns, strict=True)

    def _read_row(
        self,
        tweets: TweetColumns,
        id_text: str,
        author_text: str,
        inbound: str,
        created: str,
        text: str,
        answers: str,
        parent_text: str,
    ) -> None:
        tweet_id = _number(TWEET, id_text)
        if tweet_id is None:
            raise RowError(TWEET, id_text, "must not be empty")
        author = self._author(author_text)
        if inbound not in _PLAIN and inbound.strip().casefold() not in _YES_OR_NO:
            raise RowError(INBOUND, inbound, "expected True or False")
        parent = _number(PARENT, parent_text)
        try:
            at, sent = self._times.read(created.strip())
        except BadValueError as error:
            raise RowError(TIME, created, str(error)) from None
        if not (text.isascii() and text.isprintable()):
            text = clean_text(text)
        text = text.strip()
        if not text:
            self.empty_texts += 1
            return
        tweets.tweet_id.append(tweet_id)
        tweets.parent.append(parent)
        tweets.author.append(author)
        tweets.addressed.append(self._addressed(text, author) if "@" in text else 0)
        tweets.sent.append(sent)
        tweets.at.append(at)
        tweets.is_autoresponse.append(int(author < 0 and self._rule.matches(text)))
        tweets.text.append(text)
        if answers:
            self._claim(tweet_id, answers)

    def _author(self, text: str) -> int:
        """Return a customer's number, or a brand's below 0: a handle is always a brand's."""
        if text.isdigit() and text.isascii():
            return _number(AUTHOR, text) or 0
        if (known := self._brands.get(text)) is not None:
            return known
        name = clean_line(text).removeprefix("@")
        if name.casefold() in MISSING:
            raise RowError(AUTHOR, text, "must not be empty")
        if name.removesuffix(".0").isdigit() and (number := _number(AUTHOR, name)):
            return number
        if len(name) > _LONGEST_HANDLE:
            raise RowError(AUTHOR, text, f"a handle has at most {_LONGEST_HANDLE} characters")
        self._brands[text] = self._handle_key(name, True)
        return self._brands[text]

    def _addressed(self, text: str, author: int) -> int:
        """Return the first author of the other kind that the text mentions; 0 for none."""
        if author < 0:
            found = _CUSTOMER_MENTION.search(text)
            return int(found[1]) if found else 0
        found = _BRAND_MENTION.search(text)
        return self._handle_key(found[1], False) if found else 0

    def _claim(self, tweet_id: int, answers: str) -> None:
        """Note which tweets this one says answer it. What cannot be read claims nothing."""
        for part in answers.split(","):
            digits = part.strip().removesuffix(".0")
            if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS:
                self.children.append(int(digits))
                self.claimers.append(tweet_id)


def _number(column: str, text: str) -> int | None:
    """Return an id, which may read as a float; None for a missing one.

    Raises:
        RowError: it is none.
    """
    if not text:
        return None
    digits = text.removesuffix(".0")
    if not (digits.isdigit() and digits.isascii()):
        digits = text.strip()
        if digits.casefold() in MISSING:
            return None
        whole, point, rest = digits.partition(".")
        digits = whole if point and not rest.strip("0") else digits
    number = int(digits) if digits.isdigit() and digits.isascii() else 0
    if not 0 < number < _HIGHEST:
        raise RowError(column, text, "expected a whole number above 0")
    return number
