"""Days, times and spans are read in every way in which people write them, or asked about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.notations.days import clock, day, span
from models.rules.notations.plain import Unclear
from models.rules.observed import Span, written

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
WAYS_OF_A_DAY = [
    "{0}-{1:02d}-{2:02d}", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0}．{1}．{2}", "{0}/{1}/{2}", "{0}年{1}月{2}日",
    "{0} 年 {1} 月 {2} 日", "{0}{1:02d}{2:02d}", "{0}.{1}.{2}.", "{0}-{1:02d}-{2:02d} 00:00:00", "{0}年{1}月{2}号",
]  # fmt: skip
WAYS_OF_A_TIME = ["{0}:{1:02d}", "{0:02d}:{1:02d}", "{0}：{1:02d}", "{0}点{1}分", "{0}时{1:02d}分", "{0:02d}{1:02d}", "{0:02d}:{1:02d}:00", "{0}.{1:02d}"]  # fmt: skip
SPREADSHEET_BEGINS = date(1899, 12, 30)
"""Day nought of a spreadsheet's calendar, as ECMA-376 part 1, 18.17.4.1 counts it from 1900-03-01 on."""


@pytest.mark.duty("20.1")
@given(DAYS, st.sampled_from(WAYS_OF_A_DAY))
def test_a_day_is_read_however_it_is_written(meant: date, way: str) -> None:
    assert day(way.format(meant.year, meant.month, meant.day)) == meant


@pytest.mark.duty("20.1")
@given(DAYS)
def test_a_day_is_read_from_a_spreadsheets_own(meant: date) -> None:
    serial = (meant - SPREADSHEET_BEGINS).days
    midnight = datetime.combine(meant, time())
    for cell in (meant, midnight, serial, float(serial), str(serial), serial + 0.5):
        assert day(cell) == meant


def test_a_published_serial_number_is_its_day() -> None:
    # Microsoft's own example: 39448 is 2008-01-01.
    assert day(39448) == date(2008, 1, 1)


@pytest.mark.parametrize(
    "cell",
    ["26.1.8", "1月8日", "2026年1月", "2026-13-01", "2026-02-30", "长期", "180", 180, 1.5, "九月八日", "8/1/2026", True, "2026-1-8-9"],
)  # fmt: skip
def test_a_day_left_to_guess_is_asked_about(cell: Any) -> None:
    with pytest.raises(Unclear, match="应为日期，例如 2026-09-10"):
        day(cell)


@pytest.mark.duty("20.1")
@given(MINUTES, st.sampled_from(WAYS_OF_A_TIME))
def test_a_time_is_read_however_it_is_written(meant: time, way: str) -> None:
    assert clock(way.format(meant.hour, meant.minute)) == meant


@pytest.mark.duty("20.1")
@given(MINUTES)
def test_a_time_is_read_from_a_spreadsheets_own(meant: time) -> None:
    part = (meant.hour * 60 + meant.minute) / 1440
    passed = timedelta(hours=meant.hour, minutes=meant.minute)
    for cell in (meant, part, datetime.combine(SPREADSHEET_BEGINS, meant), passed):
        assert clock(cell) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("下午3:05", time(15, 5)),
        ("下午12:30", time(12, 30)),
        ("下午15:05", time(15, 5)),
        ("上午9点半", time(9, 30)),
        ("凌晨12:30", time(0, 30)),
        ("凌晨1点", time(1)),
        ("中午1点", time(13)),
        ("中午12:10", time(12, 10)),
        ("晚上11点20分", time(23, 20)),
    ],
)
def test_a_part_of_the_day_says_which_hour_is_meant(cell: str, meant: time) -> None:
    assert clock(cell) == meant


@pytest.mark.parametrize(
    "cell", ["25:00", "9:60", "9", 9, "晚上12:00", "上午15:00", "早上", "924", "", True]
)
def test_a_time_that_is_none_is_asked_about(cell: Any) -> None:
    with pytest.raises(Unclear, match="应为时间，例如 9:05"):
        clock(cell)


@pytest.mark.duty("10.2")
@given(
    DAYS,
    MINUTES,
    st.integers(1, 3 * 24 * 60),
    st.sampled_from(WAYS_OF_A_DAY[:8]),
    st.sampled_from(WAYS_OF_A_TIME[:5]),
    st.sampled_from(["—", "-", "–", "至", "到", "~", "～", " — "]),
)
def test_a_span_is_read_however_it_is_written(
    first: date, at: time, minutes: int, of_a_day: str, of_a_time: str, until: str
) -> None:
    begins = datetime.combine(first, at)
    ends = begins + timedelta(minutes=minutes)
    way = of_a_day if "月" in of_a_day or "-" in of_a_day else WAYS_OF_A_DAY[0]

    def moment(m: datetime) -> str:
        return f"{way.format(m.year, m.month, m.day)} {of_a_time.format(m.hour, m.minute)}"

    assert span(f"{moment(begins)}{until}{moment(ends)}") == Span(begins, ends)
    if begins.date() == ends.date():
        hour = of_a_time.format(ends.hour, ends.minute)
        assert span(f"{moment(begins)}{until}{hour}") == Span(begins, ends)
    assert span(written(Span(begins, ends))) == Span(begins, ends)


@pytest.mark.parametrize(
    "cell",
    ["20:00—22:00", "2026-09-07 23:00—01:00", "2026-09-07", "2026-09-07 20:00—20:00", "9月7日 20:00—22:00", "2026-09-08 20:00—2026-09-07 22:00"],
)  # fmt: skip
def test_a_span_with_a_day_or_time_left_to_guess_is_asked_about(cell: str) -> None:
    with pytest.raises(Unclear, match="应为起止时间"):
        span(cell)
