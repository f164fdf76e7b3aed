"""Read a JSON document message by message, however long it is.

Arrays and objects down to the messages are walked here, a message is read by the standard library;
never more than one message and one block of text is in memory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.ingest.rows import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_BLOCK = 1 << 18
_BLANKS = " \t\r\n"
_SHAPES = (
    "expected {chat id: [messages]}, an array of messages, or an object with one key that holds "
    "either"
)


class JsonMessages:
    """The messages of a chat export.

    Attributes:
        done: characters read so far.
    """

    def __init__(self, stream: TextIO) -> None:
        """Read from a text stream."""
        self.done = 0
        self._stream = stream
        self._text = ""
        self._at = 0
        self._line = 1
        # Characters of the present line that are no longer in the text.
        self._before = 0
        self._decode = json.JSONDecoder(strict=False).raw_decode

    def __iter__(self) -> Iterator[tuple[str | None, int, Any]]:
        """Yield the key that each message stands under, its number there from 1, and itself.

        Raises:
            UnreadableError: this is no JSON, or JSON of another shape.
        """
        if self._peek() == "[":
            yield from self._array(None)
        elif self._peek() == "{":
            yield from self._groups(is_wrapped=False)
        else:
            raise self._wrong(_SHAPES)
        if self._peek():
            raise self._wrong("something follows the end of the JSON document")

    def _groups(self, *, is_wrapped: bool) -> Iterator[tuple[str | None, int, Any]]:
        """Yield the messages of an object: of its arrays, or of the one object in it."""
        others = inner = 0
        for key in self._keys():
            if self._peek() == "[":
                others += 1
                yield from self._array(key)
            elif self._peek() == "{" and not is_wrapped:
                inner += 1
                yield from self._groups(is_wrapped=True)
            else:
                raise self._wrong(f"{key!r} holds no array of messages; {_SHAPES}")
            if inner and inner + others > 1:
                raise self._wrong(f"{key!r} stands beside another key; {_SHAPES}")

    def _keys(self) -> Iterator[str]:
        """Yield the keys of an object, each time standing before its value."""
        self._take("{")
        if self._peek() == "}":
            self._take("}")
            return
        while True:
            if self._peek() != '"':
                raise self._wrong("expected a key in quotes")
            key = self._value()
            self._take(":")
            yield key
            if self._peek() != ",":
                break
            self._take(",")
        self._take("}")

    def _array(self, key: str | None) -> Iterator[tuple[str | None, int, Any]]:
        self._take("[")
        if self._peek() == "]":
            self._take("]")
            return
        number = 0
        while True:
            number += 1
            yield key, number, self._value()
            if self._peek() != ",":
                break
            self._take(",")
        self._take("]")

    def _peek(self) -> str:
        """Return the next character that is no blank, without taking it; nothing at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def _take(self, expected: str) -> None:
        if self._peek() != expected:
            raise self._wrong(f"expected {expected!r}")
        self._at += 1

    def _value(self) -> Any:
        """Return the next value. One that the text read so far cuts off is tried with twice it."""
        self._peek()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except RecursionError:
                raise self._wrong("nested too deeply") from None
            except json.JSONDecodeError as error:
                if not self._read_more():
                    raise self._wrong(error.msg, error.pos) from None
            except ValueError:
                # Python makes numbers of some thousand digits at most (sys.set_int_max_str_digits).
                raise self._wrong("a number is too long") from None
            else:
                # A number at the end of the text may go on.
                if end < len(self._text) or not self._read_more():
                    self._at = end
                    return value

    def _read_more(self) -> bool:
        """Drop what has been read and add at least as much as is left; False at the end."""
        left = self._text[self._at :]
        more = self._stream.read(max(_BLOCK, len(left)))
        if not more:
            return False
        self._line += self._text.count("\n", 0, self._at)
        newline = self._text.rfind("\n", 0, self._at)
        self._before = self._at - newline - 1 if newline >= 0 else self._before + self._at
        self._text, self._at = left + more, 0
        self.done += len(more)
        return True

    def _wrong(self, reason: str, at: int | None = None) -> UnreadableError:
        at = self._at if at is None else at
        line = self._line + self._text.count("\n", 0, at)
        newline = self._text.rfind("\n", 0, at)
        column = at - newline if newline >= 0 else self._before + at + 1
        return UnreadableError(f"not a chat export: {reason} (line {line}, column {column})")
