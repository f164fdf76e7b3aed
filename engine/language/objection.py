"""Tell from free text whether someone objects to being contacted (uk-rules, rules 4 and 5).

Where it is unsure the answer is yes: marketing is held back and service messages go on, so a wrong
yes costs an advertisement and a wrong no breaks the law (UK GDPR, article 21).
"""

from __future__ import annotations

import re

from engine.language.phrases import any_of
from engine.privacy.clean import clean_line

_POLITE = r"(?:please|pls|plz|thanks|thank you|ty|now|immediately|hi|hello|all|it|this|that|me)"
_BEFORE = rf"\W*(?:{_POLITE}\W+)*"
_AFTER = rf"(?:\W+{_POLITE})*"

# The whole text is a stop word, with or without a "please".
_COMMAND = re.compile(
    rf"{_BEFORE}(?:stop|stop[ -]?all|unsub|unsubscribe|cancel|end|quit|opt[ -]?out|remove)"
    rf"{_AFTER}\W*",
    re.IGNORECASE,
)

# A part of a sentence is nothing but one of the stop words that can mean nothing else: "STOP. I
# never asked for this". To cancel or to end something may well be about something else.
_PART = re.compile(
    rf"{_BEFORE}(?:stop|stop[ -]?all|opt[ -]?out|opt me out|remove me){_AFTER}\W*", re.IGNORECASE
)
_BETWEEN_PARTS = re.compile(r"[.!?,;:]+| - ")

_BULK = (
    r"(texts?|text messages?|sms|smses|messages?|msgs?|emails?|e-mails?|mails?|mailings?|mailers?|"
    r"notifications?|alerts?|newsletters?|marketing|offers?|promotions?|promos?|adverts?|ads|"
    r"advertising|spam|junk|reminders?|communications?|comms|contact|contacts|correspondence|"
    r"leaflets?|flyers?|campaigns?|surveys?|pushes|push notifications?)"
)
_CALLS = r"(calls?|phone calls?|cold calls?|telephone calls?|phoning|voicemails?)"
_ANY = (
    r"(?:(?:all|any|any more|these|those|this|the|that|your|you|my|our|me|us|more|further|future|"
    r"such|so many|of|getting|receiving|sending|to|with|from|daily|weekly|constant|endless|"
    r"account|billing|energy|meter|payment|tariff|usage|marketing|promotional|sales|unwanted|"
    r"email|text|sms|push|app|phone|automated|automatic|"
    r"silly|stupid|annoying|bloody) ){0,6}"
)
_CONTACTING = (
    r"(texting|emailing|e-mailing|mailing|messaging|calling|phoning|ringing|contacting|spamming|"
    r"bothering|pestering|harassing|notifying|writing|cold-calling)"
)
_CONTACT = r"(contact|text|email|e-mail|mail|call|phone|ring|message|notify|pester|bother|write to)"
_CONTACTED = r"(contacted|texted|emailed|e-mailed|called|phoned|messaged|notified|bothered|rung)"
# "Do not call me before 9" is about when, not whether; "they do not call me back" is a complaint.
_UNLESS_WHEN = (
    r"(?!( \w+){0,3} ((before|after|until|till|between|during|while) "
    r"(\d|noon|midday|lunch|work|dark|school|five|six|seven|eight|nine|ten|half|the|my|i)|"
    r"at (\d|work|night|weekends|the weekend|lunch|home)|in the (morning|afternoon|evening)|"
    r"on (weekdays|weekends|(mon|tues|wednes|thurs|fri|satur|sun)days?)|back))"
)
_REFUSING = r"(don't|do not|no longer|must not|should not)"
_NEGATION = r"(don't|do not|does not|doesn't|did not|didn't|no longer|never|not)"
_PERSON = (
    r"(me|us|him|her|them|(the )?customer|((my|our|his|her|their|the) )?"
    r"(name|number|email|e-mail|address|details|phone)( number| address)?)"
)

