"""Faulty messages are caught and honest ones pass: two sets labelled by hand.

``test_checks_faulty.txt`` and ``test_checks_honest.txt`` hold one message a line, as
``customer id | text``; faulty ones stand under ``== category kind``. Names, dates and states are
those of ``user_data``. A line break in a message is written ``¶``; ``SMS:`` in front sends it so.

The last two rounds were measured before anything was mended for them. The first was written
without having read the checks: 149 of 167 faulty messages were caught (89 %), with 15 alarms at 116
honest ones (13 %). The second was written by the same hand after mending the first, so with
knowledge of the checks: 72 of 83 (87 %), and 6 of 80 (8 %). Messages that are still judged wrongly
are not in the files; these sets guard against relapse and do not measure how unseen messages fare.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.analysts.cases import may_promote
from engine.checks.evidence import evidence_of
from engine.checks.findings import Checked
from engine.checks.message import check_message
from engine.clock import local_date
from engine.models.vocabulary import Channel
from engine.pipeline import Workbench

HERE = Path(__file__).parent
SUPPLIER = "Glenlight Energy"
LEAST_OF_EACH = 120


@dataclass(frozen=True)
class Labelled:
    """A message, and the finding that it must give (none for an honest one)."""

    customer_id: int
    text: str
    category: str = ""
    kind: str = ""


def labelled(name: str) -> list[Labelled]:
    found, category, kind = [], "", ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            _, category, kind = line.split()
            continue
        number, _, text = line.partition(" | ")
        for written, meant in (("¶", "\n"), ("\\u200b", "\u200b"), ("\\x1b", "\x1b")):
            text = text.replace(written, meant)
        found.append(Labelled(int(number), text, category, kind))
    return found


FAULTY = labelled("test_checks_faulty.txt")
HONEST = labelled("test_checks_honest.txt")


def check(workbench: Workbench, one: Labelled) -> Checked:
    profile = workbench.profile(one.customer_id)
    today = local_date(workbench.clock())
    evidence = evidence_of(profile, supplier_name=SUPPLIER, today=today)
    channel = Channel.SMS if one.text.startswith("SMS: ") else Channel.EMAIL
    text = one.text.removeprefix("SMS: ")
    return check_message(text, evidence, channel=channel, may_promote=may_promote(profile))


def test_the_sets_are_large_and_of_every_kind() -> None:
    assert len(FAULTY) >= LEAST_OF_EACH
    assert len(HONEST) >= LEAST_OF_EACH
    assert {one.category for one in FAULTY} == {
        "fact",
        "promise",
        "language",
        "promotion",
        "length",
        "token",
    }
    texts = [one.text for one in (*FAULTY, *HONEST)]
    assert len(texts) == len(set(texts))


def test_faulty_messages_are_caught(workbench: Workbench) -> None:
    missed = [
        one
        for one in FAULTY
        if (one.category, one.kind)
        not in {(f.category.value, f.kind) for f in check(workbench, one).findings}
    ]
    print(f"caught {len(FAULTY) - len(missed)} of {len(FAULTY)}")
    assert missed == []


def test_honest_messages_pass(workbench: Workbench) -> None:
    alarms = [
        (one.customer_id, one.text, found)
        for one in HONEST
        if (found := check(workbench, one).findings)
    ]
    print(f"false alarms {len(alarms)} of {len(HONEST)}")
    assert alarms == []
