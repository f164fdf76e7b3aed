"""Whether a message closes a matter: a customer's thanks or confirmation, an agent's "all done"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.conversations.understanding.lexicon import lexicon
from engine.conversations.understanding.words import tokens
from engine.language.phrases import any_of
from engine.models.understanding import Label, Sentiment

if TYPE_CHECKING:
    from collections.abc import Callable

_THANKS = frozenset("thanks thank 👍 🙏".split())
_CONFIRMS = frozenset(
    """
    ok okay k kk yes yep yeah aye great good fine perfect brilliant lovely excellent fab magic
    grand nice super amazing awesome sorted fixed solved resolved works worked working done cool
    understood received noted right sound
    smashing braw bye goodbye cya 👍 👌 🙏 😊 ❤
    """.split()
)
# Small words that may stand beside a confirmation: "that is all fine now".
_BESIDE = frozenset(
    """
    it is that all now got i have will do sure no problem worries bother then the again so much
    very really a lot you me just makes sense done him her guys mate pal hun love and for your help
    time im we us back on too has been heating power app meter day evening weekend to
    """.split()
)
_WAITS = frozenset(
    "wait waiting await awaiting forward hear hearing until meantime but advance".split()
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_DONE = (
    r"resolved|fixed|sorted|completed|processed|corrected|credited|refunded|restored|"
    r"updated|reset|cancelled|"
    r"rectified|amended|replaced|closed|reinstated|removed|issued|applied|activated"
)
_GLAD = (
    r"(?:glad|happy|pleased|delighted) (?:to hear |that |it's |this is |(?:I|we) could |we |I )+"
    r"(?:all |now |been |is |are |were |was |get |got |been able to |able to )*"
)
_SAYS_DONE = any_of(
    rf"(?:has|have) (?:now |all |just )?been (?:fully |successfully |now )?(?:{_DONE})",
    r"(?:is|are|it's|that's|all|everything's) (?:all |now |both )+"
    rf"(?:{_DONE}|working|done|set|up and running|back on)",
    rf"(?:that's|that is|it's|it is) (?:{_DONE}|done)(?: for you)?",
    rf"(?:I've|I have|we've|we have) (?:now |just |gone ahead and )*(?:{_DONE})",
    rf"\A\W*(?:all |now |just )*(?:{_DONE}) (?:it|that|this|your \w+)(?: now)? for you",
    rf"{_GLAD}(?:sorted|fixed|resolved|working)",
    r"(?:case|ticket|query|chat|complaint) (?:is |has been |as |now )+(?:closed|resolved)",
    r"mark(?:ed|ing) (?:this|it|your \w+) as (?:resolved|closed|complete)",
)
# Manners that take leave of a customer who has nothing left to say, and of no other.
_TAKES_LEAVE = any_of(
    r"you(?:'re| are) (?:very |most |more than )?welcome",
    f"{_GLAD}(?:help|helped|helpful|assist)",
)
_ANYTHING_ELSE = any_of(
    "(?:anything|something) (?:else|more)",
    "any (?:other|more|further) (?:questions?|queries|query|help)",
)
_NOTHING_ELSE = any_of(
    r"\A(?:no|nope|nah|naw|nothing|none)", r"(?:that's|that is|that'll be) (?:all|everything|it)"
)
_NOT_YET = any_of(
    "not|isn't|hasn't|haven't|once|when|until|unless|if|unable|cannot|can't|couldn't|should|will",
    "before|waiting|partly|partially",
)


def asks(text: str) -> bool:
    """Whether a text holds a question."""
    return "?" in text


def offers_more(text: str) -> bool:
    """Whether a company message asks whether there is anything else."""
    return bool(_ANYTHING_ELSE.search(text))


def awaits_answer(text: str) -> bool:
    """Whether a company message asks something other than whether there is anything else."""
    return any(asks(s) and not offers_more(s) for s in _SENTENCE.findall(text))


def closes_for_customer(text: str, mood: Sentiment, *, answering: str) -> bool:
    """Whether a customer's message is thanks or a confirmation, and nothing more.

    Args:
        text: the message.
        mood: its sentiment; an unhappy message closes nothing.
        answering: the company's message before it. Where that asked something, a bare "yes" or
            "thanks, it is 12345" answers and does not close; where it asked whether there was
            anything else, "no" closes.
    """
    if mood.label is Label.NEGATIVE or asks(text):
        return False
    if offers_more(answering) and _NOTHING_ELSE.search(text):
        return True
    spell = lexicon().spelling.word
    words = [word for word in map(spell, tokens(text)) if word[0] not in ".!\n"]
    thanks = not _THANKS.isdisjoint(words)
    if not _WAITS.isdisjoint(words):
        return False
    if mood.label is Label.POSITIVE and (thanks or not _CONFIRMS.isdisjoint(words)):
        return True
    if awaits_answer(answering) or not words:
        return False
    bare = all(word in _CONFIRMS or word in _BESIDE or word in _THANKS for word in words)
    return thanks or (bare and not _CONFIRMS.isdisjoint(words))


def closes_for_agent(text: str, *, says_more: Callable[[], bool]) -> bool:
    """Whether a message of the company says that the matter is done, or takes leave of it.

    Args:
        text: the message.
        says_more: whether the customer's message before it is unhappy or asks something, so that
            "you're welcome" answers its thanks and leaves the rest; asked only where it matters.
    """
    for sentence in _SENTENCE.findall(text):
        if asks(sentence) or _NOT_YET.search(sentence):
            continue
        if _SAYS_DONE.search(sentence) or (_TAKES_LEAVE.search(sentence) and not says_more()):
            return True
    return False
