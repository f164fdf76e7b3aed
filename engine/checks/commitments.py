"""What we may not commit to without a decision on record (Ofgem SLC 0: not misleading)."""

from __future__ import annotations

from engine.checks.promise import Promise
from engine.language.phrases import Phrases

_WE = (
    r"(we|i|our (team|engineers?|specialists?|advisers?|manager|colleagues?)|someone|"
    r"somebody|one of (us|our \w+)|an? (engineer|specialist|technician|adviser|advisor|manager|"
    r"expert|colleague|agent|member of our team|electrician))"
)
_WILL = (
    r"('ll|'ve| will| shall| have| can| are going to| are| am| has| is| is going to| would "
    r"like to| promise to| intend to)( \w+ly| also| now| all| already| just| happily)?"
)
_WHEN = (
    r"((with)?in (the next |under |less than |about |just )?(an?|\d+|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|twelve|twenty-four|forty-eight|a few|a couple of)"
    r"( working| business)? (hours?|hrs?|minutes?|mins?|days?|weeks?)|(by|before|until|no "
    r"later than|on|this|next|every) (\d\S*|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|tomorrow|tonight|noon|midday|week|weekend|month|morning|afternoon|"
    r"evening|the end of (the|this|next) (day|week|month)|"
    r"close of (business|play)|the \d\S*)|tomorrow( \w+)?|tonight|today|immediately|straight "
    r"?away|right away|at once|overnight|"
    r"later (today|this week)|between \d\S* and \d\S*|at \d\S*|first thing( \w+)?|asap|as soon "
    r"as possible|shortly after)"
)

