"""Each channel has its measure (contract, part A: message length)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.gsm import is_gsm
from engine.language.length import MessageLength, measure
from engine.models.vocabulary import Channel


@pytest.mark.parametrize(
    ("channel", "text", "expected"),
    [
        (Channel.SMS, "a" * 160, MessageLength(160, 160, "septets", 1, fits=True)),
        (Channel.SMS, "a" * 161, MessageLength(161, 306, "septets", 2, fits=False)),
        (Channel.SMS, "€" * 81, MessageLength(162, 306, "septets", 2, fits=False)),
        (Channel.SMS, "ŵ" * 70, MessageLength(70, 70, "UTF-16 units", 1, fits=True)),
        (Channel.SMS, "ŵ" * 71, MessageLength(71, 134, "UTF-16 units", 2, fits=False)),
        (Channel.APP_PUSH, "€" * 160, MessageLength(160, 160, "characters", 1, fits=True)),
        (Channel.APP_PUSH, "a" * 161, MessageLength(161, 160, "characters", 1, fits=False)),
        (Channel.EMAIL, "a" * 1200, MessageLength(1200, 1200, "characters", 1, fits=True)),
        (Channel.EMAIL, "a" * 1201, MessageLength(1201, 1200, "characters", 1, fits=False)),
        (Channel.PHONE, "a" * 2000, MessageLength(2000, 2000, "characters", 1, fits=True)),
        (Channel.PHONE, "a" * 2001, MessageLength(2001, 2000, "characters", 1, fits=False)),
    ],
)
def test_limits(channel: Channel, text: str, expected: MessageLength) -> None:
    assert measure(channel, text) == expected


@given(st.sampled_from(Channel), st.text(max_size=300))
def test_what_fits_is_within_the_limit(channel: Channel, text: str) -> None:
    length = measure(channel, text)
    if length.fits:
        assert length.used <= length.limit
        assert length.parts == 1
    if channel is not Channel.SMS or is_gsm(text):
        assert length.used >= len(text)
