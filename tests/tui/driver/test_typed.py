"""What a terminal sends, and what it means: keys are keys, answers and noise are nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.driver.typed import BURST, LONGEST_PASTE, Typed


class Hands:
    """Sends bytes at moments that the test says."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.now = 0.0
        self.typed = Typed(encoding, lambda: self.now)

    def send(self, data: bytes, *, later: float = 0.0) -> list[str]:
        self.now += later
        return [_told(message) for message in (*self.typed.tick(), *self.typed.feed(data))]

    def wait(self, seconds: float) -> list[str]:
        self.now += seconds
        return [_told(message) for message in self.typed.tick()]


def _told(message: object) -> str:
    if isinstance(message, events.Key):
        return message.key
    if isinstance(message, events.Paste):
        return f"paste {message.text!r}"
    return type(message).__name__


@pytest.mark.parametrize(
    ("data", "means"),
    [
        (b"js", ["j", "s"]),
        (b"\x1b[A\x1bOB\x1b[[A", ["up", "down", "f1"]),
        (b"\x1bj\x1b[106;5u", ["alt+j", "ctrl+j"]),
        (b"\x1b[<0;5;6M", ["MouseDown"]),
        (b"\x1b[M !!s", ["s"]),
        (b"\x1b[I\x1b[?62;22cs\x1b[0n", ["AppFocus", "s"]),
        (b"\x1b]11;rgb:0/0/0\x07\x1bP1$r0m\x1b\\s", ["s"]),
        (b"\x1b[48;9999;9999;9;9t\x1b[99999999999us", ["s"]),
        (b"\x1b[" + b"1;" * 40 + b"zs", ["s"]),
        (b"\x1b[12\xc3\xa9", ["é"]),
        (b"\xff\xc3s\x9b", ["s"]),
        (b"\x1b]52;c;abc\x1b[A", ["up"]),
        (b"\x1b[200~s\ry\x1b[A\x1b[201~j", ["paste 's\\ny\\x1b[A'", "j"]),
    ],
)
def test_what_a_terminal_sends(data: bytes, means: list[str]) -> None:
    assert Hands().send(data) == means
    torn = Hands()
    assert [key for byte in data for key in torn.send(bytes([byte]))] == means


def test_what_silence_means() -> None:
    hands = Hands()
    assert hands.send(b"\x1b") == []
    assert hands.wait(0.2) == ["escape"]
    # The rest of an answer comes late, but as its rest; what comes too late was no answer.
    assert hands.send(b"\x1b[?62") == hands.send(b";22c", later=0.9) == []
    assert hands.send(b"\x1b[?62") == []
    assert hands.send(b"s", later=1.1) == ["s"]
    assert hands.send(b"\x1b[200~ab") == hands.wait(4) == []
    assert hands.wait(2) == ["paste 'ab'"]
    assert hands.send(b"s") == ["s"]


@pytest.mark.parametrize("opener", "X]P^_")
@pytest.mark.parametrize("pause", [0.05, 0.2])
def test_alt_with_a_key_that_could_open_a_string_swallows_nothing(
    opener: str, pause: float
) -> None:
    hands = Hands()
    told = hands.send(b"\x1b" + opener.encode())
    for letter in b"hello":
        told += hands.send(bytes([letter]), later=pause)
    alone, *letters = told
    assert alone.startswith("alt+")
    assert letters == list("hello")
    assert hands.send(b"\x1b" + opener.encode()) == []
    assert hands.wait(0.2) == [alone]


def test_a_string_that_has_begun_swallows_up_to_its_end() -> None:
    hands = Hands()
    assert hands.send(b"\x1b]") == hands.send(b"11;rgb:", later=0.05) == []
    assert hands.send(b"ffff\x07s", later=0.5) == ["s"]
    assert hands.send(b"\x1bXsy") == hands.send(b"sy", later=0.9) == []
    assert hands.send(b"\x1b]" + b"x" * 5_000) == hands.send(b"sy", later=0.5) == []
    assert hands.send(b"sy", later=1.1) == ["s", "y"]


def test_a_paste_without_marks_is_told_by_its_speed() -> None:
    hands = Hands()
    words = "Please send this now, yes.\r" * 3
    assert hands.send(words.encode()) == [f"paste {words.replace(chr(13), chr(10))!r}"]
    assert hands.send(b"sy", later=0.1) == ["paste 'sy'"]
    assert hands.send(b"s", later=0.3) == ["s"]
    assert hands.send(b"j" * 2 * BURST) == ["j"] * 2 * BURST, "a held key on a slow line"


def test_a_paste_has_an_end() -> None:
    (told,) = Hands().send(b"\x1b[200~" + b"x" * (LONGEST_PASTE + 5) + b"\x1b[201~")
    assert len(told) == LONGEST_PASTE + len("paste ''")


@given(st.lists(st.one_of(st.binary(max_size=8), st.sampled_from([b"\x1b[", b"\x1b]", b"\x1b"]))))
def test_no_bytes_stop_it(pieces: list[bytes]) -> None:
    hands = Hands()
    for piece in pieces:
        hands.send(piece, later=0.01)
    hands.wait(6)
    assert hands.send(b"s", later=6)[-1:] == ["s"]


def test_letters_of_other_encodings() -> None:
    assert Hands("iso8859-1").send(b"\xe9") == ["é"]
