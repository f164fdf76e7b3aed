"""Amazon Bedrock through the Converse API: one attempt, one form that the model has to fill in.

The client is made at the first call, under a lock: making it costs a quarter of a second and is not
safe in several threads, using it is. botocore's own retries are off, since they can neither be
cancelled nor paced (the room above does both), and they do not cover half of what goes wrong.
"""

from __future__ import annotations

import copy
import re
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from engine.providers.base import Answer, ProviderError, Trouble
from engine.providers.bedrock_errors import from_client_error
from engine.providers.bedrock_models import Forcing, cache_minimum, forcing
from engine.providers.bedrock_reply import read_reply
from engine.providers.residency import LONDON, endpoint_problem, residency_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient

    from engine.providers.base import Request


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the model likes to be asked: starts from the tables, becomes milder with each refusal."""

    forcing: Forcing
    temperature: float | None
    cached: bool

    def milder(self, said: str) -> _Manner | None:
        """Return the manner without what ``said`` refuses, or None when it names nothing of it."""
        if self.temperature is not None and "temperature" in said:
            return replace(self, temperature=None)
        if self.cached and re.search(r"cach(e|ing)", said):
            return replace(self, cached=False)
        if self.forcing.weaker and re.search(r"tool[_ ]?choice|forced tool", said):
            return replace(self, forcing=self.forcing.weaker)
        return None


class BedrockProvider:
    """A model on Amazon Bedrock, safe to ask from ``concurrency`` threads at once."""

    name: Final = "bedrock"

    def __init__(
        self,
        model: str,
        *,
        region: str | None = LONDON,
        residency: str = "uk",
        profile: str | None = None,
        endpoint_url: str | None = None,
        concurrency: int = 8,
        connect_timeout: float = 5.0,
        read_timeout: float = 60.0,
        temperature: float | None = 0.2,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        """Remember the settings; nothing is imported, read or connected before the first call.

        Args:
            model: the id or ARN of a model or of an inference profile.
            region: the AWS Region; None leaves it to boto3 (``AWS_DEFAULT_REGION``, the profile).
            residency: ``uk``, ``eu`` or ``any``; see ``residency_problem``.
            profile: the AWS profile; None leaves it to boto3 (``AWS_PROFILE``, the default).
            endpoint_url: the service's address; None leaves it to boto3
                (``AWS_ENDPOINT_URL_BEDROCK_RUNTIME``, ``AWS_ENDPOINT_URL``, the Region's own).
            concurrency: how many threads may ask at once; so many connections are kept.
            connect_timeout: seconds to wait for a connection.
            read_timeout: seconds to wait for an answer.
            temperature: how freely the model chooses its words; left out where it is refused.
            metadata: labels that AWS writes into its invocation logs; never customers' data.
        """
        self._model = model
        self._region = region
        self._residency = residency
        self._profile = profile
        self._endpoint_url = endpoint_url
        self._concurrency = concurrency
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._metadata = dict(metadata or {})
        self._manner = _Manner(forcing(model), temperature, cache_minimum(model) is not None)
        self._lock = threading.Lock()
        self._client: BedrockRuntimeClient | None = None

    @property
    def model(self) -> str:
        """The id or ARN of the model, as the settings name it."""
        return self._model

    def ask(self, request: Request) -> Answer:
        """Return what the model filled into the form.

        A call that is refused for how it was asked (a temperature, a forced tool, a cache point) is
        made again at once without that, and so is every later one.

        Raises:
            ProviderError: there is no usable answer.
        """
        client = self._connected()
        while True:
            manner = self._manner
            outcome = self._attempt(client, request, manner)
            if isinstance(outcome, Answer):
                return outcome
            with self._lock:
                # Another thread may have been refused the same thing in the meantime.
                if self._manner is manner:
                    self._manner = outcome

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _attempt(
        self, client: BedrockRuntimeClient, request: Request, manner: _Manner
    ) -> Answer | _Manner:
        """Make one attempt; return the answer, or the milder manner in which to ask again."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError

        from engine.providers.bedrock_line_errors import from_botocore_error

        trouble: ProviderError
        try:
            response = client.converse(**self._parameters(request, manner))
        except ClientError as error:
            answer: Any = error.response
            milder = manner.milder(str(answer.get("Error", {}).get("Message", "")).lower())
            trouble = from_client_error(answer)
            if milder is not None and not trouble.kind.is_transient:
                return milder
        except BotoCoreError as error:
            trouble = from_botocore_error(error)
        except (AttributeError, KeyError, ResponseParserError, TypeError, ValueError):
            # botocore fails like this, unwrapped, on JSON of another shape than it expects.
            trouble = ProviderError(
                Trouble.MALFORMED, "Amazon Bedrock's answer has another shape than it should."
            )
        else:
            return read_reply(response, request.tool.name, self._model)
        if trouble.kind is Trouble.EXPIRED:
            self._forget(client)
        # Raised here and not above, so that no cause hangs on it: it could hold what was sent.
        raise trouble

    def _forget(self, client: BedrockRuntimeClient) -> None:
        """Let the next call look for credentials again, where somebody may have renewed them."""
        with self._lock:
            if self._client is client:
                self._client = None

    def _parameters(self, request: Request, manner: _Manner) -> dict[str, Any]:
        system: list[dict[str, Any]] = [{"text": request.system}]
        if manner.cached and request.cacheable_system:
            system.append({"cachePoint": {"type": "default"}})
        inference: dict[str, Any] = {"maxTokens": request.max_tokens}
        if manner.temperature is not None:
            inference["temperature"] = manner.temperature
        choice = {"name": request.tool.name} if manner.forcing is Forcing.TOOL else {}
        specification = {
            "name": request.tool.name,
            "description": request.tool.description,
            # botocore may change what it is given; the schema belongs to every thread.
            "inputSchema": {"json": copy.deepcopy(dict(request.tool.schema))},
        }
        parameters: dict[str, Any] = {
            "modelId": self._model,
            "system": system,
            "messages": [{"role": "user", "content": [{"text": request.user}]}],
            "inferenceConfig": inference,
            "toolConfig": {
                "tools": [{"toolSpec": specification}],
                "toolChoice": {str(manner.forcing): choice},
            },
        }
        if self._metadata:
            parameters["requestMetadata"] = self._metadata
        return parameters

    def _connected(self) -> BedrockRuntimeClient:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> BedrockRuntimeClient:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError

        from engine.providers.bedrock_line_errors import from_botocore_error

        trouble: ProviderError
        try:
            session = boto3.Session(profile_name=self._profile, region_name=self._region)
            client = session.client(
                "bedrock-runtime",
                endpoint_url=self._endpoint_url,
                config=Config(
                    connect_timeout=self._connect_timeout,
                    read_timeout=self._read_timeout,
                    max_pool_connections=max(self._concurrency, 1),
                    retries={"total_max_attempts": 1, "mode": "standard"},
                    tcp_keepalive=True,
                ),
            )
        except BotoCoreError as error:
            trouble = from_botocore_error(error)
        except ValueError:
            trouble = ProviderError(
                Trouble.MISCONFIGURED,
                "The endpoint of Amazon Bedrock is not an address.",
                "Set it to one such as https://bedrock-runtime.eu-west-2.amazonaws.com",
            )
        else:
            meta = client.meta
            problem = residency_problem(
                self._model, meta.region_name, self._residency
            ) or endpoint_problem(meta.endpoint_url, self._residency)
            if problem is None:
                meta.events.register("before-parse.bedrock-runtime.Converse", _whole_or_nothing)
                return client
            client.close()
            trouble = ProviderError(
                Trouble.MISCONFIGURED,
                problem,
                "Change the model, the Region or the residency in the settings.",
            )
        raise trouble


def _whole_or_nothing(response_dict: dict[str, Any], **_: Any) -> None:
    """Refuse a body that broke off: botocore would take it for an answer that says nothing."""
    from botocore.exceptions import IncompleteReadError

    headers, body = response_dict["headers"], response_dict["body"]
    stated = headers.get("Content-Length", "")
    if stated.isdigit() and "Content-Encoding" not in headers and len(body) < int(stated):
        raise IncompleteReadError(actual_bytes=len(body), expected_bytes=int(stated))
