"""Have a model explain cases and write messages, in the order of the worklist.

Without IDs it works on the target segment, Value Seekers. What is analysed already and has not
changed is left alone, and the very same masked request is never paid for twice. What the model
cannot do, the rules do, with the reason. A run that is stopped keeps what it has done: run it again
to go on. --dry-run tells the calls, tokens and pounds and asks nobody.

The analyst is that of the settings (analysis.analyst); see sne doctor for what a model needs.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from engine.commands import choices
from engine.commands.analyse_events import Events
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, WRONG
from engine.commands.output import print_json
from engine.commands.stopping import cancelled_by_signals
from engine.models.vocabulary import Segment
from engine.running.choice import BEDROCK, MODELS, OPENAI, RULES, model_of
from engine.store.worklist import WorklistQuery

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.pipeline import Workbench
    from engine.running.plan import Plan
    from engine.running.run import Outcome, Run

_HOW_TO = (
    "the rules explain every case as it is opened; there is nothing to run. To have a model do it, "
    "set analysis.analyst (see sne doctor)"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="customers; default: the segment's")
    parser.add_argument(
        "--analyst", choices=(RULES, BEDROCK, OPENAI), help="default: that of the settings"
    )
    parser.add_argument(
        "--segment",
        default=str(Segment.VALUE_SEEKERS),
        metavar="NAME",
        help="a segment, or all (default: Value Seekers)",
    )
    parser.add_argument("--limit", type=choices.count, metavar="N", help="at most N customers")
    parser.add_argument("--workers", type=choices.count, metavar="N", help="how many at a time")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would take")
    parser.add_argument("--force", action="store_true", help="also what has not changed")
    parser.add_argument(
        "--events", action="store_true", help="a line of JSON per customer; orders on stdin"
    )
    json_option(parser)


def run(context: Context) -> int:
    """Analyse, or say what it would take."""
    given, workbench = context.arguments, context.ready()
    name = given.analyst or workbench.model_analyst or RULES
    ids = _customers(workbench, given)
    if name not in MODELS:
        _print(given.json, {"analyst": RULES, "customers": len(ids), "calls": 0}, _HOW_TO)
        return DONE
    if given.dry_run:
        plan = workbench.plan_run(name, ids, force=given.force)
        _print(given.json, _plan_data(workbench, name, plan), _plan_text(workbench, name, plan))
        return DONE
    outcomes: list[Outcome] = []
    events = Events(sys.stdin, sys.stdout, len(ids)) if given.events else None
    show = events.show if events else _progress(len(ids), quiet=given.json)

    def report(outcome: Outcome) -> None:
        outcomes.append(outcome)
        show(outcome)

    with (
        workbench.open_run(name, ids, report, force=given.force, workers=given.workers) as running,
        cancelled_by_signals(running),
    ):
        if events:
            events.listen(running)
        running.work()
        summary = _summary(workbench, name, running, outcomes, len(ids))
    if events:
        events.end(summary)
    else:
        results = [
            {"customer_id": one.customer_id, "result": one.result, "reason": one.reason or None}
            for one in outcomes
        ]
        _print(given.json, {**summary, "results": results}, _summary_text(summary))
    return _exit_code(summary)


def _customers(workbench: Workbench, given: argparse.Namespace) -> list[int]:
    if given.ids:
        ids = list(dict.fromkeys(map(choices.customer_id, given.ids)))
        for customer_id in ids:
            workbench.profile(customer_id)
        return ids[: given.limit]
    query = WorklistQuery(segment=choices.segment_or_all(given.segment))
    return [item.customer_id for item in workbench.everyone(query, limit=given.limit)]


def _summary(
    workbench: Workbench, name: str, running: Run, outcomes: list[Outcome], customers: int
) -> dict[str, Any]:
    spent = workbench.spent_in_run(running.asker.run_id)
    counts = {
        result: sum(one.result == result for one in outcomes)
        for result in ("analysed", "cached", "unchanged", "fallback", "postponed", "held")
    }
    left_over = counts["postponed"] + counts["held"] + customers - len(outcomes)
    return {
        "analyst": name,
        "model": running.asker.provider.model,
        "run_id": running.asker.run_id,
        "customers": customers,
        **counts,
        "remaining": left_over,
        "stopped": running.stopped or None,
        "calls": spent.calls,
        "input_tokens": spent.input_tokens,
        "output_tokens": spent.output_tokens,
        "cache_read_tokens": spent.cache_read_tokens,
        "cache_write_tokens": spent.cache_write_tokens,
        "pounds": spent.micropounds / 1e6,
    }


def _summary_text(summary: dict[str, Any]) -> str:
    parts = [f"{summary['analysed']} analysed by {summary['model']}"]
    parts += [
        f"{summary[result]} {words}"
        for result, words in (
            ("cached", "answered before"),
            ("unchanged", "unchanged"),
            ("fallback", "left to the rules"),
            ("remaining", "remaining"),
        )
        if summary[result]
    ]
    cost = (
        f"{summary['calls']} calls, {summary['input_tokens']:,} tokens in, "
        f"{summary['output_tokens']:,} out, £{summary['pounds']:.4f}"
    )
    lines = [", ".join(parts) + ".", cost]
    if summary["stopped"]:
        lines.append(f"Stopped: {summary['stopped']}")
    return "\n".join(lines)


def _exit_code(summary: dict[str, Any]) -> int:
    """0 when nobody is left over, 2 when a run was stopped before it did anything, else 1."""
    if not summary["remaining"] and not summary["stopped"]:
        return DONE
    done = summary["analysed"] + summary["cached"] + summary["unchanged"] + summary["fallback"]
    return IN_PART if done or not summary["stopped"] else WRONG


def _plan_data(workbench: Workbench, name: str, plan: Plan) -> dict[str, Any]:
    from engine.running.prices import prices_as_of, tariff_of

    model = model_of(name, workbench.settings)
    price, limits = tariff_of(model, workbench.settings).price, workbench.limits()
    return {
        "analyst": name,
        "model": model,
        "customers": plan.customers,
        "unchanged": plan.unchanged,
        "cached": plan.cached,
        "calls": plan.calls,
        "input_tokens": plan.input_tokens,
        "output_tokens": plan.output_tokens,
        "pounds": plan.micropounds / 1e6,
        "price": {
            "dollars_per_million_in": price.input,
            "dollars_per_million_out": price.output,
            "is_known": price.is_known,
            "as_of": prices_as_of().isoformat(),
        },
        "budget": {
            "run_pounds": limits.run / 1e6,
            "day_pounds": limits.day / 1e6,
            "agent_calls_a_day": limits.agent_calls,
        },
    }


def _plan_text(workbench: Workbench, name: str, plan: Plan) -> str:
    data = _plan_data(workbench, name, plan)
    price, budget = data["price"], data["budget"]
    known = "" if price["is_known"] else " (not in the price table; the dearest price is assumed)"
    return "\n".join(
        [
            (
                f"{plan.customers} customers: {plan.calls} calls to {data['model']}, "
                f"{plan.unchanged} unchanged, {plan.cached} answered before."
            ),
            (
                f"About {plan.input_tokens:,} tokens in and {plan.output_tokens:,} out: "
                f"£{data['pounds']:.4f} at ${price['dollars_per_million_in']:g} in and "
                f"${price['dollars_per_million_out']:g} out per million{known}, "
                f"prices of {price['as_of']}."
            ),
            (
                f"Budget: £{budget['run_pounds']:g} a run, £{budget['day_pounds']:g} a day, "
                f"{budget['agent_calls_a_day']} calls a day for each agent."
            ),
        ]
    )


def _progress(total: int, *, quiet: bool) -> Any:
    """Return what shows how far the run is: one line on a terminal, nothing elsewhere."""
    done = 0
    lock = threading.Lock()

    def show(_outcome: Outcome) -> None:
        nonlocal done
        with lock:
            done += 1
            if not quiet and sys.stderr.isatty():
                end = "\n" if done == total else ""
                print(f"\r{done} of {total} customers", end=end, file=sys.stderr, flush=True)

    return show


def _print(as_json: bool, data: dict[str, Any], text: str) -> None:
    if as_json:
        print_json(data)
    else:
        print(text)
