"""The background job that has a model write an answer, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.messages import WordsWritten

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from engine.models.next_action import Prediction
    from engine.settings import Settings


def write_words(
    settings: Settings,
    post: Callable[[Message], object],
    conversation_id: str,
    action: Prediction,
    config: str | None,
) -> None:
    """Have the model of the settings write the words of an action. Posts ``WordsWritten``.

    Args:
        settings: the settings; the process reads the same.
        post: where the message goes.
        conversation_id: of the conversation that is read.
        action: what is proposed for it, with the words of a template.
        config: the settings file, if one was named.
    """
    whose = action.linked_customer_id or action.customer_id
    command = [sys.executable, "-m", "tui", "nba", "--with-model", "--json"]
    command += ["--customer", str(whose), "--db", str(settings.database)]
    command += ["--config", config] if config else []
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, text=True, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
        found = json.loads(done.stdout)["predictions"] if done.stdout else []
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    except (OSError, ValueError) as error:
        found, reason = [], str(error)
    written = [one for one in found if one["conversation_id"] == action.conversation_id]
    if written:
        post(WordsWritten(conversation_id, with_words(action, written[0]), _told(written[0])))
    else:
        told = "it is not open any more" if found else reason
        post(WordsWritten(conversation_id, None, f"The model could not be asked: {told}."))


def with_words(action: Prediction, written: dict[str, Any]) -> Prediction:
    """Return an action with the words that ``sne nba --json`` has printed for it."""
    proposal, message = action.proposal, written["recommended_message"]
    if proposal is not None and message is not None:
        proposal = replace(proposal, message=message)
    return replace(action, message=written["message"], proposal=proposal)


def _told(written: dict[str, Any]) -> str:
    kind = "recommended_" if written["recommended_message"] is not None else ""
    if reason := written[f"{kind}fallback_reason"]:
        return f"The template's words stay: {reason}."
    return f"The words are those of {written[f'{kind}written_by']}; read them before you send them."
