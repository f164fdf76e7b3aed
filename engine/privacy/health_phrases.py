"""The phrases by which people speak of health, and of what else makes them vulnerable.

Regular expressions; a blank also stands for a hyphen or a line break. In this order: illnesses,
equipment, disability and the mind, pregnancy, bereavement, age and care, benefits, addiction,
abuse and other hardship, and how people put it in everyday words.
"""

from __future__ import annotations

# What speaks of a person's circumstances wherever it stands.
ALWAYS = (
    r"cancer\w*", r"tumou?rs?", r"chemo\w*", r"radiotherapy", r"leuka?emia", r"lymphoma",
    r"oncolog\w*", r"diabet\w*", r"insulin", r"asthma\w*", r"copd", r"emphysema", r"bronchitis",
    r"pneumonia", r"epilep\w*", r"seizures?", r"fits", r"strokes?",
    r"heart (?:attack|failure|condition|disease|problems?|trouble|surgery|bypass)", r"angina",
    r"pacemaker", r"cardiac", r"blood pressure", r"dementia", r"alzheimer\w*", r"parkinson\w*",
    r"multiple sclerosis", r"motor neurone?", r"mnd", r"m\.?s\b(?= (?:sufferer|patient))",
    r"arthrit\w*", r"osteo\w+", r"rheumat\w*", r"fibromyalgia",
    r"chronic (?:pain|fatigue|illness|condition)", r"lupus", r"crohn\w*", r"colitis", r"ibs",
    r"coeliac", r"cystic fibrosis", r"sickle cell", r"an?aemi\w+", r"raynaud\w*", r"psoriasis",
    r"eczema", r"hypothermia", r"cerebral palsy", r"spina bifida", r"hiv", r"hepatitis", r"covid",
    r"tuberculosis", r"sepsis", r"kidney (?:failure|disease|problems?|transplant)", r"dialysis",
    r"transplant\w*", r"migraines?", r"pots syndrome", r"\w+ syndrome", r"thyroid",
    r"lymphoedema", r"long term (?:illness|condition|sick)",
    r"terminal(?:ly)?(?: ill\w*)?(?= ?(?:ill|diagnos|cancer|and|[.,]|$))", r"life limiting",
    r"palliative", r"hospices?", r"end of life", r"illness\w*", r"ill health", r"medical\w*",
    r"medicat\w+", r"medicines?", r"prescri\w+", r"tablets for", r"diagnos\w+", r"symptoms?",
    r"surgery", r"operations? on (?:my|his|her)", r"hospital\w*", r"intensive care", r"a ?& ?e",
    r"ambulance", r"clinic", r"gp", r"consultant says", r"nhs", r"injur\w+", r"amput\w+",
    r"fractur\w+", r"broke(?:n)? (?:my|his|her) \w+", r"infection", r"poorly", r"unwell",
    r"bedridden", r"bed ?bound", r"house ?bound", r"immuno\w+", r"immune", r"oxygen",
    r"nebuli[sz]er\w*", r"cpap", r"ventilator", r"concentrator", r"stair ?lift", r"wheelchair\w*",
    r"mobility (?:scooter|aid|issues?|problems?|car)", r"walking (?:frame|stick|aid)",
    r"zimmer\w*", r"hearing aids?", r"hoist", r"feeding (?:pump|tube)", r"peg (?:feed|tube)",
    r"stoma", r"catheter", r"care alarm", r"pendant alarm", r"hospital bed", r"guide dog",
    r"braille", r"large print", r"larger print", r"bsl", r"sign language", r"lip ?read\w*",
    r"text ?relay", r"apnoea", r"disab\w+", r"impair\w+", r"blind(?! (?:to|spot|date))",
    r"partially sighted", r"visually", r"deaf\w*", r"hard of hearing", r"autis\w+",
    r"asperger\w*", r"adhd", r"dyslexi\w+", r"dyspraxi\w+",
    r"learning (?:difficult\w+|disabilit\w+)", r"special needs", r"additional needs",
    r"down'?s syndrome", r"paraly[sz]\w+", r"mental(?:ly)?(?: ?health| ill\w*|ly)?",
    r"depress(?:ed|ion|ive)", r"anxi(?:ety|ous)", r"panic attacks?", r"bipolar", r"schizo\w+",
    r"psych(?:o|i)\w+", r"ptsd", r"ocd", r"eating disorder", r"anorexi\w+", r"bulimi\w+",
    r"self ?harm\w*", r"suicid\w*", r"kill(?:ing)? myself", r"end(?:ing)? (?:it all|my life)",
    r"(?:not|don't|dont) want to (?:live|be here)(?: any ?more)?", r"breakdown of (?:my|his|her)",
    r"nervous breakdown", r"counsell\w+", r"therap(?:y|ist)", r"overwhelmed", r"can'?t cope",
    r"cannot cope", r"not coping", r"struggling to cope", r"vulnerab\w+",
    r"memory (?:loss|problems?|issues?)", r"forgetful", r"confus(?:ed|ion) (?:and|since|elderly)",
    r"pregnan\w+", r"expecting (?:a (?:baby|child)|twins|our|my|in)", r"maternity", r"miscarr\w+",
    r"stillb\w+", r"new ?-?born", r"premature(?:ly)?(?= (?:baby|born|twin))",
    r"(?:baby|babies|infant|toddler)s?", r"breast ?feeding", r"ivf", r"bereave\w*",
    r"passed away", r"passed on(?= (?:last|in|on|this))", r"pass(?:ed|ing) of my",
    (
        r"(?:mum|dad|husband|wife|mother|father|son|daughter|partner|brother|sister|nan|"
        r"gran\w*) (?:has |have |just |recently |sadly |suddenly )*(?:died|passed|is dying|"
        r"was killed)"
    ),
    r"(?:has |just |recently |sadly |suddenly )(?:died|dying)", r"death", r"funeral", r"widow\w*",
    r"deceased",
    (
        r"my late (?:husband|wife|mother|father|mum|dad|partner|son|daughter|brother|sister|"
        r"gran\w*|uncle|aunt\w*)"
    ),
    (
        r"lost (?:my|his|her|our) (?:\w+ )?(?:mum|dad|husband|wife|mother|father|son|daughter|"
        r"partner|brother|sister|child|baby|gran\w*|nan)"
    ),
    r"griev\w+", r"probate", r"executor", r"elderly", r"frail\w*", r"pensioners?",
    r"(?:state )?pension(?:er)? (?:age|credit)", r"old age",
    (
        r"(?:i'?m|i am|he'?s|he is|she'?s|she is|aged|mum is|dad is|mother is|father is|"
        r"who is|now|is|turned) (?:6[5-9]|[789]\d|10\d)(?! ?(?:%|p\b|kwh|pounds|quid|pence|"
        r"degrees|days?|minutes|mins|units|c\b|[.,:]\d))(?= (?:years?|yrs?|and|now|with|so|"
        r"but|who)|[.,!;]|$)"
    ),
    r"(?:6[5-9]|[789]\d|10\d) ?(?:years?|yrs?|yo) ?old",
    (
        r"in (?:my|his|her|their) (?:late |early |mid )?(?:sixties|seventies|eighties|"
        r"nineties|60s|70s|80s|90s)"
    ),
    r"care home", r"nursing", r"sheltered housing", r"assisted living", r"carers?",
    r"care ?worker", r"caring for (?:my|his|her|a|an)", r"carer'?s allowance",
    r"social (?:worker|services|care)", r"power of attorney", r"had a fall", r"nurses?",
    r"doctors?", r"pip", r"attendance allowance", r"dla", r"esa", r"incapacity", r"blue badge",
    r"sick(?:ness)? (?:pay|leave|note)", r"signed off", r"statutory sick",
    r"personal independence", r"alcohol\w*", r"addict\w*", r"drug (?:problem|use|abuse|habit)",
    r"(?:on|taking) drugs", r"rehab\w*", r"methadone", r"in recovery", r"sober", r"gambl\w+",
    r"(?:a )?drink(?:ing)? problem", r"domestic (?:abuse|violence)", r"abus(?:ed|ive|er|es|ing)",
    r"violent", r"women'?s (?:refuge|aid)", r"in a refuge", r"restraining order", r"coercive",
    r"controlling (?:ex|husband|wife|partner)", r"rap(?:ed|ist)", r"assault\w*",
    r"stalk(?:er|ing|ed)", r"traffick\w+", r"asylum", r"refugee", r"homeless\w*", r"food ?banks?",
    r"in prison", r"on probation", r"priority services?", r"psr", r"funny turn", r"infirmary",
    r"(?:a|nervous|my) breakdown", r"undergoing \w+", r"on benefits",
    r"due to (?:my|his|her) (?:back|legs?|knees?|hips?|heart|nerves|age)",
    (r"(?:he|she|they) passed(?! (?:the|it|me|my|his|her|your|this|that|a|an|over|by|to|them|"
    r"on (?:the|my|his|her|your|that|this)))"), r"(?:mum|dad|his|her)(?:'s)? ashes",
    r"hands? (?:shakes?|shaking|tremble)", r"sense of smell", r"(?:my|his|her) (?:eye ?)?sight",
    r"first language",
    (
        r"(?:can'?t|cannot|unable to) (?:bend|reach|lift|stand|climb|get (?:up|down|out|"
        r"upstairs))\w*"
    ),
    r"hits me", r"beats? me(?! to)", r"(?:scared|afraid|frightened) of (?:my|him|her)",
    r"fear of (?:my|him|her)", r"remission", r"sciatica", r"non verbal", r"given birth",
    r"gave birth", r"due in \w+ with", r"twins", r"redundan\w+", r"not sleeping", r"can'?t sleep",
    r"stress(?:ed)?", r"(?:very|so|really) (?:down|low)(?= |[.,!]|$)", r"mental ?health",
    r"trembl\w+", r"tremors?", r"scan results", r"biopsy", r"crutches", r"prosthe\w+",
    r"incontinen\w+", r"respite", r"disabled",
)  # fmt: skip

