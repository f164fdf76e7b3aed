"""SMS, push and e-mail through AWS on a wire of our own: what goes out, what an error means."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from engine.clock import fixed_clock
from engine.delivery.channel import DeliveryError, TemporaryError, UncertainError
from engine.delivery.channels.sns import sender_id
from engine.delivery.choice import deliverers
from engine.models.records import Customer
from engine.models.vocabulary import Channel, MessageKind, OutboxState
from engine.models.work import Notification
from engine.settings import load_settings
from tests.conftest import NOW
from tests.wire.aws_messages import AwsMessages

ENDPOINT = "arn:aws:sns:eu-west-2:123456789012:endpoint/GCM/glenlight/5e3e9847"
EMILY = Customer(
    customer_id=7,
    name="Émily Clark",
    email="emily@example.com",
    phone="07700 900123",
    push_token=ENDPOINT,
)
NO_ENDPOINT = replace(EMILY, push_token=ENDPOINT[:-40])
SERVICE = "We have read your message and will call you tomorrow."
MARKETING = "Switch to our green tariff today."


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsMessages]:
    for name in [*os.environ]:
        if name.startswith("AWS_") or name.upper() in {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}:
            monkeypatch.delenv(name)
    with AwsMessages() as started:
        for name, value in started.environment().items():
            if not name.startswith("SNE_"):
                monkeypatch.setenv(name, value)
        yield started


def deliver(
    channel: Channel,
    environment: dict[str, str],
    message: str = SERVICE,
    kind: MessageKind = MessageKind.SERVICE,
    customer: Customer = EMILY,
) -> str:
    served = {"SNE_CHANNEL_EMAIL": "ses", "SNE_CHANNEL_SMS": "sns", "SNE_CHANNEL_PUSH": "sns"}
    deliverer = deliverers(load_settings(served | environment), fixed_clock(NOW))(channel)
    notification = Notification(
        notification_id="n-1",
        customer_id=7,
        channel=channel,
        message=message,
        kind=kind,
        agent="anna",
        state=OutboxState.ATTEMPTING,
        approved_at=NOW,
        due_at=NOW,
    )
    return deliverer.deliver(notification, customer)


def test_an_sms_goes_to_the_number_in_the_networks_form(aws: AwsMessages) -> None:
    assert deliver(Channel.SMS, aws.environment()) == "sns-1"
    (taken,) = aws.taken
    assert taken.fields["Action"] == "Publish"
    assert taken.fields["PhoneNumber"] == "+447700900123"
    assert taken.fields["Message"] == SERVICE
    assert taken.attributes == {
        "AWS.SNS.SMS.SMSType": "Transactional",
        "AWS.SNS.SMS.SenderID": "Glenlight",
    }


def test_a_marketing_sms_names_the_way_out_where_it_fits(aws: AwsMessages) -> None:
    long = f"{MARKETING} " + "x" * 110
    for text in (MARKETING, long, f"{MARKETING} Text STOP to opt out."):
        deliver(Channel.SMS, aws.environment(), text, MessageKind.MARKETING)
    first, second, third = aws.taken
    assert first.fields["Message"] == f"{MARKETING} Reply STOP to opt out."
    assert first.attributes["AWS.SNS.SMS.SMSType"] == "Promotional"
    assert second.fields["Message"] == long
    assert third.fields["Message"] == f"{MARKETING} Text STOP to opt out."


def test_an_sms_may_come_from_our_own_number(aws: AwsMessages) -> None:
    deliver(Channel.SMS, aws.environment(SNE_AWS_SMS_NUMBER="07700 900999"))
    attributes = aws.taken[0].attributes
    assert attributes["AWS.MM.SMS.OriginationNumber"] == "+447700900999"
    assert "AWS.SNS.SMS.SenderID" not in attributes


def test_a_push_goes_to_the_endpoint_of_the_app(aws: AwsMessages) -> None:
    assert deliver(Channel.APP_PUSH, aws.environment()) == "sns-1"
    (taken,) = aws.taken
    assert taken.fields["TargetArn"] == ENDPOINT
    assert taken.fields["Message"] == SERVICE


def test_an_email_through_ses_is_the_same_letter(aws: AwsMessages) -> None:
    environment = aws.environment(SNE_AWS_SES_CONFIGURATION="reports")
    assert deliver(Channel.EMAIL, environment, MARKETING, MessageKind.MARKETING) == "ses-1"
    (taken,) = aws.taken
    assert taken.fields["Destination"] == {"ToAddresses": ["emily@example.com"]}
    assert taken.fields["ConfigurationSetName"] == "reports"
    assert taken.fields["EmailTags"] == [{"Name": "notification", "Value": "n-1"}]
    letter = taken.letter
    assert letter["From"] == "Glenlight Energy <outreach@glenlight.example>"
    assert letter["To"].addresses[0].display_name == "Émily Clark"
    assert letter["Message-ID"] == "<n-1@glenlight.example>"
    assert "mailto:outreach@glenlight.example" in letter["List-Unsubscribe"]


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL, Channel.APP_PUSH])
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("Throttling 400", TemporaryError),
        ("TooManyRequestsException 429", TemporaryError),
        ("ServiceUnavailable 503", TemporaryError),
        ("InvalidParameter 400", DeliveryError),
        ("MessageRejected 400", DeliveryError),
        ("EndpointDisabled 400", DeliveryError),
        ("AuthorizationError 403", DeliveryError),
        ("ExpiredToken 403", DeliveryError),
        ("InternalError 500", UncertainError),
        ("BadGateway 502", UncertainError),
        ("reset", UncertainError),
        ("stall", UncertainError),
        ("html", UncertainError),
        ("no id", UncertainError),
    ],
)
def test_every_failure_is_temporary_permanent_or_uncertain_and_asked_once(
    aws: AwsMessages, channel: Channel, fault: str, kind: type[Exception]
) -> None:
    aws.fault = fault
    with pytest.raises(kind) as raised:
        deliver(channel, aws.environment(SNE_AWS_TIMEOUT="0.3"))
    assert raised.type is kind
    assert len(aws.taken) == 1
    if fault[-3:].isdigit():
        assert fault.split(maxsplit=1)[0] in str(raised.value)


def test_how_long_to_wait_is_passed_on(aws: AwsMessages) -> None:
    aws.fault, aws.retry_after = "Throttling 400", "120"
    with pytest.raises(TemporaryError) as raised:
        deliver(Channel.SMS, aws.environment())
    assert raised.value.retry_after == 120


def test_nobody_there_is_temporary(aws: AwsMessages) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(TemporaryError, match="cannot be reached"):
        deliver(Channel.SMS, aws.environment(SNE_AWS_ENDPOINT=nowhere))


def test_without_credentials_nothing_is_asked(
    aws: AwsMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(DeliveryError, match="credentials"):
        deliver(Channel.SMS, aws.environment())
    assert aws.taken == []


@pytest.mark.parametrize(
    ("channel", "customer", "words"),
    [
        (Channel.SMS, Customer(7), "no phone number"),
        (Channel.SMS, Customer(7, phone="01224 496000"), "not a mobile number"),
        (Channel.SMS, Customer(7, phone="070 1234 5678"), "not a mobile number"),
        (Channel.SMS, Customer(7, phone="call me"), "not a valid phone number"),
        (Channel.SMS, Customer(7, phone="999"), "not a valid phone number"),
        (Channel.SMS, Customer(7, phone="07624 900123"), ""),
        (Channel.SMS, Customer(7, phone="+44 7700 900123"), ""),
        (Channel.SMS, Customer(7, phone="0033 6 12 34 56 78"), ""),
        (Channel.EMAIL, Customer(7), "no e-mail address"),
        (Channel.EMAIL, Customer(7, email="emily@example"), "not a valid e-mail address"),
        (Channel.EMAIL, Customer(7, email="a@b.uk, c@d.uk"), "not a valid e-mail address"),
        (Channel.EMAIL, Customer(7, email="a@b.uk\r\nBcc: c@d.uk"), "not a valid e-mail address"),
        (Channel.EMAIL, Customer(7, email="a..b@example.com"), "not a valid e-mail address"),
        (Channel.EMAIL, Customer(7, email="e.o'brien+x@mail.example.co.uk"), ""),
        (Channel.APP_PUSH, Customer(7), "no push token"),
        (Channel.APP_PUSH, NO_ENDPOINT, "not the ARN"),
        (Channel.APP_PUSH, Customer(7, push_token=ENDPOINT), ""),
    ],
)
def test_who_cannot_be_reached_is_told_from_the_record_and_nothing_is_sent(
    aws: AwsMessages, channel: Channel, customer: Customer, words: str
) -> None:
    if words:
        with pytest.raises(DeliveryError, match=words):
            deliver(channel, aws.environment(), customer=customer)
    else:
        deliver(channel, aws.environment(), customer=customer)
    assert len(aws.taken) == (0 if words else 1)


@pytest.mark.parametrize(
    ("supplier", "sender"),
    [
        ("Glenlight Energy", "Glenlight"),
        ("E.ON Next", "EONNext"),
        ("Extraordinarypower", "Extraordina"),
        ("123", "123"),
    ],
)
def test_the_sender_of_an_sms_is_made_of_the_suppliers_name(supplier: str, sender: str) -> None:
    assert sender_id(supplier) == sender


def test_a_sender_that_networks_refuse_is_said_beforehand(aws: AwsMessages) -> None:
    with pytest.raises(DeliveryError, match="SNE_AWS_SMS_SENDER"):
        deliver(Channel.SMS, aws.environment(SNE_SUPPLIER_NAME="123"))
