"""What models on Bedrock can do, as far as it is published; looked up on 21 November 2026.

A start, not a truth: models come and go. Where a model refuses what stands here, the provider
leaves it out and remembers (``BedrockProvider``).

Sources: Amazon Bedrock API Reference, ToolChoice; Bedrock User Guide, "Prompt caching" and the
model cards; the limits that users measured for Claude Sonnet 4.6 (2,048 where 1,024 was stated).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from engine.providers.residency import split_profile


class Forcing(StrEnum):
    """How firmly the model is told to fill in the form, firmest first."""

    TOOL = "tool"
    """This tool and no other."""
    ANY = "any"
    """One of the tools, of which there is one."""
    AUTO = "auto"
    """As the model likes; the system prompt has to ask for it."""

    @property
    def weaker(self) -> Forcing | None:
        """The next choice when the model does not accept this one."""
        order = list(Forcing)
        later = order[order.index(self) + 1 :]
        return later[0] if later else None


# No prefix is the beginning of another one.
_FORCING: Final = {
    "": Forcing.TOOL,  # an ARN that does not tell its model
    "anthropic.claude": Forcing.TOOL,
    "amazon.nova": Forcing.TOOL,
    "mistral.": Forcing.ANY,
    "meta.llama": Forcing.AUTO,
}
_FORCING_ELSE: Final = Forcing.ANY

# The shortest prefix in tokens that is cached; a cache point after less is ignored in silence.
_CACHE_MINIMUM: Final = {
    "anthropic.claude-haiku-4-5": 4096,
    "anthropic.claude-opus-4-5": 4096,
    "anthropic.claude-opus-4-6": 4096,
    "anthropic.claude-opus-4-8": 1024,
    "anthropic.claude-sonnet-4-5": 1024,
    "anthropic.claude-sonnet-4-6": 2048,
    "amazon.nova-micro": 1000,
    "amazon.nova-lite": 1000,
    "amazon.nova-pro": 1000,
}


def forcing(model_id: str) -> Forcing:
    """Return the firmest tool choice that the model is known to accept."""
    _, model = split_profile(model_id)
    if not model:
        return _FORCING[""]
    found = (choice for prefix, choice in _FORCING.items() if prefix and model.startswith(prefix))
    return next(found, _FORCING_ELSE)


def cache_minimum(model_id: str) -> int | None:
    """Return from how many tokens on the model caches a prefix, or None when it is not known to."""
    _, model = split_profile(model_id)
    found = (tokens for prefix, tokens in _CACHE_MINIMUM.items() if model.startswith(prefix))
    return next(found, None)