_OBJECTIONS = any_of(
    r"un-?subscrib\w*",
    r"opt(s|ed|ing)?( me| us| him| her| them)?-out",
    # Stop doing it.
    rf"(stop|stopping|cease|quit) {_CONTACTING}",
    rf"(stop|stopping|cease|end|halt|discontinue|quit) {_ANY}{_BULK}",
    rf"(stop|stopping|cease|quit) {_ANY}{_CALLS}",
    rf"(cancel|cancelling|switch off|turn off|turned off|turning off|block|blocked|mute) "
    rf"{_ANY}({_BULK})(?! (preference|setting|address))",
    rf"{_BULK} (to |should |must |be |being |are to )+(stop|stopped|end|ended|cease|cancelled)",
    rf"(have|having|get|getting|want|wants|wanted) {_ANY}({_BULK}|{_CALLS}) (stopped|to stop)",
    r"(please|pls|plz|just|asked( \w+)? to|wants? (\w+ )?to|told( \w+)? to) "
    r"stop( (these|those|this|it|them|all|now|that))*\s*([.!?,]|$)",
    r"stop (these|those|all these|all of these|all this)\s*([.!?,]|$)",
    r"make (it|them|this|these) stop",
    # Take me off.
    rf"(take|taken|taking|remove|removed|removing|delete|deleted|get|strike|drop) {_PERSON}"
    rf" (off|from|out of) {_ANY}(\w+ )?(lists?|database|distribution|{_BULK}|{_CALLS})",
    rf"(come|coming|get|getting|go|be|been|want|wants) off {_ANY}(\w+ )?"
    rf"(lists?|database|distribution|{_BULK}|{_CALLS})",
    rf"(be|being|get) (taken off|removed from) {_ANY}(\w+ )?(lists?|database|{_BULK}|{_CALLS})",
    # No more.
    rf"no (more|further) {_ANY}({_BULK}|{_CALLS})",
    r"no marketing",
    rf"{_REFUSING} (ever )?{_CONTACT} (me|us|him|her|them|this number|again|any-more)"
    rf"{_UNLESS_WHEN}",
    rf"{_REFUSING} send (me |us |him |her |them )?(any |any more |more |these |those |your )+"
    rf"({_BULK}|stuff|things|of)",
    rf"{_NEGATION} (want|wants|wanted|wanting|wish for|need) {_ANY}({_BULK}|{_CALLS})",
    rf"{_NEGATION} (want|wants|wish|wishes|like|wishing) (to (be )?)?({_CONTACTED}|hear from|"
    rf"hearing from|contact from){_UNLESS_WHEN}",
    rf"not to (be )?({_CONTACTED}|{_CONTACT} (me|us|him|her|them)|hear from us){_UNLESS_WHEN}",
    rf"not interested in {_ANY}{_BULK}",
    r"leave (me|us) alone",
    # In the words of the law, or of a note about a call.
    r"(withdraw|withdraws|withdrew|withdrawn|withdrawing|revoke|revokes|revoked)( \w+){0,3} "
    r"(consent|permission)",
    r"(object|objects|objected|objecting|objection) to (\w+ )?(marketing|profiling|processing|"
    r"contact|being contacted|the use of|use of)",
    r"right to object",
    r"do-not-(contact|call|email|text|mail)( list| register| request)",
    r"(tps|telephone preference service|mailing preference service)",
    # Enough of it; a complaint, but what it asks for is plain.
    rf"(sick|tired|fed up|had enough) (of|with) {_ANY}({_BULK}|{_CALLS}|being {_CONTACTED})",
    rf"too many {_ANY}{_BULK}",
)

_NOT_OBJECTIONS = any_of(
    # Asking to go on, or why it ended.
    r"(don't|do not|never|not want to|not wish to|don't want to) (want to |wish to )?"
    r"(stop|unsubscribe|opt-out|cancel)",
    r"(did not|didn't|never) (want to |mean to |ask to |wish to )?(unsubscribe|opt-out)",
    r"(why|when) (did|have|has) (you|it|they|we)( all)? (stop|stopped)",
    # Other things that one opts out of, or stops: bills on paper, readings every half hour.
    r"opt(s|ed|ing)?-out of (the |my |a )?(paper\w*|smart meters?|half-hourly( \w+)?|direct debit)",
    r"end of( the| my| our)? (contract|tariff|offers?|promotions?)",
    r"cancel(led|ling)? (my |the |a |your )?contact",
)


def is_objection(text: str) -> bool:
    """Return whether ``text`` asks us to stop contacting someone.

    Both what customers write ("STOP", "take me off your list") and what agents note down
    ("Requested to stop notifications") count; ends of other things do not ("my heating stopped",
    "cancel my appointment"). A yes suppresses marketing only.
    """
    line = clean_line(text)
    if _COMMAND.fullmatch(line) or any(map(_PART.fullmatch, _BETWEEN_PARTS.split(line))):
        return True
    return _OBJECTIONS.search(_NOT_OBJECTIONS.sub(";", line)) is not None
