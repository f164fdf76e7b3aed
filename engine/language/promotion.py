"""Tell marketing from service by the words of a message, not by its label (uk-rules, rule 1).

Two tables decide. A message is marketing as soon as one phrase of ``_RULES`` stands in it outside
the phrases of ``_NEUTRAL``, which use a promotional word for something else: to offer help is not
an offer. The rules are broad and the exceptions narrow, so that what is unsure is marketing.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.phrases import Phrases, any_of

_RULE_1 = "uk-rules, rule 1"
_ICO = "ICO, direct marketing and regulatory communications (28 March 2023)"
_AMEX = 'ICO penalty notice, American Express Services Europe (May 2021): "servicing" emails'


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to promote.

    Attributes:
        kind: what the words do, to complete "the message …".
        source: who says that this is marketing.
        phrases: the words that do it.
    """

    kind: str
    source: str
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Span:
    """Promotional words in a text: ``text[start:end]``, and what they do.

    Attributes:
        explanation: to show beside the words, for example "makes an offer (uk-rules, rule 1)".
    """

    start: int
    end: int
    explanation: str


_RULES = (
    Rule(
        "invites to switch",
        _RULE_1,
        Phrases(r"switch(es|ed|ing)?"),
    ),
    Rule(
        "invites to upgrade",
        _RULE_1,
        Phrases(r"upgrad(e|es|ed|ing)"),
    ),
    Rule(
        "promises savings",
        _RULE_1,
        Phrases(
            r"sav(e|es|ed|ing|ings|er|ers)",
            r"(cut|cuts|cutting|lower|lowers|lowering|reduce|reduces|reducing|shrink|slash)"
            r" (your|the|those|monthly|energy|home)( \w+){0,2}"
            r" (bills?|costs?|spend|spending|usage)",
            r"(pay|spend) less",
            r"(use|using) less( \w+)? (energy|electricity|gas|power)",
            r"(ways|tips|how|things)( you can| for you)? to (use|do with) less",
            r"(energy|money|efficiency) tips",
            r"tips (for|on|to) (\w+ ){0,3}(energy|home|bills?|electricity|gas)",
            r"better off (on|with)",
            r"bring (your )?(bills?|costs?) down",
        ),
    ),
    Rule(
        "makes an offer",
        _RULE_1,
        Phrases(
            r"offer(s|ed|ing|ings)?",
            r"deals?",
            r"bargains?",
            r"special (price|rate)s?",
            r"half-price",
            r"(flash|summer|winter|spring|autumn|january) sale",
            r"sale (now|ends|starts|is on)",
            r"free (gift|trial|month|months|energy|electricity|gas|thermostat)",
        ),
    ),
    Rule(
        "names a discount",
        _RULE_1,
        Phrases(
            r"discount(s|ed)?",
            r"\d+(\.\d+)?(\s?%| per-cent) (off|less|cheaper|cash-back|back|extra)",
            r"£\s?\d[\d,.]* (off|cash-back|credit when|bonus|gift)",
            r"(get|earn|win|enjoy)( up to)? £\s?\d+",
            r"cash-back",
            r"(from|for|costs?) (only|just) £\s?\d+",
        ),
    ),
    Rule(
        "promises a reward",
        _AMEX,
        Phrases(
            r"rewards?",
            r"refer (a|your|one|some|any) (friend|friends|family|neighbour|neighbours|mate|mates)",
            r"(invite|tell) (a|your) friends?",
            r"recommend us",
            r"referr?als? (code|scheme|bonus|link)",
            r"bonus(es)?",
            r"vouchers?",
            r"prizes?",
            r"win (a|an|one|big)",
            r"chance to win",
            r"competition",
            r"loyalty (points|scheme|bonus|club)",
            r"perks?",
            r"earn (points|credit|money)",
            r"promo(tion|tions|tional)?",
        ),
    ),
    Rule(
        "advertises the app",
        _RULE_1,
        Phrases(
            r"(download|install|get|try|discover|love) (our|the|your|my)( \w+){0,3} app",
            r"app (down-load|tutorial|tour|guide)",
            r"(guide|tour|tutorial) (to|of|for) (our|the|your)( \w+)? app",
            r"get it on (google play|the app store)",
        ),
    ),
    Rule(
        "advertises a tariff or product",
        _RULE_1,
        Phrases(
            r"(cheap|cheaper|cheapest|lower|lowest|better|best|great|greener|greenest|smarter|"
            r"brilliant|competitive|unbeatable|fantastic|amazing)"
            r" ((fixed|energy|green|dual|fuel) )?"
            r"(tariff|plan|rate|price|value)s?",
            r"compar(e|es|ing|ison)( \w+){0,5} (tariff|plan|price|rate)s?",
            r"(tariff|plan|price)s? comparisons?",
            r"(find|choose|pick|discover)( you)? (the|a|your) (right|best|better|perfect|ideal|new)"
            r" (tariff|plan)",
            r"our (new|newest|latest|green|greener|premium|ev|solar|exclusive|range of)( \w+)?"
            r" (tariff|plan|product|range|service)s?",
            r"(go|going) green",
            r"our other( \w+)? (tariff|plan)s?",
            r"another of our( \w+)? (tariff|plan)s?",
            r"(?<!payment\s)(tariff|plan)s? (is |are |still |may be |might be |could be )*"
            r"(right|best) for you",
            r"(suits?|suited to|fits?|right for|best for) you (even )?better",
            r"(tariff|plan)s? (still )?suits? you",
            r"(a|another|different) (tariff|plan)s? (that )?(may|might|could|would)"
            r" (suit|fit|work)",
            r"(boiler|home) cover",
            r"introducing",
            r"brand-new",
            r"exclusive(ly)?",
        ),
    ),
    Rule(
        "urges to buy or join",
        _ICO,
        Phrases(
            r"sign up",
            r"join (us|our|others|thousands|millions|now|today)",
            r"don't miss( out)?",
            r"miss out",
            r"hurry",
            r"act (now|fast|today)",
            r"limited-time",
            r"last chance",
            r"while stocks last",
            r"ends soon",
            r"treat yourself",
            r"why not (add|ask|book|call|get|give|go|have|join|let|make|see|start|take|try|visit)",
            r"interested in (our|a|an|going|moving|the|saving|solar)",
            r"(buy|order|book) (now|today|yours)",
            r"get more (out of|from)",
            r"mak(e|ing) the most of",
            r"(discover|explore|check out|take a look at) (our|how|the|what|more)",
            r"(tailored|selected|chosen|picked|just|designed) (just )?for you",
            r"you (have been|'ve been|are) (selected|chosen)",
        ),
    ),
    Rule(
        "tries to win the customer back",
        _ICO,
        Phrases(
            r"we miss you",
            r"we('d| would) (love|like) (to have )?you back",
            r"come back( to us)?",
            r"thinking of leaving",
            r"before you (go|leave)",
            r"stay with us",
        ),
    ),
)

