"""The keys of the outbox: one table for its bindings, its footer and the help."""

from __future__ import annotations

from engine.store.outbox_list import Shelf
from tui.screen_keys import ScreenKey

OUTBOX_KEYS = (
    ScreenKey("j,down", "move(1)", "move", "The next message."),
    ScreenKey("k,up", "move(-1)", "", "The message before."),
    ScreenKey("pagedown,ctrl+f", "page(1)", "", "A page on."),
    ScreenKey("pageup,ctrl+b", "page(-1)", "", "A page back."),
    ScreenKey("g,home", "go(0)", "", "The first message."),
    ScreenKey("G,end", "go(-1)", "", "The last message."),
    ScreenKey("t", "retry", "try again", "Review a failed one anew; try a waiting one now."),
    ScreenKey("u", "cancel", "take back", "Take a queued or held one back as your draft."),
    ScreenKey("w", "resolve", "what became", "Say whether an unknown one was sent."),
    ScreenKey("x", "put_away", "put away", "A failed or returned one needs nobody any more."),
    ScreenKey("v", "receipt", "receipt", "What was tried and reported, attempt by attempt."),
    ScreenKey("enter,l,right", "open", "customer", "Go to the customer."),
    *(
        ScreenKey(str(number), f"shelf('{shelf}')", "", f"Only what is {shelf}.")
        for number, shelf in enumerate(Shelf, 1)
    ),
    ScreenKey("a", "everyone", "all agents", "Everyone's messages, or only yours."),
    ScreenKey("r", "refresh", "refresh", "Open the list anew."),
    ScreenKey("escape,q,h,left", "leave", "back", "Back to the customers."),
)
