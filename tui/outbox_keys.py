"""The keys of the outbox: one table for its bindings, its footer and the help."""

from __future__ import annotations

from dataclasses import dataclass

from engine.store.outbox_list import Shelf


@dataclass(frozen=True, slots=True)
class OutboxKey:
    """One key: Textual's name, the screen's action, its label (none: not in the footer), help."""

    keys: str
    action: str
    label: str
    help: str


OUTBOX_KEYS = (
    OutboxKey("j,down", "move(1)", "move", "The next message."),
    OutboxKey("k,up", "move(-1)", "", "The message before."),
    OutboxKey("pagedown,ctrl+f", "page(1)", "", "A page on."),
    OutboxKey("pageup,ctrl+b", "page(-1)", "", "A page back."),
    OutboxKey("g,home", "go(0)", "", "The first message."),
    OutboxKey("G,end", "go(-1)", "", "The last message."),
    OutboxKey("t", "retry", "try again", "Review a failed one anew; try a waiting one now."),
    OutboxKey("u", "cancel", "take back", "Take a queued or held one back as your draft."),
    OutboxKey("w", "resolve", "what became", "Say whether an unknown one was sent."),
    OutboxKey("x", "put_away", "put away", "A failed or returned one needs nobody any more."),
    OutboxKey("v", "receipt", "receipt", "What was tried and reported, attempt by attempt."),
    OutboxKey("enter,l,right", "open", "customer", "Go to the customer."),
    *(
        OutboxKey(str(number), f"shelf('{shelf}')", "", f"Only what is {shelf}.")
        for number, shelf in enumerate(Shelf, 1)
    ),
    OutboxKey("a", "everyone", "all agents", "Everyone's messages, or only yours."),
    OutboxKey("r", "refresh", "refresh", "Open the list anew."),
    OutboxKey("escape,q,h,left", "leave", "back", "Back to the customers."),
)
