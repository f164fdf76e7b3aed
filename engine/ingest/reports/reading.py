"""Read a file of delivery reports, whatever its form: the JSON of providers, or a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.ingest.encoding import OR_WINDOWS_1252, detect_encoding
from engine.ingest.reports.aws import NotAReportError, fates_of
from engine.ingest.reports.json_values import Broken, unwrapped, values
from engine.ingest.reports.table import read_table
from engine.models.reports import BadReport, ReportedFate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOWN = 2_000
"""Characters of something unreadable that are kept."""

Found = tuple[int, ReportedFate]
"""The line on which a report begins, and the report."""


def read_reports(path: Path) -> Iterator[Found | BadReport | None]:
    """Yield the reports in a file, what is none, and None for what tells of no outcome.

    Raises:
        engine.ingest.rows.UnreadableError: the file is empty, is not text, or is a table without
            the columns of reports.
        OSError: the system does not let us read it.
    """
    encoding = detect_encoding(path)
    text = path.read_text(encoding, OR_WINDOWS_1252)
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        yield from read_table(path)
        return
    for line, value in values(text):
        yield from _of_value(line, value)


def _of_value(line: int, value: object) -> Iterator[Found | BadReport | None]:
    for inner in unwrapped(value):
        try:
            fates = fates_of(inner)
        except NotAReportError as error:
            yield BadReport(line, str(error), _row(inner))
            continue
        if not fates:
            yield None
        yield from ((line, fate) for fate in fates)


def _row(value: object) -> str:
    return (value.text if isinstance(value, Broken) else json.dumps(value))[:SHOWN]
