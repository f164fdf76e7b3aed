"""From an error that Amazon Bedrock answers with to what has to be done, in plain words.

Codes: Amazon Bedrock API Reference, Converse (errors) and "Common errors". The words of a
validation error decide where the code alone does not. Words of the service are passed on only where
a person has to act on them; elsewhere they could hold what was sent.
"""

from __future__ import annotations

import re
from typing import Any, Final

from engine.privacy.clean import clean_line
from engine.providers.base import ProviderError, Trouble
from engine.providers.line import retry_after

_LONGEST_QUOTE = 300

_CODES: Final = {
    **dict.fromkeys(
        (
            "ThrottlingException",
            "Throttling",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "ServiceQuotaExceededException",
            "ModelNotReadyException",
        ),
        Trouble.THROTTLED,
    ),
    **dict.fromkeys(
        (
            "InternalServerException",
            "InternalFailure",
            "ServiceUnavailableException",
            "ServiceUnavailable",
            "ModelTimeoutException",
            "ModelErrorException",
            "RequestTimeout",
        ),
        Trouble.UNAVAILABLE,
    ),
    **dict.fromkeys(
        ("AccessDeniedException", "AccessDenied", "NotAuthorized", "OptInRequired"), Trouble.DENIED
    ),
    **dict.fromkeys(
        (
            "ExpiredTokenException",
            "ExpiredToken",
            "RequestExpired",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
        ),
        Trouble.EXPIRED,
    ),
    **dict.fromkeys(
        ("ResourceNotFoundException", "UnknownOperationException"), Trouble.MISCONFIGURED
    ),
}
# When the code is not one of these, an answer of a proxy for instance, its HTTP status decides.
_STATUSES: Final = {
    401: Trouble.EXPIRED,
    403: Trouble.DENIED,
    404: Trouble.MISCONFIGURED,
    408: Trouble.UNAVAILABLE,
    413: Trouble.REJECTED,
    424: Trouble.UNAVAILABLE,
    429: Trouble.THROTTLED,
}

CREDENTIALS_ADVICE = (
    "Log in again (aws sso login, or whatever your organisation uses), or set AWS_PROFILE or"
    " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; then start again."
)
_ACCESS = (
    "The identity needs the IAM action bedrock:InvokeModel on the model, and on the inference"
    " profile if one is named. Anthropic's models also need the use-case form sent once for the"
    " account (Amazon Bedrock console, Model catalog). Run: sne doctor"
)
_REGIONS = (
    "Choose a model that Amazon Bedrock offers in the Region of the settings"
    " (console, Model catalog, or: aws bedrock list-foundation-models). Run: sne doctor"
)

# What a message says, what it means, one sentence, and what to do. The first that fits counts.
_WORDS: Final = (
    (
        r"on-demand throughput",
        Trouble.MISCONFIGURED,
        "Amazon Bedrock offers this model only through an inference profile.",
        "Name the profile (eu. before the model's id), if the residency setting allows it.",
    ),
    (
        r"model identifier is invalid|doesn.t support the model|model not found|invalid model",
        Trouble.MISCONFIGURED,
        "Amazon Bedrock does not know this model id in this Region.",
        _REGIONS,
    ),
    (
        r"end of its life|marked by provider as legacy",
        Trouble.MISCONFIGURED,
        "This model has been retired.",
        _REGIONS,
    ),
    (
        r"support tool use|tool use (is|was) not|toolconfig",
        Trouble.MISCONFIGURED,
        "This model cannot fill in a form (tool use), or not this one.",
        "Choose a model that supports tool use with the Converse API.",
    ),
    (
        r"maximum tokens you requested|maxtokens",
        Trouble.MISCONFIGURED,
        "The longest answer that the settings allow is more than this model can give.",
        "Lower the number of output tokens in the settings.",
    ),
    (
        r"operation not allowed",
        Trouble.DENIED,
        "Amazon Bedrock is not enabled for this AWS account.",
        "New accounts may have to be enabled by AWS Support.",
    ),
    (
        r"signature expired|signature not yet current",
        Trouble.EXPIRED,
        "The clock of this machine is wrong, so Amazon refuses its signatures.",
        "Set the clock, then start again.",
    ),
    (
        r"(bearer )?token (has|is) expired|api key.*(invalid|expired)|invalid api key",
        Trouble.EXPIRED,
        "The Amazon Bedrock API key has expired or is not valid.",
        "Make a new one and set AWS_BEARER_TOKEN_BEDROCK, or unset it to use other credentials.",
    ),
    (
        r"too long|too many (input )?tokens|context (window|length)",
        Trouble.REJECTED,
        "The customer's data is too long for this model.",
        "",
    ),
)

_SENTENCES: Final = {
    Trouble.THROTTLED: ("Amazon Bedrock is throttling calls: the account's quota is used up.", ""),
    Trouble.UNAVAILABLE: ("Amazon Bedrock failed for the moment.", ""),
    Trouble.DENIED: ("Amazon Bedrock denies access to this model.", _ACCESS),
    Trouble.EXPIRED: ("Amazon does not accept the AWS credentials.", CREDENTIALS_ADVICE),
    Trouble.MISCONFIGURED: ("Amazon Bedrock does not know this model in this Region.", _REGIONS),
    Trouble.REJECTED: ("Amazon Bedrock does not accept this request.", ""),
}


def from_client_error(response: dict[str, Any]) -> ProviderError:
    """Return the trouble that an error answer of the service means.

    Args:
        response: the parsed answer that botocore's ``ClientError`` carries.
    """
    error = response.get("Error") or {}
    meta = response.get("ResponseMetadata") or {}
    code, said = str(error.get("Code", "")), str(error.get("Message", ""))
    kind = _CODES.get(code) or _by_status(meta.get("HTTPStatusCode", 0))
    what, advice = _SENTENCES[kind]
    if not kind.is_transient:
        for pattern, meant, sentence, remedy in _WORDS:
            if re.search(pattern, said, re.IGNORECASE):
                kind, what, advice = meant, sentence, remedy
                break
    if kind.stops_run and said:
        what = f"{what} Amazon says: “{_quoted(said)}”."
    elif kind is Trouble.REJECTED and code:
        what = f"{what[:-1]} ({clean_line(code)})."
    return ProviderError(
        kind,
        what,
        advice,
        retry_after=retry_after(meta.get("HTTPHeaders") or {}),
        request_id=clean_line(str(meta.get("RequestId", ""))),
    )


def _by_status(status: int) -> Trouble:
    if status >= 500:
        return Trouble.UNAVAILABLE
    return _STATUSES.get(status, Trouble.REJECTED)


def _quoted(said: str) -> str:
    said = clean_line(said).rstrip(".")
    return said if len(said) <= _LONGEST_QUOTE else f"{said[:_LONGEST_QUOTE]} …"
