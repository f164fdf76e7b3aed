"""E-mail through a mail server (RFC 5321).

The moment that counts is the dot which ends the message. Until it is sent, the server has nothing:
whatever goes wrong before was certainly not sent. From then on only the server's reply tells; a
line that goes silent there leaves the outcome unknown.
"""

from __future__ import annotations

import re
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.delivery.addresses import email_problem
from engine.delivery.channel import DeliveryError, TemporaryError, UncertainError
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterator

    from engine.delivery.channels.letter import Letterhead
    from engine.models.records import Customer
    from engine.models.work import Notification
    from engine.settings import SmtpSettings

_PORTS = {"none": 25, "starttls": 587, "tls": 465}

_LOOPBACK = ("localhost", "127.0.0.1", "::1")

_GOOD_BYE_SECONDS = 1.0

_GO_ON = 354
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"(?m)^\.")


class Smtp:
    """Hands each e-mail to the mail server of the settings, over a connection of its own."""

    name = "smtp"
    leaves_machine = True

    def __init__(self, settings: SmtpSettings, letterhead: Letterhead) -> None:
        """Remember the settings; nothing is connected before the first message."""
        self._settings = settings
        self._letterhead = letterhead

    def missing(self, customer: Customer) -> str | None:
        """Say why the customer cannot be written to, or None."""
        return email_problem(customer.email)

    def check(self) -> str | None:
        """Say what is not set up, or None."""
        if not self._settings.host:
            return "There is no mail server: set smtp.host (SNE_SMTP_HOST)"
        if self._settings.user and not self._settings.password:
            return "There is no password for the mail server: set SNE_SMTP_PASSWORD"
        is_open = self._settings.security == "none" and self._settings.host not in _LOOPBACK
        if self._settings.user and is_open:
            return "A password may not go over an open line: set smtp.security to starttls or tls"
        return self._letterhead.problem()

    def deliver(self, notification: Notification, customer: Customer) -> str:
        """Hand over the e-mail; return its Message-ID and the server's own words.

        Raises:
            TemporaryError: the server was not there, or asked to come back later.
            DeliveryError: the server refused, or the record has no address.
            UncertainError: the line went silent after the e-mail had been handed over.
        """
        if problem := self.check():
            raise DeliveryError(problem)
        letter = self._letterhead.write(notification, customer)
        body = _on_the_line(letter.as_bytes())
        with self._connected() as server:
            with _before_the_dot():
                code, words = server.mail(self._letterhead.sender)
                _judge(code, words, "the sender was refused")
                code, words = server.rcpt(customer.email or "")
                _judge(code, words, "the address was refused")
                code, words = server.docmd("DATA")
                if code != _GO_ON:
                    _judge(code, words, "the message was refused", is_refusal=True)
                server.send(body)
            code, words = _send_the_dot(server)
        _judge(code, words, "the message was refused")
        return f"{letter['Message-ID']} ({_readable(words)})"

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Connect, secure and log in; afterwards say good-bye, which cannot fail the message."""
        server: smtplib.SMTP | None = None
        try:
            with _before_the_dot():
                server = self._connect()
                if server.sock is not None:
                    # The dot is a packet of its own and must not wait for the last one (40 ms).
                    server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._secure_and_log_in(server)
            yield server
        finally:
            if server is not None:
                _leave(server)

    def _connect(self) -> smtplib.SMTP:
        import smtplib
        import ssl

        settings = self._settings
        port = settings.port or _PORTS[settings.security]
        # Our name in the greeting: smtplib would look it up, which may take many seconds.
        name = self._letterhead.domain
        if settings.security == "tls":
            return smtplib.SMTP_SSL(
                settings.host,
                port,
                local_hostname=name,
                timeout=settings.timeout,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(settings.host, port, local_hostname=name, timeout=settings.timeout)

    def _secure_and_log_in(self, server: smtplib.SMTP) -> None:
        import ssl

        settings = self._settings
        server.ehlo_or_helo_if_needed()
        if settings.security == "starttls":
            code, words = server.starttls(context=ssl.create_default_context())
            _judge(code, words, "STARTTLS was refused")
            server.ehlo()
        if settings.user:
            server.login(settings.user, settings.password.value)


@contextmanager
def _before_the_dot() -> Iterator[None]:
    """Tell apart what goes wrong while the server certainly has no message."""
    import smtplib

    try:
        yield
    except smtplib.SMTPResponseException as refusal:
        _judge(refusal.smtp_code, refusal.smtp_error, "the mail server refused us", is_refusal=True)
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(f"the mail server cannot do what is asked of it: {error}") from None
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryError(f"the mail server cannot be reached: {_said(error)}") from None


def _send_the_dot(server: smtplib.SMTP) -> tuple[int, bytes]:
    """End the message and return the reply, the only thing that tells what became of it."""
    import smtplib

    try:
        server.send(b".\r\n")
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise UncertainError(
            "the line to the mail server went silent after the message was handed over "
            f"({_said(error)}); it may have been sent"
        ) from None
    if code // 100 not in (2, 4, 5):
        raise UncertainError(f"the mail server's last word makes no sense: {_readable(words)}")
    return code, words


def _judge(code: int, words: bytes | str, what: str, *, is_refusal: bool = False) -> None:
    """Raise what a reply stands for: 4xx come back later, 5xx never; 2xx is well.

    Raises:
        TemporaryError: the reply is 4xx.
        DeliveryError: the reply is 5xx, or makes no sense at this point.
    """
    said = f"{what}: {code} {_readable(words)}"
    kind = code // 100
    if kind == 2 and not is_refusal:
        return
    if kind == 4 or code < 0:
        raise TemporaryError(said)
    raise DeliveryError(said)


def _leave(server: smtplib.SMTP) -> None:
    import smtplib

    try:
        if server.sock is not None:
            # What became of the message is known: the good-bye is a courtesy, and may be brief.
            server.sock.settimeout(_GOOD_BYE_SECONDS)
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _on_the_line(letter: bytes) -> bytes:
    """Return a message as it goes over the line, without the dot that ends it."""
    body = _LINE_END.sub(b"\r\n", letter)
    if not body.endswith(b"\r\n"):
        body += b"\r\n"
    return _LEADING_DOT.sub(b"..", body)


def _readable(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return clean_line(text)


def _said(error: BaseException) -> str:
    return clean_line(str(error)) or type(error).__name__
