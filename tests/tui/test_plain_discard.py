"""A draft thrown away in plain mode comes back with one letter."""

from __future__ import annotations

from engine.models.vocabulary import Channel
from engine.pipeline import Workbench
from engine.store.worklist import WorklistQuery
from tui.plain.walk import Walk


def test_a_draft_that_was_thrown_away_comes_back(workbench: Workbench) -> None:
    query = WorklistQuery(recommended_only=True)
    first = next(iter(workbench.everyone(query, limit=1))).customer_id
    workbench.save_draft(first, Channel.SMS, "Hello there")
    said: list[str] = []
    kept: list[bool] = []
    steps = iter(["d", "u", "u", "q"])

    def ask(_prompt: str) -> str:
        kept.append(workbench.draft(first) is not None)
        return next(steps)

    Walk(workbench, query, ask=ask, say=said.append, editor=None).go()
    assert kept == [True, False, True, True]
    draft = workbench.draft(first)
    assert draft is not None
    assert (draft.channel, draft.message) == (Channel.SMS, "Hello there")
    assert any(line.startswith(f"#{first}: your draft is back.") for line in said), said
