"""Dates and times: ISO and British, London's clock changes, and what is no date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.clock import from_text, to_text
from engine.ingest.values import BadValueError, day, moment, plain_moments

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = datetime(1900, 1, 1), datetime(2200, 12, 31, 23, 59)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        # London's summer time is an hour ahead of UTC, its winter time is UTC.
        ("28/09/2025 11:31", "2025-09-28T10:31:00+00:00"),
        ("28/11/2025 11:31", "2025-11-28T11:31:00+00:00"),
        ("2025-09-28 11:31", "2025-09-28T10:31:00+00:00"),
        ("2025-09-28T11:31", "2025-09-28T10:31:00+00:00"),
        ("2025-09-28T11:31:05", "2025-09-28T10:31:05+00:00"),
        ("2025-09-28T11:31:05.9", "2025-09-28T10:31:05+00:00"),
        ("2025-09-28T11:31Z", "2025-09-28T11:31:00+00:00"),
        ("2025-09-28T11:31:00Z", "2025-09-28T11:31:00+00:00"),
        ("2025-09-28T11:31:00+02:00", "2025-09-28T09:31:00+00:00"),
        ("2025-09-28 11:31:00-05:00", "2025-09-28T16:31:00+00:00"),
        ("28/09/2025 11:31:05", "2025-09-28T10:31:05+00:00"),
        ("28/09/2025T11:31Z", "2025-09-28T11:31:00+00:00"),
        ("28/09/2025, 11:31", "2025-09-28T10:31:00+00:00"),
        ("28/09/2025 9:31", "2025-09-28T08:31:00+00:00"),
        ("28/09/2025 9:31:07", "2025-09-28T08:31:07+00:00"),
        ("8/9/2025 11:31", "2025-09-08T10:31:00+00:00"),
        ("28-09-2025 11:31", "2025-09-28T10:31:00+00:00"),
        ("28.09.2025 11:31", "2025-09-28T10:31:00+00:00"),
        ("28 Sep 2025 11:31", "2025-09-28T10:31:00+00:00"),
        ("28 OCT 2025 11:31", "2025-10-28T11:31:00+00:00"),
        ("28 September 2025 11:31", "2025-09-28T10:31:00+00:00"),
        ("28/09/2025", "2025-09-27T23:00:00+00:00"),
        ("2025-12-01", "2025-12-01T00:00:00+00:00"),
        ("29/02/2024 12:00", "2024-02-29T12:00:00+00:00"),
        # 01/02 is the first of February: the day comes first.
        ("01/02/2025 12:00", "2025-02-01T12:00:00+00:00"),
    ],
)
def test_moments_are_stored_in_utc(text: str, stored: str) -> None:
    assert moment(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2025-03-30 00:59", "2025-03-30T00:59:00+00:00"),
        # Between 01:00 and 02:00 the clocks went forward: this time never was.
        ("2025-03-30 01:30", "2025-03-30T01:30:00+00:00"),
        ("2025-03-30 02:00", "2025-03-30T01:00:00+00:00"),
        ("2025-10-26 00:59", "2025-10-25T23:59:00+00:00"),
        # Between 01:00 and 02:00 the clocks went back: the first of the two is meant.
        ("2025-10-26 01:30", "2025-10-26T00:30:00+00:00"),
        ("2025-10-26 02:00", "2025-10-26T02:00:00+00:00"),
    ],
)
def test_the_hours_in_which_the_clocks_change(text: str, stored: str) -> None:
    assert moment(text) == stored
    assert plain_moments([text]) == [stored]


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025",
        "29/02/2025 12:00",
        "2025-02-29",
        "13/13/2025",
        "09/28/2025 11:31",
        "00/01/2025",
        "2025-09-28 24:30",
        "28/09/2025 11:60",
        "28/09/2025 11",
        "28/09/2025 11:31 PM",
        "yesterday",
        "45928",
        "1758000000",
        "2025",
        "28/09",
        "２０２５-09-28",
        "٢٨/٠٩/٢٠٢٥",
        "28/09/2025 11:31 and later",
        "::",
    ],
)
def test_what_is_no_date_says_how_to_write_one(text: str) -> None:
    for parse in (moment, day):
        with pytest.raises(BadValueError, match=r"expected a date such as 2025-09-28 11:31 or 28/"):
            parse(text)


@pytest.mark.parametrize("text", ["1899-12-31", "31/12/1899 10:00", "2201-01-01", "0001-01-01"])
def test_a_year_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="expected a year from 1900 to 2200"):
        moment(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2018-05-01", "2018-05-01"),
        ("01/05/2018", "2018-05-01"),
        ("1/5/18", "2018-05-01"),
        ("1 May 2018", "2018-05-01"),
        ("01-May-2018", "2018-05-01"),
        ("2018-05-01 00:00", "2018-05-01"),
        ("2018-05-01T23:30:00", "2018-05-01"),
        # Midnight in London, as programs that think in UTC write it.
        ("2018-04-30T23:00:00Z", "2018-05-01"),
    ],
)
def test_days(text: str, stored: str) -> None:
    assert day(text) == stored


@given(st.datetimes(EARLIEST, LATEST))
def test_every_london_time_is_stored_as_the_same_moment(local: datetime) -> None:
    local = local.replace(microsecond=0, fold=0)
    expected = to_text(local.replace(tzinfo=LONDON))
    for text in (
        f"{local:%Y-%m-%d %H:%M:%S}",
        f"{local:%Y-%m-%dT%H:%M:%S}",
        f"{local:%d/%m/%Y %H:%M:%S}",
    ):
        assert moment(text) == expected


@given(st.datetimes(EARLIEST, LATEST))
def test_every_day_is_read_in_both_orders(moment_of_day: datetime) -> None:
    expected: date = moment_of_day.date()
    assert day(f"{expected:%d/%m/%Y}") == expected.isoformat()
    assert day(expected.isoformat()) == expected.isoformat()


@given(
    st.datetimes(EARLIEST, LATEST - timedelta(days=1), timezones=st.just(UTC)),
    st.timedeltas(timedelta(hours=-14), timedelta(hours=14)),
)
def test_an_offset_decides_the_moment(utc: datetime, offset: timedelta) -> None:
    minutes = round(offset.total_seconds() / 60)
    sign, whole = ("-" if minutes < 0 else "+"), abs(minutes)
    local = (utc + timedelta(minutes=minutes)).replace(tzinfo=None)
    if local < EARLIEST:
        return
    text = f"{local.isoformat(timespec='seconds')}{sign}{whole // 60:02}:{whole % 60:02}"
    assert from_text(moment(text)) == utc.replace(microsecond=0)


@given(st.text(alphabet="0123456789/-.: TZ+,OctJanMay", max_size=25) | st.text())
@example("1:23:45")
@example("T1:00")
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        found = moment(text)
    except BadValueError:
        return
    assert from_text(found).tzinfo is not None
    assert found == to_text(from_text(found))


@given(
    st.lists(
        st.tuples(
            st.datetimes(EARLIEST, LATEST),
            st.sampled_from(["%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S"]),
        )
    )
)
def test_plain_moments_are_read_as_all_others(written: list[tuple[datetime, str]]) -> None:
    cells = [time.strftime(layout) for time, layout in written]
    assert plain_moments([*cells, ""]) == [*map(moment, cells), None]


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-28",
        "2025-09-28T11:31Z",
        "2025-02-30 11:31",
        "2025-09-28 25:00",
        "2025-09-28 11:61",
        "2025-09-28 11:31:0",
        " 2025-09-28 11:31",
        "2025-09-28 1１:31",
        "N/A",
        "1066-10-14 09:00",
    ],
)
def test_what_is_not_plain_is_left_to_the_parser_of_cells(text: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        plain_moments(["2025-09-28 11:31", text])
