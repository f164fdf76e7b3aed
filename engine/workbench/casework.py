"""One customer's case: the profile, the best analysis there is, drafts and notes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from engine.privacy.clean import clean_text
from engine.store import analyses, drafts, notes
from engine.store.connection import transaction
from engine.store.profiles import read_profile
from engine.workbench.errors import InvalidMessageError, UnknownCustomerError
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from engine.analysts.base import Analyst
    from engine.analysts.rules import RulesAnalyst
    from engine.models.case import Analysis, Profile
    from engine.models.vocabulary import Channel
    from engine.models.work import Draft


_ANY_MOMENT = datetime.min.replace(tzinfo=UTC)


class Casework(Seat):
    """What an agent reads and writes about one customer.

    Attributes:
        background_analyst: an analyst that is too slow to wait for, if there is one. What it has
            finished is stored, and shown in place of the rules' analysis.
    """

    background_analyst: Analyst | None = None

    @cached_property
    def rules(self) -> RulesAnalyst:
        """The analyst that is always there; made when first asked, after the first paint."""
        from engine.analysts.rules import RulesAnalyst
        from engine.analysts.texts import load_texts

        return RulesAnalyst(load_texts(self.settings.analysis.texts), self.settings.supplier.name)

    def profile(self, customer_id: int) -> Profile:
        """Return all we know of one customer.

        Raises:
            UnknownCustomerError: there is none with that id.
        """
        found = read_profile(self.connection, customer_id)
        if found is None:
            raise UnknownCustomerError(customer_id)
        return found

    def analysis(self, profile: Profile) -> Analysis:
        """Return the best analysis there is at once: a stored one, else the rules'."""
        if self.background_analyst is not None:
            stored = self.stored_analysis(profile, self.background_analyst.name)
            if stored is not None:
                return stored
        return self.rules.analyse(profile)

    def analysis_for(self, profile: Profile, channel: Channel) -> Analysis:
        """Return the rules' analysis with its message written for another channel."""
        score = replace(profile.score, channel=channel)
        return self.rules.analyse(replace(profile, score=score))

    def stored_analysis(self, profile: Profile, analyst: str) -> Analysis | None:
        """Return what an analyst has stored, or None where the profile has changed since."""
        return analyses.read_analysis(
            self.connection,
            profile.customer.customer_id,
            analyst,
            profile_digest=digest(profile),
        )

    def keep_analysis(self, profile: Profile, analysis: Analysis) -> None:
        """Store what a background analyst has made of ``profile``."""
        analyses.save_analysis(
            self.connection, analysis, profile_digest=digest(profile), made_at=self.now_text()
        )

    def draft(self, customer_id: int) -> Draft | None:
        """Return this agent's unsent message to a customer."""
        return drafts.read_draft(self.connection, customer_id, self.agent)

    def save_draft(self, customer_id: int, channel: Channel, message: str) -> int:
        """Keep an unsent message; return its version."""
        with transaction(self.connection):
            return drafts.save_draft(
                self.connection,
                customer_id,
                self.agent,
                channel=channel,
                message=message,
                updated_at=self.now_text(),
            )

    def discard_draft(self, customer_id: int) -> bool:
        """Throw this agent's unsent message away; return whether there was one."""
        with transaction(self.connection):
            return drafts.delete_draft(self.connection, customer_id, self.agent)

    def drafts(self) -> tuple[Draft, ...]:
        """Return every agent's unsent messages."""
        return drafts.all_drafts(self.connection)

    def add_note(self, customer_id: int, text: str) -> None:
        """Write a note on a customer for colleagues."""
        self._must_exist(customer_id)
        cleaned = clean_text(text).strip()
        if not cleaned:
            raise InvalidMessageError("the note is empty; nothing was written")
        with transaction(self.connection):
            notes.add_note(self.connection, customer_id, self.agent, self.now_text(), cleaned)


def digest(profile: Profile) -> str:
    """Return a digest of what the files say about a customer.

    What agents did is left out, and so is the moment of the extract: a load that brings nothing
    new about a customer leaves their analyses standing.
    """
    facts = (
        profile.customer,
        replace(profile.score, as_of=_ANY_MOMENT),
        profile.activities,
        profile.interactions,
        profile.notifications,
        profile.actions,
        profile.energy,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()
