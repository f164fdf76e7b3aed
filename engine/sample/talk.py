"""What customers and agents of the sample say to each other: matters, moods, endings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.sample.dice import weighted

if TYPE_CHECKING:
    from engine.sample.dice import Dice


@dataclass(frozen=True, slots=True)
class Matter:
    """What a conversation is about: how it is opened, asked after, answered."""

    openings: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One message: who wrote it, what, and how long after the one before, in seconds."""

    is_ours: bool
    text: str
    after: int


_MATTERS = (
    Matter(
        (
            "My bill has gone up by £{n} and nobody can tell me why",
            "I've been charged twice this month, £{n} each time",
            "why is my direct debit £{n} now?? it was half that in the summer",
            "Got a bill for £{n}, but the reading on it isn't mine",
        ),
        ("Is that an estimated reading?", "So when do I get the money back?"),
        (
            "The bill was made from an estimate. With your reading it comes down to £{m}.",
            "I have asked for the second payment to be returned; it takes five working days.",
        ),
    ),
    Matter(
        (
            "smart meter has stopped sending readings again",
            "The display of my smart meter has been blank for {d} days",
            "My meter says I used £{n} yesterday, that can't be right",
        ),
        ("Do I need to be at home for that?", "will this cost me anything?"),
        (
            "I have restarted it from here; readings should be back within 24 hours.",
            "An engineer has to look at it. The first free visit is in {d} days.",
        ),
    ),
    Matter(
        (
            "We've had no power since this morning, is there an outage in our area?",
            "no heating and no hot water, freezing in here and I have a baby",
            "Power keeps going off, third time this week",
        ),
        ("How long will it take?", "anyone coming out today?"),
        (
            "There is a fault in your area. Engineers are there and expect {d} more hours.",
            "I have passed this on as an emergency. For a smell of gas, call 0800 111 999.",
        ),
    ),
    Matter(
        (
            "Hi, which tariff would be cheapest for a flat with storage heaters?",
            "My fixed tariff ends next month, what happens then?",
            "Do you have anything for charging a car at night?",
        ),
        ("Is there an exit fee?", "what would that be a month?"),
        (
            "Without a new choice you move to the standard tariff; there is no exit fee.",
            "There is a night rate from midnight to five. I can send you a comparison.",
        ),
    ),
    Matter(
        (
            "I'm moving on the 1st, how do I close the account?",
            "Moved house {d} days ago and still get bills for the old place",
        ),
        ("Do you need a final reading?", "And the credit on the account, £{n}?"),
        (
            "Please send a final reading; the last bill follows within six weeks.",
            "The credit is paid back to your bank with the final bill.",
        ),
    ),
    Matter(
        (
            "I can't pay the £{n} all at once, is there anything you can do?",
            "Lost my job, worried about the winter bills tbh",
        ),
        ("Will that go on my credit file?", "can we start next month instead?"),
        (
            "We can spread it over twelve months, about £{m} each. Nothing else changes.",
            "Let us look at what you can manage; there is also the fuel fund.",
        ),
    ),
)
_CROSS = (
    "still waiting…",
    "This is unacceptable, I want to speak to a manager",
    "{d} days and no reply. Brilliant service, as always 🙄",
    "I've explained this three times now!!",
    "aye right, heard that one before",
)
_GREETINGS = ("Hello, this is {agent}. ", "Hi, {agent} here. ", "Thanks for getting in touch. ")
_SORRY = ("I am sorry about that. ", "That should not have happened, I am sorry. ", "")
_THANKS = (
    "Perfect, thanks for your help!",
    "ok that's sorted it, cheers 👍",
    "Great, thank you so much",
    "thanks, that works now",
)
_FAREWELLS = ("You are welcome. Have a good day!", "Glad it is sorted. Take care!")
AUTORESPONSE = "*977# Thank you for your message. We answer within two hours, 8 am to 8 pm."

_ENDINGS = weighted({"resolved": 55, "open": 25, "cross": 12, "unanswered": 8})
_FIRST_WAITS = (40, 90, 180, 420, 900, 2_700, 7_200, 20_000)
_WAITS = (30, 60, 120, 300, 600, 1_500)


def talk(dice: Dice, agent: str, *, with_autoresponse: bool) -> list[Line]:
    """Return one conversation from its opening to its end, or to where it was left open."""
    matter = dice.pick(_MATTERS)
    ending = dice.pick(_ENDINGS)
    lines = [_line(dice, False, dice.pick(matter.openings), agent, 0)]
    if with_autoresponse:
        lines.append(Line(True, AUTORESPONSE, 2))
    if dice.chance(0.2):
        lines.append(_line(dice, False, dice.pick(_CROSS), agent, dice.pick(_FIRST_WAITS)))
    if ending == "unanswered":
        return lines
    answer = dice.pick(_GREETINGS) + dice.pick(_SORRY) + dice.pick(matter.answers)
    lines.append(_line(dice, True, answer, agent, dice.pick(_FIRST_WAITS)))
    while dice.chance(0.45):
        asked = dice.pick(_CROSS if ending == "cross" else matter.questions)
        lines.append(_line(dice, False, asked, agent, dice.pick(_WAITS)))
        lines.append(_line(dice, True, dice.pick(matter.answers), agent, dice.pick(_WAITS)))
    if ending == "resolved":
        lines.append(_line(dice, False, dice.pick(_THANKS), agent, dice.pick(_WAITS)))
        if dice.chance(0.4):
            lines.append(_line(dice, True, dice.pick(_FAREWELLS), agent, dice.pick(_WAITS)))
    elif ending == "cross":
        lines.append(_line(dice, False, dice.pick(_CROSS), agent, dice.pick(_FIRST_WAITS)))
    return lines


def _line(dice: Dice, is_ours: bool, text: str, agent: str, after: int) -> Line:
    if "{" in text:
        pounds = dice.between(40, 420)
        text = text.format(n=pounds, m=max(9, pounds // 12), d=dice.between(2, 9), agent=agent)
    return Line(is_ours, text, after)
