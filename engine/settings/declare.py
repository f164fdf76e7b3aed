"""Declare settings: the default, the parser and the meaning of each in one line."""

from __future__ import annotations

import math
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def text(value: object) -> str:
    """Parse any text."""
    return str(value)


def path(value: object) -> Path:
    """Parse a path; ``~`` is the home directory."""
    return Path(str(value)).expanduser()


def whole(value: object) -> int:
    """Parse a whole number of 0 or more."""
    number = int(str(value))
    if number < 0:
        raise ValueError("expected a whole number of 0 or more")
    return number


def amount(value: object) -> float:
    """Parse a number of 0 or more."""
    number = float(str(value))
    if not 0 <= number < math.inf:
        raise ValueError("expected a number of 0 or more")
    return number


def moment(value: object) -> datetime:
    """Parse an instant, which must carry its offset."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError("expected a time with its offset, such as 2026-11-20T09:00:00+00:00")
    return found.astimezone(UTC)


def one_of(*choices: str) -> Callable[[object], str]:
    """Return a parser of a closed vocabulary."""

    def parse(value: object) -> str:
        if str(value) not in choices:
            raise ValueError(f"expected one of {', '.join(choices)}")
        return str(value)

    return parse


def setting(default: Any, parse: Callable[[object], Any], about: str) -> Any:
    """Declare a setting: its default (or a function that makes it), its parser and its meaning."""
    metadata = {"parse": parse, "about": about}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def table(kind: type[Any]) -> Any:
    """Declare a table of further settings."""
    return field(default_factory=kind, metadata={"table": kind})
