"""American spellings and words, and their British counterparts.

A table of our own: the small packages that exist for it are unmaintained, and the word lists of
spell checkers call "meter" and "program" wrong in every sense. Families are made by rule, so that
the table stays short enough to read.
"""

from __future__ import annotations

import re

_OR = (
    "col fav flav hon behavi neighb lab hum vap rum harb arm val vig rig clam od savi endeav "
    "ard parl "
    "splend tum fav cand glam ranc succ"
).split()
_OR_ENDINGS = " s ed ing able ite ites ful less hood hoods ly al er ers ably itism ation".split(" ")
_L_VERBS = (
    "travel cancel label model fuel signal level total counsel channel tunnel equal dial initial "
    "marvel quarrel refuel rival shovel spiral panel parcel pedal pencil snorkel stencil grovel "
    "libel medal jewel duel cudgel funnel gambol swivel towel unravel unrival enamel bevel"
).split()
_SINGLE = {
    "center": "centre", "centers": "centres", "centered": "centred", "centering": "centring",
    "fiber": "fibre", "fibers": "fibres", "fiberglass": "fibreglass", "liter": "litre",
    "liters": "litres", "theater": "theatre", "theaters": "theatres", "caliber": "calibre",
    "somber": "sombre", "luster": "lustre", "meager": "meagre", "specter": "spectre",
    "saber": "sabre", "kilometer": "kilometre", "kilometers": "kilometres",
    "centimeter": "centimetre", "centimeters": "centimetres", "millimeter": "millimetre",
    "millimeters": "millimetres", "maneuver": "manoeuvre", "maneuvers": "manoeuvres",
    "defense": "defence", "defenses": "defences", "offense": "offence", "offenses": "offences",
    "pretense": "pretence", "catalog": "catalogue", "catalogs": "catalogues",
    "dialog": "dialogue", "dialogs": "dialogues", "analog": "analogue", "prolog": "prologue",
    "monolog": "monologue", "gray": "grey", "grayer": "greyer", "plow": "plough",
    "plowed": "ploughed", "aluminum": "aluminium", "jewelry": "jewellery", "mom": "mum",
    "moms": "mums", "mommy": "mummy", "skeptical": "sceptical", "skeptic": "sceptic",
    "skepticism": "scepticism", "pajamas": "pyjamas", "cozy": "cosy", "cozier": "cosier",
    "mold": "mould", "moldy": "mouldy", "molds": "moulds", "smolder": "smoulder",
    "program": "programme", "programs": "programmes", "enrollment": "enrolment",
    "enrollments": "enrolments", "enroll": "enrol", "enrolls": "enrols",
    "fulfill": "fulfil", "fulfills": "fulfils", "fulfillment": "fulfilment",
    "installment": "instalment", "installments": "instalments", "skillful": "skilful",
    "skillfully": "skilfully", "willful": "wilful", "willfully": "wilfully",
    "distill": "distil", "instill": "instil", "appall": "appal",  "paycheck": "pay packet",
    "paychecks": "pay packets", "aging": "ageing", "canceled": "cancelled",
    "cancelation": "cancellation",  "tire": "tyre", "tires": "tyres",
    "airplane": "aeroplane", "artifact": "artefact", "artifacts": "artefacts", "ax": "axe",
    "anemia": "anaemia", "anesthetic": "anaesthetic", "pediatric": "paediatric",
    "pediatrician": "paediatrician", "orthopedic": "orthopaedic", "estrogen": "oestrogen",
    "encyclopedia": "encyclopaedia", "leukemia": "leukaemia", "diarrhea": "diarrhoea",
    "fetus": "foetus", "gynecologist": "gynaecologist", "hemorrhage": "haemorrhage",
    "donut": "doughnut", "donuts": "doughnuts", "cruelest": "cruellest", "woolen": "woollen",
    "marvelous": "marvellous", "marvelously": "marvellously", "traveler": "traveller",
    "travelers": "travellers", "counselor": "counsellor", "counselors": "counsellors",
    "jeweler": "jeweller", "jewelers": "jewellers", "favorite": "favourite",
    "favorites": "favourites",
    "sulfur": "sulphur", "thru": "through", "nite": "night", "tonite": "tonight",
    "lite": "light",   "acknowledgment": "acknowledgement",
    "acknowledgments": "acknowledgements", "abridgment": "abridgement", "apologize": "apologise",
    "analyze": "analyse", "analyzed": "analysed", "analyzes": "analyses",
    "analyzing": "analysing", "analyzer": "analyser", "paralyze": "paralyse",
    "paralyzed": "paralysed", "catalyze": "catalyse", "modeler": "modeller",

    "mustache": "moustache", "omelet": "omelette", "naught": "nought",
    "snicker": "snigger", "specialty": "speciality", "specialties": "specialities",
    "vise": "vice",  "carburetor": "carburettor", "checkbook": "chequebook",
    "ameba": "amoeba", "chili": "chilli",  "percent": "per cent",
    "color": "colour",  "tranquility": "tranquillity", "ocher": "ochre",
    "miter": "mitre", "scepter": "sceptre", "ambiance": "ambience", "furor": "furore",
    "esthetic": "aesthetic", "archeology": "archaeology", "ardor": "ardour",
    "homeopathy": "homoeopathy",

}  # fmt: skip

