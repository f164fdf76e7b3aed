"""When and why a customer got in touch: what the interaction file and others are written from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.sample.matters import (
    DISPUTED_BILL_MATTERS,
    MATTERS,
    MISSED_PAYMENT_MATTERS,
    OBJECTIONS,
)
from engine.sample.people import Trouble, mood_of

if TYPE_CHECKING:
    from engine.sample.dates import Dates
    from engine.sample.dice import Dice
    from engine.sample.matters import About, Matter
    from engine.sample.people import Person

# Moods change from one contact to the next, about a customer's own mean.
_MOOD_SPREAD = 0.4

# Whoever is in trouble over a bill mostly gets in touch about that.
_ABOUT_TROUBLE = 0.7
_TROUBLE_MATTERS = {
    Trouble.MISSED_PAYMENT: MISSED_PAYMENT_MATTERS,
    Trouble.DISPUTED_BILL: DISPUTED_BILL_MATTERS,
}


class Contact(NamedTuple):
    """One time a customer got in touch. ``mood`` is 0 for calm, 1 for cross, 2 for upset."""

    days_ago: int
    mood: int
    matter: Matter


def draw_contacts(person: Person, dice: Dice, dates: Dates) -> list[Contact]:
    """Return the customer's contacts, oldest first; none for those who never got in touch."""
    newest = len(person.contact_days) - 1
    objection = dice.between(0, newest) if person.objected else None
    contacts = []
    for index, days_ago in enumerate(person.contact_days):
        mood = mood_of(person.unhappiness + _MOOD_SPREAD * dice.noise())
        if index == objection:
            matter = dice.pick(OBJECTIONS)
        elif index == newest and person.trouble in _TROUBLE_MATTERS and dice.chance(_ABOUT_TROUBLE):
            matter = dice.pick(_TROUBLE_MATTERS[person.trouble])
        else:
            habits = dice.pick(person.archetypes)
            matter = dice.pick(MATTERS[habits.segment][mood][dates.season[days_ago]])
        contacts.append(Contact(days_ago, mood, matter))
    return contacts


def asked_about(contacts: list[Contact], about: About, within_days: int) -> bool:
    """Return whether one of ``contacts`` in so many days was about it."""
    return any(
        contact.matter.about is about and contact.days_ago < within_days for contact in contacts
    )
