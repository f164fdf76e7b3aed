"""What the gate needs to know of the words of a message; the database is not asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.checks.pressure import PRESSURE
from engine.language.phrases import any_of
from engine.language.promotion import is_marketing
from engine.models.vocabulary import MessageKind
from engine.privacy.health import mentions_health

if TYPE_CHECKING:
    from engine.checks.promise import Promise

_BY_KIND: dict[str, Promise] = {promise.kind: promise for promise in PRESSURE}

# To offer the register says nothing of the customer (SLC 26 asks for the offer); to write that they
# are on it does.
_OFFER_OF_THE_REGISTER = any_of(
    r"(ask|hear|know|learn|talk|tell|read|find out)( (us|more|you|to|out)){0,3} (about|for) "
    r"(our |the )?(free )?priority services( register)?"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A message, read.

    Attributes:
        kind: service or marketing, decided from the words and not from any label.
        threats: words that threaten (Ofgem SLC 27).
        names_health: whether it speaks of health or vulnerability.
    """

    text: str
    kind: MessageKind
    threats: tuple[str, ...]
    names_health: bool


def read_wording(text: str) -> Wording:
    """Read a message; takes a few milliseconds, so do it outside of a transaction."""
    return Wording(
        text=text,
        kind=kind_of(text),
        threats=_threats(text),
        names_health=mentions_health(_OFFER_OF_THE_REGISTER.sub("", text)),
    )


def kind_of(text: str) -> MessageKind:
    """Return whether a message is service or marketing, decided from its words."""
    return MessageKind.MARKETING if is_marketing(text) else MessageKind.SERVICE


def _threats(text: str) -> tuple[str, ...]:
    """Return the words that threaten; those that rule a threat out do not."""
    reassured = [
        found.span() for found in _BY_KIND["no_disconnection"].phrases.pattern.finditer(text)
    ]
    return tuple(
        found.group()
        for found in _BY_KIND["threat"].phrases.pattern.finditer(text)
        if not any(start <= found.start() < end for start, end in reassured)
    )