# What may stand between "offer" and the help that is offered.
_HELPED = r"(to )?((you|them|him|her|customers|people|anyone|everyone) )?"
_ADJECTIVES = (
    r"((a|an|any|some|the|our|more|free|extra|further|practical|confidential|independent|impartial|"
    r"additional|full|sincere|tailored|flexible|affordable|suitable|new|short|monthly|"
    r"and|or|of|debt|money|energy|bill|billing|financial|customer|emotional),?\s)*"
)
_HELP = (
    r"(help|support|advice|guidance|assistance|explanations?|apolog(y|ies)|"
    r"(re)?payment (plan|arrangement|option|holiday|break)s?|instal?ments?|"
    r"call-back|call|appointments?|breathing space|priority services|time to pay|refund|"
    r"interpreter|translation|large print|braille|alternative (format|date|appointment)s?|"
    r"emergency credit|fuel vouchers?)"
)

_NEUTRAL = any_of(
    # Help, and ways to pay, are what Ofgem asks suppliers to offer (rules 10 to 12).
    rf"offer(s|ed|ing)? {_HELPED}{_ADJECTIVES}{_HELP}",
    r"(date|day|time|hour|way|channel|number|method|appointment) (that |which |would |might )*"
    r"(suits?|fits?) you (even )?better",
    r"offers? of (help|support|advice|a payment plan)",
    r"offer(s|ed)? to (call|help|listen|explain|talk|discuss|meet|visit)",
    # What the customer said no to, named when that is confirmed.
    r"(no longer|not|never|stop|stopped|no more) ((get|getting|receive|receiving|send|sending|sent)"
    r" )?((you|any|our|more|further|marketing) )*(offers|deals|promotions|discounts)"
    r"( (or|and) (offers|deals|promotions|discounts|marketing))*",
    # To keep, not to spend less.
    r"sav(e|ed|es|ing) (this|these|that|it|your|the|our|my|a|an)( \w+)? (number|place|spot|seat|"
    r"progress|message|email|e-mail|text|letter|details|changes|reading|readings|settings|"
    r"preferences?|choice|choices|draft|copy|reference|date|page|form|contact|note|file|password)s?",
    r"sav(e|ed|es|ing) (it|this|them|that) (for|to|as|in|until)",
    r"(changes|choices?|details|draft|form|preferences?|progress|readings?|request|settings)"
    r" (has|have|is|are|was|were) (now )?(been )?saved",
    r"life-saving",
    r"daylight saving( time)?",
    r"save the children",
    # To turn, and switching that has already been decided.
    r"switch(es|ed|ing)? ((it|them|everything|(the|your) (appliances?|boiler|electricity|gas|"
    r"heating|lights?|mains|meter|power|supply|water)) )?(off|back on|on)(?! to)",
    r"(light|trip|fuse|isolat\w+|power|main|mains|on/off|timer|wall) switch(es)?",
    r"energy switch guarantee",
    r"switch (is|was|has|will be|has been)"
    r" (complete|completed|cancelled|confirmed|delayed|stopped)",
    r"you( have|'ve)? switched (to|from|away)( \w+){0,5} on \d+",
    # The supplier's own works.
    r"upgrad(e|es|ed|ing) (of |to )?(our|the)"
    r" (systems?|website|network|phone lines?|lines|cables?)",
    r"(system|systems|network|website|safety) upgrades?",
    # A deal as an amount, and to deal with something.
    r"(a )?((good|great) )?deal of(?! (the|a)\b)",
    r"a (good|great) deal (about|more|less|to us)",
    r"(no|not a) big deal",
    r"(to|we|we'll|we're|we've|will|can|can't|could|who|and|they|shall|would|must|should|please|"
    r"team|teams|you|you'll) deals? (directly )?with",
    # Schemes of the state and of regulation, named neutrally.
    r"warm home discount( (scheme|payment|rebate))?",
    r"(fuel|prepayment|pre-payment|top-up|emergency) vouchers?",
    r"competition and markets authority",
    r"(sign up (to|for)|join) (the|our) (free )?priority services( register)?",
    # What people miss without anything to buy.
    r"sorry (that )?we('ve| have)? missed you",
    r"(we'll|we will|i'll|i will|we can|will|to|can) come back to (you|this|me|them)",
    r"(no|not in a) hurry",
    # A smaller instalment for a while is a way to pay, not a price.
    r"pay less (each|every|per|a) (month|week) (for|over|until)",
)


def promotional_spans(text: str) -> tuple[Span, ...]:
    """Return the promotional words of ``text`` in their order; none means a service message.

    Case, curly apostrophes and line breaks make no difference. Offsets are those of ``text``.
    """
    low = text.lower()
    rules = [rule for rule in _RULES if rule.phrases.may_stand_in(low)]
    if not rules:
        return ()
    # Blanked out, not cut out: what is left keeps its place.
    open_text = _NEUTRAL.sub(lambda found: "\0" * len(found.group()), text)
    spans = [
        Span(found.start(), found.end(), f"{rule.kind} ({rule.source})")
        for rule in rules
        for found in rule.phrases.finditer(open_text, low)
    ]
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def is_marketing(text: str) -> bool:
    """Return whether ``text`` promotes anything, which makes all of it marketing (PECR reg 22)."""
    return bool(promotional_spans(text))
