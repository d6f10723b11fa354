"""Days, times of day, and spans of time."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from models.rules.notations.plain import Unclear, text
from models.rules.observed import Span

FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""What a spreadsheet stores of a day from 1954 to 2119; a smaller number is no day anybody meant."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a spreadsheet knows no zone)
_BETWEEN = r"\s*[-./年]\s*"
_DAY = rf"(?P<year>\d{{4}}){_BETWEEN}(?P<month>\d{{1,2}})\s*[-./月]\s*(?P<day>\d{{1,2}})\s*[日号.]?"
_WHOLE_DAY = re.compile(
    rf"(?:{_DAY}|(?P<plain>\d{{8}}))(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?"
    r"(?:[\sT]+0?0:00(?::00)?)?",
    re.ASCII,
)
_CLOCK = (
    r"(?P<part>上午|早上|早|凌晨|中午|下午|晚上|晚)?\s*(?P<hour>\d{1,2})\s*"
    r"(?::\s*(?P<minute>\d{1,2})(?::00)?|\.(?P<dotted>\d\d)|(?<=\d\d)(?P<close>\d\d)"
    r"|[时点]\s*(?:(?P<said>\d{1,2})\s*分?|(?P<half>半))?)"
)
_WHOLE_CLOCK = re.compile(_CLOCK, re.ASCII)
_UNTIL = r"\s*(?:-{1,2}|–|—{1,2}|~|至|到)\s*"


def _renamed(pattern: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1{suffix}>", pattern)


_SPAN = re.compile(
    rf"(?:自|从)?{_renamed(_DAY, '_1')}[\sT]*{_renamed(_CLOCK, '_1')}{_UNTIL}"
    rf"(?:{_renamed(_DAY, '_2')}[\sT]*)?{_renamed(_CLOCK, '_2')}",
    re.ASCII,
)

A_DAY, A_TIME = "应为日期，例如 2026-09-10", "应为时间，例如 9:05"
A_SPAN = "应为起止时间，例如 2026-09-07 20:00—22:00，跨日的写明两个日期"


def day(cell: object) -> date:
    """``2026-01-08``, ``2026.1.8``, ``2026年1月8日``, ``2026/1/8``, ``20260108``, a spreadsheet's own
    day or its serial number.

    Raises:
        Unclear: it is no day, or its year or day is left to guess.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = text(cell)
    serial = _serial(cell, written)
    if serial is not None:
        return (_EPOCH + timedelta(days=serial)).date()
    found = _WHOLE_DAY.fullmatch(written)
    if found is None:
        raise Unclear(A_DAY)
    if found["plain"]:
        return _date(found["plain"], A_DAY)
    return _date_of(found, "", A_DAY)


def _serial(cell: object, written: str) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if FIRST_SERIAL <= cell < LAST_SERIAL else None
    is_serial = re.fullmatch(r"\d{5}(\.0+)?", written, re.ASCII) is not None
    return int(float(written)) if is_serial and float(written) >= FIRST_SERIAL else None


def _date_of(found: re.Match[str], suffix: str, otherwise: str) -> date:
    year, month, day_of_month = (found[f"{name}{suffix}"] for name in ("year", "month", "day"))
    return _date(f"{year}{month:0>2}{day_of_month:0>2}", otherwise)


def _date(digits: str, otherwise: str) -> date:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        raise Unclear(otherwise) from None


def clock(cell: object) -> time:
    """``9:05``, ``9：05``, ``9点5分``, ``9点半``, ``0905``, ``下午3:05``, or a spreadsheet's own time.

    Raises:
        Unclear: it is no time of day.
    """
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        cell = cell / timedelta(days=1)
    if isinstance(cell, float) and 0 <= cell < 1:
        return (_EPOCH + timedelta(minutes=round(cell * 24 * 60) % (24 * 60))).time()
    found = _WHOLE_CLOCK.fullmatch(text(cell))
    if found is None:
        raise Unclear(A_TIME)
    return _time(found, "", A_TIME)


def _time(found: re.Match[str], suffix: str, otherwise: str) -> time:
    written = (found[f"{name}{suffix}"] for name in ("minute", "dotted", "close", "said"))
    minute = next((int(each) for each in written if each), 30 if found[f"half{suffix}"] else 0)
    try:
        return time(_hour(int(found[f"hour{suffix}"]), found[f"part{suffix}"]), minute)
    except ValueError:
        raise Unclear(otherwise) from None


def _hour(hour: int, part: str | None) -> int:
    """The hour of 24 that is meant; 24 where it is none."""
    match part:
        case None:
            return hour
        case "凌晨" | "早" | "早上" | "上午":
            return (0 if part == "凌晨" and hour == 12 else hour) if hour <= 12 else 24
        case "中午":
            return hour + 12 if hour < 3 else hour
    return hour + 12 if hour < 12 else hour if hour > 12 or part == "下午" else 24


def span(cell: object) -> Span:
    """``2026-09-07 20:00—22:00``, in any way in which a day and a time are written; over midnight
    with both days.

    Raises:
        Unclear: a day or a time is missing, or it ends before it begins.
    """
    found = _SPAN.fullmatch(text(cell))
    if found is None:
        raise Unclear(A_SPAN)
    begins = _date_of(found, "_1", A_SPAN)
    ends = _date_of(found, "_2", A_SPAN) if found["year_2"] else begins
    from_, to = (
        datetime.combine(begins, _time(found, "_1", A_SPAN)),
        datetime.combine(ends, _time(found, "_2", A_SPAN)),
    )
    if to <= from_:
        raise Unclear(A_SPAN)
    return Span(from_, to)
