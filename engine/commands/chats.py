"""Bring in conversations (chat exports, support tweets, interactions); understand and export them.

  sne chats load FILE…               add what is new in the files; what each holds is told by its
                                     content. The same file again changes nothing.
  sne chats load FILE… --force       also write anew what is there, with today's settings
  sne chats load FILE… --import-only leave what they mean for sne chats understand, as is done
                                     where a file brings more than 50,000 messages
  sne chats understand               work out mood, topics, outcome and figures of conversations
                                     that are new or changed, of failed ones that are due again, and
                                     after a change of topics; --force: of all
  sne chats understand --analyst bedrock|openai [--limit N] [--dry-run]
                                     have a model judge mood, topics, outcome, satisfaction and
                                     effort, several conversations in a call; facts stay facts
  sne chats export --type conversations|messages|metrics --out FILE
  sne chats export --type all --out DIRECTORY
  sne chats runs                     the log of imports
  sne chats link CONVERSATION ID     say which customer a conversation is with
  sne chats unlink CONVERSATION      say that it is not known

Rows that cannot be read are written, with their place and the reason, to rejects/conversations/
beside the database: mend them and load that file. How autoresponses are told is set with
conversations.autoresponse_marker and conversations.autoresponse_sentence.

A conversation that cannot be understood is marked failed and never counts as done: it is tried
again twice, after a pause that doubles. Exports are CSV that is safe to open in a spreadsheet: what
begins like a formula has an apostrophe before it. They are written whole or not at all.

Loading understands by words alone, at no cost. sne chats understand asks the analyst of the
settings (analysis.analyst; offline where it is rules or AWS is not set up), within its budgets; the
same masked conversation is never paid for twice, and what a model has judged stays until another
version of it, or --force, judges anew. What names anybody never leaves; see sne mask.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.clock import from_text_or_none
from engine.commands import choices
from engine.commands.chats_export import TYPES, export
from engine.commands.chats_understand import ANALYSTS, AUTO, print_understood, understand
from engine.commands.context import json_option
from engine.commands.conversation_filters import period_arguments
from engine.commands.errors import DONE, IN_PART, WRONG, UsageError
from engine.commands.first_load import progress_line
from engine.commands.output import local, print_json, print_table
from engine.workbench.errors import UnknownCustomerError

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.conversations.report import ImportReport

_AT_ONCE = 50_000
"""Messages that are understood with their import, in some seconds; more would hold it up."""

_WHAT = ("load", "understand", "export", "runs", "link", "unlink")
_REJECTS_SHOWN = 5
_RUNS_SHOWN = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", choices=_WHAT, help="see above")
    parser.add_argument("given", nargs="*", metavar="ARGUMENT", help="files, or what to link")
    parser.add_argument("--force", action="store_true", help="do again what is done")
    parser.add_argument(
        "--import-only", action="store_true", help="with load: understand nothing yet"
    )
    parser.add_argument(
        "--analyst", choices=ANALYSTS, default=AUTO, help="with understand: who; see above"
    )
    parser.add_argument(
        "--limit", type=choices.count, metavar="N", help="with understand: at most so many"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="with understand: only say what it would take"
    )
    parser.add_argument("--type", choices=TYPES, default="conversations", help="what to export")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to export to")
    period_arguments(parser)
    json_option(parser)


def run(context: Context) -> int:
    """Do what is asked."""
    given = context.arguments
    if given.what == "load":
        return _load(context)
    if given.what == "understand":
        _no_more(context, 0)
        return understand(context)
    if given.what == "export":
        return export(context)
    if given.what == "runs":
        return _runs(context)
    return _link(context)


def _load(context: Context) -> int:
    paths = [Path(name) for name in context.arguments.given]
    if not paths:
        raise UsageError("which file? sne chats load FILE…")
    workbench = context.open()
    reports, documents = [], []
    for path in paths:
        report = workbench.import_conversations(
            path, force=context.arguments.force, progress=progress_line()
        )
        understood = None
        is_small = report.counts.messages_added <= _AT_ONCE
        if is_small and not (report.error or context.arguments.import_only):
            understood = workbench.understand_conversations(progress=progress_line())
        reports.append(report)
        documents.append(
            report.to_json() | {"understanding": understood.to_json() if understood else None}
        )
        if not context.arguments.json:
            _print(report)
            if understood:
                print_understood(understood)
            elif not (report.error or is_small):
                print("So many are left for sne chats understand; no figure counts them yet.")
    if context.arguments.json:
        print_json(documents if len(documents) > 1 else documents[0])
    refused = sum(report.error is not None for report in reports)
    if not refused:
        return DONE
    return WRONG if refused == len(reports) else IN_PART


def _print(report: ImportReport) -> None:
    if report.error:
        print(f"sne: {report.file}: {report.error}", file=sys.stderr)
        return
    counts = report.counts
    told = (
        ("added", counts.messages_added),
        ("changed", counts.messages_changed),
        ("there already", counts.messages_unchanged),
        ("duplicates", counts.duplicates),
        ("without text", counts.empty_texts),
        ("rejected", counts.rejected),
    )
    parts = [f"{number:,} {words}" for words, number in told if number]
    what = ", ".join(parts) or "nothing"
    print(f"{report.file}: {report.source}, {counts.rows_read:,} rows: {what}")
    print(f"  {_many(counts.conversations, 'conversation')}, {_many(counts.customers, 'customer')}")
    if counts.autoresponses:
        print(f"  {_many(counts.autoresponses, 'autoresponse')}, left out of every figure")
    if report.without_conversation:
        print(f"  {_many(report.without_conversation, 'tweet')} of brands to nobody in particular")
    for note in report.notes:
        print(f"  note: {note}")
    for reject in report.rejects[:_REJECTS_SHOWN]:
        print(f"  {reject.place}, {reject.column} {reject.value!r}: {reject.reason}")
    if counts.rejected > _REJECTS_SHOWN:
        print(f"  and {counts.rejected - _REJECTS_SHOWN:,} more")
    if report.rejects_file:
        print(f"  to mend and load again: {report.rejects_file}")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _runs(context: Context) -> int:
    _no_more(context, 0)
    workbench = context.open()
    workbench.prepare()
    runs = workbench.import_runs(_RUNS_SHOWN)
    if context.arguments.json:
        print_json(runs)
        return DONE
    print_table(
        ("RUN", "STARTED", "BY", "SOURCE", "STATUS", "ROWS", "ADDED", "REJECTED", "FILE", "ERROR"),
        [_line(one) for one in runs],
    )
    return DONE


def _line(one: dict[str, Any]) -> tuple[object, ...]:
    return (
        one["run_id"],
        local(from_text_or_none(one["started_at"])),
        one["agent"],
        one["source"],
        one["status"],
        one["rows_read"],
        one["messages_added"],
        one["rejected"],
        Path(one["file"]).name,
        one["error"],
    )


def _link(context: Context) -> int:
    is_link = context.arguments.what == "link"
    conversation, *rest = _no_more(context, 2 if is_link else 1)
    customer = choices.customer_id(rest[0]) if is_link else None
    workbench = context.open()
    workbench.prepare()
    try:
        workbench.link_conversation(conversation, customer)
    except UnknownCustomerError as error:
        raise UsageError(str(error)) from None
    if context.arguments.json:
        print_json({"conversation": conversation, "customer_id": customer})
    elif customer is None:
        print(f"{conversation}: the customer is not known")
    else:
        print(f"{conversation}: with customer {customer}")
    return DONE


def _no_more(context: Context, count: int) -> list[str]:
    """Return the further arguments, which must be so many."""
    given: list[str] = context.arguments.given
    if len(given) != count:
        raise UsageError(
            f"sne chats {context.arguments.what} takes {count or 'no'} "
            f"argument{'' if count == 1 else 's'}, not {len(given)}; see sne chats --help"
        )
    return given
