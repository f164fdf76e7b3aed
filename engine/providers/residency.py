"""Where a call to Bedrock may be worked on: told from the model's id before anything is sent.

An id with a geographic prefix (``eu.anthropic…``) or the global one is a cross-Region inference
profile: Amazon chooses the Region for each call. A bare id is worked on in the Region that is
called (Amazon Bedrock User Guide, "Regional availability by models").
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

RESIDENCIES: Final = ("uk", "eu", "any")

LONDON: Final = "eu-west-2"
# Zurich (eu-central-2) has a European name, but stands neither in the EU nor in the UK.
_EU_OR_UK: Final = frozenset(
    {
        *("eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"),
        *("eusc-de-east-1", LONDON),
    }
)
_PROFILES: Final = frozenset(
    {"apac", "ap", "au", "ca", "eu", "global", "il", "in", "jp", "us", "us-gov"}
)
# A prefix that is newer than this list still stands before one of these.
_MAKERS: Final = frozenset(
    {"ai21", "amazon", "anthropic", "cohere", "deepseek", "meta", "mistral", "openai", "qwen"}
)
_ARN = re.compile(
    r"arn:aws[\w-]*:bedrock:(?P<region>[\w-]*):\d*:(?P<kind>[\w-]+)/(?P<model>.+)", re.ASCII
)
_REGION_IN_HOST = re.compile(r"\.([a-z]{2,4}(?:-[a-z]+)+-\d)\.")


def split_profile(model_id: str) -> tuple[str, str]:
    """Return (geographic prefix, model id without it); the prefix of an in-Region id is empty.

    The ARN of a model or of Amazon's own profiles counts as the id at its end. What stands behind
    any other ARN cannot be told; the prefix is then ``?``, and the model's id is empty.
    """
    arn = _ARN.fullmatch(model_id)
    if arn:
        if arn["kind"] in {"provisioned-model", "custom-model", "imported-model"}:
            return "", ""
        if arn["kind"] not in {"foundation-model", "inference-profile"}:
            return "?", ""
        model_id = arn["model"]
    first, _, rest = model_id.partition(".")
    if rest and (first in _PROFILES or rest.partition(".")[0] in _MAKERS):
        return first, rest
    return "", model_id


def residency_problem(model_id: str, region: str, residency: str) -> str | None:
    """Return why calls to this model may leave the allowed area, in one sentence, or None.

    Args:
        model_id: the id or ARN of a model or of an inference profile.
        region: the AWS Region that is called, such as ``eu-west-2``.
        residency: ``uk`` (worked on in London only), ``eu`` (in the EU or the UK) or ``any``.
    """
    if residency == "any":
        return None
    if residency not in RESIDENCIES:
        return f"The residency must be one of {', '.join(RESIDENCIES)}, not {residency!r}."
    area = "the UK" if residency == "uk" else "the EU and the UK"
    for place in filter(None, (region, _region_of(model_id))):
        if not _is_inside(place, residency):
            return f"Residency is {residency!r}, but Region {place} is outside {area}."
    prefix, model = split_profile(model_id)
    if prefix == "?":
        return (
            f"Residency is {residency!r}, but the ARN {model_id} does not tell where calls are"
            " worked on; name the model or Amazon's own inference profile instead."
        )
    if prefix and not (residency == "eu" and prefix == "eu"):
        instead = "" if residency == "eu" else f"; the in-Region id would be {model}"
        return (
            f"Residency is {residency!r}, but the inference profile {prefix}.{model} may send"
            f" calls outside {area}{instead}."
        )
    return None


def endpoint_problem(endpoint_url: str, residency: str) -> str | None:
    """Return why this address of Bedrock is outside the allowed area, or None.

    An address without a Region in it (a private endpoint, a test) is taken on trust.
    """
    host = urlsplit(endpoint_url).hostname or ""
    found = _REGION_IN_HOST.search(host) if "amazonaws" in host or "api.aws" in host else None
    if residency == "any" or found is None or _is_inside(found[1], residency):
        return None
    return f"Residency is {residency!r}, but the endpoint {host} is in Region {found[1]}."


def _is_inside(region: str, residency: str) -> bool:
    return region == LONDON if residency == "uk" else region in _EU_OR_UK


def _region_of(model_id: str) -> str:
    arn = _ARN.fullmatch(model_id)
    return arn["region"] if arn else ""
