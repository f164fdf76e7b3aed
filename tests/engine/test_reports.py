"""Delivery reports: read in any wrapping, matched, applied once; what cannot be used is kept."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.delivery.consequences import SOFT_BOUNCES, returned_as, suppression_of
from engine.delivery.reading_reports import ReportsError, ReportsLoad
from engine.delivery.sending import RefusedError
from engine.ingest.reports.json_values import Broken, values
from engine.models.contact import address_key
from engine.models.records import Customer
from engine.models.reports import DeliveryReport, Hardness, ReportKind
from engine.models.vocabulary import Channel, OutboxState
from engine.models.work import Notification
from engine.pipeline import Workbench
from engine.store.outbox_list import Shelf
from tests.conftest import NOW
from tests.contents import contents_of

SERVICE = "We have read your message and will call you tomorrow."
AVA = "Ava.Stone@example.com"
MOBILE = "07700 900123"
LATER = "2026-11-20T10:15:00.000Z"

Load = Callable[..., ReportsLoad]


class Taking:
    """A channel that takes every message and names it by a counter."""

    name = "taking"
    leaves_machine = True

    def __init__(self) -> None:
        self.references = (f"0102018f{n:06}" for n in range(1, 1000))

    def missing(self, customer: Customer) -> str | None:
        return None

    def check(self) -> str | None:
        return None

    def deliver(self, notification: Notification, customer: Customer) -> str:
        return next(self.references)


@pytest.fixture
def desk(workbench: Workbench) -> Workbench:
    """A workbench whose channels take everything, and three customers with addresses."""
    taking = Taking()
    workbench.chosen_deliverers = lambda _channel: taking
    for customer_id, email, phone in (
        (1, AVA, MOBILE),
        (2, "bo@example.com", "+44 7700 900456"),
        (3, "bo@example.com", None),
    ):
        workbench.connection.execute(
            "UPDATE customer_profiles SET email = ?, phone = ?, opted_in = 1 WHERE customer_id = ?",
            (email, phone, ids(workbench)[customer_id]),
        )
    return workbench


def ids(workbench: Workbench) -> list[int]:
    """Customers whom nothing but our reports stops."""
    return [
        row[0]
        for row in workbench.connection.execute(
            "SELECT customer_id FROM customer_profiles WHERE opted_in AND customer_id NOT IN "
            "(SELECT customer_id FROM interaction_history WHERE topics & 2) "
            "ORDER BY customer_id LIMIT 5"
        )
    ]


def send(desk: Workbench, place: int, channel: Channel = Channel.EMAIL, text: str = SERVICE) -> str:
    """Approve and deliver a message; return what its channel calls it."""
    approved = desk.approve(ids(desk)[place], channel, text, undo_seconds=0)
    sent = desk.deliver(approved.notification_id)
    assert sent is not None
    assert sent.state is OutboxState.SENT
    assert sent.reference is not None
    return sent.reference


@pytest.fixture
def load(desk: Workbench, tmp_path: Path) -> Load:
    """Read text (or JSON) in as a file of that name."""

    def read_in(content: object, name: str = "events.json") -> ReportsLoad:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return desk.load_reports([path])

    return read_in


def mail(reference: str) -> dict[str, Any]:
    return {
        "timestamp": "2026-11-20T09:00:01.234Z",
        "source": "care@glenlight.example",
        "messageId": reference,
        "destination": [AVA],
        "headersTruncated": False,
        "commonHeaders": {"from": ["care@glenlight.example"], "subject": "Your account"},
    }


def bounce(
    reference: str, *, form: str = "notificationType", kind: str = "Permanent", to: str = AVA
) -> dict[str, Any]:
    hard = kind == "Permanent"
    return {
        form: "Bounce",
        "bounce": {
            "bounceType": kind,
            "bounceSubType": "General" if hard else "MailboxFull",
            "bouncedRecipients": [
                {
                    "emailAddress": to,
                    "action": "failed",
                    "status": "5.1.1" if hard else "5.2.2",
                    "diagnosticCode": "smtp; 550 5.1.1 user unknown" if hard else "mailbox full",
                }
            ],
            "timestamp": LATER,
            "feedbackId": f"fb-{reference}",
            "reportingMTA": "dns; mx.example.com",
        },
        "mail": mail(reference),
    }


def complaint(reference: str) -> dict[str, Any]:
    return {
        "eventType": "Complaint",
        "complaint": {
            "complainedRecipients": [{"emailAddress": AVA}],
            "timestamp": LATER,
            "feedbackId": f"fb-{reference}",
            "userAgent": "ExampleMail feedback loop",
            "complaintFeedbackType": "abuse",
        },
        "mail": mail(reference),
    }


def delivery(reference: str, to: str = AVA) -> dict[str, Any]:
    return {
        "notificationType": "Delivery",
        "mail": mail(reference),
        "delivery": {
            "timestamp": "2026-11-20T09:00:03.100Z",
            "recipients": [to],
            "processingTimeMillis": 546,
            "smtpResponse": "250 2.6.0 Message received",
        },
    }


def sms(reference: str, status: str, said: str, to: str = "+447700900123") -> dict[str, Any]:
    return {
        "notification": {"messageId": reference, "timestamp": "2026-11-20 09:00:34.558"},
        "delivery": {
            "phoneCarrier": "Example Mobile",
            "mnc": 30,
            "destination": to,
            "priceInUSD": 0.0392,
            "smsType": "Transactional",
            "mcc": 234,
            "providerResponse": said,
            "dwellTimeMs": 1344,
        },
        "status": status,
    }


def envelope(message: object) -> dict[str, Any]:
    return {
        "Type": "Notification",
        "MessageId": "11111111-2222-3333-4444-555555555555",
        "TopicArn": "arn:aws:sns:eu-west-2:123456789012:mail-events",
        "Message": json.dumps(message),
        "Timestamp": LATER,
        "SignatureVersion": "1",
    }


def suppressed(desk: Workbench, place: int) -> list[tuple[Channel, str]]:
    return [(s.channel, s.address) for s in desk.profile(ids(desk)[place]).suppressed]


@pytest.mark.parametrize("form", ["notificationType", "eventType"])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda event: event,
        lambda event: [event],
        envelope,
        lambda event: {"Records": [{"EventSource": "aws:sns", "Sns": envelope(event)}]},
        lambda event: {"Records": [{"body": json.dumps(envelope(event))}]},
        lambda event: {"logEvents": [{"id": "1", "message": json.dumps(event)}]},
        lambda event: "\n".join(json.dumps(one) for one in (event, envelope(event))),
        lambda event: json.dumps([envelope(event)], indent=2),
    ],
)
def test_a_bounce_is_read_in_every_wrapping(
    desk: Workbench, load: Load, form: str, wrap: Callable[[object], object]
) -> None:
    done = load(wrap(bounce(send(desk, 1), form=form)))
    assert done.new[ReportKind.BOUNCE] == 1
    assert not done.rejected
    assert suppressed(desk, 1) == [(Channel.EMAIL, AVA)]


def test_a_hard_bounce_suppresses_the_address_and_not_the_customer(
    desk: Workbench, load: Load
) -> None:
    load(bounce(send(desk, 1)))
    customer_id = ids(desk)[1]
    with pytest.raises(RefusedError, match=r"(?i)ava\.stone@example\.com takes no more messages.*"):
        desk.approve(customer_id, Channel.EMAIL, f"{SERVICE} Bye.", undo_seconds=0)
    verdict = desk.ask_gate(customer_id, Channel.EMAIL, f"{SERVICE} Bye.")
    assert [reason.rule for reason in verdict.reasons] == ["address"]
    assert "user unknown" in verdict.reasons[0].text
    assert "choose another channel" in verdict.reasons[0].text
    assert not desk.ask_gate(customer_id, Channel.SMS, f"{SERVICE} Bye.").is_stopped


def test_another_address_from_the_files_ends_it(desk: Workbench, load: Load) -> None:
    load(bounce(send(desk, 1)))
    desk.connection.execute(
        "UPDATE customer_profiles SET email = 'ava@new.example' WHERE customer_id = ?",
        (ids(desk)[1],),
    )
    assert suppressed(desk, 1) == []
    assert not desk.ask_gate(ids(desk)[1], Channel.EMAIL, f"{SERVICE} Bye.").is_stopped


def test_what_waits_already_is_stopped_when_it_is_claimed(desk: Workbench, load: Load) -> None:
    reference = send(desk, 1)
    waiting = desk.approve(ids(desk)[1], Channel.EMAIL, f"{SERVICE} Bye.", undo_seconds=0)
    load(bounce(reference))
    stopped = desk.deliver(waiting.notification_id)
    assert stopped is not None
    assert stopped.state is OutboxState.FAILED
    assert "takes no more messages" in (stopped.detail or "")


def test_the_address_is_the_one_it_went_to(desk: Workbench, load: Load) -> None:
    """The record has another address by now: that one is not to blame."""
    reference = send(desk, 1)
    desk.connection.execute(
        "UPDATE customer_profiles SET email = 'ava@new.example' WHERE customer_id = ?",
        (ids(desk)[1],),
    )
    load(f"reference,kind,type\n{reference},bounce,hard\n", "late.csv")
    assert suppressed(desk, 1) == []
    found = desk.connection.execute("SELECT address FROM suppressions").fetchall()
    assert [row[0] for row in found] == [AVA]


def test_soft_bounces_suppress_after_three_in_a_row(desk: Workbench, load: Load) -> None:
    customer_id = ids(desk)[1]
    for number in range(SOFT_BOUNCES):
        assert suppressed(desk, 1) == []
        approved = desk.approve(
            customer_id,
            Channel.EMAIL,
            f"{SERVICE} {number}",
            undo_seconds=0,
            override="asked for it by telephone",
        )
        sent = desk.deliver(approved.notification_id)
        assert sent is not None
        load(bounce(sent.reference or "", kind="Transient"))
    assert suppressed(desk, 1) == [(Channel.EMAIL, AVA)]
    assert "3 soft bounces in a row" in desk.profile(customer_id).suppressed[0].reason


def test_a_complaint_is_an_objection(desk: Workbench, load: Load) -> None:
    done = load(complaint(send(desk, 1)))
    assert done.objections == 1
    profile = desk.profile(ids(desk)[1])
    assert not profile.score.contactable
    marketing = desk.ask_gate(ids(desk)[1], Channel.EMAIL, "Switch and save with our new tariff!")
    assert "objection" in [reason.rule for reason in marketing.reasons]
    assert not desk.ask_gate(ids(desk)[1], Channel.EMAIL, f"{SERVICE} Bye.").is_stopped
    trail = [row.action for row in desk.audit_trail(ids(desk)[1])]
    assert trail[-2:] == ["report", "objection"]
    assert desk.first_broken_audit_row() is None


@pytest.mark.parametrize(
    ("status", "said", "kind", "gone"),
    [
        ("SUCCESS", "Message has been accepted by phone carrier", ReportKind.DELIVERED, False),
        ("FAILURE", "Phone is currently unreachable/unavailable", ReportKind.BOUNCE, False),
        ("FAILURE", "Invalid phone number", ReportKind.BOUNCE, True),
        ("FAILURE", "Phone number is opted out", ReportKind.COMPLAINT, True),
    ],
)
def test_delivery_logs_of_sms(
    desk: Workbench, load: Load, status: str, said: str, kind: ReportKind, *, gone: bool
) -> None:
    reference = send(desk, 1, Channel.SMS)
    done = load(sms(reference, status, said))
    assert done.new[kind] == 1
    assert bool(suppressed(desk, 1)) is gone


def test_a_masked_number_does_not_stand_for_the_address(desk: Workbench, load: Load) -> None:
    load(sms(send(desk, 1, Channel.SMS), "FAILURE", "Invalid phone number", to="+44XXX0123"))
    assert suppressed(desk, 1) == [(Channel.SMS, MOBILE)]


def test_a_table_with_headers_of_another_hand(desk: Workbench, load: Load) -> None:
    one, two = send(desk, 1), send(desk, 2)
    (queued,) = (n for n in desk.outbox() if n.reference == two)
    done = load(
        "Message-ID;Notification ID;Event;Bounce Type;Time Stamp;Reason\n"
        f"{one};;Bounced;Permanent;20/11/2026 10:15;no such user\n"
        f";{queued.notification_id};DELIVERED;;2026-11-20 10:16;\n",
        "export.csv",
    )
    assert (done.new[ReportKind.BOUNCE], done.new[ReportKind.DELIVERED]) == (1, 1)
    (report,) = desk.reports(next(n.notification_id for n in desk.outbox() if n.reference == one))
    assert report.at == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
    assert report.words == "hard bounce: no such user"


def test_an_address_alone_concerns_everyone_who_has_it(desk: Workbench, load: Load) -> None:
    done = load("address,kind,type\nBO@example.com,bounce,hard\n", "list.csv")
    assert not done.rejected
    assert suppressed(desk, 2) == suppressed(desk, 3) == [(Channel.EMAIL, "BO@example.com")]


def test_the_same_again_changes_nothing(desk: Workbench, load: Load) -> None:
    events = [bounce(send(desk, 1)), delivery(send(desk, 2), "bo@example.com")]
    first = load(events)
    before = contents_of(desk.connection)
    again = load(events)
    assert contents_of(desk.connection) == before
    assert (sum(first.new.values()), sum(again.new.values()), again.known) == (2, 0, 2)
    assert again.suppressed == 0


def test_what_cannot_be_used_is_kept_and_can_be_mended(
    desk: Workbench, load: Load, tmp_path: Path
) -> None:
    reference = send(desk, 1)
    lines = (
        json.dumps(delivery("somebody-elses")),
        '{"notificationType": "Bounce", "bounce": {',
        json.dumps({"notificationType": "Bounce", "mail": mail(reference)}),
        json.dumps({"eventType": "Open", "mail": mail(reference), "open": {}}),
        json.dumps(envelope("Successfully validated SNS topic")),
        json.dumps(bounce(reference)),
    )
    done = load("\n".join(lines))
    assert [one.line for one in done.rejected] == [1, 2, 3, 5]
    assert "no message of ours" in done.rejected[0].reason
    assert "no JSON" in done.rejected[1].reason
    assert "without its “bounce”" in done.rejected[2].reason
    assert (done.without_outcome, done.new[ReportKind.BOUNCE]) == (1, 1)
    assert done.rejects_file == desk.settings.rejects_directory / "Delivery Reports.csv"
    assert done.rejects_file.stat().st_mode & 0o077 == 0
    with done.rejects_file.open() as stream:
        rows = list(csv.DictReader(stream))
    assert [row["Reject_Line"] for row in rows] == ["1", "2", "3", "5"]
    assert rows[0]["reference"] == "somebody-elses"
    mended = rows[0] | {"reference": send(desk, 2)}
    with (tmp_path / "mended.csv").open("w") as stream:
        writer = csv.DictWriter(stream, mended)
        writer.writeheader()
        writer.writerow(mended)
    assert desk.load_reports([tmp_path / "mended.csv"]).new[ReportKind.DELIVERED] == 1
    assert not done.rejects_file.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{ref},exploded,,", "kind 'exploded'"),
        ("{ref},bounce,medium,", "type 'medium': expected hard or soft"),
        ("{ref},delivered,,someday", "at 'someday': expected a date"),
        (",delivered,,", "names no message"),
    ],
)
def test_a_bad_row_says_which_column_and_why(
    desk: Workbench, load: Load, row: str, reason: str
) -> None:
    text = f"reference,kind,type,at\n{row.format(ref=send(desk, 1))}\n"
    (rejected,) = load(text, "rows.csv").rejected
    assert (rejected.file, rejected.line) == ("rows.csv", 2)
    assert reason in rejected.reason


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "%PDF-1.7"])
def test_a_file_that_is_none_refuses_the_whole_run(
    desk: Workbench, tmp_path: Path, content: str
) -> None:
    good = tmp_path / "good.json"
    good.write_text(json.dumps(bounce(send(desk, 1))))
    bad = tmp_path / "bad.csv"
    bad.write_text(content)
    with pytest.raises(ReportsError, match=r"bad\.csv.*nothing was read in"):
        desk.load_reports([good, bad])
    assert suppressed(desk, 1) == []


def test_a_report_on_an_unknown_message_says_that_it_went(desk: Workbench, load: Load) -> None:
    approved = desk.approve(ids(desk)[1], Channel.EMAIL, SERVICE, undo_seconds=0)
    desk.connection.execute(
        "UPDATE outbox SET state = 'unknown' WHERE notification_id = ?",
        (approved.notification_id,),
    )
    event = delivery("never-learnt")
    event["mail"]["tags"] = {"notification": [approved.notification_id]}
    load(event)
    now = desk.notification(approved.notification_id)
    assert now.state is OutboxState.SENT
    assert "its provider reports: delivered" in (now.detail or "")


def test_our_own_message_id_names_the_message(desk: Workbench, load: Load) -> None:
    approved = desk.approve(ids(desk)[1], Channel.EMAIL, SERVICE, undo_seconds=0)
    desk.deliver(approved.notification_id)
    event = delivery("through-a-relay")
    event["mail"]["commonHeaders"]["messageId"] = f"<{approved.notification_id}@glenlight.example>"
    assert load(event).new[ReportKind.DELIVERED] == 1


def test_what_came_back_is_to_be_seen_to(desk: Workbench, load: Load) -> None:
    load(bounce(send(desk, 1)))
    (returned,) = desk.open_outbox(Shelf.RETURNED)
    line = desk.outbox_lines([returned])[returned]
    assert line.why == "hard bounce: smtp; 550 5.1.1 user unknown"
    item = desk.item(ids(desk)[1])
    assert item is not None
    assert not item.mark, "nobody has read it: the customer is on the list again"
    assert str(desk.needed()) == "1 returned"


# Pure parts

REPORT = st.builds(
    lambda minute, kind, message: DeliveryReport(
        notification_id=f"n-{message}",
        customer_id=1,
        channel=Channel.EMAIL,
        address=AVA,
        kind=kind[0],
        hardness=kind[1],
        at=NOW + timedelta(minutes=minute),
        detail="",
    ),
    st.integers(0, 40),
    st.sampled_from(
        [
            (ReportKind.DELIVERED, Hardness.NONE),
            (ReportKind.BOUNCE, Hardness.SOFT),
            (ReportKind.BOUNCE, Hardness.HARD),
            (ReportKind.FAILED, Hardness.NONE),
        ]
    ),
    st.integers(0, 5),
)


def simply_suppressed(reports: list[DeliveryReport]) -> bool:
    """The rule again, as one would say it: a hard one, or three messages with none delivered."""
    for end in range(1, len(reports) + 1):
        if reports[end - 1].hardness is Hardness.HARD:
            return True
        row: list[DeliveryReport] = []
        for report in reports[:end]:
            row = [] if report.kind is ReportKind.DELIVERED else [*row, report]
        if len({r.notification_id for r in row if r.hardness is Hardness.SOFT}) >= SOFT_BOUNCES:
            return True
    return False


@given(st.lists(REPORT, max_size=8))
def test_an_address_is_suppressed_by_the_rule_and_only_by_it(reports: list[DeliveryReport]) -> None:
    ordered = sorted(reports, key=lambda report: report.at)
    assert (suppression_of(ordered) is not None) is simply_suppressed(ordered)


def test_the_order_of_the_files_makes_no_difference(desk: Workbench, load: Load) -> None:
    reference = send(desk, 1)
    events = (bounce(reference, kind="Transient"), delivery(reference), bounce(reference))
    outcomes = set()
    for order in permutations(events):
        for table in ("reports", "suppressions"):
            desk.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of two names
        for event in order:
            load(event)
        row = desk.connection.execute("SELECT returned FROM outbox").fetchone()
        outcomes.add((row[0], tuple(suppressed(desk, 1))))
    assert outcomes == {("bounce", ((Channel.EMAIL, AVA),))}


def test_an_automatic_answer_is_no_return() -> None:
    def report(kind: ReportKind, hardness: Hardness) -> DeliveryReport:
        return DeliveryReport("n-1", 1, Channel.EMAIL, AVA, kind, hardness, NOW, "")

    arrived = report(ReportKind.DELIVERED, Hardness.NONE)
    assert returned_as([arrived, report(ReportKind.BOUNCE, Hardness.SOFT)]) is None
    assert returned_as([arrived, report(ReportKind.BOUNCE, Hardness.HARD)]) is ReportKind.BOUNCE


@pytest.mark.parametrize(
    "written", ["07700 900123", "+447700900123", "0044 7700 900123", "+44 (0)7700 900123"]
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert address_key(Channel.SMS, written) == "447700900123"


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader_of_json(text: str) -> None:
    lines = [line for line, _value in values(text)]
    assert lines == sorted(lines)


@given(st.lists(st.sampled_from(['{"a": 1}', '{"a": ', "nonsense {"]), max_size=6))
def test_a_broken_line_takes_no_neighbour_with_it(lines: list[str]) -> None:
    read = [value for _line, value in values("\n".join(lines))]
    assert read.count({"a": 1}) == lines.count('{"a": 1}')
    assert all(value == {"a": 1} or isinstance(value, Broken) for value in read)
