"""Migration 10: whose customers, saved views and handover notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_WORK = {
    "drafts": ("INSERT", "UPDATE"),
    "dispositions": ("INSERT", "UPDATE"),
    "notes": ("INSERT",),
    "outbox": ("INSERT",),
}
_CUSTOMER = ("customer_id", "customer_profiles", "customer_id")


def m0010_assignment(db: Database) -> None:
    """Create whose customers, saved views and handover notes.

    A customer without an assignment is work of the teams that the files name for them.
    """
    # An agent's or a team's, never both; whoever assigns them to nobody deletes the row.
    db.table("assignments").create(
        {"customer_id": int, "agent": str, "team": str, "assigned_by": str, "assigned_at": str},
        pk="customer_id",
        foreign_keys=[_CUSTOMER],
        not_null={"assigned_by", "assigned_at"},
        strict=True,
    )
    # What the agent before wants the next one to know; gone once somebody has seen to it.
    db.table("handovers").create(
        {"customer_id": int, "agent": str, "written_at": str, "text": str},
        pk="customer_id",
        foreign_keys=[_CUSTOMER],
        not_null={"agent", "written_at", "text"},
        strict=True,
    )
    # Work is whatever an agent leaves behind. Looking for it here spares every place that leaves
    # some from knowing about handovers, and takes no clock's word for what came after the note.
    for table, verbs in _WORK.items():
        for verb in verbs:
            db.conn.execute(
                f"CREATE TRIGGER {table}_{verb.lower()}_ends_handover AFTER {verb} ON {table} "
                "BEGIN DELETE FROM handovers WHERE customer_id = NEW.customer_id "
                "AND agent <> NEW.agent; END"
            )
    # The owner of a view that is everyone's is the empty name.
    db.table("views").create(
        {"owner": str, "name": str, "filters": str, "saved_by": str, "saved_at": str},
        pk=("owner", "name"),
        not_null={"filters", "saved_by", "saved_at"},
        strict=True,
    )
