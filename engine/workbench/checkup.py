"""Whether everything is there that this installation needs, and what to do where not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.running.choice import BEDROCK, OPENAI, RULES, make_provider
from engine.workbench.modelling import Modelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.providers.probe import Check


class Checkup(Modelling):
    """What ``sne doctor`` looks at."""

    def check_data(self) -> Iterator[Check]:
        """Look at the database and the customers in it."""
        from engine.providers.probe import Check

        database = self.settings.database
        writable = os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)
        yield Check(
            "database",
            writable,
            str(database),
            "" if writable else f"Make {database} and its folder writable for this user.",
        )
        if not self.is_ready:
            yield Check("customers", None, "none loaded yet", "Load them: sne load FOLDER")
            return
        count = self.count_customers()
        yield Check("customers", True, f"{count:,} loaded from {self.last_source()}")

    def check_analyst(self) -> Iterator[Check]:
        """Look at the analyst of the settings, and at Bedrock where nothing else is asked for."""
        from engine.providers.probe import Check

        name = self.model_analyst or RULES
        asked_for = self.settings.analysis.analyst
        why = " (auto)" if asked_for == "auto" else ""
        advice = ""
        if name == RULES:
            advice = (
                "To have a model write: set up AWS in the environment, or analysis.analyst in the "
                "settings (SNE_ANALYSIS_ANALYST=bedrock). The rules need nothing."
            )
        yield Check("analyst", True, f"{name}{why}", advice)
        if name == OPENAI:
            yield from self._check_openai()
        else:
            yield from self._check_bedrock()
        if name != RULES:
            yield from self._check_price()

    def _check_bedrock(self) -> Iterator[Check]:
        from engine.providers.bedrock_doctor import diagnose

        bedrock = self.settings.bedrock
        if self.settings.analysis.analyst == RULES:
            return
        yield from diagnose(
            bedrock.model,
            region=bedrock.region,
            residency=bedrock.residency,
            profile=bedrock.profile or None,
            endpoint_url=bedrock.endpoint or None,
            environ=self.environ,
        )

    def _check_openai(self) -> Iterator[Check]:
        from engine.providers.probe import Check, probe

        openai = self.settings.openai
        has_key = bool(self.environ.get(openai.key_variable))
        yield Check(
            "API key",
            has_key or None,
            f"{openai.key_variable} is {'set' if has_key else 'not set'}",
            "" if has_key else f"Set {openai.key_variable}, unless the server needs no key.",
        )
        provider = make_provider(OPENAI, self.settings, self.environ, concurrency=1)
        yield probe(provider)
        provider.close()

    def _check_price(self) -> Iterator[Check]:
        from engine.providers.probe import Check
        from engine.running.choice import model_of
        from engine.running.prices import prices_as_of, tariff_of

        model = model_of(self.model_analyst or BEDROCK, self.settings)
        price = tariff_of(model, self.settings).price
        shown = f"${price.input:g} in, ${price.output:g} out per million tokens"
        if price.is_known:
            yield Check("price", True, f"{shown}, table of {prices_as_of()}")
        else:
            advice = f'Add to the settings: [prices] "{model}" = "in out" (dollars per million).'
            yield Check("price", None, f"{model} is not in the table; {shown} is assumed", advice)
