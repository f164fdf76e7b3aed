"""The times in reports: ISO 8601 and its kin. Providers write UTC, with or without saying so."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_or_none(value: object) -> datetime | None:
    """Return the moment that a provider wrote, or None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
