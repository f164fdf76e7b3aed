"""What the "Next best action" panel says of an open conversation: plain lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.models.next_action import Prediction
    from tui.widgets.panels import Panel

TITLE = "Next best action"


def action_lines(action: Prediction, key: str = "") -> tuple[tuple[str, str], ...]:
    """Return the lines (bullet, text) on the next best action.

    ``key`` is the one that starts a draft from it, where there is such a key.
    """
    decision, advice = action.decision, action.advice
    about = ", ".join(action.topics[:2]) or "no known topic"
    status = action.issue_status.replace("_", " ")
    lines = [
        ("Open conversation: ", f"{about} · {status}"),
        ("Last said: ", action.chat_log.splitlines()[-1]),
        ("By the rules: ", f"{decision.channel}. {decision.explanation}"),
    ]
    lines += [("Else: ", change) for change in decision.would_change]
    if advice is not None:
        lines.append(("Through: ", f"{advice.channel}. {advice.reason}"))
    lines.append(("When: ", action.moment.reason))
    if action.other_open:
        lines.append(("Also open: ", ", ".join(action.other_open)))
    if action.proposal is not None:
        how = f"{key} starts a draft from it: " if key else "Words: "
        lines.append((how, f"“{action.proposal.message}”"))
    return tuple(lines)


def with_action(panels: Sequence[Panel], lines: tuple[tuple[str, str], ...]) -> tuple[Panel, ...]:
    """Return the panels, the lines put before the steps of the one on the next best action."""
    return tuple(
        replace(
            panel,
            summary=f"{panel.summary} · open conversation",
            lines=(*lines, ("", ""), *panel.lines),
        )
        if lines and panel.title == TITLE
        else panel
        for panel in panels
    )
