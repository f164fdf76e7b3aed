"""What is odd in real files, and how often: contradictions, objections and empty cells.

A reader must cope with all of it without rejecting a row. Rates are shares of the rows named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from engine.sample.dice import Dice

T = TypeVar("T")

CLICKED_UNOPENED = 0.008
"""Notifications that were clicked, it says, but never opened."""

FAILED_YET_OPENED = 0.007
"""Notifications that failed to arrive, it says, but were opened."""

WRONG_TENURE = 0.01
"""Account rows whose tenure is years away from Customer_Since."""

SECOND_ACCOUNT_ROW = 0.02
"""Customers with an older account row beside the current one."""

OBJECTED = 0.026
"""Customers who asked us to stop; most still stand as opted in."""

STALE_LABEL = 0.05
"""Profiles whose source label is out of date: any label, whatever their figures say."""

WRONG_SEGMENT = 0.05
"""Energy rows that name another business segment than the customer's."""

MISSING_CELL = 0.01
"""Empty cells in each of: satisfaction, engagement, last login."""

_MISSING = ("", "", "N/A", "-")


def or_missing(value: T, dice: Dice) -> T | str:
    """Return ``value``, or now and then one of the ways to write that there is none."""
    return dice.pick(_MISSING) if dice.chance(MISSING_CELL) else value
