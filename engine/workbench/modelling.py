"""The model analyst at a seat: what a run would cost, the run itself, what was spent."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.analysts.digest import digest
from engine.clock import LONDON
from engine.running.choice import RULES, chosen_analyst, model_of
from engine.store import analyses
from engine.workbench.casework import Casework

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager

    from engine.running.batch import Batches
    from engine.running.plan import Plan
    from engine.running.run import Outcome, Run
    from engine.store.model_calls import Limits, Spent


@dataclass(frozen=True, slots=True)
class Usage:
    """What models were used for; ``by_model`` and ``outcomes`` are of this month."""

    today: Spent
    month: Spent
    agent_calls_today: int
    limits: Limits
    by_model: list[tuple[str, str, str, Spent]]
    outcomes: dict[str, int]


class Modelling(Casework):
    """Runs of a model over many customers.

    Attributes:
        environ: where keys and AWS's own variables are found.
    """

    environ: Mapping[str, str] = os.environ

    @property
    def model_analyst(self) -> str | None:
        """The model analyst that the settings ask for, or None where the rules are to do."""
        name = chosen_analyst(self.settings, self.environ)
        return None if name == RULES else name

    def are_analysed(self, customer_ids: Iterable[int]) -> bool:
        """Whether the model need not be asked about any of these customers."""
        name = self.model_analyst
        return name is None or all(
            analyses.is_done(
                self.connection,
                customer_id,
                name,
                profile_digest=digest(self.profile(customer_id)),
            )
            for customer_id in customer_ids
        )

    def plan_run(self, name: str, customer_ids: Iterable[int], *, force: bool = False) -> Plan:
        """Return what analysing these customers with a model would take."""
        from engine.running.plan import plan
        from engine.running.prices import tariff_of
        from engine.running.setup import make_analyst

        model = model_of(name, self.settings)
        return plan(
            self.connection,
            make_analyst(name, self.settings),
            model,
            tariff_of(model, self.settings),
            customer_ids,
            force=force,
        )

    def open_run(
        self,
        name: str,
        customer_ids: Iterable[int],
        report: Callable[[Outcome], None],
        *,
        force: bool = False,
        workers: int | None = None,
    ) -> AbstractContextManager[Run]:
        """Prepare a run of a model; see ``engine.running.setup.open_run``."""
        from engine.running.setup import open_run

        return open_run(
            name,
            self.settings,
            self.clock,
            self.environ,
            customer_ids,
            report=report,
            force=force,
            workers=workers,
        )

    def open_batches(self) -> AbstractContextManager[Batches]:
        """Open the jobs of batch inference; see ``engine.running.batch``."""
        from engine.running.batch import open_batches

        return open_batches(self.connection, self.settings, self.clock)

    def limits(self) -> Limits:
        """Return what may be spent now."""
        from engine.running.setup import limits_of

        return limits_of(self.settings, self.clock())

    def spent_in_run(self, run_id: str) -> Spent:
        """Return what one run has used."""
        from engine.store import model_calls

        return model_calls.spent_in_run(self.connection, run_id)

    def usage(self) -> Usage:
        """Return what was spent today and this month, London time."""
        from engine.running.setup import midnight
        from engine.store import model_calls

        now = self.clock()
        limits = self.limits()
        month = midnight(now.astimezone(LONDON).replace(day=1))
        return Usage(
            today=model_calls.spent_since(self.connection, limits.midnight),
            month=model_calls.spent_since(self.connection, month),
            agent_calls_today=model_calls.charged_calls(
                self.connection, limits.midnight, self.agent
            ),
            limits=limits,
            by_model=model_calls.by_model(self.connection, month),
            outcomes=model_calls.by_outcome(self.connection, month),
        )
