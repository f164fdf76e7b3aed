"""The set that remembers millions of keys behaves as a Python set does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.ingest.keys import KeySet, keys_of

IDS = st.lists(st.integers(1, 30) | st.integers(1, 2**63 - 1), max_size=40)


@given(st.lists(IDS, max_size=8))
def test_adding_tells_what_was_there_or_stood_earlier(batches: list[list[int]]) -> None:
    keys, expected = KeySet(), set[int]()
    for batch in batches:
        repeated = []
        for value in batch:
            repeated.append(value in expected)
            expected.add(value)
        assert keys.add(keys_of(batch)).tolist() == repeated
        asked = [*expected, *(value - 1 for value in expected)]
        assert keys.holds(keys_of(asked)).tolist() == [value in expected for value in asked]


@given(st.lists(st.text(max_size=5)))
def test_texts_are_told_apart(values: list[str]) -> None:
    repeated = [value in values[:place] for place, value in enumerate(values)]
    assert KeySet().add(keys_of(values)).tolist() == repeated


def test_an_empty_set_holds_nothing() -> None:
    assert not KeySet().holds(keys_of([1, 2])).any()
    assert KeySet().add(keys_of([])).size == 0
