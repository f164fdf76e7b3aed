"""The model analyst: prepare, ask, check, repair once, give up in favour of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.analysts.base import AnalystError
from engine.analysts.entries import CHANNEL_KEYS
from engine.analysts.model.answer import Reader
from engine.analysts.model.faults import Fault, summary
from engine.analysts.model.prompt import prepare, repair
from engine.models.case import Analysis
from engine.providers.base import ProviderError, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.analysts.model.prompt import Prepared
    from engine.analysts.texts import Texts
    from engine.models.case import Profile
    from engine.providers.base import Answer, Request

    Ask = Callable[[Request], Answer]
    """Asks the model; whoever provides it decides on waiting, budget and records."""

_REPAIRABLE = (Trouble.MALFORMED, Trouble.TRUNCATED)


class RejectedAnswerError(AnalystError):
    """The model's answer did not pass the checks, not even mended; the rules' words stand."""


class ModelAnalyst:
    """Explains a case with a model that never learns whom it is about.

    Safe to call from several threads at once.

    Args:
        name: what the analyst is called, that of its provider.
        texts: where the opt-out sentences come from.
        supplier_name: who the messages are from.
        agent: who is at the keyboard; masked wherever the record names them.
    """

    def __init__(self, name: str, texts: Texts, supplier_name: str, agent: str) -> None:
        self.name = name
        self._texts = texts
        self._supplier_name = supplier_name
        self._agent = agent
        self._reader = Reader(name, supplier_name)

    def prepare(self, profile: Profile) -> Prepared:
        """Return what would be sent for a customer."""
        return prepare(profile, supplier_name=self._supplier_name, agent=self._agent)

    def read(
        self, profile: Profile, prepared: Prepared, arguments: dict[str, Any]
    ) -> Analysis | list[Fault]:
        """Return what an answer amounts to: an analysis, or its faults."""
        return self._reader.read(profile, prepared, arguments, self._opt_out(profile))

    def explain(self, profile: Profile, prepared: Prepared, ask: Ask) -> tuple[Analysis, Answer]:
        """Return the analysis and the answer that it rests on; at most two calls.

        Raises:
            RejectedAnswerError: neither the answer nor the mended one passed the checks.
            ProviderError: there was no answer.
        """
        faults: list[Fault]
        request = prepared.request
        try:
            answer = ask(request)
        except ProviderError as error:
            if error.kind not in _REPAIRABLE:
                raise
            faults = [Fault("schema", "the form", "the form was not filled in completely")]
        else:
            found = self.read(profile, prepared, answer.arguments)
            if isinstance(found, Analysis):
                return found, answer
            faults = found
            request = repair(prepared, answer, faults)
        try:
            answer = ask(request)
        except ProviderError as error:
            if error.kind not in _REPAIRABLE:
                raise
            raise RejectedAnswerError(_failed(faults)) from None
        found = self.read(profile, prepared, answer.arguments)
        if isinstance(found, Analysis):
            return found, answer
        raise RejectedAnswerError(_failed(found))

    def _opt_out(self, profile: Profile) -> str:
        return self._texts.first(f"parts.{CHANNEL_KEYS[profile.score.channel]}.opt_out", {})


def _failed(faults: list[Fault]) -> str:
    return f"the model's answer failed the checks: {summary(faults)}"
