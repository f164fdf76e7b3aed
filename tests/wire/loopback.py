"""What the services on loopback have in common: a quiet HTTP server that starts and stops."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

NOBODY = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "NO_PROXY": "127.0.0.1",
}
"""Credentials that mean nothing, and the way past any real ones."""


class Handler(BaseHTTPRequestHandler):
    """Says nothing of its own."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Listens on a free port of loopback."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, handler: type[Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    def server_bind(self) -> None:
        # Without HTTPServer's look-up of the host's name, which may take seconds.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: that a client hangs up is part of the tests."""

    def hang_up(self) -> None:
        """End what is still connected; by itself, nothing is."""


class Service:
    """A service that is there inside ``with``.

    Attributes:
        closing: set when it ends, for handlers that wait.
    """

    def serve(self, server: Server) -> None:
        """Say which server answers; it listens from now on and answers inside ``with``."""
        self.closing = threading.Event()
        self._answering = server
        self._thread = threading.Thread(target=server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """The address, without a path."""
        return f"http://127.0.0.1:{self._answering.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._answering.shutdown()
        self._thread.join()
        self._answering.hang_up()
        self._answering.server_close()
