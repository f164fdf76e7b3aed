"""E-mail through a real mail server: what arrives, and what every way of failing means."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from email.headerregistry import AddressHeader
from pathlib import Path
from typing import cast

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import fixed_clock
from engine.delivery.channel import DeliveryError, TemporaryError, UncertainError
from engine.delivery.choice import deliverers
from engine.models.records import Customer
from engine.models.vocabulary import Channel, MessageKind, OutboxState
from engine.models.work import Notification
from engine.privacy.clean import clean_line
from engine.settings import load_settings
from tests.conftest import NOW
from tests.wire.mail import PASSWORD, USER, Faults, MailServer

EMILY = Customer(customer_id=7, name="Emily Clark", email="emily@example.com")
SERVICE = "We have read your message and will call you tomorrow."
MARKETING = "Switch to our green tariff today."


def notification(
    message: str = SERVICE, kind: MessageKind = MessageKind.SERVICE, name: str = "n-1"
) -> Notification:
    return Notification(
        notification_id=name,
        customer_id=7,
        channel=Channel.EMAIL,
        message=message,
        kind=kind,
        agent="anna",
        state=OutboxState.ATTEMPTING,
        approved_at=NOW,
        due_at=NOW,
    )


def deliver(
    environment: dict[str, str], what: Notification | None = None, to: Customer = EMILY
) -> str:
    deliverer = deliverers(load_settings(environment), fixed_clock(NOW))(Channel.EMAIL)
    return deliverer.deliver(what or notification(), to)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as started:
        yield started


def test_a_service_email_arrives_as_it_was_approved(server: MailServer) -> None:
    reference = deliver(server.environment())
    (mail,) = server.mails
    assert (mail.sender, mail.recipients) == ("outreach@glenlight.example", ["emily@example.com"])
    message = mail.message
    assert message["From"] == "Glenlight Energy <outreach@glenlight.example>"
    assert message["To"] == "Emily Clark <emily@example.com>"
    assert message["Subject"] == "About your Glenlight Energy account"
    assert message["Date"] == "Fri, 20 Nov 2026 09:00:00 +0000"
    assert message["Message-ID"] == "<n-1@glenlight.example>"
    assert message.get_content_type() == "text/plain"
    assert mail.words == SERVICE
    assert "List-Unsubscribe" not in message
    assert reference == "<n-1@glenlight.example> (OK queued as 1)"


def test_a_resend_carries_the_same_message_id(server: MailServer) -> None:
    for _ in range(2):
        deliver(server.environment())
    assert len({mail.message["Message-ID"] for mail in server.mails}) == 1


@pytest.mark.parametrize(
    ("settings", "unsubscribe", "post"),
    [
        ({}, "<mailto:outreach@glenlight.example?subject=unsubscribe>", None),
        ({"unsubscribe": "out@g.example"}, "<mailto:out@g.example?subject=unsubscribe>", None),
        (
            {"unsubscribe": "out@g.example", "unsubscribe_url": "https://g.example/u"},
            "<https://g.example/u>, <mailto:out@g.example?subject=unsubscribe>",
            "List-Unsubscribe=One-Click",
        ),
    ],
)
def test_marketing_names_its_ways_out(
    server: MailServer, settings: dict[str, str], unsubscribe: str, post: str | None
) -> None:
    deliver(server.environment(**settings), notification(MARKETING, MessageKind.MARKETING))
    message = server.mails[0].message
    assert message["List-Unsubscribe"].strip() == unsubscribe
    assert message["List-Unsubscribe-Post"] == post
    assert message["Subject"] == "News from Glenlight Energy"
    assert server.mails[0].words.startswith(f"{MARKETING}\n\nIf you do not want marketing")


def test_a_way_out_that_stands_in_the_text_is_not_added_again(server: MailServer) -> None:
    text = f"{MARKETING} Reply STOP to opt out."
    deliver(server.environment(), notification(text, MessageKind.MARKETING))
    assert server.mails[0].words == text


@pytest.mark.parametrize(
    "text",
    [
        "Ça coûte £75 – naïve “quotes” and an emoji 😀",
        "." + "\n.\n..two\nlast.",
        "x" * 1150,
        "From here\non: =20 and = signs",
        "Ünïcode " * 140,
    ],
)
def test_any_text_arrives_unchanged_in_lines_that_servers_take(
    server: MailServer, text: str
) -> None:
    deliver(server.environment(), notification(text))
    mail = server.mails[0]
    assert mail.words == text
    assert max(map(len, mail.raw.split(b"\r\n"))) <= 998


@given(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "x\r\nBcc: all@example.com",
                'a" <evil@example.com>, "b',
                "Müller, Jürgen (\\) ;:@",
                "=?utf-8?q?=0D=0ABcc:_x?=",
            ]
        ),
    )
)
def test_a_name_can_never_break_out_of_its_header(name: str) -> None:
    settings = load_settings({"SNE_SMTP_SENDER": "a@b.example"})
    from engine.delivery.channels.letter import Letterhead

    letterhead = Letterhead("Glenlight", settings.smtp, fixed_clock(NOW))
    written = letterhead.write(notification(), Customer(1, name=name, email="emily@example.com"))
    import email
    import email.policy

    parsed = email.message_from_bytes(written.as_bytes(), policy=email.policy.default)
    assert sorted(parsed.keys()) == sorted(written.keys())
    to = cast(AddressHeader, parsed["To"])
    assert [address.addr_spec for address in to.addresses] == ["emily@example.com"]
    shown = to.addresses[0].display_name
    kept = re.sub(r"=\?+", "=", clean_line(name))[:80]
    assert "".join(shown.split()) == "".join(kept.split())


TEMPORARY = [
    Faults(at_mail="451 4.7.1 greylisted"),
    Faults(at_rcpt="450 4.2.1 busy"),
    Faults(at_rcpt="421 4.3.2 going down"),
    Faults(at_end="452 4.3.1 disk full"),
    Faults(at_mail="drop"),
    Faults(at_rcpt="stall"),
]
PERMANENT = [
    Faults(at_mail="550 5.7.1 not you"),
    Faults(at_rcpt="550 5.1.1 no such user"),
    Faults(at_end="554 5.7.1 spam"),
]
UNCERTAIN = [
    Faults(at_end="drop"),
    Faults(at_end="drop", accept=True),
    Faults(at_end="stall", accept=True),
]


@pytest.mark.parametrize(
    ("faults", "kind"),
    [
        *((faults, TemporaryError) for faults in TEMPORARY),
        *((faults, DeliveryError) for faults in PERMANENT),
        *((faults, UncertainError) for faults in UNCERTAIN),
    ],
    ids=repr,
)
def test_every_failure_is_temporary_permanent_or_uncertain(
    server: MailServer, faults: Faults, kind: type[Exception]
) -> None:
    server.faults = faults
    with pytest.raises(kind) as raised:
        deliver(server.environment(timeout=0.3))
    assert raised.type is kind
    words = faults.at_mail or faults.at_rcpt or faults.at_end
    if words[0].isdigit():
        assert words.split(" ", 1)[1] in str(raised.value)
    assert len(server.mails) == (1 if faults.accept else 0)


def test_a_server_that_is_not_there_is_temporary() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        environment = MailServer(port=free.getsockname()[1]).environment()
    with pytest.raises(TemporaryError, match=r"cannot be reached.*refused"):
        deliver(environment)


def test_a_server_that_says_nothing_runs_into_the_time_out() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        environment = MailServer(port=silent.getsockname()[1]).environment(timeout=0.2)
        with pytest.raises(TemporaryError, match="timed out"):
            deliver(environment)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate whose authority this process trusts."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return context


def _secured(certificate: ssl.SSLContext, security: str) -> MailServer:
    if security == "tls":
        return MailServer(tls=certificate, needs_login=True)
    return MailServer(starttls=certificate, needs_login=True)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_line_is_encrypted_and_the_user_logs_in(
    certificate: ssl.SSLContext, security: str
) -> None:
    with _secured(certificate, security) as server:
        deliver(server.environment(user=USER, password=PASSWORD))
        (mail,) = server.mails
        assert mail.secured
        assert mail.logged_in
        with pytest.raises(DeliveryError, match="535") as raised:
            deliver(server.environment(user=USER, password=PASSWORD[:-1]))
        assert PASSWORD[:-1] not in str(raised.value)
        assert len(server.mails) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_unknown_certificate_is_refused_before_anything_is_said(
    certificate: ssl.SSLContext, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with (
        _secured(certificate, security) as server,
        pytest.raises(TemporaryError, match="certificate"),
    ):
        deliver(server.environment(user=USER, password=PASSWORD))
    assert server.mails == []


def test_without_starttls_nothing_goes_in_the_clear(server: MailServer) -> None:
    with pytest.raises(DeliveryError, match="STARTTLS"):
        deliver(server.environment(security="starttls"))
    assert server.mails == []


@pytest.mark.parametrize(
    ("settings", "trouble"),
    [
        ({"sender": ""}, "no sender"),
        ({"sender": "nobody"}, "not a valid address"),
        ({"user": "u"}, "no password"),
        ({"user": "u", "password": "p", "host": "mail.example"}, "open line"),
        ({"unsubscribe": "x"}, "unsubscribe"),
        ({"unsubscribe_url": "http://plain.example"}, "https"),
    ],
)
def test_what_is_not_set_up_is_said_before_anything_is_sent(
    settings: dict[str, str], trouble: str
) -> None:
    environment = MailServer(port=1).environment(**settings)
    deliverer = deliverers(load_settings(environment))(Channel.EMAIL)
    assert trouble in (deliverer.check() or "")
    with pytest.raises(DeliveryError, match=trouble):
        deliver(environment)
