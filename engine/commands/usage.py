"""Print what models were asked and what it cost: today, this month, by agent and model.

The figures are those that the provider reported. A call whose process died is counted with the
most that it can have cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import print_json, print_table

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.store.model_calls import Spent


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    json_option(parser)


def run(context: Context) -> int:
    """Print the usage."""
    workbench = context.open()
    workbench.prepare()
    usage = workbench.usage()
    data = {
        "agent": workbench.agent,
        "today": _data(usage.today),
        "month": _data(usage.month),
        "agent_calls_today": usage.agent_calls_today,
        "agent_calls_a_day": usage.limits.agent_calls,
        "day_pounds_left": max(usage.limits.day - usage.today.micropounds, 0) / 1e6,
        "by_model": [
            {"agent": agent, "provider": provider, "model": model, **_data(spent)}
            for agent, provider, model, spent in usage.by_model
        ],
        "outcomes": usage.outcomes,
    }
    if context.arguments.json:
        print_json(data)
    else:
        _print(data)
    return DONE


def _data(spent: Spent) -> dict[str, Any]:
    return {
        "calls": spent.calls,
        "answered": spent.answered,
        "input_tokens": spent.input_tokens,
        "output_tokens": spent.output_tokens,
        "cache_read_tokens": spent.cache_read_tokens,
        "cache_write_tokens": spent.cache_write_tokens,
        "pounds": spent.micropounds / 1e6,
        "mean_seconds": round(spent.seconds / spent.calls, 3) if spent.calls else None,
    }


def _print(data: dict[str, Any]) -> None:
    for period in ("today", "month"):
        spent = data[period]
        print(
            f"{period.capitalize()}: {spent['calls']} calls, {spent['answered']} answered, "
            f"{spent['input_tokens']:,} tokens in, {spent['output_tokens']:,} out, "
            f"£{spent['pounds']:.4f}"
        )
    print(
        f"{data['agent']} has made {data['agent_calls_today']} of {data['agent_calls_a_day']} "
        f"calls today; £{data['day_pounds_left']:.2f} of the day's budget is left."
    )
    if data["by_model"]:
        print()
        print_table(
            ("AGENT", "PROVIDER", "MODEL", "CALLS", "IN", "OUT", "POUNDS"),
            [
                (
                    row["agent"],
                    row["provider"],
                    row["model"],
                    row["calls"],
                    row["input_tokens"],
                    row["output_tokens"],
                    f"{row['pounds']:.4f}",
                )
                for row in data["by_model"]
            ],
        )
        print()
        print("Outcomes this month: " + ", ".join(f"{n} {o}" for o, n in data["outcomes"].items()))
