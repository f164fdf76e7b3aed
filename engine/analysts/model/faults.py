"""What is wrong with a model's answer, in words that the model and the agent understand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    Attributes:
        kind: what sort of fault: ``schema``, or the category of a check (fact, promise …).
        place: the field of the form.
        explanation: what is wrong; holds none of the answer's text, so that it may be logged.
        words: the words concerned, masked, for the model that is to mend them; never logged.
    """

    kind: str
    place: str
    explanation: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.explanation}"


def summary(faults: list[Fault]) -> str:
    """Return the faults in one short line for the screen and the log."""
    kinds = list(dict.fromkeys(f"{fault.kind} ({fault.place})" for fault in faults))
    more = f" and {len(kinds) - 3} more" if len(kinds) > 3 else ""
    return ", ".join(kinds[:3]) + more
