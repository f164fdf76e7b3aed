"""The same screen on Python's curses: a list and a case beside it, what ncurses makes of them.

j, k and Page Down move, o opens the panels and closes them, e begins to write, q ends.
"""

from __future__ import annotations

import curses
import os
import sys
import textwrap
from dataclasses import dataclass

NAMES = ("Laura Taylor", "Emma MacKenzie", "Emily Smith", "Comfort Okonkwo", "Kelvin Cheung")
WHYS = (
    "2 contacts unresolved, churn",
    "churn 88, satisfaction 1",
    "missed payment, churn 85",
    "missed payment, unresolved",
)
PLACES = ("Perth", "Edinburgh", "Newcastle upon Tyne", "Dundee")
PANELS = ("Why this customer", "Insights", "Strategy", "Next best action", "Segment", "History")
TEXT = (
    "Hello {name}, Glenlight Energy here. We are sorry that you have not been happy with our "
    "service. What could we do better? Just reply and we will deal with it by {day} November."
)
LEFT = 60
"""Columns of the list; the case has the rest."""


@dataclass
class State:
    """What is to be shown."""

    count: int
    cursor: int = 0
    top: int = 0
    opened: bool = False
    typed: str = ""
    is_editing: bool = False


def main(screen: curses.window) -> None:
    """Show so many rows as the first argument says, until q."""
    curses.use_default_colors()
    curses.curs_set(0)
    state = State(int(sys.argv[1]))
    while True:
        paint(screen, state)
        key = screen.get_wch()
        if state.is_editing and isinstance(key, str):
            state.typed += key
        elif key == "q":
            return
        else:
            press(state, key, curses.LINES - 3)


def press(state: State, key: int | str, page: int) -> None:
    """Do what a key says; at the edge the list moves by half a page."""
    steps = {"j": 1, "k": -1, curses.KEY_NPAGE: page, curses.KEY_PPAGE: -page}
    state.cursor = max(0, min(state.cursor + steps.get(key, 0), state.count - 1))
    if not state.top <= state.cursor < state.top + page:
        state.top = max(0, min(state.cursor - page // 2, state.count - page))
    state.opened ^= key == "o"
    state.is_editing = key == "e"


def paint(screen: curses.window, state: State) -> None:
    """Paint all of it; curses sends what has changed."""
    screen.erase()
    rows = range(state.top, min(state.top + curses.LINES - 3, state.count))
    screen.addnstr(0, 0, " RISK  WHO                WHY FIRST", curses.COLS, curses.A_BOLD)
    for y, place in enumerate(rows, 1):
        here = place == state.cursor
        name, why = NAMES[place % 5], WHYS[place % 4]
        screen.addstr(y, 0, f"{'>' if here else ' '} {10 - place * 9 // state.count:>2} ")
        screen.addnstr(f"{name:<18}", 18, curses.A_REVERSE if here else curses.A_NORMAL)
        screen.addnstr(f" {why:<28} SMS", 36, curses.A_NORMAL if here else curses.A_DIM)
    for y, (text, look) in enumerate(case(state), 1):
        if y < curses.LINES - 2:
            screen.addnstr(y, LEFT + 2, text, curses.COLS - LEFT - 2, look)
    place_text = f"{state.cursor + 1:,} of {state.count:,}"
    screen.addstr(curses.LINES - 2, curses.COLS - len(place_text) - 2, place_text)
    screen.refresh()


def case(state: State) -> list[tuple[str, int]]:
    """Return the lines of the case: who, why, the panels and the message."""
    number = state.cursor
    name, width = NAMES[number % 5], curses.COLS - LEFT - 3
    why = (
        f"Satisfaction is {number % 9} out of 10, and the last contact, on {number % 28 + 1} "
        f"October 2026, was negative; churn risk is {number % 100} out of 100."
    )
    who = f"#{3000 + number} {name} · {PLACES[number % 4]} · {20 + number % 60} · SMS"
    lines = [(who, curses.A_BOLD), ("Critical · now · risk 10/10", curses.A_NORMAL)]
    lines += [(line, curses.A_NORMAL) for line in textwrap.wrap(why, width)]
    for panel in PANELS:
        lines.append((f"{'v' if state.opened else '>'} {panel}  {number % 13}", curses.A_NORMAL))
        if state.opened:
            lines += [(f"    {panel} {n}: {WHYS[n]}", curses.A_DIM) for n in range(2)]
    text = TEXT.format(name=name.split()[0], day=number % 28 + 1) + state.typed
    lines.append((f"-- Message - SMS - {len(text):>3}/160 ", curses.A_BOLD))
    return lines + [(line, curses.A_NORMAL) for line in textwrap.wrap(text, width)]


if __name__ == "__main__":
    os.environ.setdefault("ESCDELAY", "25")
    curses.wrapper(main)
