"""The keys of the metrics: one table for their bindings, their footer and the help."""

from __future__ import annotations

from tui.screen_keys import ScreenKey

METRICS_KEYS = (
    ScreenKey("j,down", "move(1)", "move", "The next figure."),
    ScreenKey("k,up", "move(-1)", "", "The figure before."),
    ScreenKey("pagedown,ctrl+f", "page(1)", "", "A page on."),
    ScreenKey("pageup,ctrl+b", "page(-1)", "", "A page back."),
    ScreenKey("g,home", "go(0)", "", "The first figure."),
    ScreenKey("G,end", "go(-1)", "", "The last figure."),
    ScreenKey("J,tab", "section(1)", "section", "On: figures, mood, status, topics, agents."),
    ScreenKey("K,shift+tab", "section(-1)", "", "The section before."),
    ScreenKey(
        "enter,l,right", "drill", "conversations", "The conversations that the figure is made of."
    ),
    ScreenKey(
        "space,o",
        "plot_this",
        "plot",
        "Plot the figure under the cursor; on a small screen go to the plot and what changed.",
    ),
    ScreenKey("1", "period('week')", "week", "The week to today, against the one before."),
    ScreenKey("2", "period('before')", "week before", "The week before that."),
    ScreenKey("3", "period('four')", "four weeks", "Four weeks to today."),
    ScreenKey("4", "period('all')", "all", "All time."),
    ScreenKey("d", "days", "days", "From a day to a day, as you type them."),
    ScreenKey("m", "plot(1)", "", "Plot the next figure by day."),
    ScreenKey("M", "plot(-1)", "", "Plot the figure before."),
    ScreenKey("C", "all_conversations", "", "The list of all conversations of the period."),
    ScreenKey("r", "refresh", "refresh", "Read the figures anew."),
    ScreenKey("question_mark,f1", "help", "", "All keys."),
    ScreenKey("escape,q,h,left", "leave", "back", "Back."),
)
