"""What the channels through AWS share: clients without retries of their own, and their errors.

botocore would repeat a call whose answer was lost, and so might send a message twice. One call is
one attempt here; the outbox decides about the next one.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.delivery.channel import DeliveryError, TemporaryError, UncertainError
from engine.privacy.clean import clean_line
from engine.providers.line import retry_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botocore.config import Config

    from engine.settings import AwsSettings

_TEMPORARY = frozenset(
    {
        "KMSThrottling",
        "KMSThrottlingException",
        "LimitExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "SendingPausedException",
        "SlowDown",
        "Throttled",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
"""Codes by which AWS refuses a call for now; whatever is refused has not been sent."""

_TOO_MANY = 429
_UNAVAILABLE = 503
_REFUSALS = 400
_SERVER_ERRORS = 500


class Line:
    """A line to one AWS service, made at the first message: the import takes a quarter second."""

    def __init__(self, service: str, settings: AwsSettings) -> None:
        """Remember the settings; nothing is imported, read or connected."""
        self._service = service
        self._settings = settings
        self._lock = threading.Lock()
        self._client: Any = None

    def client(self) -> Any:
        """Return the boto3 client.

        Raises:
            DeliveryError: there are no credentials, no region, or no such profile.
        """
        from botocore.exceptions import BotoCoreError

        with self._lock:
            if self._client is None:
                try:
                    self._client = self._made()
                except (BotoCoreError, ValueError) as error:
                    raise DeliveryError(f"AWS is not set up: {error}") from None
            return self._client

    def _made(self) -> Any:
        import boto3

        settings = self._settings
        session = boto3.Session(profile_name=settings.profile or None)
        make: Any = session.client
        return make(
            self._service,
            region_name=settings.region or None,
            endpoint_url=settings.endpoint or None,
            config=_config(settings.timeout),
        )


def _config(timeout: float) -> Config:
    from botocore.config import Config

    return Config(
        connect_timeout=timeout,
        read_timeout=timeout,
        retries={"total_max_attempts": 1, "mode": "standard"},
    )


@contextmanager
def told_apart(service: str) -> Iterator[None]:
    """Turn what botocore raises into permanent, temporary and uncertain.

    Raises:
        TemporaryError: AWS was not reached, or refused the call for now.
        DeliveryError: AWS refused the call.
        UncertainError: the answer was lost, or does not say what became of the message.
    """
    from botocore import exceptions
    from botocore.parsers import ResponseParserError

    try:
        yield
    except exceptions.ClientError as error:
        answer: Any = error.response
        raise _refusal(service, answer) from None
    except (
        exceptions.ConnectTimeoutError,
        exceptions.EndpointConnectionError,
        exceptions.ProxyConnectionError,
    ) as error:
        raise TemporaryError(f"{service} cannot be reached: {_said(error)}") from None
    except (
        exceptions.NoCredentialsError,
        exceptions.PartialCredentialsError,
        exceptions.CredentialRetrievalError,
        exceptions.TokenRetrievalError,
        exceptions.ParamValidationError,
        exceptions.NoRegionError,
    ) as error:
        raise DeliveryError(f"{service} was not asked: {_said(error)}") from None
    except exceptions.BotoCoreError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            # Found out in the handshake, before anything was said.
            raise TemporaryError(f"{service} cannot be trusted: {_said(error)}") from None
        raise UncertainError(
            f"{service} did not answer ({_said(error)}); the message may have been sent"
        ) from None
    except (AttributeError, KeyError, ResponseParserError, TypeError, ValueError):
        # botocore fails like this on an answer of another shape than it expects.
        raise UncertainError(
            f"{service} answered something that cannot be read; the message may have been sent"
        ) from None


def _refusal(service: str, answer: Mapping[str, Any]) -> Exception:
    told, meta = answer.get("Error", {}), answer.get("ResponseMetadata", {})
    code, status = str(told.get("Code", "")), meta.get("HTTPStatusCode", 0)
    words = clean_line(f"{service}: {code} {told.get('Message', '')}".strip())
    if code in _TEMPORARY or status in (_TOO_MANY, _UNAVAILABLE):
        headers = {str(k).lower(): str(v) for k, v in meta.get("HTTPHeaders", {}).items()}
        return TemporaryError(words, retry_after(headers))
    if not _REFUSALS <= status < _SERVER_ERRORS:
        # An error inside AWS says nothing about whether the message went before it happened.
        return UncertainError(f"{words}; the message may have been sent")
    return DeliveryError(words)


def _said(error: BaseException) -> str:
    return clean_line(str(error)) or type(error).__name__


def reference(service: str, answer: Mapping[str, Any]) -> str:
    """Return the message id of an answer.

    Raises:
        UncertainError: it has none, so nothing is known of the message.
    """
    found = answer.get("MessageId")
    if not isinstance(found, str) or not found:
        raise UncertainError(
            f"{service} answered without a message id; the message may have been sent"
        )
    return found
