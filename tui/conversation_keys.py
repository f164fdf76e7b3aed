"""The keys of the conversations: one table for their bindings, their footer and the help."""

from __future__ import annotations

from tui.screen_keys import ScreenKey

CONVERSATION_KEYS = (
    ScreenKey("j,down", "move(1)", "move", "The next conversation; reading: a line on."),
    ScreenKey("k,up", "move(-1)", "", "The conversation before; reading: a line back."),
    ScreenKey("pagedown,ctrl+f,space", "page(1)", "", "A page on."),
    ScreenKey("pageup,ctrl+b", "page(-1)", "", "A page back."),
    ScreenKey("g,home", "go(0)", "", "The first conversation; reading: the first message."),
    ScreenKey("G,end", "go(-1)", "", "The last conversation; reading: the last message."),
    ScreenKey("J", "next(1)", "", "The next conversation, also while reading."),
    ScreenKey("K", "next(-1)", "", "The conversation before, also while reading."),
    ScreenKey("enter,l,right", "read", "read", "Read the conversation; on a small screen alone."),
    ScreenKey("s", "answer", "answer", "Review the answer that is proposed; y on it sends."),
    ScreenKey("e,i", "edit", "edit answer", "Make the proposed answer your draft, and edit it."),
    ScreenKey("w", "write_words", "", "Have the model write the answer, where one is set up."),
    ScreenKey("slash", "search", "search", "Search as you type, in messages and names."),
    ScreenKey("1", "stand('all')", "", "All conversations."),
    ScreenKey("2", "stand('open')", "open", "Only those that are open."),
    ScreenKey("3", "stand('unanswered')", "", "Only those that nobody replied to."),
    ScreenKey("4", "stand('escalated')", "", "Only those that were escalated."),
    ScreenKey("5", "stand('resolved')", "", "Only those that are resolved."),
    ScreenKey("v", "satisfied", "", "Only the satisfied, only the unsatisfied, or both."),
    ScreenKey("a", "topic", "about", "Only one topic, or all."),
    ScreenKey("p", "period", "period", "A week, the one before, four weeks, or all time."),
    ScreenKey("t", "sort", "", "Newest, oldest, lowest index, worst mood, slowest, longest first."),
    ScreenKey("x", "clear", "", "No filter and no search."),
    ScreenKey("o", "details", "details", "Figures, topics with their words, reasons: all of it."),
    ScreenKey("c", "customer", "customer", "Go to the customer in the worklist."),
    ScreenKey("L", "link", "", "Say which customer it is with, by their number."),
    ScreenKey("C", "copy", "", "Send the proposed answer to your terminal's clipboard."),
    ScreenKey("u", "undo", "", "Take back the answer just sent."),
    ScreenKey("F", "metrics", "metrics", "The figures of these conversations."),
    ScreenKey("r", "refresh", "", "Open the list anew."),
    ScreenKey("question_mark,f1", "help", "", "All keys."),
    ScreenKey("escape,q,h,left", "leave", "back", "From the thread to the list; from there, back."),
)
