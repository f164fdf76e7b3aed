"""The selected customer's case, as far as it is on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.clock import LONDON

if TYPE_CHECKING:
    from engine.models.case import Analysis, Profile
    from engine.models.vocabulary import Channel
    from engine.models.work import Draft, Lease
    from engine.store.retired_drafts import RetiredDraft


@dataclass(slots=True)
class OpenCase:
    """The selected customer's case, as far as it is on the screen.

    Attributes:
        lease: that of whoever else writes to the customer.
        retired: this agent's words that were not sent because somebody else's were.
    """

    profile: Profile
    analysis: Analysis
    draft: Draft | None
    channel: Channel
    text: str
    lease: Lease | None = None
    retired: RetiredDraft | None = None

    @property
    def customer_id(self) -> int:
        """The customer's id."""
        return self.profile.customer.customer_id

    @property
    def version(self) -> int:
        """The version of the draft that is shown, 0 for the analyst's message."""
        return self.draft.version if self.draft else 0

    def take_up_retired(self) -> None:
        """Go on with the words that were retired: written again, they are the draft again."""
        if self.retired is not None:
            self.draft, self.retired = self.retired.draft, None
            self.channel, self.text = self.draft.channel, self.draft.message

    @property
    def state(self) -> str:
        """What the text is: a draft, sent already, or by which analyst."""
        if self.draft is not None:
            return f"draft · saved {self.draft.updated_at.astimezone(LONDON):%H:%M}"
        return f"by {self.analysis.analyst}"
