"""From the model's form to a judgement that may count, or to what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.analysts.model.faults import Fault
from engine.analysts.model.orders import gives_orders
from engine.conversations.understanding.model.form import read_judgement
from engine.privacy.clean import clean_line
from engine.privacy.masking import UnknownTokenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.conversations.shown import Shown
    from engine.conversations.understanding.model.form import Judgement

_MESSAGE = re.compile(r"\bM(\d+)\b")
_CONTACT = re.compile(r"https?:|www\.|@|\b[\w-]+\.(?:com|org|net|uk|io|ly)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement that passed the checks, and its reason with the values behind their tokens."""

    judgement: Judgement
    reason: str


def read(entry: dict[str, Any], shown: Shown, topics: Sequence[str]) -> Judged | list[Fault]:
    """Return what an entry amounts to: a judgement, or its faults.

    Beside the form's own rules: every token was given out for this very conversation; the reason
    names a message that was shown, no other number than the conversation does, no link and no
    address, and does not read as an order: what a customer typed for machines stops here.

    Args:
        entry: what the model filled in, as it came.
        shown: the conversation as it was sent.
        topics: the names that may be used.
    """
    judgement = read_judgement(entry, topics)
    if isinstance(judgement, list):
        return judgement
    reason = clean_line(judgement.reason)
    faults = [Fault("fact", "reason", wrong) for wrong in _wrong_with(reason, shown)]
    try:
        whole = shown.masker.unmask(reason)
    except UnknownTokenError:
        faults.append(Fault("token", "reason", "a token does not stand in this conversation"))
    else:
        if not faults:
            return Judged(judgement, whole)
    return faults


def _wrong_with(reason: str, shown: Shown) -> Iterator[str]:
    named = {int(number) for number in _MESSAGE.findall(reason)}
    if not named:
        yield "it names no message, for example M1"
    elif not named <= shown.numbers:
        yield "it names a message that is not there"
    # Tokens hold numbers, too, and are looked at by themselves.
    rest = re.sub(r"<[^<>]*>", " ", _MESSAGE.sub(" ", reason))
    said = set(_NUMBER.findall(" ".join(shown.lines)))
    if not set(_NUMBER.findall(rest)) <= said:
        yield "it names a number that is not in the conversation"
    if _CONTACT.search(rest):
        yield "it names a link or an address"
    if gives_orders(reason):
        yield "it reads as an order"
