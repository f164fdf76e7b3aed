"""From an error of an OpenAI-compatible service to what has to be done about it, in plain words.

The services agree on the shape ``{"error": {"message", "code"}}``, some in a list, some with 200;
they do not agree on codes, so the HTTP status decides and the words refine. Their words are passed
on only where a person has to act on them, and never about a key, since some services repeat it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from engine.privacy.clean import clean_line
from engine.providers.base import ProviderError, Trouble
from engine.providers.line import retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_QUOTE = 300

_KEY_ADVICE = "See the key's variable in the environment, and what the account may use."
_MODEL_ADVICE = "See the model and the base URL in the settings (most end in /v1)."

_STATUSES: Final = {
    401: Trouble.DENIED,
    402: Trouble.DENIED,
    403: Trouble.DENIED,
    404: Trouble.MISCONFIGURED,
    405: Trouble.MISCONFIGURED,
    408: Trouble.UNAVAILABLE,
    409: Trouble.UNAVAILABLE,
    413: Trouble.REJECTED,
    424: Trouble.UNAVAILABLE,
    425: Trouble.UNAVAILABLE,
    429: Trouble.THROTTLED,
}

# What code and message say, what that means, one sentence, and what to do. The first that fits.
_WORDS: Final = (
    (
        r"insufficient[_ ](quota|credit|fund|balance)|billing|exceeded your current quota",
        Trouble.DENIED,
        "The account at the model service has run out of credit.",
        "Top it up, or choose another provider.",
    ),
    (
        r"api[ _-]?key|unauthenticated",
        Trouble.DENIED,
        "The model service does not accept the key.",
        _KEY_ADVICE,
    ),
    (
        r"context[ _]length|too long|too many tokens|maximum context",
        Trouble.REJECTED,
        "The customer's data is too long for this model.",
        "",
    ),
    (
        r"tool_use_failed",
        Trouble.MALFORMED,
        "The model filled in the form wrongly.",
        "",
    ),
    (
        r"content[ _]filter|content[ _](management[ _])?policy|safety|moderation",
        Trouble.REFUSED,
        "The content filter stopped the request.",
        "",
    ),
    (
        r"support(s|ing)? (tool|function)|tools? (is|are|use is) not supported",
        Trouble.MISCONFIGURED,
        "This model cannot fill in a form (tool use).",
        "Choose a model that supports tools.",
    ),
    (
        r"model.{0,80}(not[_ ]found|not exist|decommissioned)|(not a valid|unknown|no such) model",
        Trouble.MISCONFIGURED,
        "The model service does not know this model.",
        _MODEL_ADVICE,
    ),
)

_SENTENCES: Final = {
    Trouble.THROTTLED: ("The model service is throttling calls.", ""),
    Trouble.UNAVAILABLE: ("The model service failed for the moment.", ""),
    Trouble.DENIED: ("The model service denies access.", _KEY_ADVICE),
    Trouble.MISCONFIGURED: ("The model service does not know this address.", _MODEL_ADVICE),
    Trouble.REJECTED: ("The model service does not accept this request.", ""),
}


def error_in(body: bytes) -> tuple[str, str] | None:
    """Return (code, message) of the error that a body holds, or None when it holds none."""
    try:
        value: Any = json.loads(body)
    except ValueError:
        return None
    if isinstance(value, list):
        value = value[0] if value else None
    error = value.get("error") if isinstance(value, dict) else None
    if isinstance(error, str):
        return "", error
    if not isinstance(error, dict):
        return None
    code = error.get("code") or error.get("status") or error.get("type") or ""
    return str(code), str(error.get("message", ""))


def from_status(status: int, headers: Mapping[str, str], body: bytes) -> ProviderError:
    """Return the trouble that an answer other than a good one means.

    Args:
        status: the HTTP status, or the code inside a 200 that holds an error.
        headers: the headers of the answer, their names in lower case.
        body: the body as it came.
    """
    code, said = error_in(body) or ("", "")
    kind = _by_status(status)
    what, advice = _SENTENCES[kind]
    if 300 <= status < 400:
        what = "The model service has moved to another address."
    # A server that fails says anything; everywhere else the words are worth reading, also of a 429,
    # which may mean that waiting is of no use.
    if kind is not Trouble.UNAVAILABLE:
        for pattern, meant, sentence, remedy in _WORDS:
            if re.search(pattern, f"{code} {said}", re.IGNORECASE):
                kind, what, advice = meant, sentence, remedy
                break
    if kind is Trouble.MISCONFIGURED and said:
        what = f"{what} It says: “{clean_line(said)[:_LONGEST_QUOTE].rstrip('.')}”."
    elif kind in {Trouble.DENIED, Trouble.REJECTED}:
        what = f"{what[:-1]} (HTTP {status})."
    return ProviderError(
        kind,
        what,
        advice,
        retry_after=retry_after(headers),
        request_id=clean_line(headers.get("x-request-id", "")),
    )


def _by_status(status: int) -> Trouble:
    if status >= 500:
        return Trouble.UNAVAILABLE
    if 300 <= status < 400:
        return Trouble.MISCONFIGURED
    return _STATUSES.get(status, Trouble.REJECTED)
