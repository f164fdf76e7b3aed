"""Say what to do next about open conversations: through which channel, when and with which words.

  sne nba                        all customers with an open conversation, who wrote last first
  sne nba --customer ID          one customer, by their name in the source or their customer id
  sne nba --with-model           have the model of the settings (analysis.analyst) write the words
  sne nba --out FILE             write the predictions to a CSV file
  sne nba evaluate               replay history and compare with what happened

One row for each customer: it answers the open conversation in which was written last, and names the
others. Resolved conversations are skipped and counted; with --limit only those met until then. The
status is that after the action: pending_customer_reply or escalated. The channel is that of the
decision rules; for customers who are known, the real channel to use stands beside it with its
reason. send_time is in UTC.

A model reads the conversation without what identifies anybody, and its words are used only where
every check of a model's words passes; else the template's stand, with the reason. One call for each
message, within the budgets; the same masked conversation is never paid for twice.

With --now the same store gives the same answer again: nothing written later is looked at.

In the CSV, a cell that begins with =, +, -, @, a tab or a carriage return gets an apostrophe in
front, so that no spreadsheet runs it. The file appears whole, or not at all.
"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, UsageError
from engine.commands.output import local, print_json, print_table
from engine.conversations.next_action.output import PredictionsFile, to_json
from engine.conversations.next_action.wording import TEMPLATE
from engine.settings.declare import moment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from engine.commands.context import Context
    from engine.conversations.next_action.evaluate import Evaluation, Rate
    from engine.conversations.next_action.predict import Outcome
    from engine.conversations.next_action.wording import Writer
    from engine.models.next_action import Prediction
    from engine.pipeline import Workbench

_SHOWN = 20
_DRAWN = 10_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", nargs="?", choices=["evaluate"], help="see above")
    parser.add_argument("--customer", metavar="ID", help="only this customer")
    parser.add_argument("--limit", type=choices.count, metavar="N", help="at most so many")
    parser.add_argument("--now", metavar="TIME", help="decide as of then (ISO 8601 with offset)")
    parser.add_argument("--with-model", action="store_true", help="have a model write the words")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write a CSV file")
    parser.add_argument(
        "--seed",
        type=choices.count,
        default=1,
        metavar="S",
        help="for evaluate: which replies are drawn (default: 1)",
    )
    json_option(parser)


def run(context: Context) -> int:
    """Do what is asked."""
    given = context.arguments
    now = _moment(given.now)
    workbench = context.open()
    workbench.prepare()
    if given.what == "evaluate":
        if given.customer or given.out or now or given.with_model:
            raise UsageError("evaluate takes --limit, --seed and --json only; see sne nba --help")
        limit = _DRAWN if given.limit is None else given.limit or None
        _print_evaluation(workbench.evaluate_actions(limit=limit, seed=given.seed), given.json)
        return DONE
    with (
        _writer(workbench, wanted=given.with_model) as writer,
        PredictionsFile(given.out) if given.out else nullcontext() as file,
    ):
        outcomes = (
            workbench.next_actions(now, writer=writer)
            if given.customer is None
            else iter(workbench.next_actions_of(given.customer, now, writer=writer))
        )
        found = _Found(outcomes, given.limit)
        predictions = found if file is None else file.passed_on(found)
        if given.json:
            _print_json(predictions, found)
        elif file is not None:
            written = sum(1 for _ in predictions)
            print(f"{given.out}: {written:,} predictions, {found.skipped:,} resolved skipped")
        else:
            _print(predictions, found, is_one=given.customer is not None)
    return DONE


def _writer(workbench: Workbench, *, wanted: bool) -> AbstractContextManager[Writer | None]:
    if not wanted:
        return nullcontext()
    if workbench.model_analyst is None:
        raise UsageError("no model is set up; set analysis.analyst (see sne doctor)")
    return workbench.open_writer(workbench.model_analyst)


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else moment(text)
    except ValueError as error:
        raise UsageError(f"--now is {text!r}; {error}") from None


class _Found:
    """The predictions among outcomes, at most so many; counts what was skipped on the way."""

    def __init__(self, outcomes: Iterator[Outcome], limit: int | None) -> None:
        self._outcomes = outcomes
        self._limit = limit
        self.skipped = 0

    def __iter__(self) -> Iterator[Prediction]:
        left = self._limit
        while left != 0 and (outcome := next(self._outcomes, None)) is not None:
            self.skipped += outcome.resolved
            if outcome.prediction is not None:
                left = None if left is None else left - 1
                yield outcome.prediction


def _print_json(predictions: Iterable[Prediction], found: _Found) -> None:
    """Print one document, a line for each prediction, without holding all of them in memory."""
    is_limited = not (sys.stdout.encoding or "").lower().startswith("utf")
    separator = "\n"
    print('{"predictions": [', end="")
    for prediction in predictions:
        print(f"{separator}{json.dumps(to_json(prediction), ensure_ascii=is_limited)}", end="")
        separator = ",\n"
    print(f'\n], "skipped": {found.skipped}}}')


def _print(predictions: Iterable[Prediction], found: _Found, *, is_one: bool) -> None:
    shown: list[Prediction] = []
    more = 0
    for prediction in predictions:
        if len(shown) < _SHOWN:
            shown.append(prediction)
        else:
            more += 1
    if is_one:
        for prediction in shown:
            _print_one(prediction)
    elif shown:
        header = ("CUSTOMER", "CHANNEL", "SEND AT", "STATUS", "ABOUT", "RULE")
        print_table(header, [_line(prediction) for prediction in shown])
    if more:
        print(f"and {more:,} more; --json or --out has them all")
    print(f"{len(shown) + more:,} to answer, {found.skipped:,} resolved and skipped")


def _line(prediction: Prediction) -> tuple[object, ...]:
    return (
        prediction.customer_id,
        prediction.decision.channel,
        local(prediction.moment.at),
        prediction.issue_status,
        ", ".join(prediction.topics[:2]),
        prediction.decision.rule,
    )


def _print_one(prediction: Prediction) -> None:
    from engine.privacy.clean import clean_text

    decision, proposal = prediction.decision, prediction.proposal
    lines = [
        f"{prediction.customer_id} · {prediction.conversation_id} · {prediction.issue_status}",
        f"Channel: {decision.channel}",
        f"Send at: {local(prediction.moment.at)} (London)",
        f"Why: {prediction.reasoning}",
        *(f"Else: {change}" for change in decision.would_change),
    ]
    if proposal is not None:
        by = _by(proposal.written_by, proposal.fallback_reason)
        lines += ["", f"By {proposal.channel}{by}:", proposal.message]
    by = _by(prediction.written_by, prediction.fallback_reason)
    lines += ["", f"Message{by}:", prediction.message, "", "Conversation:", prediction.chat_log, ""]
    print(clean_text("\n".join(lines)))


def _by(writer: str, fallback_reason: str) -> str:
    """Return who wrote, where that is worth a word."""
    if fallback_reason:
        return f" (template; {fallback_reason})"
    return "" if writer == TEMPLATE else f" (words: {writer})"


def _print_evaluation(found: Evaluation, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "conversations": found.conversations,
                "points": found.points,
                "looked_at": found.looked_at,
                "rates": {
                    heading: [_rate_to_json(rate) for rate in rates]
                    for heading, rates in found.groups.items()
                },
                "notes": list(found.notes),
            }
        )
        return
    print(
        f"{found.conversations:,} conversations, {found.points:,} replies to customers, "
        f"{found.looked_at:,} looked at"
    )
    for heading, rates in found.groups.items():
        print(f"\n{heading}")
        for rate in rates:
            print(f"  {rate.name:<55} {_share(rate)}")
    print()
    for note in found.notes:
        print(note)


def _share(rate: Rate) -> str:
    share, interval = rate.share, rate.interval
    if share is None or interval is None:
        return "     –  no such reply"
    low, high = interval
    return f"{share:6.1%}  ({low:.1%} to {high:.1%}; {rate.hits:,} of {rate.points:,})"


def _rate_to_json(rate: Rate) -> dict[str, Any]:
    return {
        "name": rate.name,
        "share": rate.share,
        "interval": rate.interval,
        "hits": rate.hits,
        "points": rate.points,
        "conversations": rate.conversations,
    }
