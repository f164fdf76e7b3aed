"""Print the audit trail: who did what, when, to whom; for a send also how the text was changed.

The trail is append-only and chained by hash: --verify recomputes the chain and exits with 1 where a
row does not fit, naming the first.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from engine.clock import from_text
from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART
from engine.commands.output import local, print_json, print_json_lines, print_table

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.store.audit import AuditRow


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--customer", metavar="ID", help="only what concerns this customer")
    parser.add_argument("--verify", action="store_true", help="recompute the chain of hashes")
    json_option(parser)


def run(context: Context) -> int:
    """Print or verify the trail."""
    given = context.arguments
    workbench = context.open()
    workbench.prepare()
    if given.verify:
        broken = workbench.first_broken_audit_row()
        count = sum(1 for _row in workbench.audit_trail())
        if given.json:
            print_json({"ok": broken is None, "rows": count, "first_broken": broken})
        elif broken is None:
            print(f"The chain of {count} rows is whole.")
        else:
            print(f"Row {broken} does not fit the chain: it or a row before it was changed.")
        return DONE if broken is None else IN_PART
    customer_id = choices.customer_id(given.customer) if given.customer else None
    rows = workbench.audit_trail(customer_id)
    if given.json:
        print_json_lines(map(_data, rows))
    else:
        print_table(
            ("ROW", "WHEN", "WHO", "WHAT", "CUSTOMER", "MESSAGE", "DETAILS"),
            [
                (
                    row.sequence,
                    local(from_text(row.at)),
                    row.agent,
                    row.action,
                    row.customer_id,
                    (row.notification_id or "")[:8],
                    _in_short(row.details),
                )
                for row in rows
            ],
        )
    return DONE


def _data(row: AuditRow) -> dict[str, Any]:
    data: dict[str, Any] = {
        "sequence": row.sequence,
        "at": row.at,
        "agent": row.agent,
        "action": row.action,
        "customer_id": row.customer_id,
        "notification_id": row.notification_id,
        "details": row.details,
        "hash": row.hash,
    }
    original, final = row.details.get("original"), row.details.get("message")
    if isinstance(original, str) and isinstance(final, str):
        data["edit_distance"] = edit_distance(original, final)
    return data


def edit_distance(before: str, after: str) -> int:
    """Return how many characters were deleted and inserted to make ``after`` of ``before``."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    return len(before) + len(after) - 2 * kept


def _in_short(details: dict[str, Any]) -> str:
    told = {name: value for name, value in details.items() if value and name != "original"}
    return ", ".join(f"{name}: {str(value)[:40]}" for name, value in told.items())
