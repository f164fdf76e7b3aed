"""A real mail server on loopback that counts what it accepts, and fails as a test tells it to."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "outreach", "s3cret"


@dataclass
class Mail:
    """What the server took.

    Attributes:
        raw: the message as it came over the line.
        logged_in: whether the sender had logged in.
        secured: whether the line was encrypted.
    """

    sender: str
    recipients: list[str]
    raw: bytes
    logged_in: bool
    secured: bool

    @property
    def message(self) -> EmailMessage:
        """The message, parsed."""
        parsed = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def words(self) -> str:
        """The text of the message, its lines ended as Python does."""
        content: str = self.message.get_content()
        return content.replace("\r\n", "\n").removesuffix("\n")


@dataclass
class Faults:
    """What goes wrong, and where: a reply, ``drop`` to cut the line, or ``stall`` to fall silent.

    Attributes:
        at_end: after the dot; with ``accept`` the message has been taken all the same.
    """

    at_mail: str = ""
    at_rcpt: str = ""
    at_end: str = ""
    accept: bool = False


@dataclass
class MailServer:
    """Start and stop it with ``with``."""

    tls: ssl.SSLContext | None = None
    starttls: ssl.SSLContext | None = None
    needs_login: bool = False
    mails: list[Mail] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    on_data: Callable[[], None] = lambda: None
    connections: int = 0
    port: int = 0

    def environment(self, **more: object) -> dict[str, str]:
        """Return the variables that have e-mail go here."""
        security = "tls" if self.tls else "starttls" if self.starttls else "none"
        return {
            "SNE_CHANNEL_EMAIL": "smtp",
            "SNE_SMTP_HOST": "127.0.0.1",
            "SNE_SMTP_PORT": str(self.port),
            "SNE_SMTP_SECURITY": security,
            "SNE_SMTP_SENDER": "outreach@glenlight.example",
            "SNE_SMTP_TIMEOUT": "5",
        } | {f"SNE_SMTP_{name.upper()}": str(value) for name, value in more.items()}

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._silence = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(self._speaker, "127.0.0.1", 0, ssl=self.tls)

    def _speaker(self) -> SMTP:
        self.connections += 1
        return SMTP(
            _Handler(self),
            hostname="mail.example",
            tls_context=self.starttls,
            require_starttls=self.starttls is not None,
            authenticator=_authenticate if self.needs_login else None,
            auth_required=self.needs_login and self.starttls is not None,
            auth_require_tls=self.starttls is not None,
            loop=self._loop,
        )

    async def _close(self) -> None:
        self._silence.set()
        self._server.close()
        own = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not own]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _suffer(self, fault: str, server: SMTP, well: str) -> str:
        """Do what the fault says; return the reply."""
        if fault == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if fault in ("drop", "stall"):
            await self._silence.wait()
        return fault or well


class _Handler:
    def __init__(self, mail_server: MailServer) -> None:
        self._at = mail_server

    async def handle_MAIL(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.mail_from = address
        return await self._at._suffer(self._at.faults.at_mail, server, "250 OK")

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        reply = await self._at._suffer(self._at.faults.at_rcpt, server, "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        at = self._at
        at.on_data()
        if not at.faults.at_end or at.faults.accept:
            at.mails.append(
                Mail(
                    sender=envelope.mail_from or "",
                    recipients=list(envelope.rcpt_tos),
                    raw=bytes(envelope.original_content or b""),
                    logged_in=bool(session.authenticated),
                    secured=session.ssl is not None or at.tls is not None,
                )
            )
        return await at._suffer(at.faults.at_end, server, f"250 OK queued as {len(at.mails)}")


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    given = (data.login, data.password) if isinstance(data, LoginPassword) else None
    return AuthResult(success=given == (USER.encode(), PASSWORD.encode()), handled=False)
