"""What Amazon Bedrock and botocore fail with, told apart by what has to be done about it."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

import pytest
from botocore import exceptions as boto
from hypothesis import given
from hypothesis import strategies as st

from engine.providers.base import ProviderError, Trouble
from engine.providers.bedrock_errors import from_client_error
from engine.providers.bedrock_line_errors import from_botocore_error
from engine.providers.bedrock_reply import read_reply
from engine.providers.line import retry_after

NOVA = "amazon.nova-pro-v1:0"

ANSWERS = [
    (400, "ThrottlingException", "", Trouble.THROTTLED),
    (429, "ModelNotReadyException", "The model is not ready.", Trouble.THROTTLED),
    (400, "ServiceQuotaExceededException", "Too many tokens per day.", Trouble.THROTTLED),
    (429, "429", "a proxy", Trouble.THROTTLED),
    (424, "ModelErrorException", "", Trouble.UNAVAILABLE),
    (408, "ModelTimeoutException", "", Trouble.UNAVAILABLE),
    (500, "InternalServerException", "Input is too long, perhaps.", Trouble.UNAVAILABLE),
    (529, "529", "", Trouble.UNAVAILABLE),
    (403, "AccessDeniedException", "You don't have access to the model.", Trouble.DENIED),
    (
        403,
        "AccessDeniedException",
        "User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:InvokeModel",
        Trouble.DENIED,
    ),
    (400, "ValidationException", "Operation not allowed", Trouble.DENIED),
    (403, "ExpiredTokenException", "The security token is expired", Trouble.EXPIRED),
    (403, "UnrecognizedClientException", "The security token is invalid.", Trouble.EXPIRED),
    (403, "InvalidSignatureException", "The request signature does not match.", Trouble.EXPIRED),
    (403, "InvalidSignatureException", "Signature expired: 2026 is earlier", Trouble.EXPIRED),
    (403, "AccessDeniedException", "Bearer Token has expired", Trouble.EXPIRED),
    (401, "401", "", Trouble.EXPIRED),
    (404, "ResourceNotFoundException", "Model not found.", Trouble.MISCONFIGURED),
    (
        404,
        "ResourceNotFoundException",
        "Access denied. This Model is marked by provider as Legacy.",
        Trouble.MISCONFIGURED,
    ),
    (
        400,
        "ValidationException",
        "Invocation of model ID amazon.nova-2-lite-v1:0 with on-demand throughput isn’t supported.",
        Trouble.MISCONFIGURED,
    ),
    (400, "ValidationException", "This model doesn't support tool use.", Trouble.MISCONFIGURED),
    (
        400,
        "ValidationException",
        "The maximum tokens you requested exceeds the model limit of 4096.",
        Trouble.MISCONFIGURED,
    ),
    (400, "ValidationException", "Input is too long for requested model.", Trouble.REJECTED),
    (400, "ValidationException", "Malformed input <NAME_1>", Trouble.REJECTED),
    (418, "Teapot", "short and stout", Trouble.REJECTED),
    (0, "", "", Trouble.REJECTED),
]


@pytest.mark.parametrize(("status", "code", "said", "kind"), ANSWERS)
def test_an_error_of_the_service_has_its_kind(
    status: int, code: str, said: str, kind: Trouble
) -> None:
    trouble = from_client_error(
        {
            "Error": {"Code": code, "Message": said},
            "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": {}, "RequestId": "r-1"},
        }
    )
    assert trouble.kind is kind
    assert trouble.request_id == "r-1"
    assert trouble.advice or not kind.stops_run
    # The service's words are passed on to who can act on them, and are not repeated otherwise.
    assert (said.rstrip(".") in str(trouble)) is (kind.stops_run or not said)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("with on-demand throughput isn’t supported", "inference profile"),
        ("Signature expired: 2026", "clock"),
        ("Bearer Token has expired", "AWS_BEARER_TOKEN_BEDROCK"),
        ("You don't have access to the model", "bedrock:InvokeModel"),
    ],
)
def test_the_remedy_is_named(said: str, told: str) -> None:
    error = {"Error": {"Code": "AccessDeniedException", "Message": said}}
    assert told in str(from_client_error(error))


def test_the_words_of_the_service_are_made_safe_and_short() -> None:
    said = "no \x1b[31maccess\u202e " + "x" * 5000
    text = str(from_client_error({"Error": {"Code": "AccessDeniedException", "Message": said}}))
    assert "no access" in text
    assert not {"\x1b", "\u202e"} & {*text}
    assert len(text) < 1000


LINE_ERRORS = [
    (boto.NoCredentialsError(), Trouble.EXPIRED),
    (boto.PartialCredentialsError(provider="env", cred_var="x"), Trouble.EXPIRED),
    (boto.CredentialRetrievalError(provider="sso", error_msg="x"), Trouble.EXPIRED),
    (boto.UnauthorizedSSOTokenError(), Trouble.EXPIRED),
    (boto.SSOTokenLoadError(profile_name="x", error_msg="x"), Trouble.EXPIRED),
    (boto.ProfileNotFound(profile="x"), Trouble.MISCONFIGURED),
    (boto.NoRegionError(), Trouble.MISCONFIGURED),
    (boto.SSLError(endpoint_url="https://x", error=OSError("x")), Trouble.MISCONFIGURED),
    (boto.ParamValidationError(report="modelId: <NAME_1>"), Trouble.MISCONFIGURED),
    (boto.ConnectTimeoutError(endpoint_url="https://x"), Trouble.UNAVAILABLE),
    (boto.ReadTimeoutError(endpoint_url="https://x"), Trouble.UNAVAILABLE),
    (boto.EndpointConnectionError(endpoint_url="https://x"), Trouble.UNAVAILABLE),
    (boto.ConnectionClosedError(endpoint_url="https://x"), Trouble.UNAVAILABLE),
    (boto.ProxyConnectionError(proxy_url="https://user:secret@x"), Trouble.UNAVAILABLE),
    (boto.IncompleteReadError(actual_bytes=1, expected_bytes=2), Trouble.UNAVAILABLE),
]


@pytest.mark.parametrize(("error", "kind"), LINE_ERRORS)
def test_an_error_on_this_side_has_its_kind(error: boto.BotoCoreError, kind: Trouble) -> None:
    trouble = from_botocore_error(error)
    assert trouble.kind is kind
    assert "NAME_1" not in str(trouble)
    assert "secret" not in str(trouble)


@pytest.mark.parametrize(
    ("number", "kind"),
    [(socket.EAI_NONAME, Trouble.MISCONFIGURED), (socket.EAI_AGAIN, Trouble.UNAVAILABLE)],
)
def test_a_name_that_does_not_exist_is_told_from_a_silent_name_server(
    number: int, kind: Trouble
) -> None:
    error = boto.EndpointConnectionError(endpoint_url="https://x")
    error.__context__ = OSError("refused")
    error.__context__.__context__ = socket.gaierror(number, "x")
    assert from_botocore_error(error).kind is kind


def test_a_date_to_wait_for_is_read_against_the_clock_of_the_service() -> None:
    headers = {
        "date": "Fri, 20 Nov 2026 09:00:00 GMT",
        "retry-after": "Fri, 20 Nov 2026 09:01:30 GMT",
    }
    assert retry_after(headers) == 90.0
    assert retry_after({"retry-after": headers["retry-after"]}) is None


def test_another_form_than_the_one_asked_for_is_malformed() -> None:
    use = {"toolUseId": "1", "name": "another", "input": {"a": 1}}
    reply = {"output": {"message": {"content": [{"toolUse": use}]}}, "stopReason": "tool_use"}
    with pytest.raises(ProviderError) as caught:
        read_reply(reply, "fill_in", NOVA)
    assert caught.value.kind is Trouble.MALFORMED
    use["name"] = "fill_in"
    assert read_reply(reply, "fill_in", NOVA).arguments == {"a": 1}


NAMES = (
    *("output", "message", "content", "toolUse", "name", "input"),
    *("usage", "inputTokens", "stopReason", "ResponseMetadata"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(NAMES),
            inner | st.just("fill_in"),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_answer_surprises_the_reader(reply: Any) -> None:
    with contextlib.suppress(ProviderError):
        assert isinstance(read_reply(reply, "fill_in", NOVA).arguments, dict)