# -ize that is no suffix, or belongs to the word in British English too.
_KEEP_Z = frozenset(
    "size sizes sized sizing sizer prize prizes prized prizing seize seizes seized seizing capsize "
    "capsizes capsized capsizing resize resizes resized resizing downsize downsizes downsized "
    "downsizing oversize oversized undersized outsize midsize maize baize wize assize assizes "
    "supersize bizet citizen citizens denizen".split()
)
_IZE = re.compile(
    r"\b[a-z]{2,}(?:iz(?:e|es|ed|ing|er|ers|able|ation|ations|ational)|yz(?:e|es|ed|ing|er|ers))\b"
)

WORDS = (
    (r"zip codes?", "postcode"),
    (r"cell ?phones?|cellular phones?|cell number", "mobile"),
    (r"checking accounts?", "current account"),
    (r"savings? and loan", "building society"),
    (
        (
            r"(?:by|a|the|your|send|mail|paper|personal|bank|write a|cashier's|mailed|refund|"
            r"rebate) checks?(?= (?:for|in|made|to|payable|by|or)\b)(?! (?:to|in) (?:see|make|"
            r"whether|with|on|if))"
        ),
        "cheque",
    ),
    (
        (
            r"(?:mail|send|sent|receive|cash|write|deposit|issue)(?: \w+){0,2} (?:a|your|the) "
            r"check(?= (?:for|in the mail|made|payable)\b)"
        ),
        "cheque",
    ),
    (r"gotten", "got"),
    (r"utility compan(?:y|ies)", "energy supplier"),
    (r"electric (?:bill|company|service)s?", "electricity bill or supplier"),
    (r"gas stations?", "petrol station"),
    (r"gasoline", "petrol"),
    (r"apartments?(?! block)", "flat"),
    (r"elevators?", "lift"),
    (r"vacation(?:s|ing)?", "holiday"),
    (r"faucets?", "tap"),
    (r"trash(?: can)?|garbage(?: can)?", "rubbish"),
    (r"sidewalks?", "pavement"),
    (
        (
            r"(?:in|this|last|next|by|during|since|until) (?:the )?fall(?=\s*(?:,|\.|$|and\b|or\b|"
            r"when\b|we\b|you\b|semester|season|months|\d{4}))"
        ),
        "autumn",
    ),
    (r"mailm[ae]n|mail carriers?", "postman"),
    (
        (
            r"in the mail|by mail|via mail|(?:mail|mailed|mailing)(?= (?:you|your|it|them|a "
            r"(?:letter|check|copy|form)|out|the (?:letter|form|bill)))"
        ),
        "post",
    ),
    (r"toll-free", "freephone"),
    (r"sales? tax", "VAT"),
    (r"social security(?: number)?", "National Insurance"),
    (r"1-800(-?\d+)*", "a British number"),
    (r"real estate|realtors?", "property, estate agent"),
    (r"drug ?stores?", "chemist"),
    (r"freeways?|interstates?", "motorway"),
    (r"parking lots?", "car park"),
    (r"license plates?", "number plate"),
    (r"driver'?s licenses?", "driving licence"),
    (r"your license|a license|the license|licenses", "licence"),
    (r"furnaces?", "boiler"),
    (r"air condition(?:er|ers)", "air conditioning"),
    (r"cookies(?= in the oven)", "biscuits"),
    (r"grade school|elementary school|high school senior", "primary school"),
    (r"stove ?tops?", "hob"),
    (r"autopay|auto-pay", "Direct Debit"),
    (r"wire transfers?|routing numbers?", "bank transfer, sort code"),
    (r"bill ?pay", "paying bills"),
    (r"past due", "overdue"),
    (r"y'all|you guys", "you"),
    (r"holler|howdy", "a British greeting"),
    (
        r"(?:write|wrote|writing)(?= (?:us|me) (?:at|back|if|with|to|today|a\b|and|by|when)\b)",
        ("write to"),
    ),
    (
        (
            r"(?:monday|tuesday|wednesday|thursday|friday) through (?:monday|tuesday|wednesday|"
            r"thursday|friday|saturday|sunday)"
        ),
        "to",
    ),
    (r"on the weekend", "at the weekend"),
    (r"visit with (?:you|us)", "visit"),
    (r"inquire within", "ask inside"),
    (r"have a (?:great|nice) day,? (?:y'all|now)", "a British close"),
    (r"appreciate your business|thank you for your business", "thank you for being a customer"),
    (
        (
            r"customer service representatives?|customer service rep|service reps?|"
            r"representatives?(?= (?:will|at|from|to|is|are|can))"
        ),
        "adviser",
    ),
    (
        (
            r"outlets?(?= (?:in the wall|on the wall))|power outlets?|wall outlets?|electrical "
            r"outlets?"
        ),
        "socket",
    ),
    (r"flashlights?", "torch"),
    (r"diapers?", "nappy"),
    (r"soccer", "football"),
    (r"dumpsters?", "skip"),
    (r"semi-trucks?", "lorry, van"),
    (r"zee|thanksgiving|fourth of july", "a British word"),
    (r"neighborhood watch", "neighbourhood watch"),
    (r"dollars?|cents?|bucks", "pounds, pence"),
    (r"atms?", "cash machine"),
    (r"momentarily", "in a moment"),
    (r"anyways", "anyway"),
    (r"off of", "off"),
    (r"different than", "different from"),
    (r"to practise law", "practise"),
    (r"we practice|you practice|to practice", "practise (verb)"),
)
"""American words and phrases, as expressions in lower case, and what to write."""


def _families() -> dict[str, str]:
    found = {american: british for american, british in _SINGLE.items() if british}
    for root in _OR:
        for ending in _OR_ENDINGS:
            # Not "honorary", "laborious" or "vigorous": these have no u in British English either.
            found.setdefault(f"{root}or{ending}", f"{root}our{ending}")
    for verb in _L_VERBS:
        for ending in ("ed", "ing", "er", "ers"):
            found.setdefault(f"{verb}{ending}", f"{verb}l{ending}")
    for wrong in ("rigor", "valor", "favoral", "armorer", "laborer"):
        found.setdefault(wrong, wrong.replace("or", "our", 1))
    for fine in ("error", "humoral", "odoral", "tumoral", "paneler", "honorite", "laborite"):
        found.pop(fine, None)
    return found


SPELLINGS = _families()
"""American spellings, lower case, and the British ones."""


def british_for(word: str) -> str | None:
    """Return the British spelling of a lower-case word, or None where it is British already."""
    known = SPELLINGS.get(word)
    if known is not None or "z" not in word:
        return known
    if word in _KEEP_Z or not _IZE.fullmatch(word):
        return None
    return word.replace("iz", "is") if "iz" in word else word.replace("yz", "ys")
