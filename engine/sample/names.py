"""Names that fit where somebody lives and when they were born."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.sample import name_lists
from engine.sample.dice import popular, weighted

if TYPE_CHECKING:
    from engine.sample.dice import Dice
    from engine.sample.name_lists import NameLists

_GENERATIONS_BEGIN = (1960, 1985)
# Couples and parents across communities: the given name of one, the surname of the other.
_SURNAME_FROM_ELSEWHERE = 0.05
_DOUBLE_BARRELLED = 0.025


class Community(NamedTuple):
    """``NameLists`` made ready to draw: given names by generation and surnames, women first."""

    given: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]
    surnames: tuple[tuple[str, ...], tuple[str, ...]]


def _community(lists: NameLists) -> Community:
    return Community(
        given=(tuple(map(popular, lists.women)), tuple(map(popular, lists.men))),
        surnames=(popular(lists.surnames_of_women or lists.surnames), popular(lists.surnames)),
    )


_SCOTTISH = _community(name_lists.SCOTTISH)
_GAELIC = _community(name_lists.GAELIC)
_NORSE = _community(name_lists.NORSE)
_ENGLISH = _community(name_lists.ENGLISH)
_WELSH = _community(name_lists.WELSH)
_IRISH = _community(name_lists.IRISH)
_PAKISTANI = _community(name_lists.PAKISTANI)
_INDIAN = _community(name_lists.INDIAN)
_PUNJABI = _community(name_lists.PUNJABI)
_POLISH = _community(name_lists.POLISH)
_UKRAINIAN = _community(name_lists.UKRAINIAN)
_NIGERIAN = _community(name_lists.NIGERIAN)
_CHINESE = _community(name_lists.CHINESE)
_ITALIAN = _community(name_lists.ITALIAN)

# Added to every part of the country in these shares, per 250 or so people.
_EVERYWHERE = {
    _POLISH: 8,
    _PAKISTANI: 4,
    _INDIAN: 4,
    _NIGERIAN: 3,
    _CHINESE: 2,
    _ITALIAN: 2,
    _UKRAINIAN: 2,
    _PUNJABI: 1,
}
# Added once more, in these shares, to the cities.
_IN_CITIES = {_PAKISTANI: 14, _INDIAN: 9, _NIGERIAN: 6, _CHINESE: 6, _PUNJABI: 5, _POLISH: 4}


def _people(*shares: dict[Community, int]) -> tuple[Community, ...]:
    return tuple(community for share in shares for community in weighted(share))


PEOPLES: dict[str, tuple[Community, ...]] = {
    "scottish": _people({_SCOTTISH: 200, _GAELIC: 6, _ENGLISH: 16, _IRISH: 3}, _EVERYWHERE),
    "gaelic": _people({_SCOTTISH: 120, _GAELIC: 80, _ENGLISH: 24}, _EVERYWHERE),
    "norse": _people({_SCOTTISH: 70, _NORSE: 140, _ENGLISH: 20}, _EVERYWHERE),
    "city": _people(
        {_SCOTTISH: 170, _GAELIC: 5, _ENGLISH: 20, _IRISH: 10}, _EVERYWHERE, _IN_CITIES
    ),
    "english": _people({_ENGLISH: 200, _SCOTTISH: 10, _WELSH: 5, _IRISH: 6}, _EVERYWHERE),
    "english city": _people(
        {_ENGLISH: 140, _SCOTTISH: 6, _WELSH: 4, _IRISH: 8}, _EVERYWHERE, _IN_CITIES, _IN_CITIES
    ),
    "welsh": _people({_WELSH: 170, _ENGLISH: 45, _SCOTTISH: 3}, _EVERYWHERE),
    "irish": _people({_IRISH: 140, _ENGLISH: 40, _SCOTTISH: 40}, _EVERYWHERE),
}
"""Slots of communities, by the key that a place names."""


def draw_name(people: str, birth_year: int, dice: Dice) -> str:
    """Return a given name and a surname.

    Args:
        people: key into ``PEOPLES``, from the place.
        birth_year: decides whose generation's given names are in fashion.
        dice: where the chance comes from.
    """
    around = PEOPLES[people]
    community = dice.pick(around)
    sex = int(dice.chance(0.5))
    generation = sum(birth_year >= year for year in _GENERATIONS_BEGIN)
    given = dice.pick(community.given[sex][generation])
    if dice.chance(_SURNAME_FROM_ELSEWHERE):
        community = dice.pick(around)
    surnames = community.surnames[sex]
    surname = dice.pick(surnames)
    while surname == given:
        # Duncan Duncan exists, but reads like a mistake.
        surname = dice.pick(surnames)
    if dice.chance(_DOUBLE_BARRELLED):
        other = dice.pick(surnames)
        if other != surname:
            surname = f"{surname}-{other}"
    return f"{given} {surname}"
