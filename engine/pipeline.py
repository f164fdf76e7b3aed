"""Where the steps are joined: what the screen and the commands call.

A ``Workbench`` is one agent at one database. It reads and writes through the store, the analysts
and delivery; nothing outside the engine touches files, SQL or channels. Nothing here imports
pandas or sqlite-utils until something is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import fixed_clock, system_clock
from engine.store.connection import connect
from engine.workbench.afterwards import Afterwards
from engine.workbench.aside import Aside
from engine.workbench.bulk import Bulk
from engine.workbench.checkup import Checkup
from engine.workbench.handing import Handing
from engine.workbench.leasing import Leasing
from engine.workbench.listing import Listing
from engine.workbench.measuring import Measuring
from engine.workbench.permissions import guarded
from engine.workbench.phrasing import Phrasing
from engine.workbench.viewing import Viewing
from engine.workbench.writing import Writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from engine.clock import Clock
    from engine.delivery.channel import Deliverer
    from engine.models.vocabulary import Channel
    from engine.settings import Settings


@guarded
class Workbench(
    Listing,
    Leasing,
    Bulk,
    Afterwards,
    Aside,
    Checkup,
    Phrasing,
    Handing,
    Viewing,
    Measuring,
    Writing,
):
    """Everything an agent can do, at one seat."""

    def __init__(
        self,
        settings: Settings,
        connection: sqlite3.Connection,
        *,
        clock: Clock,
        new_id: Callable[[], str] | None = None,
        deliverer_for: Callable[[Channel], Deliverer] | None = None,
    ) -> None:
        """Join the parts; see ``open_workbench`` and the attributes of the parts."""
        super().__init__(settings, connection, clock)
        self.chosen_deliverers = deliverer_for
        if new_id is not None:
            self.new_id = new_id


def open_workbench(
    settings: Settings,
    clock: Clock | None = None,
    new_id: Callable[[], str] | None = None,
) -> Workbench:
    """Open the database of the settings, creating the file when missing.

    Args:
        settings: the settings.
        clock: the present moment; default: that of the settings, else the system's.
        new_id: makes the ids of notifications; default: random ones.

    Raises:
        StoreError: the database cannot be used.
    """
    if clock is None:
        clock = fixed_clock(settings.now) if settings.now else system_clock
    return Workbench(settings, connect(settings.database), clock=clock, new_id=new_id)
