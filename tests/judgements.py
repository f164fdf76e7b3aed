"""Judgements that a well-behaved model fills in, worked out from the request that it was sent."""

from __future__ import annotations

import re
from typing import Any

from tests.wire.received import Received

_CONVERSATION = re.compile(r"^C(\d+)\.\n((?:M\d+\. .*\n|\(\d+ messages.*\n)*)", re.MULTILINE)


def sent(request: Received) -> dict[int, str]:
    """Return the conversations of a request: the lines of each by its number."""
    return {int(number): lines for number, lines in _CONVERSATION.findall(request.user)}


def judgement(number: int, **changes: Any) -> dict[str, Any]:
    """Return an unremarkable entry; ``changes`` replace fields."""
    entry = {
        "conversation": number,
        "sentiment": -0.25,
        "shift": 0.5,
        "topics": ["billing"],
        "status": "open",
        "first_contact": False,
        "satisfaction": 3,
        "effort": 3,
        "reason": "A plain question in M1",
    }
    return entry | changes


def judged(request: Received) -> dict[str, Any]:
    """Return one entry for each conversation of the request."""
    return {"conversations": [judgement(number) for number in sent(request)]}
