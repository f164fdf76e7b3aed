"""Put tokens in the place of personal data before a text leaves, and the values back afterwards."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.privacy.folding import fold, letters_and_digits
from engine.privacy.known import with_parts
from engine.privacy.spans import Label, find_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.privacy.spans import Span

_OPEN, _CLOSE = r"(?:<|&lt;|&#60;)", r"(?:>|&gt;|&#62;)"
_TOKEN = re.compile(
    rf"{_OPEN}\s{{0,3}}/?\s{{0,3}}(?P<label>{'|'.join(Label)})[\s_-]{{0,3}}(?P<number>\d{{1,9}})"
    rf"\s{{0,3}}/?\s{{0,3}}{_CLOSE}",
    re.IGNORECASE,
)


class UnknownTokenError(ValueError):
    """A text holds a token that this masker never gave out.

    Attributes:
        token: the token as it stands in the text.
    """

    def __init__(self, token: str) -> None:
        super().__init__(f"unknown token {token}")
        self.token = token


class Masker:
    """Masks the texts of ONE customer: the same value is the same token in all of them.

    Values are compared without regard to case, accents, blanks and punctuation. A full name and
    its parts are separate tokens, so that "Hi <NAME_2>" reads "Hi Emily" again. Nothing is shared
    between maskers; make a new one for each customer.
    """

    def __init__(self, known: Iterable[tuple[Label, str]] = ()) -> None:
        """Make a masker.

        Args:
            known: values from the customer's record, found wherever they stand.
        """
        self._known = with_parts(known)
        # How the record spells a value is how it comes back.
        self._spelling = {_key(label, value): value for label, value in reversed(self._known)}
        self._token_of: dict[tuple[Label, str], str] = {}
        self._value_of: dict[str, str] = {}
        self._count: dict[Label, int] = {}

    @property
    def issued(self) -> Mapping[str, str]:
        """The tokens given out so far, each with the value it stands for."""
        return MappingProxyType(self._value_of)

    def mask(self, text: str) -> str:
        """Return ``text`` with a token for each piece of personal data.

        What looks like a token but was typed by somebody loses its angle brackets, so that it can
        never come back as a value; therefore a masked text is not to be masked again.
        """
        return self.mask_with_spans(text)[0]

    def mask_with_spans(self, text: str) -> tuple[str, list[Span]]:
        """Return the masked text, and where in ``text`` the masked values stand."""
        spans = find_spans(text, self._known)
        pieces: list[str] = []
        place = 0
        for span in spans:
            pieces.append(_neutralised(text[place : span.start]))
            pieces.append(self._token(span.label, text[span.start : span.end]))
            place = span.end
        pieces.append(_neutralised(text[place:]))
        return "".join(pieces), spans

    def unmask(self, text: str) -> str:
        """Return ``text`` with the values in the place of their tokens.

        Tokens are recognised in any case, with blanks inside and with escaped brackets.

        Raises:
            UnknownTokenError: a token was never given out by this masker.
        """
        pieces: list[str] = []
        place = 0
        for start, end, token in _tokens(text):
            if token not in self._value_of:
                raise UnknownTokenError(text[start:end])
            pieces += (text[place:start], self._value_of[token])
            place = end
        return "".join((*pieces, text[place:]))

    def _token(self, label: Label, value: str) -> str:
        key = _key(label, value)
        token = self._token_of.get(key)
        if token is None:
            self._count[label] = self._count.get(label, 0) + 1
            token = f"<{label}_{self._count[label]}>"
            self._token_of[key] = token
            self._value_of[token] = self._spelling.get(key, value)
        return token


def _key(label: Label, value: str) -> tuple[Label, str]:
    bare, _ = letters_and_digits(fold(value).text)
    if label is Label.PHONE:
        # +44 (0)7700 900123, 0044 7700 900123 and 07700 900123 are one phone.
        bare = re.sub(r"^(?:00)?44(?=\d{9})", "", bare).lstrip("0")
    return label, bare or value


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what reads as a token: offsets, and the token in its proper spelling."""
    plain = fold(text)
    for found in _TOKEN.finditer(plain.text):
        start, end = plain.original(*found.span())
        yield start, end, f"<{found['label'].upper()}_{int(found['number'])}>"


def _neutralised(text: str) -> str:
    """Return ``text`` with square brackets round what reads as a token."""
    pieces: list[str] = []
    place = 0
    for start, end, token in _tokens(text):
        pieces += (text[place:start], f"[{token[1:-1]}]")
        place = end
    return "".join((*pieces, text[place:]))
