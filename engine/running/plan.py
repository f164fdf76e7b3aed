"""What a run would do, before it does it: calls, tokens, pounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.analysts.digest import digest
from engine.running.prices import estimated_tokens
from engine.store import analyses, model_answers, model_calls
from engine.store.profiles import read_profile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from engine.analysts.model.analyst import ModelAnalyst
    from engine.running.prices import Tariff

TYPICAL_ANSWER_TOKENS = 550
"""Output of a typical answer, until this model's own calls tell better."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do.

    Attributes:
        customers: how many were asked for.
        unchanged: analysed already, with nothing new since.
        cached: the very same masked request was answered before.
        calls: calls to the model, if no answer has to be repaired.
        input_tokens: of those calls together.
        output_tokens: of those calls together.
        micropounds: what they would cost on demand, in millionths of a pound.
    """

    customers: int
    unchanged: int
    cached: int
    calls: int
    input_tokens: int
    output_tokens: int
    micropounds: int


def plan(
    connection: sqlite3.Connection,
    analyst: ModelAnalyst,
    model: str,
    tariff: Tariff,
    customer_ids: Iterable[int],
    *,
    force: bool,
) -> Plan:
    """Return what analysing these customers would take. Asks nobody and writes nothing."""
    customers = unchanged = cached = input_tokens = 0
    keys: set[str] = set()
    for customer_id in customer_ids:
        profile = read_profile(connection, customer_id)
        if profile is None:
            continue
        customers += 1
        if not force and analyses.is_done(
            connection, customer_id, analyst.name, profile_digest=digest(profile)
        ):
            unchanged += 1
            continue
        prepared = analyst.prepare(profile)
        answered = not force and model_answers.read_answer(connection, prepared.key, model)
        if prepared.key in keys or answered:
            cached += 1
            continue
        keys.add(prepared.key)
        input_tokens += estimated_tokens(prepared.request)
    calls = len(keys)
    measured = model_calls.mean_tokens(connection, model)
    output_tokens = round(calls * (measured[1] if measured else TYPICAL_ANSWER_TOKENS))
    return Plan(
        customers=customers,
        unchanged=unchanged,
        cached=cached,
        calls=calls,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        micropounds=tariff.expected(input_tokens, output_tokens),
    )
