"""Amazon SNS and SES on loopback: each takes a message and answers, or fails as it is told to."""

from __future__ import annotations

import base64
import json
import socket
import struct
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast
from urllib.parse import parse_qs

from tests.wire.loopback import NOBODY, Handler, Server, Service
from tests.wire.reply import Reply

_XMLNS = "http://sns.amazonaws.com/doc/2010-03-31/"


@dataclass(frozen=True)
class Taken:
    """One request: the fields of an SNS call, or the JSON of an SES call."""

    service: str
    fields: dict[str, Any]

    @property
    def attributes(self) -> dict[str, str]:
        """The message attributes of an SNS call."""
        found = {}
        for key, value in self.fields.items():
            if key.startswith("MessageAttributes.") and key.endswith(".Name"):
                found[value] = self.fields[key[: -len("Name")] + "Value.StringValue"]
        return found

    @property
    def letter(self) -> EmailMessage:
        """The e-mail of an SES call."""
        raw = base64.b64decode(self.fields["Content"]["Raw"]["Data"])
        return message_from_bytes(raw, policy=policy.default)


@dataclass
class AwsMessages(Service):
    """Start and stop it with ``with``.

    Attributes:
        fault: empty to answer well; ``CODE status`` for an error of AWS, ``reset`` to cut the line,
            ``stall`` to fall silent, ``html`` and ``no id`` for answers that mean nothing.
        retry_after: the header of that name.
        taken: what was asked, also where the answer is a fault.
    """

    fault: str = ""
    retry_after: str = ""
    taken: list[Taken] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.serve(_Server(self))

    def environment(self, **more: str) -> dict[str, str]:
        """Return the settings that lead here, and credentials that mean nothing."""
        return (
            NOBODY
            | {
                "SNE_AWS_ENDPOINT": self.url,
                "SNE_AWS_TIMEOUT": "5",
                "SNE_SMTP_SENDER": "outreach@glenlight.example",
            }
            | more
        )

    def answer(self, service: str, number: int) -> Reply:
        """Return the answer to a request."""
        headers = {"Retry-After": self.retry_after} if self.retry_after else {}
        if self.fault == "html":
            return Reply(200, headers, b"<html>Please log in to the network.</html>")
        if self.fault and self.fault != "no id":
            code, status = self.fault.split()
            return _error(service, code, int(status), headers)
        message_id = "" if self.fault == "no id" else f"{service}-{number}"
        if service == "ses":
            return Reply.json(200, {"MessageId": message_id} if message_id else {}, headers)
        inside = f"<MessageId>{message_id}</MessageId>" if message_id else ""
        body = (
            f'<PublishResponse xmlns="{_XMLNS}"><PublishResult>{inside}</PublishResult>'
            "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>"
        )
        return Reply(200, {"Content-Type": "text/xml"} | headers, body.encode())


def _error(service: str, code: str, status: int, headers: dict[str, str]) -> Reply:
    if service == "ses":
        named = {"x-amzn-ErrorType": code} | headers
        return Reply.json(status, {"message": f"no: {code}"}, named)
    body = (
        f'<ErrorResponse xmlns="{_XMLNS}"><Error><Type>Sender</Type><Code>{code}</Code>'
        f"<Message>no: {code}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
    )
    return Reply(status, {"Content-Type": "text/xml"} | headers, body.encode())


class _Server(Server):
    def __init__(self, messages: AwsMessages) -> None:
        self.messages = messages
        super().__init__(_Handler)


class _Handler(Handler):
    def do_POST(self) -> None:
        messages = cast(_Server, self.server).messages
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v2/email/outbound-emails":
            taken = Taken("ses", json.loads(raw))
        else:
            fields = {key: values[0] for key, values in parse_qs(raw.decode()).items()}
            taken = Taken("sns", fields)
        messages.taken.append(taken)
        self.close_connection = True
        if messages.fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif messages.fault == "stall":
            messages.closing.wait(30)
        else:
            self.wfile.write(messages.answer(taken.service, len(messages.taken)).bytes())
