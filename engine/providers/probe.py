"""Ask a model the smallest question that shows whether it answers and fills in forms.

Nothing of customers is sent; the answer costs at most a few dozen tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.providers.base import ProviderError, Request, Tool, Trouble

if TYPE_CHECKING:
    from engine.providers.base import Provider

_QUESTION: Final = Request(
    system="You test a connection. Fill in the form.",
    user="Set ok to true.",
    tool=Tool(
        "report",
        "Reports that the connection works.",
        {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"]},
    ),
    max_tokens=20,
    cacheable_system=False,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what was looked at, in a word or two.
        ok: whether it is as it should be; None when it could not be looked at.
        sentence: what was found.
        advice: what to do about it; empty when there is nothing to do.
    """

    name: str
    ok: bool | None
    sentence: str
    advice: str = ""


def probe(provider: Provider) -> Check:
    """Return whether the model answers and fills in forms; never raises a ``ProviderError``."""
    try:
        provider.ask(_QUESTION)
    except ProviderError as error:
        # Twenty tokens are not enough for every model; that it began is all we ask.
        if error.kind is not Trouble.TRUNCATED:
            mending = ""
            if error.kind is Trouble.MALFORMED:
                mending = "Choose a model that supports tool use."
            return Check("model", False, error.what, error.advice or mending)
    return Check("model", True, f"{provider.model} answers and fills in forms.")
