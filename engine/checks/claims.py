"""The claims about where things stand that a text can make, and where each is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.checks import record_says as says
from engine.checks import record_words as words
from engine.language.phrases import Phrases

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from engine.checks.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """One way to say how something stands.

    Attributes:
        phrases: the claim.
        source: where the record says so for this customer and these words, or None.
        otherwise: what the agent is told where it does not.
    """

    phrases: Phrases
    source: Callable[[Evidence, re.Match[str]], str | None]
    otherwise: str


_NOW = (
    r"(now |currently |already |still |also |been |all |officially |successfully |fully |at "
    r"present )*"
)
_IS = rf"(is|are|was|were|has|have|had|remains|shows as|'s|will be) {_NOW}"
_MATTER = (
    r"(complaint|issue|problem|query|question|request|matter|case|ticket|concern|dispute|claim|"
    r"billing issue|report)s?"
)
_OF_YOURS = r"(your|the|this|that|his|her|their)( \w+){0,3}"
_DONE = (
    r"(resolved|closed|settled|sorted( out)?|fixed|dealt with|completed?|upheld|rejected|"
    r"answered|put right|finalised|concluded)"
)
_OPEN = (
    r"(open|pending|unresolved|outstanding|being looked (at|into)|under review|escalated|"
    r"ongoing|in progress)"
)
_HAVE = r"(have |has |'ve |had )?(just |now |recently |already |also |again )*"

CLAIMS = (
    Claim(
        Phrases(
            rf"(your|the) (\w+ )?(account|supply|service)(?! team) {_IS}(?P<state>suspended|"
            rf"closed|blocked|frozen|active|"
            r"inactive|dormant|at risk|in arrears|in debt|in credit|overdue|reactivated|restored|"
            r"up to date|paid|locked|cancelled|restricted|deactivated|disconnected|terminated|"
            r"on hold|limited)",
            r"your (?P<kind>suspended|dormant|closed|frozen|blocked|inactive|locked|restricted|"
            r"overdrawn) account",
            r"we (have |had to |'ve )?(?P<done>suspend|suspended|close|closed|block|blocked|"
            r"lock|locked|reactivated|"
            r"restored|cancelled|froze|frozen) your (account|supply)",
        ),
        says.account_state,
        "the record gives the account another status",
    ),
    Claim(
        Phrases(
            rf"{_OF_YOURS} (?P<matter>{_MATTER})( \w+){{0,4}} {_IS}(?P<done>{_DONE})",
            rf"(we|i) {_HAVE}(?P<did>{_DONE}) (your|the|this) (\w+ ){{0,3}}(?P<what>{_MATTER})",
            rf"(glad|pleased|happy) (that )?(we|to) .{{0,30}}?(?P<ended>{_DONE}|resolve|settle|"
            rf"close|fix|sort( out)?) (your|the|this) (?P<which>{_MATTER})",
        ),
        says.matter_resolved,
        "the record does not show this as resolved",
    ),
    Claim(
        Phrases(
            rf"{_OF_YOURS} (?P<matter>{_MATTER})( \w+){{0,5}} {_IS}((not|n't) (yet )?(been "
            rf")?{_DONE}|{_OPEN})",
            r"your (open|pending|unresolved|outstanding|escalated|ongoing) (\w+ "
            r")?(?P<which>complaint|issue|problem|query|"
            r"question|request|matter|case|ticket)s?",
        ),
        says.matter_open,
        "the record shows nothing of this kind as open",
    ),
    Claim(
        Phrases(
            r"your( \w+)? complaints?",
            r"you( \w+)? complained",
            r"complaint (that )?you (made|raised)",
        ),
        says.complained,
        "the record holds no complaint",
    ),
    Claim(
        Phrases(
            r"(your|a|the)( \w+){0,2} payments?( on your account)?( of \S+)?( \w+ \d+ \w+( "
            r"\d+)?)? (is|was|were|has been|have been|had been|seems to have been|appears to "
            r"have been|may have been|got) (been )?"
            r"(?P<state>missed|received|made|late|overdue|declined|rejected|returned|refused|"
            r"processed|taken|cleared|due|"
            r"unpaid|outstanding|collected|cancelled)",
            r"(your|a|the)( \w+){0,2} payments? (?P<went>bounced|failed|went through|did not "
            r"go through|didn't go through|has not arrived|"
            r"hasn't arrived|has not reached us|did not reach us|has arrived|arrived|reached "
            r"us|has gone through)",
            r"(we|i) (have |'ve |has )?(now |just |not |already )?(?P<got>received|got|taken|"
            r"collected|processed)( yet received)? (your|a|the)( \w+){0,2} payments?",
            r"you( have|'ve)? (recently |just |already )?(?P<you>missed|made|paid|sent|"
            r"cancelled) (your|a|the|two|three|last|several|some)( \w+){0,3} (payments?|bills?|"
            r"direct debit|instal?ments?)",
            r"(?P<missed>missed|late|overdue|outstanding|unpaid|failed|bounced) (payments?|"
            r"bills?|balance|instal?ments?)",
            r"(thank you|thanks) for (your|the|making|paying)( \w+){0,2} (?P<thanks>payment|bill)",
            r"you (still )?(?P<owe>owe|are behind|have fallen behind|are in arrears|are in "
            r"debt|have not paid|never paid|did not pay|haven't paid)",
        ),
        says.payment,
        "the record does not show this about a payment",
    ),
    Claim(
        Phrases(
            r"(your|you are on (our|the|a)|you're on (our|the|a)|on (our|the|a)|you have (our|"
            r"the|a)) (current |existing |new |present )?"
            r"(?P<plan>basic|premium|green|standard|variable|standard variable|fixed|economy 7|"
            r"economy|gold|silver|platinum|"
            r"essential|saver|super saver|tracker|agile|ev|solar|night|flexible|prepayment|pay "
            r"as you go|eco|smart|value|loyalty|"
            r"dual fuel|plus|fixed rate|online)"
            r" (energy )?(plan|tariff|subscription)",
            r"as an? (?P<customer>basic|premium|green|fixed|variable) (plan |tariff )?customer",
        ),
        says.plan,
        "the record gives the customer another plan",
    ),
    Claim(
        Phrases(
            r"(you are|you're|you have been|you've been|we have|we've|you were|now|as you are|"
            r"you)( already| now| currently)? "
            r"(on|registered|added|put|placed|signed up|included|a member|joined)( \w+){0,5} "
            r"(priority services?( register)?|psr)",
            r"your (priority services|psr) (registration|entry|status|record|details)",
        ),
        says.registered,
        "the record does not show the customer on the Priority Services Register",
    ),
    Claim(
        Phrases(
            r"(you are|you're|while you are|your account is|you entered) (now |currently )?(in|"
            r"into|under|on)?( the)? ?breathing space",
            r"your breathing space",
        ),
        says.breathing_space,
        "the record does not show Breathing Space",
    ),
    Claim(
        Phrases(
            r"(your|you have|you own|you drive|you installed|with the) (new |home |own |an |a |"
            r"some |\w+ )?(?P<thing>solar( panels?)?|electric (car|vehicle)|ev(?! tariff)|"
            r"heat pump|prepayment meter|boiler|home battery|smart meter|economy 7 meter|"
            r"storage heaters?)",
        ),
        says.owns,
        "the record does not say that the customer has this",
    ),
    Claim(
        Phrases(
            r"you( have|'ve)? (recently |just |already |last )?(?P<did>switched|changed|moved|"
            r"downloaded|opened|clicked|viewed|"
            r"opted in|opted out|unsubscribed|not logged in|cancelled|signed up|upgraded|"
            r"renewed|redeemed|chose|joined)"
            r"( \w+){0,4} (?P<to>tariffs?|plans?|app|dashboard|ticket|email|message|link|"
            r"marketing|direct debit|contract|"
            r"house|home|offer|us|messages|notifications|guide)",
        ),
        says.did,
        "the record does not show that the customer did this",
    ),
    Claim(
        Phrases(
            r"(when|since|that|after|as|because|and)? ?you( have|'ve)?( last| first| recently| "
            r"also)? (?P<how>called|phoned|rang|emailed|texted|"
            r"chatted (to|with)|wrote to|contacted|got in touch with|spoke to|spoke with|"
            r"tweeted|visited)( us| one of (us|our)\w*| our team| me)",
            r"(thank you|thanks) for (?P<ing>calling|phoning|emailing|texting|contacting|"
            r"getting in touch|chatting|"
            r"writing to us|speaking to us)",
            r"your( recent| last| first)? (?P<noun>phone call|call|email|text|chat|letter|"
            r"tweet|visit|conversation)( to us| with us| with our team| of| on| about)",
        ),
        says.contacted,
        "the record shows no such contact",
    ),
    Claim(
        Phrases(
            r"your( \w+){0,3} (usage|use|consumption|energy use) (has|is|was|went|looks|"
            r"seems)( been| gone)?( \w+)? (?P<how>up|higher|high|risen|increased|more|down|"
            r"lower|low|fallen|dropped|doubled|decreased|reduced|above|below|unusual|unusually "
            r"high)",
            r"you( have|'ve)? (been )?(?P<used>used|using|are using|use|were using)( \w+){0,2} "
            r"(more|less|fewer|twice|too much|a lot of|extra|double)",
            r"(?P<high>high|higher|increased|unusual|unusually high|rising) (energy |"
            r"electricity |gas )?(usage|use|consumption)",
        ),
        says.usage,
        "the record says nothing of the kind about usage",
    ),
    Claim(
        Phrases(
            r"(your|the)( \w+){0,2} (meter|in-home display|display|supply|boiler) (is|was|has|"
            r"had|has been|seems|appears)( \w+)? (?P<state>faulty|broken|stopped|"
            r"wrong|defective|replaced|exchanged|read wrongly|misread|repaired|upgraded|"
            r"inaccurate|failed|offline|a fault)",
            r"(your|the)( \w+){0,2} (bill|bills|direct debit|balance|statement) (is|was|were|"
            r"has|have|has been|have been|went|will|will be|will go|is going)( \w+)? "
            r"(?P<money>wrong|incorrect|too high|too low|estimated|overcharged|higher|lower|"
            r"increased|up|down|reduced|corrected|"
            r"recalculated|cancelled|set up|changed|increase|rise|fall|drop|decrease|doubled|"
            r"adjusted|amended|ready|due|overdue|unpaid|paid)",
            r"(your|the)( \w+){0,2} (tariff|contract|plan|fixed rate|deal) (is due to|is about "
            r"to|will|has|is going to|is|was)( soon| now)? ?"
            r"(?P<ends>end|ends|expire|expires|expired|ended|ending|expiring|finish|finished|"
            r"run out|renewed|renew|change|changed|changing)",
            r"(your|the) (tariff|contract|plan|fixed rate|deal) (?P<expires>ends|expires|runs "
            r"out|ended|expired|finishes|rolls over)",
            r"(we|you) (have |'ve |were |had )?(been )?(?P<over>overcharged|undercharged|"
            r"overbilled|double-charged|overcharging|overpaid|charged you (twice|too much))( "
            r"you)?",
            r"(?P<cut>(power cut|outage|power failure|gas leak|supply interruption) (in|at|"
            r"near|affecting) your)",
            r"(an|our|the|your) (engineer|technician|electrician|colleague) (?P<came>came|"
            r"visited|attended|has visited|"
            r"missed|called|found|fitted|installed|repaired|checked|has fitted|has repaired)",
            r"(your|the) (?P<booked>appointment|visit) (is|has been|was) (now )?(booked|"
            r"confirmed|arranged|scheduled|cancelled|rearranged)",
        ),
        says.supply,
        "the record does not say so",
    ),
    Claim(
        Phrases(
            r"you( have|'ve)?( recently| last| also| kindly)? (?P<verb>told us|told me|said|"
            r"mentioned|asked (us |me )?(about|for|to|when|how|whether|if)|reported|raised|"
            r"requested|wanted|gave us|let us know|disputed|inquired about|enquired about|"
            r"complained (about|of|that))(?P<about>( (?!and\b|but\b|is\b|on \d|has\b|was\b|"
            r"so\b|we\b|will\b|in (jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec))\w+){1,7})",
            r"your( recent| last| earlier)? (?P<noun>question|query|request|feedback|enquiry|"
            r"report|complaint|concern) "
            r"(about|on(?! \d)|for|that|regarding|concerning|over)(?P<topic>( (?!and\b|but\b|"
            r"is\b|on \d|has\b|was\b|so\b|we\b|will\b|in (jan|feb|mar|apr|"
            r"may|june|july|aug|sep|oct|nov|dec))\w+){1,6})",
        ),
        words.topic,
        "the record shows nothing from the customer about this",
    ),
    Claim(
        Phrases(
            r"(your|you|you're|as an?)( \w+){0,3} (?P<what>disability|disabled|illness|medical|"
            r"health|"
            r"elderly|pregnant|pregnancy|hospital|bereavement|bereaved|widowed?|unemployed|"
            r"lost your job|redundant|"
            r"redundancy|divorced?|benefits)",
            r"your (?P<kin>mother|father|wife|husband|son|daughter|partner|children|baby|"
            r"family|landlord|neighbours?|mum|dog|cat)",
        ),
        words.life,
        "the record holds nothing about this",
    ),
)
