"""What leaves for the model: constant instructions, then one record as masked, delimited data."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from engine.analysts.cases import may_promote
from engine.analysts.model.facts import Fact, facts_of
from engine.analysts.model.form import form_tool
from engine.analysts.model.orders import LONGEST_TEXT, as_data
from engine.analysts.model.plain import plain
from engine.language.british import first_name
from engine.models.vocabulary import Channel
from engine.privacy.clean import clean_line
from engine.privacy.health import reduce_health
from engine.privacy.masking import Masker
from engine.privacy.spans import Label
from engine.providers.base import Request
from engine.scoring.priority import explain_grounds
from engine.scoring.segments import segment_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysts.model.faults import Fault
    from engine.models.case import Profile
    from engine.models.records import Customer
    from engine.providers.base import Answer

MAX_TOKENS = 1_500
"""Room for the longest form that is of use; measured, a typical answer takes less than half."""

_LENGTHS = {
    # An opt-out sentence may have to follow.
    Channel.SMS: "at most 130 characters",
    Channel.APP_PUSH: "at most 130 characters",
    Channel.EMAIL: "60 to 130 words",
    Channel.PHONE: "60 to 150 words",
}


_NO_TOKEN = re.compile(r"<(?![A-Z]+_\d+>)|(?<![A-Z]_\d)(?<![A-Z]_\d\d)>")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One customer's request, ready to leave.

    Attributes:
        request: what is sent; it holds no value that identifies a person.
        masker: what puts the values back, here.
        facts: the numbered facts, F1 first.
        key: a digest of everything the answer depends on but the model.
    """

    request: Request
    masker: Masker
    facts: tuple[Fact, ...]
    key: str


@cache
def system_prompt() -> str:
    """Return the constant instructions."""
    return files(__package__).joinpath("system.txt").read_text(encoding="utf-8")


@cache
def prompt_version() -> str:
    """Return a digest of the instructions and the form: a change of either makes answers stale."""
    form = json.dumps(form_tool().schema, sort_keys=True)
    return hashlib.sha256((system_prompt() + form).encode()).hexdigest()[:12]


def identifying(customer: Customer) -> list[tuple[Label, str]]:
    """Return what the record holds that identifies a customer."""
    known = (
        (Label.NAME, customer.name),
        (Label.EMAIL, customer.email),
        (Label.PHONE, customer.phone),
        (Label.ADDRESS, customer.location),
        (Label.ACCOUNT, str(customer.customer_id)),
    )
    return [(label, value) for label, value in known if value]


def masker_of(profile: Profile, agent: str) -> Masker:
    """Return a masker that knows what identifies this customer, and who is at the keyboard."""
    also = [(Label.NAME, agent)] if agent else []
    return Masker([*identifying(profile.customer), *also])


def prepare(profile: Profile, *, supplier_name: str, agent: str) -> Prepared:
    """Return the request for one customer.

    Args:
        profile: the record.
        supplier_name: who the message is from.
        agent: who is at the keyboard; never named to the model.
    """
    masker = masker_of(profile, agent)
    facts = facts_of(profile)
    lines = [
        f"F{place}. {fact.label}: {_safe(fact.shown, masker)}"
        for place, fact in enumerate(facts, start=1)
    ]
    data = "\n".join(
        [
            "<record>",
            *lines,
            "rules:",
            *_rules(profile, masker),
            "write:",
            *_write(profile, masker, clean_line(supplier_name)),
            "</record>",
        ]
    )
    request = Request(system_prompt(), data, form_tool(), MAX_TOKENS)
    key = hashlib.sha256(f"{prompt_version()}\n{data}".encode()).hexdigest()
    return Prepared(request, masker, facts, key)


def repair(prepared: Prepared, answer: Answer, faults: Sequence[Fault]) -> Request:
    """Return the request that shows the model its answer and what is wrong with it."""
    # What it copied from the record comes back here: still no more than data.
    named = [
        clean_line(f"- {fault}" + (f" ({_inert(fault.words)})" if fault.words else ""))
        for fault in faults
    ]
    first = prepared.request
    text = "\n".join(
        [
            first.user,
            "You answered this record with:",
            clean_line(_inert(json.dumps(answer.arguments, ensure_ascii=False))),
            "An automatic check found these faults:",
            *named,
            "Fill in the whole form again with every fault mended. Change nothing else.",
        ]
    )
    return Request(first.system, text, first.tool, first.max_tokens)


def _inert(text: str) -> str:
    """Return a text of the model that can neither open nor close a record; tokens stay."""
    return _NO_TOKEN.sub(lambda found: "‹" if found[0] == "<" else "›", text)


def _safe(text: str, masker: Masker) -> str:
    """Return a text of the record as data: one line, masked, unable to close its delimiter."""
    line = clean_line(text)[:LONGEST_TEXT]
    # Before masking, which alone may put angle brackets in.
    line = line.replace("<", "‹").replace(">", "›")
    return plain(masker.mask(reduce_health(line)))


def _rules(profile: Profile, masker: Masker) -> list[str]:
    score = profile.score
    # That of the rules, whosever counts: the model is to make up its own mind.
    segment = next(iter(segment_points(score.segment_evidence)))
    grounds = "; ".join(explain_grounds(profile)) or "none"
    # Only the grounds quote the record. The rest is our own words: masked, it would be lost to a
    # customer whose name is "Priority Risk", or whose id is the score.
    return [
        f"segment {segment} (confidence {score.segment_confidence:.0%})",
        f"priority {score.priority}, urgency {score.urgency}, risk {score.risk_score}/10",
        f"about {score.issue_category}",
        f"grounds: {_safe(as_data(grounds), masker)}",
    ]


def _write(profile: Profile, masker: Masker, supplier_name: str) -> list[str]:
    channel = profile.score.channel
    name = first_name(profile.customer.name)
    token = masker.mask(name) if name else ""
    greeting = f"Hello {token}" if token else "Hello"
    kind = "marketing allowed" if may_promote(profile) else "service"
    return [
        f"channel {channel}, {_LENGTHS[channel]}",
        f'greeting "{greeting}", from {supplier_name}',
        f"kind: {kind}",
    ]
