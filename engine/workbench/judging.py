"""Conversations understood by a model at a seat: what it would take, and the run itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.workbench.modelling import Modelling

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from engine.conversations.understanding.model.run import ConversationRun
    from engine.conversations.understanding.model.setup import ReadingPlan


class Judging(Modelling):
    """Runs of a model over conversations."""

    def plan_conversations(
        self, name: str, *, force: bool = False, limit: int | None = None
    ) -> ReadingPlan:
        """Return what understanding conversations with a model would take.

        Raises:
            TopicsError: the file of topics in the settings cannot be used.
        """
        from engine.conversations.understanding.model.setup import plan

        return plan(self.connection, name, self.settings, self.clock, force=force, limit=limit)

    def open_conversation_run(
        self,
        name: str,
        report: Callable[[int], None] = lambda _done: None,
        *,
        force: bool = False,
        limit: int | None = None,
        workers: int | None = None,
    ) -> AbstractContextManager[ConversationRun]:
        """Prepare a run; see ``understanding.model.setup.open_conversation_run``."""
        from engine.conversations.understanding.model.setup import open_conversation_run

        return open_conversation_run(
            name,
            self.settings,
            self.clock,
            self.environ,
            report=report,
            force=force,
            limit=limit,
            workers=workers,
        )
