"""From rows of text to typed columns, and the rejects with their reasons."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.ingest.columns import ColumnReader, Fault
from engine.ingest.files import INTERACTIONS, PROFILES, REJECT_COLUMNS, FileSpec
from engine.ingest.headers import folded_header
from engine.ingest.keys import KeySet, keys_of
from engine.ingest.quality import contradictions
from engine.ingest.rows import SHOWN, Reject, UnreadableError
from engine.ingest.topics import topics_of
from engine.privacy.clean import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.rows import Batch

    Table = dict[str, list[Any]]
    """Typed rows, column by column, under the names of the store."""

_LINES_NAMED = 5
_TEXTS_NOTED = 20

_Problems = dict[int, list[tuple[str, str, str]]]
"""Per row of a batch what is wrong with it: column, value, reason."""


class Converter:
    """Turns the batches of one file into typed columns; remembers what it noticed.

    Attributes:
        spec: the kind of file.
        header: the columns of the file as written.
        mended: whether this is a rejects file, mended and loaded again.
        own: where in a row the columns of the original file stand.
        rows_read: rows seen so far, blank ones aside.
        rejects: rows that cannot be loaded, in the order of the file.
    """

    def __init__(self, spec: FileSpec, header: Sequence[str]) -> None:
        """Match the header to the columns of ``spec``.

        Raises:
            UnreadableError: a required column is missing or a known one stands there twice.
        """
        self.spec = spec
        self.header = header
        self.rows_read = 0
        self.rejects: list[Reject] = []
        self._noted: dict[str, _Noted] = {}
        self._seen = KeySet()
        folded = [folded_header(cell) for cell in header]
        self.mended = all(name in folded for name in REJECT_COLUMNS)
        # What we added to a rejects file stands behind the columns of the file itself.
        added = {_last(folded, name) for name in REJECT_COLUMNS} if self.mended else set()
        self.own = [place for place in range(len(header)) if place not in added]
        self._readers = self._match(folded)
        self._extra = _names_of_unknown(header, [i for i in self.own if i not in self._readers])

    def _match(self, folded: list[str]) -> dict[int, ColumnReader]:
        readers: dict[int, ColumnReader] = {}
        for column in self.spec.columns:
            places = [i for i, name in enumerate(folded) if name == folded_header(column.header)]
            if len(places) > 1:
                raise UnreadableError(f"the column {column.header} stands in the header twice")
            if places:
                readers[places[0]] = ColumnReader(column)
        missing = [header for header in self.spec.required if folded_header(header) not in folded]
        if len(missing) == len(self.spec.required):
            raise UnreadableError("no header line")
        if missing:
            raise UnreadableError(
                f"the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} "
                f"{'are' if len(missing) > 1 else 'is'} missing; "
                f"found {clean_line(', '.join(self.header))}"
            )
        return readers

    def table(self, batch: Batch, customers: KeySet) -> Table:
        """Return the good rows of ``batch``, as stored.

        Bad rows, orphans (their customer is not in ``customers``) and duplicates go to
        ``rejects``. For the profiles file the ids found are added to ``customers``.
        """
        self.rows_read += len(batch.lines) + len(batch.broken)
        table, faults = self._read(batch)
        good = _Good(batch, table)
        rejects = batch.broken + good.without(faults)
        if self.spec is not PROFILES:
            rejects += good.without(self._orphans(table, customers))
        if self.spec.key:
            rejects += good.without(self._duplicates(table, self.spec.key))
        if self.spec is PROFILES:
            customers.add(keys_of(table["customer_id"]))
        # Nothing but delimiters is what spreadsheets leave below a table.
        told = [reject for reject in rejects if any(map(str.strip, reject.row))]
        self.rows_read -= len(rejects) - len(told)
        self.rejects += sorted(told, key=lambda reject: reject.line)
        self._complete(table, good)
        for text, places in contradictions(self.spec.table, table):
            for place in places:
                self._note(text, good.line(place))
        return table

    def _read(self, batch: Batch) -> tuple[Table, _Problems]:
        """Return the value of each cell, and the rows with cells that cannot be read."""
        table: Table = {}
        problems: _Problems = {}
        unclear: list[tuple[int, str, str, str]] = []
        for place, reader in self._readers.items():
            cells = batch.columns[place]
            table[reader.column.name] = reader.read(cells)
            for row, found in reader.oddities(cells):
                value = cells[row].strip()[:SHOWN]
                if isinstance(found, Fault):
                    problem = (reader.column.header, value, str(found))
                    problems.setdefault(row, []).append(problem)
                else:
                    unclear.append((row, reader.column.header, value, found.note))
        for row, header, value, note in unclear:
            if row not in problems:
                self._note_unclear(header, value, note, batch.lines[row])
        return table, problems

    def _orphans(self, table: Table, customers: KeySet) -> _Problems:
        ids = table["customer_id"]
        header, reason = self._header_of("customer_id"), f"no such customer in {PROFILES.name}"
        places = (~customers.holds(keys_of(ids))).nonzero()[0].tolist()
        return {place: [(header, str(ids[place]), reason)] for place in places}

    def _duplicates(self, table: Table, key: str) -> _Problems:
        values = table[key]
        header, reason = self._header_of(key), "appears twice; the first row was kept"
        places = self._seen.add(keys_of(values)).nonzero()[0].tolist()
        return {place: [(header, str(values[place]), reason)] for place in places}

    def notes(self) -> list[str]:
        """Return what an operator should know about the file, one sentence each."""
        unknown = [f"unknown column {name}: kept aside, not used" for name in self._extra.values()]
        return unknown + [noted.sentence(text) for text, noted in self._noted.items()]

    def _note(self, text: str, line: int) -> None:
        self._noted.setdefault(text, _Noted()).add(line)

    def _note_unclear(self, header: str, value: str, note: str, line: int) -> None:
        text = f"{header} {value!r}: {note}"
        if text not in self._noted and len(self._noted) >= _TEXTS_NOTED:
            text = f"{header} with another value: {note}"
        self._note(text, line)

    def _header_of(self, name: str) -> str:
        return next(column.header for column in self.spec.columns if column.name == name)

    def _complete(self, table: Table, good: _Good) -> None:
        """Add the columns of the store that do not stand in the file as such."""
        count = len(table["customer_id"])
        for column in self.spec.columns:
            if column.name not in table and column.when_missing is not None:
                table[column.name] = [column.when_missing] * count
        if self._extra:
            table["extra"] = [self._kept_aside(good.row(place)) for place in range(count)]
        if self.spec is INTERACTIONS:
            pairs = zip(table["interaction_type"], table["summary"], strict=True)
            table["topics"] = [topics_of(*pair).value for pair in pairs]

    def _kept_aside(self, row: Sequence[str]) -> str | None:
        cells = {name: clean_text(row[place]) for place, name in self._extra.items()}
        kept = {name: cell for name, cell in cells.items() if cell.strip()}
        return json.dumps(kept, ensure_ascii=False) if kept else None


class _Good:
    """The rows of a batch that are good so far."""

    def __init__(self, batch: Batch, table: Table) -> None:
        """Begin with all rows of ``batch``, whose values stand in ``table``."""
        self._batch = batch
        self._table = table
        self._rows = list(range(len(batch.lines)))

    def row(self, place: int) -> tuple[str, ...]:
        """Return the cells of the row that now stands at ``place``."""
        return self._batch.row(self._rows[place])

    def line(self, place: int) -> int:
        """Return the line of the row that now stands at ``place``."""
        return self._batch.lines[self._rows[place]]

    def without(self, problems: _Problems) -> list[Reject]:
        """Take the rows at these places out of the table; return them."""
        rejects = []
        for place in sorted(problems, reverse=True):
            (column, value, reason), *others = problems[place]
            also = "".join(f"; also {c} {v!r}: {r}" for c, v, r in others)
            rejects.append(Reject(self.line(place), column, value, reason + also, self.row(place)))
            del self._rows[place]
            for values in self._table.values():
                del values[place]
        return rejects


@dataclass(slots=True)
class _Noted:
    """On how many rows something was noticed, and on which lines first."""

    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Count one more row."""
        self.count += 1
        if len(self.lines) < _LINES_NAMED:
            self.lines.append(line)

    def sentence(self, text: str) -> str:
        """Return what an operator reads."""
        named = ", ".join(map(str, self.lines))
        more = ", …" if self.count > len(self.lines) else ""
        rows, lines = ("row", "line") if self.count == 1 else ("rows", "lines")
        return f"{self.count} {rows}: {text} ({lines} {named}{more})"


def _last(names: Sequence[str], name: str) -> int:
    return max(place for place, found in enumerate(names) if found == name)


def _names_of_unknown(header: Sequence[str], places: Sequence[int]) -> dict[int, str]:
    """Return a name for each unknown column, none twice and none empty."""
    names: dict[int, str] = {}
    for place in places:
        name = clean_line(header[place])
        if not name or name in names.values():
            name = f"{name} (column {place + 1})".strip()
        names[place] = name
    return names
