"""What can be done in plain mode: the letters, the words, the help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done: the letter and the word for it, and what it does."""

    letter: str
    word: str
    about: str


STEPS = (
    Step("n", "next", "the next customer; Enter alone does the same"),
    Step("p", "previous", "the customer before"),
    Step("s", "show", "everything that is known of the customer, and why they are next"),
    Step("m", "message", "read the message again"),
    Step("e", "edit", "edit the message"),
    Step("c", "channel", "another channel, as in: c sms"),
    Step("r", "review", "review the message and send it"),
    Step("u", "undo", "take back what was done last: a send, snooze, skip or discard"),
    Step("d", "discard", "throw your draft away; u brings it back"),
    Step("z", "snooze", "put the customer aside until later"),
    Step("x", "skip", "take the customer off the list, with the reason, as in: x moved away"),
    Step("o", "note", "write a note for colleagues, as in: o rings back on Monday"),
    Step("l", "list", "the next ten customers"),
    Step("g", "go", "go to a customer, as in: g 3012"),
    Step("/", "search", "only customers with these words; alone, all of them again"),
    Step("h", "help", "this list"),
    Step("q", "quit", "end; drafts are kept"),
)
_BY_NAME = {name: step for step in STEPS for name in (step.letter, step.word)}


def parse(line: str) -> tuple[str, str] | None:
    """Return what a line asks for and the rest of it; None where it asks for nothing known.

    An empty line goes on to the next customer. ``/words`` needs no blank.
    """
    typed = line.strip()
    if not typed:
        return "next", ""
    if typed.startswith("/"):
        return "search", typed[1:].strip()
    name, _, rest = typed.partition(" ")
    step = _BY_NAME.get(name.lower())
    return (step.word, rest.strip()) if step else None


def usage() -> list[str]:
    """Return the help, a line for each step."""
    return [f"{step.letter}  {step.word}: {step.about}" for step in STEPS]
