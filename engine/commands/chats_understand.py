"""``sne chats understand``: by words alone, or by a model with its limits; what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.commands.errors import DONE, IN_PART, WRONG
from engine.commands.first_load import progress_line
from engine.commands.output import print_json
from engine.commands.stopping import cancelled_by_signals
from engine.privacy.clean import clean_line
from engine.running.choice import BEDROCK, MODELS, OPENAI

if TYPE_CHECKING:
    from engine.commands.context import Context
    from engine.conversations.understanding.bulk import UnderstandingReport
    from engine.conversations.understanding.model.run import ModelReport
    from engine.pipeline import Workbench

AUTO, OFFLINE = "auto", "offline"
ANALYSTS = (AUTO, OFFLINE, BEDROCK, OPENAI)


def understand(context: Context) -> int:
    """Understand what is new, changed, failed before, or understood by other words."""
    given, workbench = context.arguments, context.open()
    workbench.prepare()
    name = workbench.model_analyst if given.analyst == AUTO else given.analyst
    if name in MODELS:
        return _plan(context, workbench, name) if given.dry_run else _ask(context, workbench, name)
    if given.dry_run:
        data: dict[str, Any] = {"analyst": OFFLINE, "calls": 0, "pounds": 0.0}
        _tell(given.json, data, "words alone understand conversations; nobody is asked or paid")
        return DONE
    report = workbench.understand_conversations(
        stale=True, force=given.force, limit=given.limit, progress=progress_line()
    )
    if given.json:
        print_json(report.to_json())
    else:
        print_understood(report)
    return IN_PART if report.failed else DONE


def print_understood(report: UnderstandingReport) -> None:
    """Print what came of conversations."""
    print(f"  {report.understood:,} conversations understood")
    if report.failed:
        print(f"  {report.failed:,} could not be understood; sne chats understand tries again")
    for conversation, error in report.errors:
        print(f"  {clean_line(conversation)}: {clean_line(error)}")


def _plan(context: Context, workbench: Workbench, name: str) -> int:
    given = context.arguments
    plan = workbench.plan_conversations(name, force=given.force, limit=given.limit)
    limits = workbench.limits()
    text = (
        f"{plan.conversations:,} conversations: {plan.calls:,} calls to {plan.model}, "
        f"{plan.cached:,} need none.\n"
        f"About {plan.input_tokens:,} tokens in and {plan.output_tokens:,} out: "
        f"£{plan.micropounds / 1e6:.4f}.\n"
        f"Budget: £{limits.run / 1e6:g} a run, £{limits.day / 1e6:g} a day, "
        f"{limits.agent_calls} calls a day for each agent."
    )
    _tell(given.json, {"analyst": name} | plan.to_json(), text)
    return DONE


def _ask(context: Context, workbench: Workbench, name: str) -> int:
    given = context.arguments
    with (
        workbench.open_conversation_run(name, force=given.force, limit=given.limit) as running,
        cancelled_by_signals(running),
    ):
        running.work()
    report = running.result
    spent = workbench.spent_in_run(report.run_id)
    if given.json:
        used = {
            "calls": spent.calls,
            "input_tokens": spent.input_tokens,
            "output_tokens": spent.output_tokens,
            "pounds": spent.micropounds / 1e6,
        }
        print_json(report.to_json() | used)
        return _exit_code(report)
    print_understood(report)
    for number, words in ((report.cached, "answered before"), (report.held, "held by another run")):
        if number:
            print(f"  {number:,} {words}")
    print(
        f"  {spent.calls:,} calls to {report.model}, {spent.input_tokens:,} tokens in, "
        f"{spent.output_tokens:,} out, £{spent.micropounds / 1e6:.4f}"
    )
    if report.stopped:
        print(f"Stopped: {report.stopped}")
    return _exit_code(report)


def _exit_code(report: ModelReport) -> int:
    if not (report.failed or report.held or report.stopped):
        return DONE
    return IN_PART if report.understood or not report.stopped else WRONG


def _tell(as_json: bool, data: dict[str, Any], text: str) -> None:
    if as_json:
        print_json(data)
    else:
        print(text)
