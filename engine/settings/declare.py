"""Declare settings: the default, the parser and the meaning of each in one line."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Secret:
    """A password or the like: whatever prints it prints only that it is set.

    Attributes:
        value: the secret itself, for whoever really needs it.
    """

    value: str = ""

    def __str__(self) -> str:
        """Return ``set``, or nothing when it is empty."""
        return "set" if self.value else ""

    def __repr__(self) -> str:
        """Return the same, so that no traceback holds the secret."""
        return f"Secret({self})"

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.value)


def secret(value: object) -> Secret:
    """Parse a secret."""
    return Secret(str(value))


def port(value: object) -> int:
    """Parse a TCP port; 0 leaves the choice to the program."""
    number = int(str(value))
    if not 0 <= number <= _LAST_PORT:
        raise ValueError(f"expected a port from 1 to {_LAST_PORT}")
    return number


def seconds(value: object) -> float:
    """Parse a time-out, which must be more than 0."""
    number = amount(value)
    if not number:
        raise ValueError("expected more than 0 seconds")
    return number


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
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
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


def free_table(about: str, parse: Callable[[object], str] = text) -> Any:
    """Declare a table whose names are not ours to list: keys by action, roles by person."""
    return field(
        default_factory=dict, metadata={"free_table": True, "parse": parse, "about": about}
    )


def table(kind: type[Any]) -> Any:
    """Declare a table of further settings."""
    return field(default_factory=kind, metadata={"table": kind})
