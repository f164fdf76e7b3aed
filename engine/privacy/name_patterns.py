"""Where names stand in a text: the words before and after them, and their forms."""

from __future__ import annotations

import re

from engine.privacy.name_words import RELATION, STAFF, TITLE
from engine.privacy.wordlists import TOWN_PATTERN

NAME_WORD = r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){0,29}"
WORD = re.compile(NAME_WORD)
# After these a name follows, whatever its case.
SURE = re.compile(
    r"\b(?:my names(?! (?:on|in|not|are|and|is)\b)|"
    rf"(?:my|his|her|their|our) {RELATION}'?s? names?(?! (?:is|was|on|in|not)\b),?"
    r"|(?:my|his|her|their|our|the|customer'?s?|full|first|last|maiden|sur|whose|agent'?s?|"
    r"middle|account|married|previous|preferred|legal) ?names? ?(?:is|was|are|'s|:|=|-)"
    r"|(?:sur|fore|full ?|first ?|last ?)?names?(?: of (?:the )?(?:customer|caller|"
    r"account holder))? ?[:=]|(?:account holder|bill ?payer|cardholder|customer|cust|caller|"
    r"agent|occupier|tenant|payee|adviser|engineer|contact) ?(?:name)? ?[:=]"
    r"|names? (?:is|was)|named|i am called|i'm called|known as|by the name of|in the name of|"
    r"name on (?:the )?(?:account|bill|card) (?:is|was|reads|says|should be)|"
    r"(?:name|it|account|bill|surname) (?:changed )?from (?=\w+ to \w+)|goes by|call me(?! back)|"
    rf"(?<!\w)(?:mr|mrs|ms|miss|mx|dr|prof|cllr) ?(?:and|&|/) ?{TITLE}\b\.?|{TITLE}\b\.?)"
    r"[ \t]{0,3}(?:(?:now|still|just|actually) )?[\"'(]?",
    re.IGNORECASE,
)
# After these a name may follow: it has a capital letter (or is a given name) and is no other word.
MAYBE = re.compile(
    r"\b(?:this is|it's|its|it is|i am|i'm|im|that was|he's|she's|here is"
    r"|(?:speak|spoke|spoken|speaking|talk|talked|talking|chat|chatted|chatting|dealt|dealing) "
    r"(?:to|with)|spoke|ask(?:ed)? for|asking for|attn:?|f\.?a\.?o\.?:?|c/o|care of|attention of"
    r"|dear|hi|hiya|hello|hey|morning|afternoon|evening|thanks|thank you|cheers|regards|wishes"
    r"|sincerely|faithfully|love from|love|ta|best|yours|signed|from|rgds|respectfully|truly"
    r"|on behalf of|behalf of|by|called|registered to|belongs to|owned by|addressed to"
    r"|transfer(?:red)? to|passed to|put through to|via|with|and|tell|told|let|that|"
    r"for|to|late|under|remove|add|nominate|ex|name (?:to|into|as)|name|cust|(?:sur|fore)name"
    rf"|(?:{RELATION})(?:'s name)?(?: is)?|(?:{STAFF})(?: (?:is|was))?(?: (?:called|named))?)"
    r"[ \t]{0,2}[:,-]?(?:[ \t]{1,3}|\n{1,2}[ \t]{0,3})(?:(?:again|so much|very much) ?,?\s{0,2})?"
    r"[\"'(]?",
    re.IGNORECASE,
)
# Here the preposition belongs to talking with somebody, so that one capital letter is enough.
TALK = re.compile(
    r"(?:ask(?:ed|ing)? for|(?:speak|spoke|spoken|speaking|talk|talked|talking|chatted|dealt) "
    r"(?:to|with)|on behalf of|behalf of|attention of|put through to|nominate|"
    r"name (?:to|into|as))\W*$",
    re.IGNORECASE,
)
# A preposition stands before places and products far more often than before people.
PREPOSITIONS = frozenset("by with and to for via from under name".split())
# These introduce a name only if the list of given names agrees, or two capitalised words follow.
WEAK = frozenset(
    """that it's its it is by with and tell told let for to via from best love call called
    customer tenant caller engineer manager supervisor boss i am i'm im he's she's spoke
    thanks""".split()
)
AFTER_NAME = re.compile(
    r"[ \t]?,?[ \t]?(?:speaking\b|here\b(?! (?:is|are|was))|'s (?:account|bill|name|meter|address|"
    r"house|flat|number|details|tariff)\b|from (?:your|the|billing|customer|complaints)\b|"
    r"\((?:account holder|customer|agent|my|daughter|son|wife|husband|carer|the)\b|"
    r"(?:rang|phoned|called|emailed|wrote|said|says|told|promised|advised|explained|confirmed|"
    r"answered|helped|hung|assured|informed|asked|wants|disputes|reports|"
    r"requests|states|confirms|passed away|died|lives|has moved)\b)",
    re.IGNORECASE,
)
# After "it's" and the like: somebody speaks for themselves.
CONFIRMED = re.compile(
    r"[ \t]?,?[ \t]?(?:here\b(?! (?:is|are))|speaking\b|again\b|from (?:number|no|flat|"
    r"house|the flat)\b"
    r"|calling\b|ringing\b|,? (?:account|a/c|acc|customer|postcode|dob|of \d)\b)",
    re.IGNORECASE,
)
LOWER_ENDS = re.compile(
    r"\s*(?:$|[,.;:!?)/\n-]|(?:and|but|i|i'm|im|i've|from|my|dob|account|acc|a/c|postcode|"
    r"of|calling|"
    r"ringing|here|speaking|email|phone|tel|mob|can|could|please|pls|\d+)\b)",
    re.IGNORECASE,
)
RARE_TITLE = re.compile(r"\b(?:miss|sir|dame|dr|rev|prof)\b\.?[ \t]*$")
# Endings that in Britain only surnames have: Polish, Ukrainian, Romanian, Greek, Baltic, Armenian.
SURNAME_END = re.compile(
    r"[^\W\d_]{3,}(?:[ow]sk[ia]|[iy]ck[ia]|wicz|czyk|enko|escu|opoulos|auskas|aitis|ute|iene|"
    r"yan|shvili|sson|singh|uddin|ullah)"
)
# "this is abdi calling", "its jaz from number 40": who speaks, even in small letters.
SPEAKER = re.compile(
    rf"\b(?:this is|it's|its|i'm|im|i am) (?P<name>{NAME_WORD})(?= (?:speaking|"
    r"calling (?:on|from|about|for)|ringing (?:on|from|about|for)|"
    r"from (?:number|no|flat|house|the flat|apartment) ?\w))",
    re.IGNORECASE,
)
# "my mum hodan." and no verb: what ends a clause after a relation.
RELATIVE = re.compile(
    rf"\b(?:my|his|her|our) (?:{RELATION}) (?P<name>[^\W\d_]{{3,20}})(?=\s*(?:$|[.,;!?)\n]))",
    re.IGNORECASE,
)
VERB_LIKE = re.compile(
    r".*(?:ed|ing|s|ly|ful|ent|ous|n't)|told|left|drove|heard|knew|thought|forgot|lost|sold|fell|"
    r"slept|ate|rang|went|came|did|has|had|won|quit|cried|either|neither|though|tho|anyway|agree|"
    r"home|ill|unwell|poorly|dead|drunk|alone|asleep|abroad|upstairs|inside|outside|online|"
    r"maybe|actually|upset|cross|livid|furious|keen|bought|kept|meant|saw|sat|stood|took|paid"
)
PARTICLED = re.compile(
    r"(?<!\w)[^\W\d_a-z][\w'-]{1,20} (?:ap|ab|ferch|bin|binti|ibn|van|von|de|da|dos|del|al|"
    r"el|ul|ur) "
    r"(?:(?:der|den|la|los) )?[^\W\d_a-z][\w'-]{1,20}"
)
MAC = re.compile(r"(?<!\w)(?:Mc|Mac|O'|Fitz)[A-Z][a-z]{2,15}(?!\w)")
INITIALS = re.compile(r"(?:[A-Z](?:\. ?| )){1,3}(?=[A-Z](?:[^\W\d_]|'[A-Z]))")
HAS_TITLE = re.compile(rf"{TITLE}\.? ", re.IGNORECASE)
IS_TOWN = re.compile(rf"{TOWN_PATTERN}(?!\w)")
CAPITALISED = re.compile(r"(?<![\w@'.#/-])[^\W\d_a-z](?:[^\W\d_]|['-](?=[^\W\d_])){1,29}(?![\w@])")
RUN_OF_CAPITALS = re.compile(
    r"(?<![\w@'.#/-])(?:[^\W\d_a-z][^\W\d_'-]{1,20} ){1,3}[^\W\d_a-z](?:[^\W\d_]|['-](?=[^\W\d_]))"
    r"{1,20}(?![\w@])"
)
LOWER_PAIR = re.compile(rf"(?<![\w@'#/-])({NAME_WORD}) ({NAME_WORD})(?![\w@])")
