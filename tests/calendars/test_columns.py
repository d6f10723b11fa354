"""Columns of days: what counts as one, in every unit, and what is outside."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from calendars.columns import _BLOCK, CalendarError, Column, one_day

FIRST = date(2026, 1, 1)
TABLE = np.arange(10)
"""Days from ``FIRST`` on, each numbered."""


@pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns"])
def test_a_day_is_the_same_in_every_unit(unit: str) -> None:
    days = np.array(["2026-01-01", "2026-01-10"], dtype=f"datetime64[{unit}]")
    column = Column.of(days)
    assert column.look_up(FIRST, TABLE).tolist() == [0, 9]
    made = column.dates(FIRST, np.array([0, 3], dtype=np.int64))
    assert made.dtype == days.dtype
    assert made.astype("datetime64[D]").astype(str).tolist() == ["2026-01-01", "2026-01-04"]


def test_a_time_of_day_falls_on_its_day() -> None:
    evening = Column.of(np.array(["2026-01-03T23:59:59"], dtype="datetime64[s]"))
    assert evening.look_up(FIRST, TABLE).tolist() == [2]


def test_lists_single_dates_and_years_are_taken_as_days() -> None:
    assert Column.of([date(2026, 1, 2), date(2026, 1, 3)]).look_up(FIRST, TABLE).tolist() == [1, 2]
    assert Column.of(date(2026, 1, 2)).look_up(FIRST, TABLE).tolist() == 1
    assert Column.of(["2026-01-02"]).look_up(FIRST, TABLE).tolist() == [1]
    year = np.array(["2026"], dtype="datetime64[Y]")
    assert Column.of(year).look_up(FIRST, TABLE).tolist() == [0]


def test_what_is_no_date_is_refused_in_chinese() -> None:
    for wrong in (["九月"], [object()]):
        with pytest.raises(CalendarError, match=r"^有不是日期的值："):
            Column.of(wrong)


def test_before_the_first_after_the_last_and_missing_days_are_outside() -> None:
    for outside in ("2025-12-31", "2026-01-11", "1969-12-31", "NaT"):
        days = np.array(["2026-01-01", outside], dtype="datetime64[D]")
        assert Column.of(days).look_up(FIRST, TABLE) is None


def test_many_days_are_looked_up_in_blocks() -> None:
    numbers = np.arange(2 * _BLOCK + 5) % 10
    days = np.datetime64("2026-01-01", "D") + numbers
    assert np.array_equal(Column.of(days).look_up(FIRST, TABLE), numbers)
    days[-1] = np.datetime64("2027-01-01")
    assert Column.of(days).look_up(FIRST, TABLE) is None


def test_an_answer_has_the_shape_of_the_question() -> None:
    grid = np.array([["2026-01-01", "2026-01-02"], ["2026-01-03", "2026-01-04"]], "datetime64[D]")
    column = Column.of(grid)
    assert column.look_up(FIRST, TABLE).tolist() == [[0, 1], [2, 3]]
    answer = np.array([1])
    assert column.like(answer) is answer
    asked = pd.Series(pd.to_datetime(["2026-01-02"]), index=["甲"], name="检查日期")
    told = Column.of(asked).like(answer)
    assert (told.index.tolist(), told.name, told.tolist()) == (["甲"], "检查日期", [1])
    assert isinstance(told, pd.Series)


def test_a_series_with_a_time_zone_means_days_in_shanghai() -> None:
    late = pd.Series(pd.to_datetime(["2026-01-01 15:59", "2026-01-01 16:00"])).dt.tz_localize("UTC")
    assert Column.of(late).look_up(FIRST, TABLE).tolist() == [0, 1]


def test_a_legal_day_has_no_time_of_day() -> None:
    assert one_day(FIRST) is FIRST
    with pytest.raises(CalendarError, match=r"^应为日期，不带时刻：2026-01-01 10:00:00$"):
        one_day(datetime(2026, 1, 1, 10))  # noqa: DTZ001
