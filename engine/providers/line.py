"""What both providers tell from the line: how long to wait, and whether the address exists."""

from __future__ import annotations

import socket
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST = 3600.0


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the headers ask us to wait, at most an hour, or None.

    The header holds seconds or a date (RFC 9110, section 10.2.3). A date is read against the
    service's own ``Date``, so that our clock does not matter.

    Args:
        headers: the headers of an answer, their names in lower case.
    """
    value = headers.get("retry-after", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        try:
            there = parsedate_to_datetime(headers.get("date", ""))
            seconds = (parsedate_to_datetime(value) - there).total_seconds()
        except (TypeError, ValueError):
            return None
    # Neither a negative wait nor "nan" is one.
    return min(seconds, _LONGEST) if seconds >= 0 else None


def is_unresolvable(error: BaseException) -> bool:
    """Tell whether ``error`` means that the host's name does not exist.

    That a name server does not answer for the moment is something else.
    """
    return any(
        isinstance(cause, socket.gaierror) and cause.errno != socket.EAI_AGAIN
        for cause in _causes(error)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
