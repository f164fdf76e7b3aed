"""The real program and a real mail server: sending, retries, kills, watching, testing, calls."""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.settings import Settings
from tests.conftest import Sne
from tests.wire.mail import Faults, MailServer

MESSAGE = "We have read your message and will call you tomorrow."


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as started:
        yield started


@pytest.fixture
def emily(settings: Settings, loaded_database: Path) -> int:
    """A customer of a loaded database who can be reached in every way."""
    shutil.copy(loaded_database, settings.database)
    connection = sqlite3.connect(settings.database)
    found: int = connection.execute(
        "SELECT customer_id FROM scores WHERE contactable ORDER BY customer_id"
    ).fetchone()[0]
    connection.execute(
        "UPDATE customer_profiles SET name = 'Emily Clark', email = 'emily@example.com', "
        "phone = '07700 900123' WHERE customer_id = ?",
        (found,),
    )
    connection.commit()
    connection.close()
    return found


def test_a_send_goes_through_the_mail_server(sne: Sne, server: MailServer, emily: int) -> None:
    environment = server.environment()
    sent = sne(
        "send", emily, "--message", MESSAGE, "--channel", "Email", "--yes", "--json", **environment
    )
    assert sent.code == 0, sent.err
    receipt = sent.json
    assert receipt["state"] == "sent"
    assert receipt["left_this_machine"]
    assert receipt["attempts"][0]["via"] == "smtp"
    assert receipt["attempts"][0]["outcome"] == "sent"
    (mail,) = server.mails
    assert mail.words == MESSAGE
    assert mail.message["Message-ID"] in receipt["reference"]


def test_a_customer_without_an_address_is_refused(sne: Sne, server: MailServer, emily: int) -> None:
    environment = server.environment()
    other = next(
        row["customer_id"] for row in sne("customers", "--json").json if row["customer_id"] != emily
    )
    refused = sne("send", other, "--message", MESSAGE, "--channel", "Email", "--yes", **environment)
    assert refused.code == 1
    assert "There is no e-mail address on record" in refused.err
    asked = sne("gate", other, "--message", MESSAGE, "--channel", "Email", "--json", **environment)
    assert asked.json["verdict"] == "stop"
    assert asked.json["reasons"][0]["rule"] == "contact-details"
    assert server.connections == 0


def test_a_busy_server_is_asked_again_later(sne: Sne, server: MailServer, emily: int) -> None:
    environment = server.environment()
    server.faults = Faults(at_rcpt="450 4.2.1 busy")
    waiting = sne(
        "send", emily, "--message", MESSAGE, "--channel", "Email", "--yes", "--json", **environment
    )
    assert (waiting.code, waiting.json["state"]) == (1, "queued")
    assert "4.2.1 busy" in waiting.json["detail"]
    server.faults = Faults()
    assert sne("deliver", "--once", "--json", **environment).json == []
    later = sne("deliver", "--json", **environment, SNE_NOW="2026-11-20T09:01:00+00:00")
    (done,) = later.json
    assert done["state"] == "sent"
    assert [attempt["outcome"] for attempt in done["attempts"]] == ["temporary", "sent"]
    assert len(server.mails) == 1


