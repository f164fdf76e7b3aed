"""Write rejected rows as a file that can be mended and loaded again."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from engine.ingest.files import REJECT_COLUMNS
from engine.privacy.files import make_file

if TYPE_CHECKING:
    from pathlib import Path

    from engine.ingest.sets import SourceFile


def write_rejects(directory: Path, file: SourceFile) -> Path | None:
    """Write the rejects of ``file``: its own columns, then line, column and reason.

    The rejects file has the name of the kind of file, so that its folder is itself a set that can
    be loaded. One that is left over from an earlier load is removed when nothing is rejected.

    Returns:
        Where the file was written, or None when there is nothing to mend.
    """
    path = directory / file.spec.name
    converter = file.converter
    if not file.report.rejects:
        path.unlink(missing_ok=True)
        return None
    temporary = path.with_suffix(".part")
    make_file(temporary)
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*(converter.header[i] for i in converter.own), *REJECT_COLUMNS])
        for reject in file.report.rejects:
            cells = (reject.row[i] if i < len(reject.row) else "" for i in converter.own)
            writer.writerow([*cells, reject.line, reject.column, reject.reason])
    temporary.replace(path)
    return path
