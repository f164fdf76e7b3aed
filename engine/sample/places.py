"""Where customers live: towns, the supply region each lies in, and whose names are common there."""

from __future__ import annotations

from typing import NamedTuple

from engine.sample.dice import weighted


class Place(NamedTuple):
    """A town as customers name it.

    Attributes:
        region: the electricity supply region, as in the Region column of the energy file.
        people: key into ``engine.sample.names.PEOPLES``: whose names are common there.
        heating: factor on consumption; above 1 where winters are long and few have mains gas.
    """

    town: str
    region: str
    people: str
    heating: float


# One line per part of the country: (region, people, heating) and towns with their share.
_TOWNS: dict[tuple[str, str, float], dict[str, int]] = {
    ("North Scotland", "scottish", 1.1): {
        "Aberdeen": 62,
        "Dundee": 36,
        "Inverness": 28,
        "Perth": 24,
        "Elgin": 10,
        "Arbroath": 8,
        "Peterhead": 8,
        "Inverurie": 6,
        "Fraserburgh": 6,
        "Stonehaven": 5,
        "Montrose": 5,
        "Nairn": 4,
        "Ellon": 4,
        "Banchory": 4,
        "Wick": 4,
        "Thurso": 4,
        "Forfar": 4,
        "Huntly": 3,
        "Pitlochry": 3,
        "Aviemore": 3,
        "Dingwall": 3,
    },
    ("North Scotland", "gaelic", 1.3): {
        "Fort William": 8,
        "Oban": 8,
        "Stornoway": 7,
        "Portree": 4,
        "Ullapool": 2,
        "Tobermory": 2,
        "Mallaig": 1,
    },
    ("North Scotland", "norse", 1.35): {"Kirkwall": 7, "Lerwick": 7, "Stromness": 2},
    ("South Scotland", "city", 1.0): {"Glasgow": 66, "Edinburgh": 56, "Paisley": 12},
    ("South Scotland", "scottish", 1.05): {
        "Stirling": 15,
        "Falkirk": 12,
        "Dunfermline": 12,
        "Livingston": 10,
        "Kirkcaldy": 10,
        "Hamilton": 9,
        "Kilmarnock": 9,
        "Ayr": 9,
        "Dumfries": 8,
        "Greenock": 7,
        "Motherwell": 6,
        "St Andrews": 5,
        "Galashiels": 4,
        "Dumbarton": 4,
        "Alloa": 3,
        "Hawick": 3,
        "Stranraer": 2,
    },
    ("Northern", "english", 1.05): {"Newcastle upon Tyne": 10, "Sunderland": 5, "Durham": 3},
    ("North West", "english", 1.0): {"Manchester": 10, "Preston": 4, "Carlisle": 5, "Kendal": 2},
    ("Yorkshire", "english", 1.0): {"Leeds": 8, "Sheffield": 6, "York": 4, "Hull": 4},
    ("Merseyside and North Wales", "english", 1.0): {"Liverpool": 7, "Chester": 3},
    ("Merseyside and North Wales", "welsh", 1.05): {"Wrexham": 3, "Bangor": 2, "Caernarfon": 2},
    ("South Wales", "welsh", 1.0): {"Cardiff": 8, "Swansea": 6, "Newport": 3, "Carmarthen": 2},
    ("Midlands", "english city", 0.95): {"Birmingham": 10, "Coventry": 4},
    ("East Midlands", "english city", 0.95): {"Leicester": 5, "Nottingham": 5},
    ("Eastern", "english", 0.95): {"Norwich": 4, "Cambridge": 3},
    ("London", "english city", 0.9): {"London": 18},
    ("Southern", "english", 0.9): {"Southampton": 4, "Reading": 3},
    ("South Eastern", "english", 0.9): {"Brighton": 4, "Canterbury": 2},
    ("South Western", "english", 0.9): {"Bristol": 6, "Exeter": 3, "Plymouth": 3},
    ("Northern Ireland", "irish", 1.05): {
        "Belfast": 7,
        "Derry/Londonderry": 3,
        "Lisburn": 2,
        "Newry": 2,
    },
}

PLACES = weighted(
    {
        Place(town, region, people, heating): share
        for (region, people, heating), towns in _TOWNS.items()
        for town, share in towns.items()
    }
)
"""Slots of places; about three customers in four live in Scotland."""
