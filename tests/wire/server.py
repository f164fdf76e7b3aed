"""The server: takes requests, keeps them, and does what the script says."""

from __future__ import annotations

import socket
import struct
import threading
import time
from typing import Any, cast

from tests.wire import bedrock, openai, sts
from tests.wire.loopback import NOBODY, Handler, Server, Service
from tests.wire.received import Received
from tests.wire.reply import Reply
from tests.wire.steps import Script, Step, good

API_KEY = "test-key-not-a-secret"


class Wire(Service):
    """A model service on loopback; start and stop it with ``with``, or with the fixture ``wire``.

    Attributes:
        identity: what STS answers: ``good()`` or ``steps.EXPIRED``, ``steps.DENIED``.
        most_at_once: the most requests that were being answered at the same time.
        connections: how many connections have been made.
    """

    def __init__(self) -> None:
        self.identity: Step = good()
        self.most_at_once = 0
        self.connections = 0
        self._script: Script = lambda _: good()
        self._requests: list[Received] = []
        self._under_way = 0
        self._lock = threading.Lock()
        self.serve(_Server(self))

    def play(self, *first: Step, then: Step | Script | None = None) -> Wire:
        """Say what to do with the requests from now on, and forget those that came before.

        Args:
            first: what to do with the first ones, one step each.
            then: what to do with all later ones, or how to choose; default: the last of ``first``.
        """
        last = then or (first[-1] if first else good())

        def script(request: Received) -> Step:
            if request.number < len(first):
                return first[request.number]
            return last if isinstance(last, Step) else last(request)

        with self._lock:
            self._script = script
            self._requests = []
            self.most_at_once = 0
            self.connections = 0
        return self

    @property
    def requests(self) -> list[Received]:
        """The requests that asked a model, in the order in which they arrived."""
        with self._lock:
            return list(self._requests)

    @property
    def openai_url(self) -> str:
        """The base URL of the OpenAI protocol."""
        return f"{self.url}/v1"

    def environment(self) -> dict[str, str]:
        """Return the variables that lead boto3 here, away from any real credentials.

        Add them to an environment from which the ``AWS_*`` variables have been taken.
        """
        return NOBODY | {
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": self.url,
            "AWS_ENDPOINT_URL_STS": self.url,
            "AWS_DEFAULT_REGION": "eu-west-2",
        }

    def take(self, protocol: str, path: str, headers: dict[str, str], raw: bytes) -> Received:
        """Keep a request."""
        with self._lock:
            number = -1 if protocol == "sts" else len(self._requests)
            request = Received(number, protocol, path, headers, raw, time.monotonic())
            if protocol != "sts":
                self._requests.append(request)
                self._under_way += 1
                self.most_at_once = max(self.most_at_once, self._under_way)
            return request

    def done(self) -> None:
        """Count a request as answered."""
        with self._lock:
            self._under_way -= 1

    def step_for(self, request: Received) -> Step:
        """Return what to do with a request."""
        return self._script(request)


class _Server(Server):
    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self._lines: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(_Handler)

    def keep(self, line: socket.socket) -> None:
        with self._lock:
            self._lines.add(line)
            self.wire.connections += 1

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._lines.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        with self._lock:
            for line in self._lines:
                try:
                    line.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue


class _Handler(Handler):
    def setup(self) -> None:
        super().setup()
        cast("_Server", self.server).keep(self.connection)

    def do_POST(self) -> None:
        wire = cast("_Server", self.server).wire
        headers = {name.lower(): value for name, value in self.headers.items()}
        raw = self.rfile.read(int(headers.get("content-length", "0")))
        protocol = self._protocol()
        if protocol == "sts":
            self.wfile.write(sts.reply(wire.identity).bytes())
        elif protocol:
            request = wire.take(protocol, self.path, headers, raw)
            try:
                self._do(wire, request)
            finally:
                wire.done()
        else:
            self.wfile.write(Reply(404, {}, b'{"error": "no such path"}').bytes())

    def _protocol(self) -> str:
        if self.path.startswith("/model/") and self.path.endswith("/converse"):
            return "bedrock"
        if self.path == "/v1/chat/completions":
            return "openai"
        return "sts" if self.path == "/" else ""

    def _do(self, wire: Wire, request: Received) -> None:
        step = wire.step_for(request)
        if step.hold is not None:
            step.hold.wait(30)
        if step.delay:
            wire.closing.wait(step.delay)
        if step.does == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        speak = bedrock.reply if request.protocol == "bedrock" else openai.reply
        answer = (
            Reply(step.status, {}, step.body) if step.does == "raw" else speak(step, request)
        ).bytes()
        if step.does == "cut_off":
            answer = answer[: -len(answer) // 3]
            self.close_connection = True
        self.wfile.write(answer)
