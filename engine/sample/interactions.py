"""``Interaction History.csv``: every time the customer got in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample.dates import AGENT_TIMES
from engine.sample.dice import log_normal_whole, weighted
from engine.sample.matters import SENTIMENTS

if TYPE_CHECKING:
    from engine.sample.contacts import Contact
    from engine.sample.dates import Dates
    from engine.sample.dice import Dice
    from engine.sample.layout import Row
    from engine.sample.people import Person

_FIRST_AGENT, _LAST_AGENT = 101, 160

# Minutes until somebody answered.
_WAITS = {
    "Phone": log_normal_whole(5, 0.8, low=1, high=75),
    "Chat": log_normal_whole(4, 0.8, low=1, high=60),
    "SMS": log_normal_whole(35, 0.8, low=2, high=360),
    "Email": log_normal_whole(240, 0.9, low=10, high=2880),
}
# Nobody was answered after the extract: minutes from closing time to midnight, and in a day.
_MINUTES_LEFT = 4 * 60
_MINUTES_A_DAY = 24 * 60
# By mood: those who are upset have often waited longer; it is part of why they are.
_WAIT_FACTOR = (1, 1, 2)

# Share still open, by mood: in the last month, the last quarter, and before.
_STILL_OPEN = ((31, (0.08, 0.24, 0.46)), (92, (0.025, 0.09, 0.22)))
_OPEN_FOR_LONG = (0.002, 0.008, 0.03)
# Feedback is not here: it is read and closed.
_OPEN_STATES = {
    "Complaint": weighted({"Escalated": 6, "Pending": 4}),
    "Query": weighted({"Pending": 8, "Escalated": 2}),
    "Unsubscribe": ("Pending",),
}


def interaction_rows(
    person: Person, contacts: list[Contact], dice: Dice, dates: Dates
) -> list[Row]:
    """Return a row for each of the customer's contacts."""
    rows: list[Row] = []
    for contact in contacts:
        channel = dice.pick(dice.pick(person.archetypes).contact_channels)
        matter = contact.matter
        waited = min(
            dice.pick(_WAITS[channel]) * _WAIT_FACTOR[contact.mood],
            _MINUTES_LEFT + _MINUTES_A_DAY * (contact.days_ago - 1),
        )
        rows.append(
            (
                person.customer_id,
                channel,
                dates.moment(contact.days_ago, AGENT_TIMES, dice),
                matter.kind,
                dice.pick(SENTIMENTS[matter.tone][contact.mood]),
                matter.summary,
                waited,
                _draw_resolution(contact, dice),
                f"A-{dice.between(_FIRST_AGENT, _LAST_AGENT)}",
            )
        )
    return rows


def _draw_resolution(contact: Contact, dice: Dice) -> str:
    states = _OPEN_STATES.get(contact.matter.kind)
    if states is None:
        return "Resolved"
    shares = next(
        (shares for within, shares in _STILL_OPEN if contact.days_ago < within), _OPEN_FOR_LONG
    )
    return dice.pick(states) if dice.chance(shares[contact.mood]) else "Resolved"
