"""Load the wording from ``texts.toml``, with an operator's own entries over it, and check it.

A text may name values in braces. One rule covers variants, optional sentences and missing data:
a text is used only when every value that it names is known.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.analysts.entries import OPEN_TABLES, Entry, known_entries
from engine.analysts.placeholders import AGENT_FACTS, MARKS, MESSAGE_PARTS
from engine.analysts.words import tidy
from engine.errors import OperatorError
from engine.language.gsm import is_gsm
from engine.language.promotion import promotional_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BUILT_IN = Path(__file__).with_name("texts.toml")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# Parts that are there whatever the record holds.
_ALWAYS_THERE = frozenset({*MESSAGE_PARTS, "also"})


class TextsError(OperatorError):
    """Wording that cannot be used; the message names the file, the entry and what to do."""


@dataclass(frozen=True, slots=True)
class Template:
    """One text and the values that it needs."""

    text: str
    needs: frozenset[str]

    def fill(self, values: Mapping[str, str]) -> str | None:
        """Return the text with its values, or None when the record lacks one of them."""
        if not self.needs <= values.keys():
            return None
        return tidy(self.text.format_map(values))


class Texts:
    """All the wording, by dotted entry name. Immutable, so that threads may share it."""

    def __init__(self, templates: Mapping[str, tuple[Template, ...]]) -> None:
        self._templates = templates

    def templates(self, entry: str) -> tuple[Template, ...]:
        """Return the texts of an entry, best first; none for an optional one that is missing."""
        return self._templates.get(entry, ())

    def every(self, entry: str, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the texts of an entry whose values are known."""
        filled = (template.fill(values) for template in self.templates(entry))
        return tuple(text for text in filled if text is not None)

    def first(self, entry: str, values: Mapping[str, str]) -> str:
        """Return the first text of an entry whose values are known; empty when there is none."""
        for template in self.templates(entry):
            text = template.fill(values)
            if text is not None:
                return text
        return ""

    def word(self, entry: str) -> str:
        """Return a text that names no values."""
        return self.templates(entry)[0].text

    def count(self, noun: str, number: str) -> str:
        """Return a number with its noun: "1 day", "9 days"."""
        singular, plural = self.templates(f"nouns.{noun}")
        return f"{number} {singular.text if number == '1' else plural.text}"

    def named(self, table: str, name: str | None) -> str | None:
        """Return the text of an open table for a name as the files spell it, in any case."""
        found = self._templates.get(f"{table}.{_folded(name)}") if name else None
        return found[0].text if found else None


def load_texts(path: Path | None = None) -> Texts:
    """Return the built-in wording, with the entries of ``path`` in place of their namesakes.

    Raises:
        TextsError: a file cannot be read, or an entry is unknown, missing or cannot be used.
    """
    entries = known_entries()
    templates = _checked(BUILT_IN, entries, own=False)
    for name, entry in entries.items():
        if name not in templates and not entry.optional:
            raise TextsError(f"{BUILT_IN}: {name}: missing; install the program again")
    if path is not None:
        templates |= _checked(path, entries, own=True)
    return Texts(templates)


def _checked(
    path: Path, entries: Mapping[str, Entry], *, own: bool
) -> dict[str, tuple[Template, ...]]:
    templates = {}
    for name, value in _leaves(read_toml(path, "analysis.texts")):
        entry, key = _entry(name, entries, path)
        where = f"{path}: {name}"
        templates[key] = tuple(_template(text, entry, where) for text in _as_list(value, where))
        _check_counts(templates[key], entry, where)
        # The built-in texts are held to it by a test; checking them on every start is too slow.
        if own and entry.serves:
            _check_service(templates[key], where)
    return templates


def read_toml(path: Path, setting: str) -> dict[str, object]:
    """Return what a file of texts holds; ``setting`` is the one that names the file.

    Raises:
        TextsError: it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TextsError(f"{path}: no such file; correct or remove the setting {setting}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TextsError(f"{path}: cannot be read as TOML: {error}") from None


def _leaves(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _entry(name: str, entries: Mapping[str, Entry], path: Path) -> tuple[Entry, str]:
    """Return what is known of an entry, and the key that it is kept under."""
    if name in entries:
        return entries[name], name
    for table, entry in OPEN_TABLES.items():
        if name.startswith(f"{table}."):
            return entry, f"{table}.{_folded(name.removeprefix(f'{table}.'))}"
    close = difflib.get_close_matches(name, entries, n=1)
    hint = f"did you mean {close[0]}?" if close else "the built-in texts.toml lists all entries"
    raise TextsError(f"{path}: {name}: unknown entry; {hint}")


def _as_list(value: object, where: str) -> list[str]:
    given = value if isinstance(value, list) else [value]
    texts = [text.strip() for text in given if isinstance(text, str)]
    if not texts or len(texts) < len(given) or not all(texts):
        raise TextsError(f"{where}: write a text in quotation marks, or a list of such texts")
    return texts


def read_template(text: str) -> Template:
    """Return a text with the names of the values that it needs.

    Raises:
        TextsError: its braces do not stand around names.
    """
    if {"{", "}"} & set(_PLACEHOLDER.sub("", text)):
        raise TextsError("write braces only around the name of a value, as in {plan}")
    return Template(text, frozenset(_PLACEHOLDER.findall(text)))


def _template(text: str, entry: Entry, where: str) -> Template:
    shown = f'{where}: "{text[:40]}…"'
    try:
        template = read_template(text)
    except TextsError as error:
        raise TextsError(f"{shown}: {error}") from None
    needs = template.needs
    for name in sorted(needs - entry.placeholders):
        raise TextsError(f"{shown}: {about_placeholder(name, entry.placeholders)}")
    for name in sorted(entry.must_hold - needs):
        raise TextsError(
            f"{shown}: add {{{name}}}: every marketing message must say how to opt out"
        )
    if entry.gsm and not is_gsm(text):
        raise TextsError(
            f"{shown}: has a sign that would halve the length of a text message; write ' for a "
            "curly apostrophe and - for a dash"
        )
    return template


def about_placeholder(name: str, allowed: frozenset[str]) -> str:
    """Return what is wrong with a value that a text names and must not."""
    if name in {*AGENT_FACTS, *MARKS}:
        return f"{{{name}}} is for the agent only and may not stand in this entry; remove it"
    close = difflib.get_close_matches(name, allowed, n=1)
    if close:
        return f"unknown value {{{name}}}; did you mean {{{close[0]}}}?"
    return f"unknown value {{{name}}}; this entry may use: {', '.join(sorted(allowed)) or 'none'}"


def _check_counts(templates: tuple[Template, ...], entry: Entry, where: str) -> None:
    if entry.exactly and len(templates) != entry.exactly:
        raise TextsError(f"{where}: has {len(templates)} texts; write {entry.exactly}")
    always = sum(template.needs <= _ALWAYS_THERE for template in templates)
    if always < entry.always:
        raise TextsError(
            f"{where}: {entry.always - always} more needed that can be used when the record lacks "
            "a value; add a text without values at the end"
        )


def _check_service(templates: tuple[Template, ...], where: str) -> None:
    for template in templates:
        for span in promotional_spans(template.text):
            words = template.text[span.start : span.end]
            raise TextsError(
                f'{where}: "{words}" {span.explanation}, but this text also goes to customers who '
                "did not agree to marketing; word it neutrally"
            )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
