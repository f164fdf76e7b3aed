"""Snippets: pieces of text with values that agents put into a message while they write.

The built-in ones are in ``snippets.toml``; those of the team's file and of the settings stand
beside them, or in the place of a namesake. A snippet that cannot be used is listed with what is
wrong with it: it must not take the others away, and must not be put in with a hole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysts.placeholders import CUSTOMER_FACTS, SNIPPET_FACTS
from engine.analysts.texts import Template, TextsError, about_placeholder, read_template, read_toml
from engine.language.promotion import is_marketing
from engine.privacy.clean import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BUILT_IN = Path(__file__).with_name("snippets.toml")
TABLE = "snippets"
MEANINGS = SNIPPET_FACTS | CUSTOMER_FACTS
"""The values that a snippet may name, and what each stands for."""

_SETTINGS = "the settings"


@dataclass(frozen=True, slots=True)
class Snippet:
    """One piece of text.

    Attributes:
        name: what agents choose it by.
        text: as written, with its values in braces.
        origin: the file, with the line where it can be told, or the settings.
        fault: why nobody can use it as it is written; empty when there is nothing wrong.
    """

    name: str
    text: str
    origin: str
    fault: str = ""

    @property
    def promotes(self) -> bool:
        """Whether it makes any message with it marketing (uk-rules, rule 1)."""
        return is_marketing(self.text)

    def fill(self, values: Mapping[str, str]) -> Filled:
        """Return the snippet for one customer; what the record lacks is named, never left out."""
        if self.fault:
            return Filled(self, None, ())
        template = read_template(self.text)
        missing = tuple(sorted(template.needs - values.keys()))
        return Filled(self, template.fill(values), missing)


@dataclass(frozen=True, slots=True)
class Filled:
    """A snippet for one customer.

    Attributes:
        text: what would be put into the message; None when it cannot be.
        missing: the values that the customer's record does not hold.
    """

    snippet: Snippet
    text: str | None
    missing: tuple[str, ...]

    @property
    def why_not(self) -> str:
        """Why it cannot be put in, in one sentence; empty when it can."""
        if self.snippet.fault:
            return f"{self.snippet.origin}: {self.snippet.fault}"
        if not self.missing:
            return ""
        lacking = "; ".join(f"{{{name}}}, {MEANINGS[name]}" for name in self.missing)
        return f"the record does not hold {lacking}"


def load_snippets(path: Path | None, own: Mapping[str, str]) -> tuple[Snippet, ...]:
    """Return all snippets by name: the built-in ones, those of ``path`` and ``own`` over them.

    Args:
        path: the team's file, with one table ``[snippets]``.
        own: those of the settings.

    Raises:
        TextsError: a file cannot be read as snippets at all.
    """
    found = {snippet.name: snippet for snippet in _of_file(BUILT_IN)}
    if path is not None:
        found |= {snippet.name: snippet for snippet in _of_file(path)}
    for name, text in own.items():
        found[name] = _snippet(name, text, f"{_SETTINGS}, [{TABLE}] {name}")
    return tuple(found[name] for name in sorted(found, key=str.casefold))


def _of_file(path: Path) -> Iterator[Snippet]:
    content = read_toml(path, "analysis.snippets")
    table = content.pop(TABLE, None)
    if content:
        name = next(iter(content))
        raise TextsError(f"{path}: {name}: unknown; snippets stand in one table, [{TABLE}]")
    if not isinstance(table, dict):
        raise TextsError(f'{path}: has no table [{TABLE}] with lines such as name = "text"')
    lines = path.read_text(encoding="utf-8").splitlines()
    for name, text in table.items():
        line = _line_of(name, lines)
        where = f"{path}, line {line}, {name}" if line else f"{path}, {name}"
        yield _snippet(name, text, where)


def _line_of(name: str, lines: list[str]) -> int | None:
    """Return the line in which a name is given its text; TOML readers do not keep it."""
    given = re.compile(rf"""\s*(?:{TABLE}\.)?["']?{re.escape(name)}["']?\s*=""")
    return next((number for number, line in enumerate(lines, 1) if given.match(line)), None)


def _snippet(name: str, text: object, origin: str) -> Snippet:
    if not isinstance(text, str) or not text.strip():
        return Snippet(name, "", origin, "write a text in quotation marks")
    cleaned = clean_text(text).strip()
    return Snippet(name, cleaned, origin, _fault(cleaned))


def _fault(text: str) -> str:
    try:
        template: Template = read_template(text)
    except TextsError as error:
        return str(error)
    unknown = sorted(template.needs - MEANINGS.keys())
    return about_placeholder(unknown[0], frozenset(MEANINGS)) if unknown else ""
