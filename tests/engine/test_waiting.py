"""The order in which a model works through customers."""

from __future__ import annotations

from engine.running.waiting import Waiting


def taken(waiting: Waiting) -> list[int]:
    found = []
    while (customer_id := waiting.take()) is not None:
        found.append(customer_id)
    return found


def test_customers_are_taken_in_order_each_once() -> None:
    assert taken(Waiting([5, 3, 5, 9])) == [5, 3, 9]


def test_what_is_seen_comes_first_in_its_own_order() -> None:
    waiting = Waiting([1, 2, 3, 4, 5])
    waiting.first([4, 2])
    assert taken(waiting) == [4, 2, 1, 3, 5]


def test_who_is_done_stays_done() -> None:
    waiting = Waiting([1, 2, 3])
    assert waiting.take() == 1
    waiting.first([1, 3])
    assert taken(waiting) == [3, 2]


def test_who_was_not_asked_for_before_is_added() -> None:
    waiting = Waiting([1, 2])
    waiting.first([9, 2])
    assert taken(waiting) == [9, 2, 1]
    waiting.first([9])
    assert taken(waiting) == []


def test_who_is_put_back_comes_last() -> None:
    waiting = Waiting([1, 2])
    first = waiting.take()
    assert first == 1
    waiting.last(first)
    assert taken(waiting) == [2, 1]
