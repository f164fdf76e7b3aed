"""Which analyst the settings ask for, and the provider behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.providers.base import Provider
    from engine.settings import Settings

RULES, BEDROCK, OPENAI = "rules", "bedrock", "openai"
MODELS = (BEDROCK, OPENAI)

_AWS_IS_SET_UP = (
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
"""Variables with which somebody has set up AWS for this very process."""


def chosen_analyst(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return the analyst to ask: ``rules``, ``bedrock`` or ``openai``.

    By itself it is Bedrock only where AWS is set up in the environment or in our settings. A
    credentials file alone is no wish to send anything: it may be there for other work.
    """
    if settings.analysis.analyst != "auto":
        return settings.analysis.analyst
    bedrock = settings.bedrock
    if bedrock.profile or bedrock.endpoint or any(environ.get(name) for name in _AWS_IS_SET_UP):
        return BEDROCK
    return RULES


def model_of(name: str, settings: Settings) -> str:
    """Return the model that the analyst called ``name`` asks."""
    return settings.bedrock.model if name == BEDROCK else settings.openai.model


def make_provider(
    name: str, settings: Settings, environ: Mapping[str, str], *, concurrency: int
) -> Provider:
    """Return the provider called ``name``, set up for so many calls at a time."""
    if name == BEDROCK:
        from engine.providers.bedrock import BedrockProvider

        bedrock = settings.bedrock
        return BedrockProvider(
            model=bedrock.model,
            region=bedrock.region,
            residency=bedrock.residency,
            profile=bedrock.profile or None,
            endpoint_url=bedrock.endpoint or None,
            read_timeout=bedrock.timeout_seconds,
            concurrency=concurrency,
        )
    from engine.providers.openai_compatible import OpenAICompatibleProvider

    openai = settings.openai
    return OpenAICompatibleProvider(
        base_url=openai.base_url,
        api_key=environ.get(openai.key_variable, ""),
        model=openai.model,
        read_timeout=openai.timeout_seconds,
        concurrency=concurrency,
    )
