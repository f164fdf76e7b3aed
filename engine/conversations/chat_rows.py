"""Read one message of a chat export (contract, part C)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.conversations.incoming import Incoming, made_id
from engine.conversations.moments import stored_moment
from engine.conversations.rejects import RowError
from engine.ingest.headers import folded_header
from engine.ingest.values import MISSING, BadValueError
from engine.models.conversations import Direction
from engine.models.customer_numbers import customer_number
from engine.privacy.clean import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.conversations.autoresponse import AutoresponseRule

CHAT, TEXT, DIRECTION, TIME = "FB_CHAT_ID", "MESSAGE_CONTENT", "DIRECTION", "SOCIAL_CREATE_TIME"
MESSAGE, USERNAME, AGENT = "UNIQUE_POST_ID", "FB_USERNAME", "AGENT_USERNAME"
FIRSTNAME, EMAIL = "AGENT_FIRSTNAME", "AGENT_EMAIL"
PARENT, PLATFORM, VIA, CUSTOMER, RATING = "PARENT_ID", "PLATFORM", "VIA", "CUSTOMER_ID", "RATING"
COLUMNS = (
    CHAT, MESSAGE, TEXT, DIRECTION, TIME, AGENT, FIRSTNAME, EMAIL, USERNAME, PARENT, PLATFORM,
    VIA, CUSTOMER, RATING,
)  # fmt: skip
"""The columns we know, under the names that a rejects file gives them."""

_ALIASES = {
    TEXT: ("MESSAGE",),
    CHAT: ("FB_ID", "CHAT_ID"),
    USERNAME: ("FACEBOOK_USERNAME",),
    RATING: ("CSAT", "SATISFACTION"),
}
_NAMES = {folded_header(name): name for name in COLUMNS} | {
    folded_header(alias): name for name, aliases in _ALIASES.items() for alias in aliases
}
# Known and of no use: whether it was a comment or a chat says nothing about the conversation.
_PASSED_OVER = frozenset({"message type"})
_DIRECTIONS = {folded_header(direction): direction for direction in Direction}
_LONGEST_ID = 200
_LOWEST_RATING, _HIGHEST_RATING = 1, 5


def is_chat_header(header: frozenset[str]) -> bool:
    """Whether a table with these folded headers holds chat messages."""
    known = {_NAMES[name] for name in header if name in _NAMES}
    return {TEXT, DIRECTION, TIME} <= known


class ChatRows:
    """Reads messages one by one; remembers the columns it did not know.

    Attributes:
        unknown: names of columns, as written, that are kept aside.
    """

    def __init__(self, rule: AutoresponseRule, counterpart: str) -> None:
        """Read messages to and from ``counterpart``."""
        self.unknown: set[str] = set()
        self._rule = rule
        self._counterpart = counterpart
        self._known: dict[str, str | None] = {}

    def known_cells(self, message: Mapping[str, Any]) -> dict[str, str]:
        """Return the cells that are not missing, as text, under the names of ``COLUMNS``.

        Where two spellings of one column are filled in, the first one in the row counts.

        Raises:
            RowError: a known cell holds no text.
        """
        cells: dict[str, str] = {}
        for written, value in message.items():
            name = self._name(written)
            if name is None or value is None or name in cells:
                continue
            if isinstance(value, dict | list):
                raise RowError(written, str(value), "expected text")
            text = str(value)
            if text.strip().casefold() not in MISSING or (name == TEXT and text.strip()):
                cells[name] = text
        return cells

    def read(self, message: object, group: str | None = None) -> Incoming:
        """Read a message that stands under the key ``group``; its own chat id comes first.

        Raises:
            RowError: it has no text, direction, readable time or chat id.
        """
        if not isinstance(message, dict):
            raise RowError("", str(message), "expected a message, that is an object")
        cells = self.known_cells(message)
        chat = _identifier(cells, CHAT) or clean_line(group or "")
        if not chat:
            raise RowError(CHAT, "", "must not be empty")
        text = clean_text(cells.get(TEXT, "")).strip()
        if not text:
            raise RowError(TEXT, "", "must not be empty")
        direction = _DIRECTIONS.get(folded_header(cells.get(DIRECTION, "")))
        if direction is None:
            raise RowError(DIRECTION, cells.get(DIRECTION, ""), "expected to_company or to_client")
        try:
            at = stored_moment(cells.get(TIME, "").strip())
        except BadValueError as error:
            raise RowError(TIME, cells.get(TIME, ""), str(error)) from None
        is_ours = direction is Direction.TO_CLIENT
        return Incoming(
            conversation_id=chat,
            participant=clean_line(cells.get(USERNAME, "")),
            counterpart=self._counterpart,
            message_id=_identifier(cells, MESSAGE) or f"made-{made_id(chat, direction, at, text)}",
            direction=direction,
            at=at,
            text=text,
            customer_id=_customer(cells),
            platform=_words(cells, PLATFORM) or _words(cells, VIA),
            agent=_agent(cells) if is_ours else None,
            is_autoresponse=is_ours and self._rule.matches(text),
            parent_id=_identifier(cells, PARENT) or None,
            stated=_rating(cells),
        )

    def _name(self, written: str) -> str | None:
        if written not in self._known:
            folded = folded_header(written)
            self._known[written] = _NAMES.get(folded)
            if folded not in _NAMES and folded not in _PASSED_OVER and written:
                self.unknown.add(clean_line(written))
        return self._known[written]


def _identifier(cells: Mapping[str, str], name: str) -> str:
    text = clean_line(cells.get(name, ""))
    if len(text) > _LONGEST_ID:
        raise RowError(name, text, f"an id has at most {_LONGEST_ID} characters")
    return text


def _words(cells: Mapping[str, str], name: str) -> str | None:
    return clean_line(cells.get(name, "")) or None


def _agent(cells: Mapping[str, str]) -> str | None:
    return _words(cells, AGENT) or _words(cells, FIRSTNAME) or _words(cells, EMAIL)


def _customer(cells: Mapping[str, str]) -> int | None:
    return customer_number(cells.get(CUSTOMER, "").strip().removesuffix(".0"))


def _rating(cells: Mapping[str, str]) -> dict[str, str | float]:
    """Return the rating that the customer gave, 1 to 5; anything else is none."""
    try:
        rating = float(cells.get(RATING, ""))
    except ValueError:
        return {}
    return {"rating": rating} if _LOWEST_RATING <= rating <= _HIGHEST_RATING else {}
