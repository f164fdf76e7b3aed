"""Any service that speaks the OpenAI chat API: OpenAI, Gemini, Groq, OpenRouter, a local server.

One attempt per call, one function that the model is forced to call. The key goes into one header
and nowhere else: not into messages, not into ``repr``.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from engine.providers.base import Answer, ProviderError, Trouble
from engine.providers.line import is_unresolvable
from engine.providers.openai_errors import error_in, from_status
from engine.providers.openai_reply import read_reply

if TYPE_CHECKING:
    import httpx

    from engine.providers.base import Request

_INSTALL = "Install it with: pip install 'smart-notification-engine[openai]'"
_NO_ADDRESS = (
    "The base URL of the model service is not an address.",
    "Set one such as https://api.openai.com/v1 or http://127.0.0.1:11434/v1",
)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the service likes to be asked: becomes milder with each refusal.

    ``max_tokens`` is the older name of the limit and the one that every server knows, Ollama and
    LM Studio included. OpenAI's newer models refuse it and name ``max_completion_tokens``, which
    other servers ignore, and then write without a limit. So the old name comes first.
    """

    limit: str = "max_tokens"
    temperature: float | None = None
    choice: str = "function"

    def milder(self, said: str) -> _Manner | None:
        """Return the manner without what ``said`` refuses, or None when it names nothing of it."""
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.temperature is not None and "temperature" in said:
            return replace(self, temperature=None)
        if self.choice != "auto" and re.search(r"tool[_ ]choice", said):
            return replace(self, choice="required" if self.choice == "function" else "auto")
        return None


class OpenAICompatibleProvider:
    """A model behind the OpenAI chat API, safe to ask from ``concurrency`` threads at once."""

    name: Final = "openai"

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str | None = None,
        *,
        concurrency: int = 8,
        connect_timeout: float = 5.0,
        read_timeout: float = 60.0,
        temperature: float | None = 0.2,
    ) -> None:
        """Remember the settings; nothing is imported or connected before the first call.

        Args:
            base_url: what stands before ``/chat/completions``, with or without a slash at its end.
            model: the model's name at that service.
            api_key: the key; None for a local server that asks for none.
            concurrency: how many threads may ask at once; so many connections are kept.
            connect_timeout: seconds to wait for a connection.
            read_timeout: seconds to wait for each part of an answer.
            temperature: how freely the model chooses its words; left out where it is refused.
        """
        self._url = f"{base_url.strip().rstrip('/')}/chat/completions"
        self._model = model
        self._key = (api_key or "").strip()
        self._concurrency = max(concurrency, 1)
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._manner = _Manner(temperature=temperature)
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None

    def __repr__(self) -> str:
        """Return the address and the model, never the key."""
        return f"OpenAICompatibleProvider({self._url!r}, {self._model!r})"

    @property
    def model(self) -> str:
        """The model's name, as the settings have it."""
        return self._model

    def ask(self, request: Request) -> Answer:
        """Return what the model filled into the form.

        A call that is refused for how it was asked (the name of the limit, a temperature, a forced
        tool) is made again at once in another way, and so is every later one.

        Raises:
            ProviderError: there is no usable answer.
        """
        client = self._connected()
        while True:
            manner = self._manner
            status, headers, body = self._post(client, self._body(request, manner))
            if status == 200:
                return read_reply(headers, body, request.tool.name, self._model)
            said = error_in(body)
            milder = manner.milder(said[1].lower()) if said and status in {400, 422} else None
            if milder is None:
                raise from_status(status, headers, body)
            with self._lock:
                # Another thread may have been refused the same thing in the meantime.
                if self._manner is manner:
                    self._manner = milder

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _post(
        self, client: httpx.Client, body: dict[str, Any]
    ) -> tuple[int, dict[str, str], bytes]:
        import httpx

        # The errors of httpx may hold a header, and so the key: none of their words is passed on,
        # and none of them hangs on what is raised.
        trouble: ProviderError
        try:
            answer = client.post(self._url, content=json.dumps(body).encode())
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            trouble = ProviderError(Trouble.MISCONFIGURED, *_NO_ADDRESS)
        except httpx.DecodingError:
            trouble = ProviderError(Trouble.MALFORMED, "The answer could not be unpacked.")
        except httpx.HTTPError as error:
            kind = Trouble.MISCONFIGURED if is_unresolvable(error) else Trouble.UNAVAILABLE
            trouble = ProviderError(
                kind,
                f"The line to the model service failed ({type(error).__name__}).",
                "See the base URL in the settings, and whether the service runs.",
            )
        except RuntimeError:
            trouble = ProviderError(Trouble.UNAVAILABLE, "The connections have been closed.")
        else:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status_code, headers, answer.content
        raise trouble

    def _body(self, request: Request, manner: _Manner) -> dict[str, Any]:
        function = {
            "name": request.tool.name,
            "description": request.tool.description,
            "parameters": dict(request.tool.schema),
        }
        named = {"type": "function", "function": {"name": request.tool.name}}
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [
                {"role": "system", "content": request.system},
                {"role": "user", "content": request.user},
            ],
            "tools": [{"type": "function", "function": function}],
            "tool_choice": named if manner.choice == "function" else manner.choice,
            manner.limit: request.max_tokens,
        }
        if manner.temperature is not None:
            body["temperature"] = manner.temperature
        return body

    def _connected(self) -> httpx.Client:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> httpx.Client:
        try:
            import httpx
        except ImportError:
            raise ProviderError(
                Trouble.MISCONFIGURED, "httpx is not installed.", _INSTALL
            ) from None
        if not self._key.isascii() or not self._key.isprintable():
            raise ProviderError(
                Trouble.DENIED,
                "The key of the model service holds letters that no key holds.",
                "Set it again, on one line.",
            )
        try:
            return httpx.Client(
                headers={"Content-Type": "application/json"}
                | ({"Authorization": f"Bearer {self._key}"} if self._key else {}),
                timeout=httpx.Timeout(self._read_timeout, connect=self._connect_timeout),
                limits=httpx.Limits(
                    max_connections=self._concurrency,
                    max_keepalive_connections=self._concurrency,
                ),
            )
        except (ValueError, OSError, ImportError):
            # What the environment says of proxies or certificates cannot be used.
            trouble = ProviderError(
                Trouble.MISCONFIGURED,
                "The connection to the model service could not be set up.",
                "See HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE in the environment.",
            )
        raise trouble
