"""Capital letters that are no names: days, schemes, offices, and words that headings raise."""

from __future__ import annotations

import re

GENERIC_GREETED = frozenset(
    [
        "there",
        "all",
        "both",
        "sir",
        "madam",
        "customer",
        "everyone",
        "team",
        "account",
        "holder",
        "valued",
        "homeowner",
        "again",
        "and",
        "or",
        "occupier",
        "friend",
        "we",
        "our",
        "this",
        "it",
        "thank",
        "thanks",
        "just",
        "as",
        "you",
        "your",
        "is",
        "in",
        "for",
        "from",
        "to",
        "a",
        "the",
        "how",
        "hope",
        "if",
        "please",
        "good",
        "morning",
        "afternoon",
        "evening",
        "i",
        "i'm",
        "i've",
        "sorry",
        "with",
        "about",
    ]
)
"""Whom one may greet without a name, and small words that follow a bare greeting."""

NOT_A_NAME = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "sir",
        "madam",
        "i",
        "i'm",
        "i'll",
        "i've",
        "i'd",
        "we",
        "we're",
        "we'll",
        "we've",
        "you",
        "your",
        "our",
        "the",
        "this",
        "that",
        "it",
        "a",
        "an",
        "if",
        "and",
        "or",
        "but",
        "so",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "of",
        "from",
        "with",
        "as",
        "not",
        "no",
        "yes",
        "ok",
        "please",
        "thank",
        "thanks",
        "sorry",
    ]
)

COMMON_CAPITALS = frozenset(
    (
        # The calendar and the country.
        "monday tuesday wednesday thursday friday saturday sunday january february march april may "
        "june july august september october november december christmas easter new year bank "
        "holiday money bills payments people everyone everybody nobody things help support energy "
        "prices heating winter summer spring autumn "
        "hogmanay uk united kingdom britain great british scottish scotland english england welsh "
        "wales northern ireland irish gaelic european europe "
        # Schemes, offices and standards that anybody may be told of.
        "ofgem ombudsman energy citizens advice scotland stepchange debt charity national debtline "
        "moneyhelper breathing space priority services register psr warm home discount scheme "
        "direct "
        "debit smart meter meters winter fuel payment cold weather state pension age gas emergency "
        "service relay government council gov bsl braille minicom typetalk samaritans age concern "
        "energy switch guarantee standing order post office paypoint payzone universal credit "
        "data protection gdpr information commissioner ico department work pensions dwp ev led "
        "economy whatsapp facebook twitter apple google android ios iphone ipad app store play "
        "chrome safari microsoft visa mastercard "
        # What messages raise: replies, headings, titles of teams.
        "stop yes no help tips compare both reply text call email message push opening purpose "
        "questions close subject re fw note ps fao team support customer customers care billing "
        "complaints complaint payments account accounts manager online dear hello hi kind regards "
        "best wishes yours sincerely faithfully thanks thank you your our we regarding about "
        "update "
        "updates important information details reminder notice bill bills usage electricity "
        "heating "
        "power water supply home plan plans tariff tariffs green basic premium standard variable "
        "fixed north south east west central good morning afternoon evening what how why when "
        "where who which is are do does can "
        "could would will please sorry if then here there this that these those it its they he she "
        "and or but so because as at by for from in of on to with "
        "everyone everybody somebody someone nobody anyone one first next last also let may might "
        "just tell ask let's we'd we'll we're we've i'd i'll i'm i've you'd you'll you're "
        "you've it's that's what's here's there's "
        "retention marketing operations contact service satisfaction engagement churn risk "
        "critical routine "
        "active dormant suspended email sms phone chat letter letters opted segment "
        "traditionalists savers seekers "
        "natives digital value eco interaction interactions notification notifications "
        "income bracket high medium low sent opened clicked resolved pending escalated"
    ).split()
)
"""Words whose capital says nothing, lower case."""

_COMPANIES = (
    "british gas", "octopus", "ovo", "edf", "e.on", "eon next", "npower", "scottish power",
    "scottishpower", "sse", "bulb", "utilita", "shell energy", "utility warehouse", "so energy",
    "good energy", "ecotricity", "boost", "outfox", "uswitch", "moneysupermarket", "centrica",
    "national grid", "comparethemarket", "hive", "nest",
)  # fmt: skip
# Written as a name, so that "nest" and "hive" in small letters are none.
COMPANIES = tuple(
    (
        name,
        re.compile(
            rf"(?<!\w)(?:{re.escape(name.title())}|{re.escape(name.upper())}"
            rf"|{re.escape(name.capitalize())})(?!\w)"
        ),
    )
    for name in _COMPANIES
)
"""Other companies, also at the start of a sentence or in capitals."""
