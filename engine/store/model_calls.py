"""The record of every call to a model: when, for whom, how it went, what it cost. No text.

A call is written before it is made, with the most it can cost, in the transaction that looks
whether that is still within the limits: several processes together never spend more than is
allowed, and a call whose process died is counted in full.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from engine.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3

    from engine.providers.base import Usage

UNDER_WAY = "under way"


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call about to be made; ``micropounds`` is the most it can cost.

    A micropound is a millionth of a pound.
    """

    run_id: str
    at: str
    agent: str
    customer_id: int | None
    provider: str
    model: str
    micropounds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent.

    Attributes:
        run: millionths of a pound for this run.
        day: millionths of a pound since ``midnight``, all agents together.
        agent_calls: calls of this agent since ``midnight``.
        midnight: the beginning of today in London, as stored.
    """

    run: int
    day: int
    agent_calls: int
    midnight: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls, tokens and cost. Tokens are None-free: a call without figures counts 0."""

    calls: int
    answered: int
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    micropounds: int
    seconds: float


class LimitReachedError(Exception):
    """The call would exceed a limit; the message says which."""


def reserve(connection: sqlite3.Connection, call: NewCall, limits: Limits) -> int:
    """Write that a call is about to be made; return its id.

    Raises:
        LimitReachedError: it must not be made.
    """
    with transaction(connection):
        if reached := _reached(connection, call, limits):
            raise LimitReachedError(reached)
        cursor = connection.execute(
            "INSERT INTO model_calls "
            "(run_id, at, agent, customer_id, provider, model, outcome, micropounds) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                call.run_id,
                call.at,
                call.agent,
                call.customer_id,
                call.provider,
                call.model,
                UNDER_WAY,
                call.micropounds,
            ),
        )
        return cursor.lastrowid or 0


def settle(
    connection: sqlite3.Connection,
    call_id: int,
    *,
    outcome: str,
    seconds: float,
    usage: Usage | None,
    micropounds: int,
    request_id: str,
) -> None:
    """Write how a call went; ``usage`` is None where nothing was charged."""
    tokens = (None,) * 4 if usage is None else astuple(usage)
    connection.execute(
        "UPDATE model_calls SET outcome = ?, seconds = ?, input_tokens = ?, output_tokens = ?, "
        "cache_read_tokens = ?, cache_write_tokens = ?, micropounds = ?, request_id = ? "
        "WHERE call_id = ?",
        (outcome, seconds, *tokens, micropounds, request_id, call_id),
    )


_SUMS = (
    "count(*) AS calls, coalesce(sum(outcome = 'answered'), 0) AS answered, "
    "coalesce(sum(input_tokens), 0) AS input_tokens, "
    "coalesce(sum(output_tokens), 0) AS output_tokens, "
    "coalesce(sum(cache_read_tokens), 0) AS cache_read_tokens, "
    "coalesce(sum(cache_write_tokens), 0) AS cache_write_tokens, "
    "coalesce(sum(micropounds), 0) AS micropounds, total(seconds) AS seconds"
)


def spent_in_run(connection: sqlite3.Connection, run_id: str) -> Spent:
    """Return what one run has used."""
    row = connection.execute(
        f"SELECT {_SUMS} FROM model_calls WHERE run_id = ?", (run_id,)
    ).fetchone()
    return Spent(**dict(row))


def spent_since(connection: sqlite3.Connection, moment: str, agent: str | None = None) -> Spent:
    """Return what was used since a moment, by everyone or by one agent."""
    row = connection.execute(
        f"SELECT {_SUMS} FROM model_calls WHERE at >= ?1 AND (?2 IS NULL OR agent = ?2)",
        (moment, agent),
    ).fetchone()
    return Spent(**dict(row))


def charged_calls(connection: sqlite3.Connection, moment: str, agent: str) -> int:
    """Return how many calls of an agent since a moment count against the allowance.

    One that brought no answer because of the service or our set-up does not.
    """
    count: int = connection.execute(
        "SELECT count(*) FROM model_calls WHERE at >= ? AND agent = ? AND outcome NOT IN "
        "('throttled', 'unavailable', 'denied', 'expired', 'misconfigured')",
        (moment, agent),
    ).fetchone()[0]
    return count


def by_model(connection: sqlite3.Connection, moment: str) -> list[tuple[str, str, str, Spent]]:
    """Return (agent, provider, model, what was used) since a moment, the dearest first."""
    rows = connection.execute(
        f"SELECT agent, provider, model, {_SUMS} FROM model_calls WHERE at >= ? "
        "GROUP BY agent, provider, model ORDER BY micropounds DESC, agent, model",
        (moment,),
    )
    return [(row[0], row[1], row[2], Spent(*tuple(row)[3:])) for row in rows]


def by_outcome(connection: sqlite3.Connection, moment: str) -> dict[str, int]:
    """Return how many calls had which outcome since a moment, the most frequent first."""
    rows = connection.execute(
        "SELECT outcome, count(*) AS calls FROM model_calls WHERE at >= ? "
        "GROUP BY outcome ORDER BY calls DESC, outcome",
        (moment,),
    )
    return {row["outcome"]: row["calls"] for row in rows}


def mean_tokens(connection: sqlite3.Connection, model: str) -> tuple[float, float] | None:
    """Return the mean input and output tokens of a model's answered calls, or None."""
    row = connection.execute(
        "SELECT avg(input_tokens + cache_read_tokens + cache_write_tokens) AS input, "
        "avg(output_tokens) AS output FROM model_calls WHERE model = ? AND outcome = 'answered'",
        (model,),
    ).fetchone()
    return None if row["input"] is None else (row["input"], row["output"])


def _reached(connection: sqlite3.Connection, call: NewCall, limits: Limits) -> str:
    """Return which limit the call would exceed; empty when none."""
    if spent_in_run(connection, call.run_id).micropounds + call.micropounds > limits.run:
        return f"the budget of this run, £{limits.run / 1e6:.2f}, is spent"
    if spent_since(connection, limits.midnight).micropounds + call.micropounds > limits.day:
        return f"the budget of the day, £{limits.day / 1e6:.2f}, is spent"
    if charged_calls(connection, limits.midnight, call.agent) >= limits.agent_calls:
        return f"{call.agent} has made the {limits.agent_calls} calls allowed in a day"
    return ""
