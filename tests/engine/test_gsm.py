"""Text messages are counted as the network counts them (3GPP TS 23.038, TS 23.040)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language import gsm
from engine.language.gsm import SmsLength, is_gsm, septets, sms_parts

EXTENSION = "\f^{}\\[~]|€"
GSM_TEXT = st.text(st.sampled_from(gsm._BASIC + EXTENSION))


def test_the_alphabet_is_complete() -> None:
    # 7 bits, less the escape code; ten characters stand behind that escape.
    assert len(set(gsm._BASIC)) == len(gsm._BASIC) == 2**7 - 1
    assert set(gsm._EXTENSION) == set(EXTENSION)
    assert not set(gsm._BASIC) & set(EXTENSION)


@pytest.mark.parametrize("text", ["", "Hello\nthere", "£75 @ 5.30pm", "José, Zoe, Mòrag", "€~[x]"])
def test_in_the_alphabet(text: str) -> None:
    assert is_gsm(text)


@pytest.mark.parametrize(
    "text", ["’", "“", "–", "…", "â", "ŵ", "ê", "ç", "á", "í", "ó", "ú", "`", "\t", "\0", "☂", "😀"]
)
def test_outside_the_alphabet(text: str) -> None:
    assert not is_gsm(text)
    with pytest.raises(ValueError, match="alphabet"):
        septets(f"Hi {text}")


@pytest.mark.parametrize(
    ("text", "expected"), [("", 0), ("abc", 3), ("€", 2), ("[€]", 6), ("a^b", 4), ("\n", 1)]
)
def test_septets(text: str, expected: int) -> None:
    assert septets(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", SmsLength(0, 160, 1, "GSM-7")),
        ("a" * 160, SmsLength(160, 160, 1, "GSM-7")),
        ("a" * 161, SmsLength(161, 306, 2, "GSM-7")),
        ("a" * 306, SmsLength(306, 306, 2, "GSM-7")),
        ("a" * 307, SmsLength(307, 459, 3, "GSM-7")),
        ("€" * 80, SmsLength(160, 160, 1, "GSM-7")),
        ("€" * 81, SmsLength(162, 306, 2, "GSM-7")),
        # 153 is odd: each part of euros ends one septet short.
        ("€" * 153, SmsLength(306, 459, 3, "GSM-7")),
        ("ŵ", SmsLength(1, 70, 1, "UCS-2")),
        ("ŵ" * 70, SmsLength(70, 70, 1, "UCS-2")),
        ("ŵ" * 71, SmsLength(71, 134, 2, "UCS-2")),
        ("ŵ" * 135, SmsLength(135, 201, 3, "UCS-2")),
        # Outside the basic plane a character takes two code units, which stay together.
        ("😀" * 35, SmsLength(70, 70, 1, "UCS-2")),
        ("😀" * 67, SmsLength(134, 201, 3, "UCS-2")),
        # In UCS-2 the euro sign is one unit.
        ("€ŵ", SmsLength(2, 70, 1, "UCS-2")),
    ],
)
def test_parts(text: str, expected: SmsLength) -> None:
    assert sms_parts(text) == expected


@given(GSM_TEXT)
def test_septets_are_never_fewer_than_characters(text: str) -> None:
    assert len(text) <= septets(text) <= 2 * len(text)
    assert septets(text) == len(text) + sum(text.count(sign) for sign in EXTENSION)


@given(st.text(max_size=400))
def test_parts_carry_the_text_and_none_is_needless(text: str) -> None:
    length = sms_parts(text)
    assert length.units <= length.limit
    assert length.alphabet == ("GSM-7" if is_gsm(text) else "UCS-2")
    assert length.units >= len(text) if is_gsm(text) else length.units == _code_units(text)
    if length.parts > 1:
        # Every part but the last lacks at most the unit that could not be split.
        per_part = length.limit // length.parts
        assert length.units > (length.parts - 1) * (per_part - 1)


def _code_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
