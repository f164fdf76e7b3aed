"""A table of delivery reports, one a row, as many providers and hands write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import from_text
from engine.ingest.headers import folded_header
from engine.ingest.reading import DelimitedFile
from engine.ingest.rows import UnreadableError
from engine.ingest.values import BadValueError, moment
from engine.models.reports import BadReport, Hardness, ReportedFate, ReportKind
from engine.privacy.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from engine.ingest.reports.reading import Found

COLUMNS = {
    "reference": ("reference", "message id", "messageid", "provider id", "message reference"),
    "notification_id": ("notification id", "notificationid", "notification", "id"),
    "address": ("address", "email", "e mail", "email address", "recipient", "to", "phone",
                "phone number", "number", "destination"),
    "kind": ("kind", "event", "event type", "status", "result", "outcome"),
    "type": ("type", "bounce type", "hardness"),
    "at": ("at", "time", "timestamp", "time stamp", "date", "date time", "date & time", "when"),
    "detail": ("detail", "details", "reason", "diagnostic", "response", "description"),
}  # fmt: skip
"""Our columns, and how their headers may be spelt."""

_NAMES = {spelling: ours for ours, spellings in COLUMNS.items() for spelling in spellings}
_KINDS = {
    ReportKind.DELIVERED: ("delivered", "delivery", "success", "sent"),
    ReportKind.BOUNCE: ("bounce", "bounced", "hard bounce", "soft bounce"),
    ReportKind.COMPLAINT: ("complaint", "complained", "spam", "spam report", "spam complaint"),
    ReportKind.FAILED: ("failed", "failure", "reject", "rejected", "undelivered", "dropped"),
}
_KIND_OF = {spelling: kind for kind, spellings in _KINDS.items() for spelling in spellings}
_HARD = frozenset({"hard", "permanent", "hard bounce"})
_SOFT = frozenset({"soft", "transient", "temporary", "undetermined", "soft bounce", ""})
_IDENTITIES = ("reference", "notification_id", "address")


def read_table(path: Path) -> Iterator[Found | BadReport | None]:
    """Yield the reports of a table, and the rows that are none.

    Raises:
        UnreadableError: it lacks a column for the kind, or any that says of which message.
        OSError: the system does not let us read it.
    """
    file = DelimitedFile(path, frozenset(_NAMES))
    try:
        places = _places(file.header)
        if "kind" not in places or not places.keys() & set(_IDENTITIES):
            raise UnreadableError(
                "neither JSON nor a table of reports: expected the columns kind and one of "
                f"{', '.join(_IDENTITIES)}"
            )
        for batch in file.batches():
            for place, line in enumerate(batch.lines):
                yield _read(line, batch.row(place), places)
            for broken in batch.broken:
                yield BadReport(broken.line, broken.reason, file.delimiter.join(broken.row))
    finally:
        file.close()


def _places(header: Sequence[str]) -> dict[str, int]:
    """Return where our columns stand; of two for the same, the first counts."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        if ours := _NAMES.get(folded_header(name)):
            found.setdefault(ours, place)
    return found


def _read(line: int, row: tuple[str, ...], places: Mapping[str, int]) -> Found | BadReport:
    cells = {name: clean_line(row[place]).strip() for name, place in places.items()}
    try:
        return line, _fate(cells)
    except BadValueError as error:
        return BadReport(line, str(error), ",".join(row))


def _fate(cells: Mapping[str, str]) -> ReportedFate:
    written = cells["kind"]
    word = folded_header(written)
    kind = _KIND_OF.get(word)
    if kind is None:
        expected = ", ".join(ReportKind)
        raise BadValueError(f"kind {written[:40]!r}: expected one of {expected}")
    given = {name: cells.get(name) or None for name in _IDENTITIES}
    if not any(given.values()):
        raise BadValueError(f"the row names no message: fill one of {', '.join(_IDENTITIES)}")
    return ReportedFate(
        kind=kind,
        hardness=_hardness(kind, word, cells.get("type", "")),
        notification_id=given["notification_id"],
        references=(given["reference"],) if given["reference"] else (),
        address=given["address"],
        at=_moment(cells.get("at", "")),
        detail=cells.get("detail", ""),
    )


def _hardness(kind: ReportKind, word: str, written: str) -> Hardness:
    if kind is not ReportKind.BOUNCE:
        return Hardness.NONE
    said = folded_header(written)
    if said in _HARD or (not said and word in _HARD):
        return Hardness.HARD
    if said in _SOFT:
        return Hardness.SOFT
    raise BadValueError(f"type {written[:40]!r}: expected hard or soft")


def _moment(written: str) -> datetime | None:
    if not written:
        return None
    try:
        return from_text(moment(written))
    except BadValueError as error:
        raise BadValueError(f"at {written[:40]!r}: {error}") from None
