"""A conversation laid out as lines: its head, what to do next, its figures, its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.clock import LONDON
from engine.models.conversations import Direction
from engine.privacy.clean import clean_line
from tui.text import crop, fit, wrap
from tui.widgets.conversations import mood_of, padded, stands_of
from tui.widgets.worklist import SYMBOLS, TONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from engine.models.case import Profile
    from engine.models.conversations import Conversation, Message
    from engine.models.next_action import Prediction
    from engine.models.service import ConversationLine
    from engine.models.understanding import Sentiment, Topic
    from tui.widgets.lines import Part
    from tui.widgets.thread import Reading

    Line = tuple[Part, ...]

PROPOSED_LINES = 2
"""Lines of a proposed answer that are shown before anybody asks for all of it."""


def thread_lines(reading: Reading, width: int, *, in_full: bool) -> list[Line]:
    """Lay a conversation out for a width.

    Args:
        reading: the conversation, and what is known beside it.
        width: cells of a line.
        in_full: whether to show figures, words and reasons, too.
    """
    view = reading.view
    lines = [*_head(view.conversation, view.line, reading.profile, width, in_full=in_full)]
    if in_full and view.line is not None:
        lines += _figures(view.line, view.topics, width)
    lines += _next_action(reading, width, in_full=in_full)
    lines.append((("─" * width, "dim"),))
    for message in view.conversation.messages:
        lines += _message(message, view.conversation, view.moods, width)
    return lines


# The head


def _head(
    conversation: Conversation,
    line: ConversationLine | None,
    profile: Profile | None,
    width: int,
    *,
    in_full: bool,
) -> Iterator[Line]:
    where = line.channel if line and line.channel else conversation.source
    to = f" · to {conversation.counterpart}" if conversation.counterpart else ""
    yield (
        (clean_line(conversation.conversation_id), "strong"),
        (f" · {clean_line(where + to)}", "dim"),
    )
    if profile is None:
        who = clean_line(conversation.participant) or "nobody named"
        yield ((who, ""), (" · not linked to a customer; L links it", "dim"))
    else:
        yield from _customer(profile, width, in_full=in_full)
    if line is None:
        yield (("not understood yet: sne chats understand", "important"),)
        return
    if line.failed:
        yield ((fit(f"could not be understood: {line.failed}", width), "critical"),)
        return
    stands, tone = stands_of(line)
    _symbol, mood_tone = mood_of(line.label)
    parts: list[Part] = [(stands, tone)]
    if line.label is not None and line.sentiment is not None:
        parts += [(" · ", "dim"), (f"{line.label} {line.sentiment:+.2f}", mood_tone)]
    if line.satisfaction is not None:
        how = "inferred" if line.is_inferred else "stated"
        parts += [(" · ", "dim"), (f"satisfaction {line.satisfaction}/5, {how}", "")]
    yield tuple(parts)
    yield (("about ", "dim"), (crop(", ".join(line.topics) or "no known topic", width - 6), ""))


def _customer(profile: Profile, width: int, *, in_full: bool) -> Iterator[Line]:
    customer, score = profile.customer, profile.score
    yield (
        (f"#{customer.customer_id} {customer.name or '(no name)'}", "strong"),
        (f" · {score.segment} · ", ""),
        (
            f"{SYMBOLS[score.priority]} {score.priority.label} {score.risk_score}/10",
            TONES[score.priority],
        ),
    )
    why = f"why: {', '.join(score.reasons) or 'routine'}"
    shown = wrap(why, width) if in_full else [why]
    for text in shown:
        yield ((fit(text, width), "dim"),)
    for sent in profile.sent[:1]:
        state = f"{sent.channel}, {sent.state}"
        yield ((f"last from here: {moment(sent.approved_at)} by {sent.agent}, {state}", "accent"),)


# The figures, and the words that decided


def _figures(line: ConversationLine, topics: Sequence[Topic], width: int) -> Iterator[Line]:
    for topic in topics:
        words = ", ".join(f"“{word}”" for word in topic.evidence)
        yield from _hung(f"{topic.name}: ", words, width)
    if line.reason:
        yield from _hung(f"{line.analyst}: ", line.reason, width)
    times = (
        ("first reply", line.first_response_minutes),
        ("replies", line.response_minutes),
        ("handled in", line.handling_minutes),
    )
    shown = " · ".join(f"{name} {minutes(value)}" for name, value in times if value is not None)
    yield (("times ", "dim"), (shown or "nobody has replied", ""))
    if line.ces is not None:
        yield (("effort ", "dim"), (f"{line.ces:.1f}, of 1 easy to 7 hard", ""))
    index = (
        ("effectiveness", line.effectiveness),
        ("ease", line.effort),
        ("efficiency", line.efficiency),
        ("empathy", line.empathy),
    )
    parts = " · ".join(f"{name} {value:.1f}" for name, value in index if value is not None)
    whole = "–" if line.csi is None else f"{line.csi:.1f} of 10"
    yield from _hung(f"index {whole}: ", parts or "nothing to measure", width)


# What to do next


def _next_action(reading: Reading, width: int, *, in_full: bool) -> Iterator[Line]:
    action = reading.action
    if action is None:
        if not reading.is_looked_up:
            # As many lines as it will take: what is below stays where it is.
            yield (("▸ next ", "accent"), ("…", "dim"))
            yield from () if in_full else [()] * (PROPOSED_LINES + 1)
        return
    advice, proposal = action.advice, action.proposal
    channel = str(advice.channel) if advice else str(action.decision.channel)
    yield (
        ("▸ next ", "accent"),
        (f"{channel.replace('_', ' ')}, {moment(action.moment.at)}", "strong"),
        (f" · {action.issue_status.replace('_', ' ')}", "dim"),
    )
    if action.conversation_id != reading.conversation_id:
        yield ((fit(f"  It answers the newer {action.conversation_id}.", width), "important"),)
    text = proposal.message if proposal else action.message
    words = [f"  {line}" for line in wrap(f"“{text}”", width - 2)]
    if not in_full and len(words) > PROPOSED_LINES:
        words = [*words[: PROPOSED_LINES - 1], f"{words[PROPOSED_LINES - 1].rstrip('., ')} …"]
    for line in words:
        yield ((crop(line, width), ""),)
    yield from _how(action)
    if in_full:
        yield from _reasons(action, width)


def _how(action: Prediction) -> Iterator[Line]:
    if action.proposal is not None:
        yield (("  s reviews it, e edits it first, C copies it", "dim"),)
    elif action.linked_customer_id is None:
        yield (("  Nobody known, so it cannot go from here; C copies it", "dim"),)
    else:
        yield (("  No channel is open to this customer; C copies the words.", "dim"),)


def _reasons(action: Prediction, width: int) -> Iterator[Line]:
    decision = action.decision
    yield from _hung("  because ", decision.explanation, width)
    yield from _hung("  when ", action.moment.reason, width)
    if action.advice is not None:
        yield from _hung("  through ", action.advice.reason, width)
    if decision.runners_up:
        yield from _hung("  else ", ", ".join(decision.runners_up), width)
    for change in decision.would_change:
        yield from _hung("  unless ", change, width)


# The messages


def _message(
    message: Message, conversation: Conversation, moods: Mapping[str, Sentiment], width: int
) -> Iterator[Line]:
    yield ()
    is_ours = message.direction is Direction.TO_CLIENT
    if message.is_autoresponse:
        yield (("autoresponse", "dim"), (f" · {moment(message.at)}", "dim"))
    elif is_ours:
        who = clean_line(message.agent or conversation.counterpart or "we")
        yield ((f"▸ {who}", "accent"), (f" · {moment(message.at)}", "dim"))
    else:
        head: list[Part] = [
            (clean_line(conversation.participant) or "customer", "strong"),
            (f" · {moment(message.at)}", "dim"),
        ]
        mood = moods.get(message.message_id)
        if mood is not None:
            symbol, tone = mood_of(mood.label)
            head = padded(head, (f"{symbol} {mood.label}", tone), width)
        yield tuple(head)
    tone = "dim" if message.is_autoresponse else ""
    for line in wrap(message.text, width - 2):
        yield ((f"  {line}", tone),)


def moment(at: datetime) -> str:
    """Return a moment in London: 20 Nov 09:00."""
    return f"{at.astimezone(LONDON):%d %b %H:%M}"


def minutes(value: float) -> str:
    """Return minutes as people say them: 12 min, 3 h 20 min, 2 d 4 h."""
    whole = round(value)
    if whole < 60:
        return f"{whole} min"
    hours, rest = divmod(whole, 60)
    if hours < 24:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def _hung(label: str, text: str, width: int) -> Iterator[Line]:
    """Lay out a text that wraps under itself, behind its label."""
    indent = len(label)
    wrapped = wrap(text, max(width - indent, 10))
    yield ((label, "dim"), (wrapped[0], ""))
    for line in wrapped[1:]:
        yield ((" " * indent + line, ""),)