# Parts of the body, and how they fail.
PARTS = (
    (
        r"(?:my|his|her) (?:\w+ )?(?:lungs?|heart|kidneys?|liver|chest|joints|breathing|"
        r"eyesight|hearing|mobility|condition|health|nerves|memory|meds|pills|inhalers?|"
        r"treatment|disability|illness|medication|operation)"
    ),
    (
        r"(?:bad|poor|failing|weak|ill|declining|losing (?:my|his|her)) (?:health|heart|lungs|"
        r"chest|eyesight|sight|hearing|mobility|memory|nerves|circulation)"
    ),
    r"health (?:condition|problems?|issues?|reasons|visitor|needs|is|worker|deteriorat\w*)",
    (
        r"(?:lung|heart|kidney|liver|bowel|breathing|eyesight|skin|bladder) (?:problems?|"
        r"trouble|condition|disease|issues?)"
    ),
    (
        r"(?:keep|fridge|store|refrigerate)\w* (?:\w+ ){0,3}(?:insulin|medicine|medication|"
        r"milk for)"
    ),
    (
        r"need(?:s)? (?:\w+ )?(?:extra (?:help|support|care)|looking after|constant (?:heat|"
        r"warmth))"
    ),
    (
        r"(?:on|takes?|taking) (?:\w+ )?(?:meds|pills|antidepressants|steroids|painkillers|"
        r"warfarin|morphine)"
    ),
    r"(?:two|three|four|six|\d+) (?:weeks?|months?) old",
)  # fmt: skip
