"""A writer behind which a model stands: one call, one repair, else it has no words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.conversations.next_action.model.form import read_reply
from engine.conversations.next_action.model.prompt import prepare, repair
from engine.conversations.next_action.wording import NoWordsError
from engine.privacy.clean import clean_text
from engine.privacy.masking import UnknownTokenError
from engine.providers.base import ProviderError, Trouble
from engine.running.asking import StoppedError
from engine.store import model_answers
from engine.store.connection import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.conversations.next_action.model.prompt import Prepared
    from engine.conversations.next_action.wording import FaultsIn, Request
    from engine.models.conversations import Conversation
    from engine.privacy.labels import Label
    from engine.running.asking import Asker

ATTEMPTS = 2
"""One call, and one more that names the faults."""

_REPAIRABLE = (Trouble.MALFORMED, Trouble.TRUNCATED)
_BROKEN = ("the form was not filled in as it asks",)
_TOKEN = re.compile(r"<[A-Z]+_\d+>")


class ModelWriter:
    """Writes the words of next best actions with a model, for one thread.

    Args:
        name: what is said of who wrote.
        asker: how the model is asked, within its limits.
        known: what identifies a customer, by customer id.
        agent: who is at the keyboard; never named to a model.
        words: words of our own lists that may leave beside the plain ones.
    """

    def __init__(
        self,
        name: str,
        asker: Asker,
        *,
        known: Callable[[int], Sequence[tuple[Label, str]]],
        agent: str,
        words: frozenset[str],
    ) -> None:
        self.name = name
        self._asker = asker
        self._known = known
        self._agent = agent
        self._words = words
        self._stopped = ""

    def write(self, conversation: Conversation, request: Request, faults_in: FaultsIn) -> str:
        """Return a message in which nothing is found that speaks against it.

        The same masked conversation is never paid for twice. After access, settings or a limit
        have stopped it, it does not ask again.

        Raises:
            NoWordsError: neither the message nor the mended one passed, or there was none.
        """
        customer_id = conversation.customer_id
        prepared = prepare(
            conversation,
            request,
            known=[] if customer_id is None else self._known(customer_id),
            agent=self._agent,
            words=self._words,
        )
        before = model_answers.read_answer(self._asker.connection, prepared.key, self._model)
        if before is not None:
            found = _read(before, prepared, faults_in)
            if isinstance(found, str):
                return found
        return self._ask(prepared, customer_id, faults_in)

    @property
    def _model(self) -> str:
        return self._asker.provider.model

    def _ask(self, prepared: Prepared, customer_id: int | None, faults_in: FaultsIn) -> str:
        if self._stopped:
            raise NoWordsError(self._stopped)
        asked = prepared.request
        faults: tuple[str, ...] = _BROKEN
        for _attempt in range(ATTEMPTS):
            try:
                answer = self._asker.ask(asked, customer_id)
            except StoppedError as error:
                self._stopped = str(error)
                raise NoWordsError(self._stopped) from None
            except ProviderError as error:
                if error.kind not in _REPAIRABLE:
                    raise NoWordsError(str(error)) from None
                faults = _BROKEN
            else:
                found = _read(answer.arguments, prepared, faults_in)
                if isinstance(found, str):
                    self._keep(prepared, answer.arguments)
                    return found
                faults = found
            asked = repair(prepared, faults)
        raise NoWordsError(f"the model's words failed the checks: {faults[0]}")

    def _keep(self, prepared: Prepared, arguments: dict[str, Any]) -> None:
        asker = self._asker
        with asker.lock, transaction(asker.connection):
            model_answers.keep_answer(
                asker.connection,
                prepared.key,
                self._model,
                arguments,
                answered_at=to_text(asker.clock()),
            )


def _read(
    arguments: dict[str, Any], prepared: Prepared, faults_in: FaultsIn
) -> str | tuple[str, ...]:
    """Return the message with its name put back, or what speaks against it."""
    reply = read_reply(arguments)
    if reply is None:
        return _BROKEN
    if not set(reply.messages_used) <= prepared.shown.numbers:
        return ("it answers a message that is not there",)
    text = clean_text(reply.message).strip()
    if not set(_TOKEN.findall(text)) <= prepared.tokens:
        return ("it names somebody or something that it must not name here",)
    try:
        text = prepared.shown.masker.unmask(text)
    except UnknownTokenError:
        return ("it holds a token that does not stand in the conversation",)
    return faults_in(text) or text
