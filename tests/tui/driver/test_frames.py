"""What is read of a stream: cells, what is handed on, and what is refused."""

from __future__ import annotations

import pytest

from tui.driver.frames import FrameReader

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"


@pytest.fixture
def reader() -> FrameReader:
    """A reader on the alternate screen."""
    reader = FrameReader(20, 4)
    reader.feed(ENTER)
    reader.controls.clear()
    reader.is_uncertain = False
    return reader


@pytest.mark.parametrize(
    "control",
    [
        "\x1b[?1003h",
        "\x1b[>25u",
        "\x1b[<u",
        "\x1b[?2048$p",
        "\x1b]52;c;aGVsbG8=\x07",
        "\x1b]0;title\x1b\\",
        "\x07",
    ],
)
def test_what_is_no_picture_is_handed_on_in_order(reader: FrameReader, control: str) -> None:
    reader.feed(f"{control}\x1b[1;1Htext\x07")
    assert reader.controls == [control, "\x07"]
    assert not reader.is_uncertain
    assert "".join(reader.cells.texts[0]).rstrip() == "text"


def test_outside_of_the_alternate_screen_all_is_handed_on() -> None:
    reader = FrameReader(20, 4)
    reader.feed("\x1b[31mplain\x1b[0m\n")
    assert "".join(reader.controls) == "\x1b[31mplain\x1b[0m\n"
    assert not reader.has_picture


def test_pictures_inside_the_text_are_refused(reader: FrameReader) -> None:
    reader.feed("\x1b_Gf=100;AAAA\x1b\\\x1bPq#0;2;0;0;0\x1b\\kept")
    assert reader.controls == []
    assert "".join(reader.cells.texts[0]).rstrip() == "kept"


def test_an_unknown_sequence_is_handed_on_and_makes_the_screen_uncertain(
    reader: FrameReader,
) -> None:
    reader.feed("\x1b[2L")
    assert reader.controls == ["\x1b[2L"]
    assert reader.is_uncertain


def test_control_characters_show_nothing(reader: FrameReader) -> None:
    reader.feed("a\x00\x1b\x9bb\tc")
    assert "".join(reader.cells.texts[0]).rstrip() == "abc"
    assert reader.controls == []


def test_erasures_and_relative_moves(reader: FrameReader) -> None:
    reader.feed("\x1b[1;1Habcdef\x1b[2;1Hghi\x1b[1;3H\x1b[K\x1b[B\x1b[D\x1b[1K\x1b[3;1Hx\x1b[J")
    assert ["".join(line).rstrip() for line in reader.cells.texts] == ["ab", "  i", "x", ""]


def test_a_picture_outlives_leaving_the_screen(reader: FrameReader) -> None:
    reader.feed("text")
    reader.feed(LEAVE)
    on_screen = reader.is_on_screen
    reader.feed(ENTER)
    assert (on_screen, reader.is_on_screen, reader.is_uncertain) == (False, True, True)
    assert "".join(reader.cells.texts[0]).rstrip() == "text"