def test_killed_while_the_server_has_the_message_it_is_unknown_and_never_sent_again(
    environment: dict[str, str], sne: Sne, server: MailServer, emily: int
) -> None:
    variables = server.environment()
    victim: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        victim[0].kill()

    server.on_data = kill
    command = [sys.executable, "-m", "tui", "send", str(emily), "--message", MESSAGE]
    with subprocess.Popen(
        [*command, "--channel", "Email", "--yes"],
        env=environment | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        victim.append(process)
        assert process.wait(60) == -signal.SIGKILL
    server.on_data = lambda: None
    (found,) = sne("deliver", "--json", **variables).json
    assert found["state"] == "unknown"
    assert [attempt["outcome"] for attempt in found["attempts"]] == ["unknown"]
    tomorrow = "2026-11-21T12:00:00+00:00"
    assert sne("deliver", "--json", **variables, SNE_NOW=tomorrow).json == []
    assert len(server.mails) == 1


def test_a_server_that_takes_it_and_cuts_the_line_leaves_it_unknown_and_gets_it_once(
    sne: Sne, server: MailServer, emily: int
) -> None:
    variables = server.environment()
    server.faults = Faults(at_end="drop", accept=True)
    text = ("--message", MESSAGE, "--channel", "Email", "--yes", "--json")
    sent = sne("send", emily, *text, **variables)
    assert (sent.code, sent.json["state"]) == (1, "unknown")
    server.faults = Faults()
    assert sne("deliver", "--json", **variables, SNE_NOW="2026-11-21T12:00:00+00:00").json == []
    assert [row["state"] for row in sne("outbox", "--state", "unknown", "--json").json] == [
        "unknown"
    ]
    assert len(server.mails) == 1


def watching(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tui", "deliver", "--watch", "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_two_that_watch_share_the_work_and_stop_when_told(
    environment: dict[str, str],
    server: MailServer,
    emily: int,
    settings: Settings,
    number: signal.Signals,
) -> None:
    variables = environment | server.environment()
    count = 12
    connection = sqlite3.connect(settings.database)
    connection.executemany(
        "INSERT INTO outbox (notification_id, customer_id, channel, message, kind, agent, state, "
        "approved_at, due_at, override) VALUES (?, ?, 'Email', ?, 'service', 'anna', 'queued', "
        "'2026-11-20T08:59:00+00:00', '2026-11-20T08:59:00+00:00', 'a test')",
        [(f"n-{i}", emily, f"{MESSAGE} {i}") for i in range(count)],
    )
    connection.commit()
    watchers = [watching(variables) for _ in range(2)]
    done = 0
    try:
        for process in watchers:
            # From then on a signal is an order; before, it just ends a program that starts.
            assert process.stderr is not None
            assert b"Watching" in process.stderr.readline()
        with selectors.DefaultSelector() as ready:
            for process in watchers:
                assert process.stdout is not None
                ready.register(process.stdout, selectors.EVENT_READ)
            while done < count:
                events = ready.select(30)
                assert events, "nobody delivers"
                # Each message is one line of JSON.
                done += sum(os.read(key.fd, 1 << 20).count(b"\n") for key, _ in events)
    finally:
        for process in watchers:
            process.send_signal(number)
        codes = [process.wait(20) for process in watchers]
        for process in watchers:
            process.communicate()
    assert codes == [0, 0]
    assert sorted(mail.message["Message-ID"] for mail in server.mails) == sorted(
        f"<n-{i}@glenlight.example>" for i in range(count)
    )
    states = {row[0] for row in connection.execute("SELECT state FROM outbox")}
    assert states == {"sent"}
    connection.close()


def test_channels_are_listed_with_what_they_lack(sne: Sne, server: MailServer) -> None:
    rows = {row["channel"]: row for row in sne("channels", "--json").json}
    assert {row["served_by"] for row in rows.values()} == {"spool"}
    listed = sne("channels", "--json", SNE_CHANNEL_EMAIL="smtp")
    assert listed.code == 1
    rows = {row["channel"]: row for row in listed.json}
    assert "SNE_SMTP_SENDER" in rows["Email"]["trouble"]
    assert rows["SMS"]["ok"]
    assert sne("channels", **server.environment()).code == 0


def test_a_test_message_goes_to_the_given_address_alone(sne: Sne, server: MailServer) -> None:
    environment = server.environment()
    done = sne("channels", "test", "Email", "ops@example.com", "--json", **environment)
    assert (done.code, done.json["outcome"]) == (0, "sent")
    assert server.mails[0].recipients == ["ops@example.com"]
    server.faults = Faults(at_rcpt="550 5.1.1 no such user")
    failed = sne("channels", "test", "Email", "ops@example.com", **environment)
    assert failed.code == 1
    assert "no such user" in failed.out
    assert sne("outbox", "--json").json == []
    assert "not a valid e-mail" in sne("channels", "test", "Email", "x", **environment).out


def test_a_password_is_never_shown(sne: Sne) -> None:
    secrets = {"SNE_SMTP_PASSWORD": "hunter2", "SNE_APPRISE_URL": "x://tok@{email}"}
    for arguments in (["settings"], ["settings", "--json"]):
        shown = sne(*arguments, **secrets)
        assert "hunter2" not in shown.out
        assert "tok@" not in shown.out
    assert sne("settings", "--json", **secrets).json["smtp.password"] == "set"


def test_a_call_is_a_task_with_an_outcome(sne: Sne, emily: int) -> None:
    task = {"SNE_CHANNEL_PHONE": "task"}
    sent = sne("send", emily, "--message", MESSAGE, "--channel", "Phone", "--yes", "--json", **task)
    assert sent.json["state"] == "sent"
    (call,) = sne("call", "--json", **task).json
    assert (call["number"], call["script"], call["name"]) == (
        "07700 900123",
        MESSAGE,
        "Emily Clark",
    )
    name = call["notification_id"]
    assert sne("call", name, **task).code == 2
    done = sne("call", name, "--outcome", "voicemail", "--note", "left word", "--json", **task)
    assert (done.json["outcome"], done.json["note"]) == ("voicemail", "left word")
    assert sne("call", "--json", **task).json == []
    assert [row["action"] for row in sne("audit", "--json").json][-1] == "call"
    assert sne("call", "n-0", "--outcome", "reached", **task).code == 2


def test_apprise_sends_to_the_customers_own_address(
    sne: Sne, server: MailServer, emily: int
) -> None:
    where = f"mailto://127.0.0.1:{server.port}/?mode=insecure&from=us@g.example&to={{email}}"
    environment = {"SNE_CHANNEL_EMAIL": "apprise", "SNE_APPRISE_URL": where}
    sent = sne(
        "send", emily, "--message", MESSAGE, "--channel", "Email", "--yes", "--json", **environment
    )
    assert sent.json["state"] == "sent", sent.out
    (mail,) = server.mails
    assert mail.recipients == ["emily@example.com"]


def test_the_review_shows_what_the_channel_adds(sne: Sne, server: MailServer, emily: int) -> None:
    arguments = ("send", emily, "--channel", "Email", "--json", "--message")
    marketing, service = "Switch to our green tariff today.", MESSAGE
    environment = server.environment()
    assert "STOP" in sne(*arguments, marketing, **environment).json["added"]
    assert sne(*arguments, service, **environment).json["added"] == ""
    assert sne(*arguments, marketing).json["added"] == ""
