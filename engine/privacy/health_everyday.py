"""How people put it in everyday words that they are ill, frail, bereaved, afraid or without money.

Regular expressions as in ``health_phrases``. ``<kin>``, ``<whose>`` and ``<body>`` stand for the
words of that kind, which most of the phrases share.
"""

from __future__ import annotations

_WORDS = {
    "<kin>": (
        r"(?:mum|mam|mom|dad|husband|wife|hubby|mother|father|son|daughter|partner|brother|"
        r"sister|nan|nana|gran\w*|grandad|uncle|aunt\w*|baby|child|kids?|boy|girl|lad|lads|"
        r"other half|friend|neighbour|missus|little one|twins?)"
    ),
    "<whose>": r"(?:my|his|her|our|their)",
    "<body>": (
        r"(?:legs?|knees?|hips?|hands?|eyes?|eye ?sight|back|feet|foot|head|ears?|spine|neck|"
        r"shoulders?|joints?|fingers?|arms?|ankles?|wrists?|lungs?|heart|chest|nerves|bones?|"
        r"body|brain|skin)"
    ),
}
# By kind: the body, treatment, the end of a life, the beginning of one, fear at home, money that
# does not reach, and language.
_PHRASES = (
    (
        r"(?:can|could) (?:hardly|barely|scarcely|no longer) (?:see|hear|walk|move|breathe|"
        r"read|stand|cope|"
        r"get|use|manage|feed|hold|remember)"
    ),
    (
        r"(?:can'?t|cannot|unable to|struggl\w+ (?:to|with)|difficulty) (?:\w+ )?(?:manag\w+|"
        r"do|us\w+|climb\w*|"
        r"get (?:up|down)|with) (?:the )?(?:stairs|steps|ladders?)"
    ),
    (
        r"(?:can'?t|cannot|don'?t|unable to|struggle to) (?:remember (?:things|anything)|wash|"
        r"dress|cook|"
        r"feed (?:myself|the kids)|look after (?:myself|himself|herself)|"
        r"manage (?:alone|on my own))"
    ),
    (
        r"(?:very|so|quite|often|always|getting|gets|becoming|increasingly) (?:\w+ "
        r")?(?:confused|shaky|wobbly|"
        r"unsteady|weepy|tearful|muddled|breathless|anxious|withdrawn|lonely|isolated|upset and)"
    ),
    r"(?:on|in) the (?:ward|spectrum|wards)",
    r"(?:on|to|by) a drip",
    r"on the ward",
    r"drowsy",
    (
        r"<whose> (?:tablets|pills|meds|injections?|drugs|carer|scan|consultant|specialist|"
        r"surgeon|wound|"
        r"cannula|sickness|symptoms|allerg\w+|diagnosis|recovery)"
    ),
    r"(?:bed|place|space) on (?:the|a) ward",
    r"(?:cry|cries|crying|in tears|tearful)",
    r"(?:gone|moved|going|went|put) into a home",
    (
        r"in a (?:care |nursing |old folks'? "
        r")?home(?= now|[.,;!]|$)"
    ),
    (
        r"(?:lash(?:es|ed|ing)? out|keeps my|takes (?:all )?my (?:money|wages)|won'?t let me|"
        r"locks? me|"
        r"follows me|watches me|pushed me|pushes me|shov(?:es|ed) me|hurt me|hit me)"
    ),
    r"nothing in the (?:fridge|cupboards?|house|bank)",
    (
        r"(?:kids|children) (?:are |have "
        r")?(?:going )?(?:hungry|"
        r"cold|without|nothing)"
    ),
    r"<whose> pension",
    (
        r"(?:state|small|only (?:a|my)) "
        r"pension"
    ),
    r"furlough\w*",
    (
        r"(?:don'?t|doesn'?t|can'?t|cannot) (?:\w+ )?(?:understand|follow|read) (?:\w+ "
        r"){0,2}(?:in )?english"
    ),
    r"after (?:the|my|his|her) (?:accident|fall|stroke|operation|op|crash|birth)",
    (
        r"<whose> <body> (?:(?:is|are|has|have|just|really|been) )*(?:don'?t|doesn'?t|won'?t|"
        r"isn'?t|aren'?t|gone|goes|going|aches?|aching|hurts?|hurting|shot|swollen|sore|"
        r"failing|bad|weak|packed (?:in|up)|give (?:way|out)|gave (?:way|out)|knackered|stiff|"
        r"numb|crumbling|worn)"
    ),
    r"(?:bad|dodgy|gammy|broken|fractured|new|swollen|arthritic|stiff|sore) <body>",
    r"<body> (?:replacements?|operations?|op|surgery|transplant|bypass|injury)",
    r"(?:operation|op|surgery) on <whose>",
    (
        r"(?:waiting|recovering|recovery|awaiting|recuperating) (?:list )?(?:for|on|from|"
        r"after)? ?(?:an? |my |his |her )?(?:\w+ )?(?:op|operation|surgery|replacement|biopsy|"
        r"scan|transplant|surgeon|stroke|fall|illness)"
    ),
    r"(?:just )?out of theatre",
    r"(?:triple|double|gastric|had a|the) bypass",
    r"(?:found|got|has|have) a lump",
    r"(?:a|the) lump was",
    r"lump in (?:my|his|her)",
    r"trache\w+",
    r"suction machine",
    r"colostomy",
    r"iron lung",
    r"defibrillator",
    r"hot flush\w*",
    r"menopaus\w*",
    r"endometrios\w*",
    r"(?:in a|a) coma",
    r"life support",
    r"crisis team",
    (
        r"(?:blood thinn\w+|antidepressants?|anti ?psychotics?|warfarin|statins?|steroids?|"
        r"morphine|beta ?blockers?|painkillers?|pain ?relief|inhalers?|antibiotics|epi ?pen|"
        r"sedat\w+)"
    ),
    r"motor neurone?",
    r"neuro\w+",
    r"(?:i have|i'?ve got|has|got|with) (?:me|cfs|ms|als)(?= and| so|[.,;!]|$)",
    r"chronic\w*",
    r"clot\w*",
    r"aneurysm",
    r"haemo\w+",
    r"gout",
    r"(?:type (?:1|2|one|two))",
    r"hernia",
    r"ulcers?",
    r"vertigo",
    r"dizz\w+",
    r"faint(?:s|ing)",
    r"(?:eyesight|sight|hearing|vision) (?:is|has|got)",
    (
        r"(?:lost|losing) (?:my|his|her) (?:eye ?)?(?:sight|hearing|voice|leg|arm|mind|"
        r"marbles|balance)"
    ),
    r"trans(?:gender|itioning)?(?= and|[.,;!]|$)",
    r"gender (?:identity|reassignment)",
    r"(?:was|got|been) sectioned",
    r"burn(?:t|ed)? out",
    r"(?:head|mind) (?:is ?n'?t|is not|not) right",
    r"in a (?:dark|bad) place",
    r"feel(?:ing)? (?:hopeless|worthless|suicidal|so alone|isolated)",
    r"(?:lonely|loneliness)",
    r"can'?t (?:go|carry) on(?= (?:like|any ?more|much)|[.,;!]|$)",
    r"breaking point",
    r"end (?:of|to) (?:my|it all)",
    r"ending it all",
    r"at my wits'? end",
    r"(?:took|take|taken|taking) (?:his|her|my|their) own life",
    r"hang(?:ed|ing) (?:himself|herself|myself)",
    r"overdos\w+",
    r"cut(?:s|ting)? (?:myself|herself|himself)",
    r"<kin> (?:is |was |are )?no longer (?:with us|here|alive)",
    r"(?:buried|burying|cremat\w+) (?:\w+ )?<kin>",
    r"since (?:my |our )?<kin> (?:went|left us|passed|died)(?=[.,;!]|$)",
    (
        r"<kin> (?:is |was |has )?(?:gone now|killed|murdered|dying|deteriorat\w+|got weeks|"
        r"on (?:his|her) last)"
    ),
    r"wak(?:e|ing) (?:for|of) my",
    r"(?:the )?cremator\w+",
    r"inquest",
    r"coroner",
    r"(?:\w+ )?(?:months|weeks) (?:gone|pregnant)(?= |[.,;!]|$)",
    r"baby (?:is )?due",
    r"<kin> is (?:only |just )?\w+ (?:weeks?|months?|days) old",
    r"newly ?born",
    r"postnatal",
    (
        r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve) ?(?:week|month|day) "
        r"old(?= (?:baby|son|daughter|boy|girl|twin|at home))"
    ),
    r"due any day",
    (
        r"(?:over|past|nearly|almost|turn(?:ed|s|ing)|aged?) (?:the age of )?(?:6[5-9]|"
        r"[789]\d|10\d)(?=[.,;!]|$| (?:now|in|this|next|last|and|years?|yrs?|with|so))(?! "
        r"(?:in )?(?:credit|debit|arrears))"
    ),
    (
        r"(?:i'?m|he'?s|she'?s|i am|he is|she is) (?:6[5-9]|[789]\d|10\d) (?:years|yrs|yo|"
        r"next|this|in)(?! (?:credit|debit|arrears|debt))"
    ),
    (
        r"(?:ex|partner|husband|wife|boyfriend|girlfriend|he|she|dad|father|stepdad) (?:\w+ "
        r")?(?:hits?|beats?|punch\w*|slap\w*|kick\w*|strangl\w*|chok\w*|throws? (?:things|"
        r"stuff)|threat\w*|hurts?|attack\w*|rapes?|bull(?:y|ies)) (?:me|us|at|the kids|to "
        r"(?:kill|hurt))"
    ),
    r"throws things at",
    (
        r"control(?:s|led|ling)? (?:all )?(?:my|the|our|all the) (?:money|bank|phone|finances|"
        r"life)"
    ),
    (
        r"(?:frightened|terrified|scared|afraid)(?= (?:of (?:my|him|her|the ex)|for my|to go "
        r"home|he|she)|[.,;!]|$)"
    ),
    (
        r"(?:fled|fleeing|escap(?:ed|ing)|ran away from|hiding from|left) (?:my |an? "
        r")?(?:abus\w+|violen\w+|<kin>|ex)(?= in| last| with|[.,;!]|$)"
    ),
    r"(?:safe|women'?s) (?:house|shelter)",
    r"non ?molestation",
    r"police (?:are|were|came)",
    r"harass\w+ by my",
    r"gaslight\w*",
    (
        r"(?:no|without|not enough|can'?t (?:afford|buy)|run out of) (?:any )?(?:food|nappies|"
        r"formula)"
    ),
    r"(?:going |go )?(?:without|skipping) (?:food|meals)",
    r"skip(?:ping)? meals",
    r"hungry(?! for)",
    r"(?:heat(?:ing)?|warm\w*) (?:and|or) (?:eat\w*|food)",
    r"eat(?:ing)? (?:and|or) heat(?:ing)?",
    r"universal credit",
    (
        r"(?:on|get|gets|claim\w*|receiv\w+|live on) (?:\w+ )?(?:uc|jsa|benefits|income "
        r"support)"
    ),
    r"(?:housing|child|disability|sickness|unemployment) benefit",
    r"skint",
    (
        r"(?:lost|losing) (?:my|his|her|our|both) (?:jobs?|work|home|house|flat|business|"
        r"income)"
    ),
    r"laid off",
    r"unemploy\w+",
    r"out of work",
    r"no (?:work|job|income|wages?|savings|money (?:left|for|until|till|to))",
    r"zero ?hours?",
    r"no shifts",
    r"living off nothing",
    r"destitut\w+",
    r"can'?t (?:afford|pay) to (?:eat|heat|live|put|top|feed)",
    r"bailiffs?",
    r"evict\w+",
    r"bankrupt\w*",
    r"debt (?:relief|management|charity)",
    r"iva",
    r"payday loan\w*",
    r"hardship",
    r"sofa ?surf\w*",
    r"(?:in a|temporary) (?:hostel|accommodation|b&b)",
    r"sleeping (?:rough|in my)",
    r"repossess\w+",
    r"(?:just )?out of (?:prison|jail|care)",
    r"(?:ex|army) veteran",
    (
        r"(?:don'?t|doesn'?t|do not|can'?t|cannot|struggl\w+ to|hardly|barely|only) (?:\w+ "
        r")?(?:speak|read|write|understand|spell)(?: (?:much|any|very|a little|good|or|and|"
        r"write|read|well))* (?:english|well|write|properly)"
    ),
    r"(?:second|not my|not (?:his|her)) (?:first )?language",
    r"(?:no|poor|little|bad|limited|broken) english",
    r"translat(?:or|ors|ed|ion)",
    r"translate for",
    r"someone (?:to|who can) translate",
    r"interpret(?:er|ing)",
    r"(?:cannot|can'?t) (?:read|write)(?= (?:or|very|well|and)|[.,;!]|$)",
    r"illitera\w+",
    (
        r"(?:can'?t|cannot|unable to) (?:hold|grip|kneel|bend|walk|move|get out of)(?! (?:on|"
        r"the line|my (?:contract|meter|account)|house|home|to (?:a|another)))"
    ),
    r"(?:hooked|dependent) on",
    r"drinks? (?:heavily|too much|every)",
    r"(?:relapse\w*|detox)",
    (
        r"(?:wear|use|uses|need|needs) (?:a |an )?(?:hearing aid|walker|frame|cane|rollator|"
        r"scooter)"
    ),
    r"pensionable",
    r"registered (?:blind|disabled|deaf)",
    r"live alone",
    r"lives alone",
    r"bruis\w+",
    r"joints ache",
    r"sick(?:ly)? child\w*",
    r"bed ?ridden",
)


def _spelt(phrase: str) -> str:
    for word, meaning in _WORDS.items():
        phrase = phrase.replace(word, meaning)
    return phrase


EVERYDAY = tuple(map(_spelt, _PHRASES))
