"""The words of the next best action by a model, at this seat."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.workbench.acting import Acting
from engine.workbench.judging import Judging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.conversations.next_action.model.writer import ModelWriter
    from engine.models.next_action import Prediction
    from engine.privacy.labels import Label


class Writing(Acting, Judging):
    """Next best actions in a model's words. Each message is a call: ask for it, never by itself."""

    @contextmanager
    def open_writer(self, name: str) -> Iterator[ModelWriter]:
        """Open a writer behind which the model called ``name`` stands.

        Within the budgets of the settings. Use it in the thread in which it was opened.
        """
        from engine.conversations.next_action.model.writer import ModelWriter
        from engine.conversations.understanding.model.prompt import own_words
        from engine.running.setup import open_asker

        cancelled = threading.Event()
        with open_asker(
            name, self.settings, self.clock, self.environ, cancelled=cancelled
        ) as asker:
            yield ModelWriter(
                name,
                asker,
                known=self._identifying,
                agent=self.agent,
                words=own_words(self.settings.conversations.topics),
            )

    def written_action(self, customer_id: int) -> Prediction | None:
        """Return the next best action for a customer with the words of the settings' model.

        For the screen: ask in a thread. Where the settings ask for no model, or it has no words,
        they are the templates' and ``fallback_reason`` says why.
        """
        name = self.model_analyst
        if name is None:
            return self.next_best_action(customer_id)
        with self.open_writer(name) as writer:
            return self.next_best_action(customer_id, writer=writer)

    def _identifying(self, customer_id: int) -> list[tuple[Label, str]]:
        from engine.analysts.model.prompt import identifying

        return identifying(self.profile(customer_id).customer)
