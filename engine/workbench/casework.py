"""One customer's case: the profile, the best analysis there is, drafts and notes."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.analysts.digest import digest
from engine.clock import local_date
from engine.privacy.clean import clean_text
from engine.running.choice import RULES
from engine.store import analyses, drafts, notes
from engine.store.connection import transaction
from engine.store.profiles import read_profile
from engine.workbench.errors import InvalidMessageError, UnknownCustomerError
from engine.workbench.seat import Seat

if TYPE_CHECKING:
    from engine.analysts.rules import RulesAnalyst
    from engine.checks.findings import Checked
    from engine.models.case import Analysis, Profile
    from engine.models.vocabulary import Channel
    from engine.models.work import Draft, SavedDraft


class Casework(Seat):
    """What an agent reads and writes about one customer."""

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
        """Return the best analysis there is at once: a model's that still fits, else the rules'."""
        if self.settings.analysis.analyst != RULES:
            stored = analyses.newest_analysis(
                self.connection, profile.customer.customer_id, profile_digest=digest(profile)
            )
            if stored is not None:
                return stored
        return self.rules.analyse(profile)

    def analysis_for(self, profile: Profile, channel: Channel) -> Analysis:
        """Return the rules' analysis with its message written for another channel."""
        score = replace(profile.score, channel=channel)
        return self.rules.analyse(replace(profile, score=score))

    def check(self, profile: Profile, channel: Channel, text: str) -> Checked:
        """Return what speaks against a message to a customer, and where its facts come from.

        Advice for a person's words; a model's words do not pass with a finding.
        """
        from engine.analysts.cases import may_promote
        from engine.checks.evidence import evidence_of
        from engine.checks.message import check_message
        from engine.checks.support import check_support

        today = local_date(self.clock())
        supplier = self.settings.supplier
        evidence = evidence_of(
            profile,
            supplier_name=supplier.name,
            also=(*supplier.known_contacts, self.agent),
            today=today,
        )
        promotes = may_promote(profile)
        checked = check_message(text, evidence, channel=channel, may_promote=promotes)
        advice = check_support(text, profile, channel=channel, today=today)
        return replace(checked, findings=(*checked.findings, *advice))

    def draft(self, customer_id: int) -> Draft | None:
        """Return this agent's unsent message to a customer."""
        return drafts.read_draft(self.connection, customer_id, self.agent)

    def save_draft(
        self, customer_id: int, channel: Channel, message: str, *, based_on: int | None = None
    ) -> SavedDraft:
        """Keep an unsent message.

        ``based_on`` is the version that it goes on from, 0 for none: where another window has
        written since, that text is kept beside this one. None takes the place of whatever is there.
        """
        with transaction(self.connection):
            return drafts.save_draft(
                self.connection,
                customer_id,
                self.agent,
                seat=self.seat,
                channel=channel,
                message=message,
                updated_at=self.now_text(),
                based_on=based_on,
            )

    def displaced_messages(self, customer_id: int) -> tuple[str, ...]:
        """Return what other windows of this agent wrote to a customer beside the draft."""
        return drafts.displaced_messages(self.connection, customer_id, self.agent)

    def swap_draft(self, customer_id: int) -> bool:
        """Change the draft for the text that is kept beside it; False where there is none."""
        with transaction(self.connection):
            return drafts.swap_displaced(
                self.connection,
                customer_id,
                self.agent,
                seat=self.seat,
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
