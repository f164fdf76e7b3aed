"""``twcs.csv``: invented support tweets to several brands, in the order in which they were sent."""

from __future__ import annotations

import csv
import heapq
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from engine.sample.dice import Dice, weighted
from engine.sample.talk import talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from engine.sample.talk import Line

TWEETS = "twcs.csv"
COLUMNS = (
    "tweet_id",
    "author_id",
    "inbound",
    "created_at",
    "text",
    "response_tweet_id",
    "in_response_to_tweet_id",
)
_BRANDS = weighted({"GlenlightHelp": 6, "NorthPowerCare": 3, "TideEnergyUK": 2, "GridAnswers": 1})
_FIRST_CUSTOMER = 115_712
_SECONDS_BETWEEN = 45
# Tweets of brands that answer nobody.
_NEWS = 0.02
_Tweet = tuple[int, int, int, str, bool, str, list[int]]
"""When, thread, number in it, author, if from a customer, text, the ids of the thread so far."""


def write_tweets(
    out: Path, tweets: int, *, seed: int, as_of: date, progress: Callable[[int, int], None]
) -> int:
    """Write ``tweets`` tweets of which the last thread begins before ``as_of``; return how many.

    The same numbers give the same bytes. The file is replaced once it is complete; memory holds
    only the threads that are going on at the same time.
    """
    threads_about = tweets // 4 + 1
    begin = datetime.combine(as_of, time(), UTC) - timedelta(
        seconds=threads_about * _SECONDS_BETWEEN
    )
    temporary = out / f".{TWEETS}.part"
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, tweet in zip(range(1, tweets + 1), _in_order(Dice(seed)), strict=False):
            sent, _thread, _place, author, inbound, text, ids = tweet
            writer.writerow(
                (
                    number,
                    author,
                    inbound,
                    (begin + timedelta(seconds=sent)).strftime("%a %b %d %H:%M:%S +0000 %Y"),
                    text,
                    "",
                    f"{ids[-1]}.0" if ids else "",
                )
            )
            ids.append(number)
            progress(number, tweets)
    temporary.replace(out / TWEETS)
    return tweets


def _in_order(dice: Dice) -> Iterator[_Tweet]:
    """Yield the tweets of endless threads in the order of time."""
    waiting: list[_Tweet] = []
    thread = 0
    while True:
        began = thread * _SECONDS_BETWEEN
        while waiting and waiting[0][0] <= began:
            yield heapq.heappop(waiting)
        for tweet in _thread(dice, thread, began):
            heapq.heappush(waiting, tweet)
        thread += 1


def _thread(dice: Dice, thread: int, began: int) -> Iterator[_Tweet]:
    brand = dice.pick(_BRANDS)
    customer = str(_FIRST_CUSTOMER + dice.between(0, thread + 1))
    ids: list[int] = []
    if dice.chance(_NEWS):
        yield began, thread, 0, brand, False, "Storm tonight: keep a torch at hand.", ids
        return
    sent = began
    for place, line in enumerate(talk(dice, brand, with_autoresponse=dice.chance(0.1))):
        sent += line.after
        author = brand if line.is_ours else customer
        yield sent, thread, place, author, not line.is_ours, _tweet_text(line, brand, customer), ids


def _tweet_text(line: Line, brand: str, customer: str) -> str:
    return f"@{customer if line.is_ours else brand} {line.text}"
