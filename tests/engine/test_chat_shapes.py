"""The shapes of a chat export, read piece by piece; what is no export is refused with its place."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conversations import json_stream
from engine.conversations.json_stream import JsonMessages
from engine.ingest.rows import UnreadableError

Found = list[tuple[str | None, int, Any]]


def read(text: str) -> Found:
    return list(JsonMessages(io.StringIO(text)))


def test_messages_grouped_by_chat() -> None:
    assert read('{"a": [{"x": 1}, {"x": 2}], "b": [], "c": [{"x": 3}]}') == [
        ("a", 1, {"x": 1}),
        ("a", 2, {"x": 2}),
        ("c", 1, {"x": 3}),
    ]


def test_a_flat_array() -> None:
    assert read(' \n[{"x": 1}, 2]\n') == [(None, 1, {"x": 1}), (None, 2, 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"data": [{"x": 1}]}', [("data", 1, {"x": 1})]),
        ('{"data": {"a": [{"x": 1}]}}', [("a", 1, {"x": 1})]),
        ('{"data": {}}', []),
        ("{}", []),
        ("[]", []),
    ],
)
def test_an_object_with_one_key_that_holds_either(text: str, found: Found) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1}', "'a' holds no array of messages"),
        ('{"a": {"b": {"c": []}}}', "'b' holds no array of messages"),
        ('{"a": {"b": []}, "c": []}', "'c' stands beside another key"),
        ('"text"', "expected {chat id"),
        ('[{"x": 1}', r"expected '\]' \(line 1, column 10\)"),
        ('[{"x": 1},\n {"x": }]', r"\(line 2, column 8\)"),
        ("[1] [2]", "something follows"),
        ("[" * 100_000, "nested too deeply|Expecting value"),
        ("{a: []}", "expected a key in quotes"),
        ('[{"x": 1},\n {"x": ' + "7" * 5_000 + "}]", r"number is too long \(line 2, column 2\)"),
    ],
)
def test_what_is_no_export_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(text)


@pytest.mark.parametrize("block", [3, 1_000_000])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"x": 1}, {"x": 2}, {"x": }]', "line 1, column 28"),
        ('[{"x": 1},\n{"y": 3},  {"x": }]', "line 2, column 18"),
    ],
)
def test_the_place_is_that_in_the_file_wherever_a_block_ends(
    text: str, place: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "_BLOCK", block)
    with pytest.raises(UnreadableError, match=place):
        read(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    groups=st.dictionaries(st.text(max_size=4), st.lists(_JSON, max_size=4), max_size=4),
    block=st.integers(1, 9),
    indent=st.sampled_from([None, 1]),
)
def test_where_a_block_of_text_ends_makes_no_difference(
    groups: dict[str, list[Any]], block: int, indent: int | None
) -> None:
    text = json.dumps(groups, indent=indent, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_BLOCK", block)
        found = read(text)
    wanted = [(k, n, value) for k, values in groups.items() for n, value in enumerate(values, 1)]
    assert found == wanted
