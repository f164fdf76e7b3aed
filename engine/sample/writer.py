"""The sample as files: one pass over the customers, every file written as it goes."""

from __future__ import annotations

import csv
from contextlib import ExitStack, contextmanager
from itertools import count
from typing import TYPE_CHECKING

from engine.sample.accounts import account_rows
from engine.sample.actions import action_rows
from engine.sample.contacts import draw_contacts
from engine.sample.dates import Dates
from engine.sample.dice import Dice, weighted
from engine.sample.energy import energy_rows
from engine.sample.interactions import interaction_rows
from engine.sample.layout import (
    ACCOUNTS,
    ACTIONS,
    COLUMNS,
    ENERGY,
    INTERACTIONS,
    NOTIFICATIONS,
    PROFILES,
)
from engine.sample.notifications import notification_rows
from engine.sample.people import draw_person
from engine.sample.profiles import profile_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from engine.sample.layout import Row

    _WriteRows = Callable[[Iterable[Row]], object]

MOST_CUSTOMERS = 1_000_000

_FIRST_CUSTOMER = 3001
_FIRST_NOTIFICATION = 1100
_REPORTS = 100
# Ids run on, with gaps where accounts were closed.
_STEPS = weighted({1: 90, 2: 6, 3: 2, 5: 1, 12: 1})


def write_sample(
    out: Path,
    *,
    customers: int,
    seed: int,
    as_of: date,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, int]:
    """Write the five customer files and the energy file, full of invented customers.

    The same ``customers``, ``seed`` and ``as_of`` give the same bytes everywhere. Files of these
    names in ``out`` are replaced once all are complete; an interrupted run leaves them as they
    were. Memory does not grow with ``customers``.

    Args:
        out: the directory to write to; made if it is missing.
        customers: how many, from 1 to 1,000,000.
        seed: a whole number; another one (its sign aside) gives other customers.
        as_of: the date of the extract. Every moment in the files lies before this day begins.
        progress: called with (customers written, customers in all), about a hundred times and
            lastly with both the same.

    Returns:
        Rows written by file name, in the order of the contract, headers not counted.

    Raises:
        ValueError: ``customers`` is out of range, or ``as_of`` lies before the year 28.
        OSError: ``out`` cannot be written to.
    """
    if not 1 <= customers <= MOST_CUSTOMERS:
        raise ValueError(f"customers must be from 1 to {MOST_CUSTOMERS:,}, not {customers:,}")
    dice = Dice(seed)
    dates = Dates(as_of)
    numbers = count(_FIRST_NOTIFICATION)
    written = dict.fromkeys(COLUMNS, 0)
    step = max(1, customers // _REPORTS)
    out.mkdir(parents=True, exist_ok=True)
    with _replacing_files(out) as write:
        for done, customer_id in enumerate(_customer_ids(customers, dice), 1):
            person = draw_person(customer_id, dice, dates)
            contacts = draw_contacts(person, dice, dates)
            for name, rows in (
                (PROFILES, [profile_row(person, dice, dates)]),
                (ACCOUNTS, account_rows(person, dice, dates)),
                (INTERACTIONS, interaction_rows(person, contacts, dice, dates)),
                (NOTIFICATIONS, notification_rows(person, dice, dates, numbers)),
                (ACTIONS, action_rows(person, contacts, dice)),
                (ENERGY, energy_rows(person, dice, dates)),
            ):
                write[name](rows)
                written[name] += len(rows)
            if progress and (done % step == 0 or done == customers):
                progress(done, customers)
    return written


def _customer_ids(customers: int, dice: Dice) -> Iterator[int]:
    customer_id = _FIRST_CUSTOMER
    for _ in range(customers):
        yield customer_id
        customer_id += dice.pick(_STEPS)


@contextmanager
def _replacing_files(out: Path) -> Iterator[dict[str, _WriteRows]]:
    """Open all files under temporary names; put them in place when the block ends well."""
    temporary = {name: out / f".{name}.part" for name in COLUMNS}
    try:
        with ExitStack() as stack:
            write: dict[str, _WriteRows] = {}
            for name, path in temporary.items():
                file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(COLUMNS[name])
                write[name] = writer.writerows
            yield write
        for name, path in temporary.items():
            path.replace(out / name)
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)
