"""Threats, pressure and requests for secrets (Ofgem SLC 27.5-27.11; SLC 0)."""

from __future__ import annotations

from engine.checks.promise import Promise, words
from engine.language.phrases import any_of

PRESSURE = (
    Promise(
        "threat",
        words(
            "disconnect|cut off|cut you off|debt collect|collection|collector|court|bailiff|"
            "credit file|credit score|credit rating|legal action|enforcement|warrant|"
            "prepayment meter|penalt|late fee|late payment fee|consequence|solicitor|legal "
            "proceeding|credit reference|suspend your|lose your supply|interest charge|"
            "blacklist|sue |terminate your|stop your supply|extra charge|further action|switch "
            "off your|turn off your|default notice|charges will|fees will|forced|force-fit|"
            "debt agency|final demand|passed to|agents|fail to pay|do not pay|don't pay|end "
            "your contract"
        ),
        any_of(
            r"disconnect(s|ed|ion|ing)?",
            r"cut(ting)? (you |your \w+ |off|them |it )+(off)?",
            r"debt-?(collect\w*|agency|agencies|recovery|agents?)",
            r"(debt )?collect(ion|ions|ors?) (agency|agencies|agents?|team|firm|company|action|"
            r"proceedings)",
            r"collectors?",
            r"(go|going|take|taken|taking|brought|summon\w*|to|in|county) (you |this |it |the "
            r"matter )?(to )?(the )?court",
            r"court (action|proceedings|order|summons|judg\w+)",
            r"bailiffs?",
            r"credit (file|score|rating|record|history|reference)( \w+)*",
            r"legal (action|proceedings|steps|fees|team)",
            r"enforcement( \w+)?",
            r"warrants?",
            r"(fit|install|force|move you to|switch you to|put you on)( \w+){0,3} prepayment( "
            r"meter)?",
            r"(late|penalty|extra|additional|interest|further) (payment )?(fees?|charges?)( \w+)*",
            r"penalt(y|ies)",
            r"(serious |further )?consequences",
            r"solicitors?",
            r"(suspend|terminate|stop|switch off|turn off|lose|end) your (account|supply|gas|"
            r"electricity|energy|contract|service)",
            r"(we|i)('ll| will) (be )?(sue|suing|blacklist\w*)",
            r"blacklist\w*",
            r"further action",
            r"default notice",
            r"final (demand|warning|notice)",
            r"passed (on )?to (a |our |the )?(debt|collection|agents?|solicitors?|third|recovery)",
            r"(if|unless) (you|we|payment|this|the \w+)( do not| don't| fail to| does not| is "
            r"not| isn't| have not| haven't| hear nothing)?( \w+){0,4} (pay|paid|payment|"
            r"respond|reply)[^.\n]{0,30} (we (will|shall|must|may)|we'll|your|you (will|may|"
            r"could)|action)",
        ),
        "threats are not allowed (SLC 27); offer help to pay",
    ),
    Promise(
        "no_disconnection",
        words(
            "not disconnect|never disconnect|won't disconnect|not be disconnected|not be cut|"
            "not cut|won't cut|never cut|won't be cut"
        ),
        any_of(
            r"(will not|won't|never|not|'ll not) (be )?(disconnect|disconnected|cut( you)?( "
            r"off)?)( you| your \w+)?"
        ),
        "nobody may commit to this from the record; explain the support there is",
    ),
    Promise(
        "pressure",
        words(
            "act now|last chance|urgent|hurry|immediately|final notice|final reminder|deadline|"
            "expires|don't delay|do not delay|before it's too late|before it is too late|act "
            "fast|act today|at once|limited time|only today|must |without delay|right now|"
            "offer ends|ends soon|don't miss|running out|last reminder|asap|straight away|"
            "while it lasts|now or|have to pay|need to pay|required to pay|pay now|overdue|"
            "only a few|too late|final warning"
        ),
        any_of(
            r"act (now|fast|today|quickly|immediately)",
            r"(last|final) (chance|opportunity|reminder|notice|warning)",
            r"urgent(ly)?( action| attention| response)?",
            r"hurry",
            r"(don't|do not|without) delay",
            r"(before it's|before it is|not be|it may be|be) too late",
            r"limited-time",
            r"(offer|this|it) (ends|expires) (soon|today|tonight|tomorrow|shortly|at|on)",
            r"(don't|do not) miss( out)?",
            r"time is running out",
            r"(you|payment|this) must (be )?(pay|paid|act|respond|reply|call|contact|settle|"
            r"made|settled)( \w+){0,3}",
            r"(pay|respond|reply|call|settle|contact us|act)( \w+){0,4} (immediately|at once|"
            r"right now|straight ?away|asap|without delay|now)(?! or\b)",
            r"(you )?(have|need|are required|are obliged) to (pay|settle|clear)( \w+){0,3} "
            r"(now|immediately|by|within|today|at once|in full)",
            r"pay now",
            r"while (it lasts|stocks last)",
            r"only (a few|today|for a limited)( \w+)?",
            r"now or never",
        ),
        "pressure is not allowed; let the customer choose when to answer",
    ),
    Promise(
        "asks_for_secret",
        words(
            "password|pin|card|cvv|security code|sort code|bank details|account number|"
            "passcode|one-time|one time|login details|bank account|log-in details|security "
            "answer|mother's maiden|memorable|date of birth|national insurance|expiry|"
            "verification code|passport|security details|username"
        ),
        any_of(
            r"(send|give|tell|reply|confirm|share|provide|enter|text|email|need|have|supply|"
            r"verify|let us have|read|update|type|quote|state)( \w+){0,6}(?<!not) (password|"
            r"pin|pin number|card( \w+)?|cvv|cvc|security code|security details|sort code|bank "
            r"(details|account( \w+)?)|account number and|passcode|"
            r"one-time (code|password|passcode)|login details|log-in details|username|security "
            r"answer|maiden name|memorable (word|information)|date of birth|national "
            r"insurance( number)?|expiry date|verification code|passport( number)?|three "
            r"digits)",
            r"(your|the) (full |long )?(card (number|details)|password|pin( number)?|cvv|cvc|"
            r"passcode|bank details|sort code|one-time (code|passcode|password)|verification "
            r"code) (please|so that|so we|to (verify|confirm|us)|in your reply|by reply|is "
            r"needed|needed|and (your|the))",
            r"(long number|digits|number) on (the (front|back) of )?your card",
        ),
        "never ask for this in a message",
    ),
)
"""What no message may hold, whoever wrote it."""