COMMITMENTS = (
    Promise(
        "refund",
        Phrases(
            r"(refund|refunds|refunded|refunding|rebates?|reimburse|reimbursed|reimbursement|"
            r"reimbursing)",
            r"(get|have|give you|want) your money back",
            r"(pay|repay) you back",
            r"return your money",
            r"(will|shall|'ll|are going to|have) (now )?(repay|repaid|pay back|paid back|give back|"
            r"return|returned) (you|the|your|it|what|any)( \w+){0,3}",
        ),
        "nobody has decided on a refund; offer to look into it instead",
    ),
    Promise(
        "credit",
        Phrases(
            rf"{_WE}{_WILL} (be )?(credit|credited|crediting|apply|applied|applying|add|added|"
            rf"adding|give|given|issue|issued|put)( you)?( \w+)? ?(your (account|balance|next "
            rf"bill|bill)|"
            r"a( \w+)? credit|credit)( (to|on) your (account|bill))?",
            r"(a|the|your) (\w+ )?credit (has been|will be|is being|was) (\w+)",
            r"(account|bill) (has been|will be|is being|was) credited",
            r"(you will|you'll) (receive|get|see|have) an?( \S+)? credit",
            r"a credit (of|on|to|towards)",
            r"in credit",
            r"goodwill credit",
        ),
        "no credit is on record; do not state or promise one",
    ),
    Promise(
        "compensation",
        Phrases(
            r"compensat(e|ed|es|ing|ion)",
            r"goodwill( (gesture|payment))?",
            r"gesture of goodwill",
            r"(we|i)('ll| will) make it up to you",
            r"(as|by way of) an? apology(,)? (we|i|you|here|please accept|your|for)",
            r"(send|give|offer|post|sending|giving)( you)? an? (\S+ )?(voucher|gift( card)?|"
            r"hamper)",
        ),
        "no compensation is on record; do not promise any",
    ),
    Promise(
        "waiver",
        Phrases(
            r"waiv(e|ed|es|ing)",
            r"(write|written|writing|wipe|wiped) (it |this |that |the \w+ |your \w+ )?(off|out|"
            r"clean)",
            r"(cancel|cancelled|clear|cleared|forget|drop|scrap) (your|the|that|this) (debt|"
            r"arrears|balance|fee|fees|charge|charges|bill|payment|missed payment)",
            r"(knock|knocked|take|taken|took|strike|struck)( \w+){1,5} off your (bill|balance|"
            r"account|next bill|debt|statement)",
            r"no (exit|cancellation|late|late payment)? ?(fees?|charges?)",
            r"(freeze|froze|frozen|hold|fix|lock|lock in|cap|pause|paused|suspend)( \w+)? "
            r"(your|the) (price|prices|rate|rates|tariff|bill|bills|payments?|direct debit)",
            r"payment holiday (is|has|from|for|until|starts)",
            r"exit fees?",
        ),
        "nobody has waived or frozen anything; do not promise it",
    ),
    Promise(
        "discount",
        Phrases(
            r"(discount(s|ed)?)(?! scheme)",
            r"\S+ (%|per cent|percent)? ?off your (\w+ )?(bill|tariff|energy|plan|next|first)",
            r"half-price",
            r"price match\w*",
            r"cash-?back",
            r"(cheaper|reduced|special|better|lower|preferential) (rate|price)s?",
            r"(best|lowest|cheapest) (price|rate|tariff|deal|plan)s?( \w+)*",
            r"price cut",
        ),
        "no discount or price is on record; do not promise one",
    ),
    Promise(
        "saving",
        Phrases(
            r"(you|it|this|that|which|they|customers|we|switching|moving|and|plan|tariff)( "
            r"will|'ll| could| can| would| might| may| to| are going to| is going to)?( \w+ly| "
            r"also| even| help( you)?)? (save|saves|saving)"
            r"( you)?( \w+){0,2} (£|up|money|hundreds|over|on|at least|around|about|pounds|"
            r"more|\d+)\S*",
            r"(you|you'll|that|this|it|which)( will| would| could| can|'ll)( \w+)? (save|"
            r"saves)( you)?( money)?(?! (it|this|that|the \w+ (number|message|email)))",
            r"sav(e|es|ing|ings) (of )?(up to |at least |around |about )?£\S+",
            r"guaranteed savings?",
            r"sav(e|ing) (you )?(money|hundreds|pounds|a fortune)",
            r"(your|the|next|energy|monthly) (\w+ )?(bills?|payments?|costs?|direct debit|"
            r"price|tariff|rate|usage) (will|is going to|are going to|should|is set to|would|"
            r"'ll)( \w+)? (be |come out )?(much |far |a lot |"
            r"significantly |even )?(go down|come down|be lower|lower|be cheaper|cheaper|"
            r"be less|be reduced|reduced|reduce|fall|drop|decrease|halved?|stay the same|not "
            r"(go up|rise|increase|change)|never (go up|rise|increase)|shrink)",
            r"(you|you'll|you will)( will| would| could)? (be|are) better off",
            r"(you|you'll|you will|and)( \w+)? pay less",
            r"(we|i)('ll| will| can| have| are going to|'ve)( \w+)? (cut|reduce|lower|slash|"
            r"bring down|halve|reduced|lowered) your (\w+ )?(bills?|payments?|costs?|tariff|"
            r"rate|price|direct debit|usage)",
            r"(will|'ll|would|is going to|are going to)( \w+ly| also| "
            r"really| help to| help)? (cut|reduce|"
            r"lower|slash|halve|shrink|trim|bring down) your (\w+ )?(bills?|payments?|costs?|"
            r"outgoings|direct debit|spending)",
            r"(is|be|are|works? out|much) (far |a lot |much |even )?cheaper( for you| than \w+)?",
            r"cost you less",
            r"(lower|cheaper|smaller) (\w+ )?(bills?|payments?|direct debit) (from|next|every|"
            r"each|in|by)",
        ),
        "what the customer would save is not on record; do not promise it",
    ),
    Promise(
        "entitlement",
        Phrases(
            r"(warm home discount|grant|winter fuel payment|cold weather payment|application|claim|"
            r"payment plan|request) (has|have|was|were|is|are|will)( now| "
            r"already| just)?( been| be)? "
            r"(approved|granted|accepted|awarded|confirmed|successful|going through)",
            r"you('ll| will| are going to| are due to| should) (receive|get|be (paid|given|awarded|"
            r"sent))( \w+){0,3} (warm home discount|grant|winter fuel payment|cold weather payment|"
            r"payment holiday)",
            r"you( definitely| certainly)? (qualify|are eligible|are "
            r"entitled|have qualified)( for| to)",
            r"you're (eligible|entitled)( for| to)",
        ),
        "nobody has decided on this; say how to find out instead",
    ),
    Promise(
        "guarantee",
        Phrases(
            r"guarantee(s|d|ing)?(?! standards)",
            r"(we|i)( can| do| will)?('ll)? (promise|assure|swear|vow)( you)?",
            r"rest assured",
            r"(will|'ll) (never|not) happen (to you )?again",
            r"won't happen( to you)? again",
            r"never happens? again",
            r"you have (my|our) word",
            r"without fail",
            r"(will|'ll|is|are|can) (definitely|certainly|undoubtedly)( \w+)*",
            r"100% (sure|certain|safe|secure|reliable)",
            r"(will|'ll) never (\w+ )?(again|go|have|be|pay|increase|rise|let)",
            r"risk-free",
            r"(we will|we'll) always \w+",
        ),
        "nobody can guarantee this; say what we will do instead",
    ),
    Promise(
        "free",
        Phrases(
            r"(for |completely |absolutely |totally |a |your |our |get |one |two |three |with |"
            r"first |is |are |be |and )(months? )?free(?!-?\s*(to\b|and independent|and "
            r"impartial|and confidential|from\b|for you\b|priority|debt|advis|advice|call|"
            r"number|phone|help|service|support|register|on\b|in\b|of (the|any|them)|"
            r"independent|impartial|up\b|time\b))",
            r"free of charge",
            r"at no (extra |additional )?cost",
            r"(it's|is|are) on us",
            r"complimentary",
            r"(not|n't|never) cost (you )?(a penny|a thing|anything)",
            r"free (energy|electricity|gas|month|months|boiler|thermostat|smart|gift|"
            r"installation|upgrade|insulation|check|service|trial|week|units?|solar|battery|ev|"
            r"charger|lightbulbs?|led)( \w+)?",
        ),
        "nothing says that this is free; do not promise it",
    ),
    Promise(
        "deadline",
        Phrases(
            rf"({_WE}{_WILL}|you('ll| will)( \w+)?|it('ll| will)( \w+)?|(they|this|that|"
            rf"everything|your \w+|the \w+|a \w+)('ll| will)( \w+)?) (be )?(call|called|"
            rf"calling|phone|ring|email|emailed|write|text|visit|visiting|reply|respond|"
            rf"response|contact|come|be in touch|in touch|get back|getting back|"
            rf"hear|hear from|have|receive|get|sort|sorted|resolve|resolved|fix|fixed|repair|"
            rf"repaired|deal|dealt|send|sent|post|update|updated|confirm|attend|arrive|with "
            rf"you|there|answer|complete|completed|done|finish|settle|settled|restore|restored|"
            rf"process|processed|close|closed|look|check|review|"
            rf"made|ready|replace|replaced|install|installed|put right|back|reach|reach you|go|"
            rf"appear|show)[^.!?;:\n]{{0,60}}? ?{_WHEN}",
            rf"expect (a|an|our|my|the) (call|email|answer|reply|visit|"
            rf"letter|decision|text)( \w+){{0,3}} "
            rf"{_WHEN}",
            r"(expect|allow|reply|answer|response|call|visit|decision|callback)( \w+){0,4} "
            r"(within|in the next) [^.!?\n]{0,20}(hours?|minutes?|days?)",
        ),
        "no time is agreed on record; do not commit to one",
    ),
    Promise(
        "done",
        Phrases(
            r"(we|i|our (team|engineers?|technicians?))( have|'ve| has)?( now| already| just| "
            r"also| fully| successfully| since)?( been)? (fixed|resolved|sorted( out)?|"
            r"corrected|updated|amended|adjusted|arranged|booked|set up|cancelled|changed|"
            r"processed|issued|moved|"
            r"applied|removed|registered|replaced|repaired|agreed|approved|switched|added|"
            r"upgraded|extended|reduced|recalculated|placed|scheduled|enrolled|signed you|put "
            r"you|increased|escalated|reopened|investigated|rebilled|reset|passed|closed|"
            r"completed|credited|waived|extended)"
            r" (your|you|the|a|an|this|that|it|everything|for|to|all|with|on|up)( \w+){0,2}",
            r"(your|the|a|an)( \w+){0,2} (plan|tariff|payment plan|appointment|visit|engineer|"
            r"direct debit|payments?|readings?|bill|details|address|callback|call) (has|have|"
            r"had|was|were|is|are)( now| already| just)?( been)? "
            r"(fixed|corrected|updated|amended|adjusted|arranged|booked|set up|changed|"
            r"processed|issued|moved|approved|switched|upgraded|extended|reduced|recalculated|"
            r"scheduled|agreed|confirmed|replaced|repaired)",
            r"your( \w+){1,3} (is|are|was)( now)? back (to|at|down|in)( \w+){0,3}",
            r"your( \w+){1,3} (is|are) (now|again|all) (correct|right|"
            r"accurate|fixed|sorted|fine|lower|"
            r"working|up to date|in order)",
            r"(everything|it|this|that|all) (is|has been|was) (now )?(all )?(fixed|resolved|"
            r"sorted( out)?|corrected|put right|taken care of)",
        ),
        "the record does not show that this was done",
    ),
    Promise(
        "visit",
        Phrases(
            r"(an?|our|the|one of our|your|two|some) (\w+ )?(engineers?|specialists?|"
            r"technicians?|electricians?|experts?|managers?|installers?|surveyors?|plumbers?)( "
            r"\w+)? (will|is going to|'ll|are|is|has been|have been|can|is due to) ?(be )?(\w+ "
            r")?(visit\w*|come|coming|call\w*|contact\w*|attend\w*|be with you|with you|"
            r"arrive\w*|booked|sent|there|look\w*|inspect\w*|replace|repair|fit|install|check|"
            r"on (the|their|his|her) way)",
            r"(we|i)('ll| will|'re| are|'ve| have)( be)?( \w+ly)? (send|sending|sent|dispatch|"
            r"dispatched|book|booked|arrange|arranged|arranging|schedule|scheduled)( you| "
            r"for)? (an?|our|the|one of our|your|another|two) (\w+ )?(engineers?|specialists?|"
            r"technicians?|electricians?|visit|appointment|expert|manager|new meter|meter|"
            r"surveyor|installer|replacement)",
            r"(we|i)('ll| will) (visit|come( round| out| to you| and| by)?)(?! back)( \w+)*",
            r"(will|'ll) be (visited|replaced|installed|fitted|repaired|inspected)",
        ),
        "no visit is on record; offer to arrange one instead",
    ),
)
"""Refunds, prices, deadlines, work done and visits."""
