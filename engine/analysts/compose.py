"""Write the message: the best text of the case that fits the channel, with its values."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from engine.analysts.base import AnalystError
from engine.analysts.cases import Case
from engine.analysts.entries import CHANNEL_KEYS
from engine.analysts.texts import TextsError
from engine.analysts.words import EMPTY
from engine.language.gsm import is_gsm
from engine.language.length import measure
from engine.models.vocabulary import Channel
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.analysts.texts import Texts


class Composer:
    """Writes messages in the name of one supplier.

    Raises:
        TextsError: with this supplier's name, the shortest text of some entry would not fit its
            channel; so that no customer is ever left without a message.
    """

    def __init__(self, texts: Texts, supplier_name: str) -> None:
        self._texts = texts
        name = clean_line(supplier_name)
        self._suppliers = {
            channel: _in_gsm(name) if channel is Channel.SMS else name for channel in Channel
        }
        self._check_fallbacks()

    def message(
        self,
        case: Case,
        channel: Channel,
        facts: Mapping[str, str],
        first_name: str | None,
        suggestion: str | None = None,
    ) -> str:
        """Return the first text of the case that can be filled and fits; in it, by name if it fits.

        Args:
            case: whose texts to use; the caller has seen to it that it suits the customer.
            channel: where the message goes.
            facts: what the record holds, by placeholder.
            first_name: how to greet, or None.
            suggestion: one sentence on what the recommended action has in store.

        Raises:
            AnalystError: none of the texts fits, which ``__init__`` makes sure cannot be.
        """
        parts = self._parts(channel, facts) | {"suggestion": suggestion or EMPTY}
        for text in self._candidates(case, channel, {**facts, **parts}, first_name):
            if _fits(channel, text):
                return text
        raise AnalystError(f"no text of cases.{case}.{CHANNEL_KEYS[channel]} fits the channel")

    def _candidates(
        self, case: Case, channel: Channel, values: Mapping[str, str], first_name: str | None
    ) -> Iterator[str]:
        key = CHANNEL_KEYS[channel]
        named = {"first_name": first_name} if first_name else {}
        greetings = self._texts.every(f"greetings.{key}", named)
        for template in self._texts.templates(f"cases.{case}.{key}"):
            for greeting in greetings:
                text = template.fill({**values, "greeting": greeting})
                if text is not None:
                    yield text

    def _parts(self, channel: Channel, facts: Mapping[str, str]) -> dict[str, str]:
        key = CHANNEL_KEYS[channel]
        supplier = {"supplier": self._suppliers[channel]}
        texts = self._texts
        register = f"parts.{key}.priority_services"
        return supplier | {
            "sign_off": texts.first(f"parts.{key}.sign_off", supplier) or EMPTY,
            "opt_out": texts.first(f"parts.{key}.opt_out", {}),
            "priority_services": self._part(register, "may_join_register", facts),
            "ombudsman": self._part(f"parts.{key}.ombudsman", "complaint_overdue", facts),
        }

    def _part(self, entry: str, fact: str, facts: Mapping[str, str]) -> str:
        """Return a part of the message that is only there when the record holds ``fact``."""
        return (fact in facts and self._texts.first(entry, facts)) or EMPTY

    def _check_fallbacks(self) -> None:
        """Try what is used when a record holds nothing, with every optional part in place."""
        everything = {"may_join_register": EMPTY, "complaint_overdue": "30 September 2026"}
        for case in Case:
            for channel, key in CHANNEL_KEYS.items():
                values = everything | self._parts(channel, everything) | {"suggestion": EMPTY}
                texts = list(self._candidates(case, channel, values, None))
                if not any(_fits(channel, text) for text in texts):
                    used = measure(channel, min(texts, key=len))
                    raise TextsError(
                        f"cases.{case}.{key}: the shortest text takes {used.used} of {used.limit} "
                        f"{used.unit} with the supplier name {self._suppliers[channel]!r}; shorten "
                        "the setting supplier.name, or add a shorter text without values at the end"
                    )


def _fits(channel: Channel, text: str) -> bool:
    # A draft keeps to GSM-7; an agent may still choose to send 70 characters of another alphabet.
    return measure(channel, text).fits and (channel is not Channel.SMS or is_gsm(text))


def _in_gsm(name: str) -> str:
    """Return the name without the accents that the GSM alphabet lacks: Môr becomes Mor."""
    if is_gsm(name):
        return name
    return "".join(
        character if is_gsm(character) else unicodedata.normalize("NFKD", character)[0]
        for character in name
    )
