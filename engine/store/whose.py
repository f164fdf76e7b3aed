"""Which customers are whose work, as conditions of the worklist.

Each is a list of customer ids, made once per query from tables that hold little. An agent's own is
short: its customers are looked up by key and sorted. A team's is long: the list is read in its
order and stops when the window is full; the plus sign keeps SQLite from sorting all of it. Asking
row by row took five times as long on 100,000 customers with 65,000 recommended actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.models.people import Worker

_AGENT = "SELECT customer_id FROM assignments WHERE agent = :{name}"

# Of the team, and nobody in the team has them; where nobody was asked, the files decide.
_TEAM = (
    "SELECT customer_id FROM assignments WHERE team = :{name} "
    "UNION ALL SELECT customer_id FROM recommended_actions WHERE assigned_team = :{name} "
    "AND customer_id NOT IN (SELECT customer_id FROM assignments)"
)

_BEGUN = (
    "SELECT customer_id FROM drafts WHERE agent = :me AND retired_at IS NULL "
    "UNION ALL SELECT customer_id FROM leases WHERE agent = :me AND expires_at > :me_as_of"
)


def conditions(
    mine: Worker | None, assigned_to: str | None, team: str | None
) -> tuple[list[str], dict[str, object]]:
    """Return conditions on ``s.customer_id`` and their values.

    Args:
        mine: what is assigned to this worker, or to their team and to no one else, or begun by
            them: a draft, or a case they have open.
        assigned_to: what is assigned to this agent.
        team: what is this team's and no agent's.
    """
    found: list[str] = []
    values: dict[str, object] = {}
    if mine is not None:
        parts = [_AGENT.format(name="me"), _BEGUN]
        values |= {"me": mine.agent, "me_as_of": mine.as_of}
        if mine.team is not None:
            parts.append(_TEAM.format(name="my_team"))
            values["my_team"] = mine.team
        key = "s.customer_id" if mine.team is None else "+s.customer_id"
        found.append(f"{key} IN ({' UNION ALL '.join(parts)})")
    if assigned_to is not None:
        found.append(f"s.customer_id IN ({_AGENT.format(name='assigned_to')})")
        values["assigned_to"] = assigned_to
    if team is not None:
        found.append(f"+s.customer_id IN ({_TEAM.format(name='team')})")
        values["team"] = team
    return found, values
