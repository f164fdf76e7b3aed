"""The sample's chats and tweets: the same every time, and of use to the import."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.clock import fixed_clock
from engine.conversations.importing import import_file
from engine.pipeline import Workbench
from engine.sample.chats import CHATS, write_chats
from engine.sample.layout import PROFILES
from engine.sample.tweets import TWEETS, write_tweets
from engine.sample.writer import write_sample
from engine.store.conversations import everything
from tests.conftest import NOW

AS_OF = date(2026, 11, 20)


def quiet(_done: int, _total: int) -> None:
    """Show no progress."""


@pytest.mark.parametrize(("name", "write"), [(CHATS, write_chats), (TWEETS, write_tweets)])
def test_the_same_seed_gives_the_same_bytes_and_all_of_it_can_be_loaded(
    name: str, write: Callable[..., int], workbench: Workbench, tmp_path: Path
) -> None:
    for directory, seed in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / directory).mkdir()
        write(tmp_path / directory, 200, seed=seed, as_of=AS_OF, progress=quiet)
    one, same, other = ((tmp_path / d / name).read_bytes() for d in "abc")
    assert one == same != other
    report = import_file(workbench.settings, tmp_path / "a" / name, clock=fixed_clock(NOW))
    assert (report.counts.rejected, report.counts.duplicates) == (0, 0)
    assert report.counts.messages_added == report.counts.rows_read > 0
    assert report.counts.autoresponses > 0
    found = list(everything(workbench.connection))
    assert all(len(conversation.messages) < 40 for conversation in found)
    assert max(len(conversation.messages) for conversation in found) > 4


def test_who_had_signed_in_is_known_where_the_customers_stand_beside(tmp_path: Path) -> None:
    write_sample(tmp_path, customers=30, seed=1, as_of=AS_OF)
    write_chats(tmp_path, 100, seed=1, as_of=AS_OF, progress=quiet)
    with (tmp_path / PROFILES).open(encoding="utf-8") as stream:
        customers = {row["Customer_ID"] for row in csv.DictReader(stream)}
    chats = json.loads((tmp_path / CHATS).read_text())
    said = [{message.get("CUSTOMER_ID") for message in chat} for chat in chats.values()]
    assert all(len(one) == 1 for one in said)
    known = [one for one in said if one != {None}]
    assert 40 < len(known) < 80
    assert set().union(*known) <= customers
