"""Threats, pressure and requests for secrets (Ofgem SLC 27.5-27.11; SLC 0)."""

from __future__ import annotations

from engine.checks.promise import Promise
from engine.language.phrases import Phrases

PRESSURE = (
    Promise(
        "threat",
        Phrases(
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
            r"(harder|hard|difficult|impossible)( for you)? to (get|"
            r"obtain|borrow|take out)( \w+)?( "
            r"credit| loan| mortgage| money)",
            r"(further|additional|next|other|stronger|formal|more serious|firmer) (steps|measures|"
            r"sanctions)( \w+)*",
            r"recovery (partner|team|agent|agency|firm|company|process|"
            r"action|department|specialist)s?",
            r"(consider|review|reconsider|think about|look at|withdraw|restrict|limit|affect) your "
            r"(supply|credit)( \w+)?",
            r"your (account|case|details|debt|balance|file) (will|may|"
            r"might|could|has to|is going to) "
            r"(go|be (passed|sent|referred|transferred|handed|sold|moved|put forward))( \w+){0,4}",
            r"(have|has|leaves? us with) no (choice|option|alternative)( but)?( \w+)*",
            r"(forced|obliged|compelled) to (act|take|pass|refer|end|stop|visit|fit)( \w+)*",
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
        Phrases(
            r"(will not|won't|never|not|'ll not) (be )?(disconnect|disconnected|cut( you)?( "
            r"off)?)( you| your \w+)?"
        ),
        "nobody may commit to this from the record; explain the support there is",
    ),
    Promise(
        "pressure",
        Phrases(
            r"act (now|fast|today|quickly|immediately)",
            r"(reply|respond|pay|answer|settle|pay up) (today|tonight|this minute|this instant)",
            r"(pay|settle) up( now)?",
            r"(cannot|can't|can not|won't|will not) wait( any longer| much longer)?",
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
        Phrases(
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
