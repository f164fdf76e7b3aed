"""Print one conversation: its messages with their mood, its figures, its topics with the words.

Figures and topics are those that are stored; the mood of each message is worked out anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.clock import to_text
from engine.commands import conversations
from engine.commands.context import json_option
from engine.commands.errors import DONE
from engine.commands.output import local, print_json, print_table
from engine.models.conversations import Direction
from engine.privacy.clean import clean_line, clean_text

if TYPE_CHECKING:
    import argparse

    from engine.commands.context import Context
    from engine.models.conversations import Message
    from engine.models.understanding import Sentiment
    from engine.workbench.measuring import ConversationView


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("conversation", metavar="ID", help="its id, as sne conversations prints it")
    json_option(parser)


def run(context: Context) -> int:
    """Print the conversation."""
    workbench = context.open()
    workbench.prepare()
    view = workbench.conversation_view(context.arguments.conversation)
    if context.arguments.json:
        print_json(to_json(view))
    else:
        _print(view)
    return DONE


def to_json(view: ConversationView) -> dict[str, Any]:
    """Return a conversation as plain data."""
    known = view.conversation
    head = {
        "chat_id": known.conversation_id,
        "source": known.source,
        "participant": known.participant,
        "customer_id": known.customer_id,
        "counterpart": known.counterpart,
    }
    return {
        **(conversations.to_json(view.line) if view.line else head),
        "stated": dict(known.stated),
        "topics": [
            {"topic": one.name, "mentions": one.mentions, "evidence": list(one.evidence)}
            for one in view.topics
        ],
        "messages": [_message(one, view.moods.get(one.message_id)) for one in known.messages],
    }


def _message(message: Message, mood: Sentiment | None) -> dict[str, Any]:
    return {
        "message_id": message.message_id,
        "direction": message.direction,
        "agent": message.agent,
        "time": to_text(message.at),
        "text": message.text,
        "is_autoresponse": message.is_autoresponse,
        "parent_id": message.parent_id,
        "sentiment": mood.score if mood else None,
        "sentiment_label": mood.label if mood else None,
    }


def _print(view: ConversationView) -> None:
    known, line = view.conversation, view.line
    who = f"customer {known.customer_id}" if known.customer_id else known.participant
    print(clean_line(f"{known.conversation_id}, {who} and {known.counterpart} ({known.source})"))
    if line is None:
        print("not understood yet: sne chats understand")
    elif line.failed:
        print(clean_line(f"could not be understood: {line.failed}"))
    else:
        shown = {
            "Status": "unanswered" if line.unanswered else line.status,
            "Satisfaction": f"{conversations.satisfaction(line)} of 5",
            "First contact": line.fcr,
            "First response, min": conversations.minutes(line.first_response_minutes),
            "Response, min": conversations.minutes(line.response_minutes),
            "Handling, min": conversations.minutes(line.handling_minutes),
            "Mood": f"{line.label or ''} {'' if line.sentiment is None else line.sentiment}",
            "Effort (CES, 1 easy to 7 hard)": line.ces,
            "Effectiveness": line.effectiveness,
            "Effort": line.effort,
            "Efficiency": line.efficiency,
            "Empathy": line.empathy,
            "Index (CSI)": line.csi,
            "Understood by": line.analyst,
            "Because": clean_line(line.reason or ""),
        }
        print_table(("", ""), [(name, _text(value)) for name, value in shown.items()])
    for topic in view.topics:
        print(clean_line(f"Topic: {topic.name} ({', '.join(topic.evidence)})"))
    for message in known.messages:
        mood = view.moods.get(message.message_id)
        print(f"\n{clean_line(_who(view, message))} · {local(message.at)} · {_mood(message, mood)}")
        print(clean_text(message.text))


def _text(value: object) -> object:
    return f"{value:.2f}" if isinstance(value, float) else value


def _mood(message: Message, mood: Sentiment | None) -> str:
    if message.is_autoresponse and message.direction is Direction.TO_CLIENT:
        return "autoresponse"
    return str(mood.label) if mood else ""


def _who(view: ConversationView, message: Message) -> str:
    if message.direction is Direction.TO_CLIENT:
        return message.agent or view.conversation.counterpart or "company"
    return view.conversation.participant or "customer"
