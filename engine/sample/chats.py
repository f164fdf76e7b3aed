"""``chats.json``: an export of invented chats, grouped by chat."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from engine.sample.dice import Dice
from engine.sample.layout import PROFILES
from engine.sample.talk import talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

CHATS = "chats.json"
_DAYS = 60
_SECONDS_A_DAY = 86_400
_SIGNED_IN = 0.6
_AGENTS = tuple("anna ben chloe dev ewan fatima grace hamish".split())
_PEOPLE = tuple("sam alex kim jo morgan robin lee casey jamie drew rowan ash".split())


def write_chats(
    out: Path, chats: int, *, seed: int, as_of: date, progress: Callable[[int, int], None]
) -> int:
    """Write ``chats`` chats of the 60 days before ``as_of``; return how many messages they hold.

    The same numbers give the same bytes. The file is replaced once it is complete. Where
    customers of a sample stand in the same folder, six in ten chats say with whom they are: people
    who had signed in.
    """
    dice = Dice(seed)
    customers = _customers(out / PROFILES)
    end = datetime.combine(as_of, time(), UTC)
    messages = 0
    temporary = out / f".{CHATS}.part"
    with temporary.open("w", encoding="utf-8") as stream:
        stream.write("{")
        for number in range(1, chats + 1):
            began = end - timedelta(seconds=dice.between(_SECONDS_A_DAY, _DAYS * _SECONDS_A_DAY))
            chat = f"chat-{number:06}"
            written = _messages(dice, chat, began, messages)
            if customers and dice.chance(_SIGNED_IN):
                said = {"CUSTOMER_ID": dice.pick(customers)}
                written = [message | said for message in written]
            messages += len(written)
            stream.write(f"{',' if number > 1 else ''}\n{json.dumps(chat)}: ")
            json.dump(written, stream, ensure_ascii=False)
            progress(number, chats)
        stream.write("\n}\n")
    temporary.replace(out / CHATS)
    return messages


def _customers(profiles: Path) -> list[str]:
    if not profiles.exists():
        return []
    with profiles.open(encoding="utf-8", newline="") as stream:
        return [row["Customer_ID"] for row in csv.DictReader(stream)]


def _messages(dice: Dice, chat: str, began: datetime, first: int) -> list[dict[str, str]]:
    agent = dice.pick(_AGENTS)
    person = f"{dice.pick(_PEOPLE)}.{dice.between(100, 999)}"
    platform = "Facebook" if dice.chance(0.7) else "Web"
    at = began
    written = []
    for number, line in enumerate(talk(dice, agent, with_autoresponse=dice.chance(0.6)), 1):
        at += timedelta(seconds=line.after)
        message = {
            "FB_CHAT_ID": chat,
            "UNIQUE_POST_ID": f"post-{first + number:07}",
            "MESSAGE_CONTENT": line.text,
            "DIRECTION": "to_client" if line.is_ours else "to_company",
            "SOCIAL_CREATE_TIME": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "FB_USERNAME": person,
            "PLATFORM": platform,
        }
        if line.is_ours:
            message |= {"AGENT_USERNAME": agent, "AGENT_EMAIL": f"{agent}@glenlight.example"}
        written.append(message)
    return written
