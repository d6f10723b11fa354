"""The year sheet (年度工作日与各期安排表): a page to hang up, a workbook to print."""

from __future__ import annotations

import io
from calendar import Calendar
from datetime import date
from typing import Any

import xlsxwriter

from models.rules.year_sheet import DayKind, YearSheet
from reports.cells import (
    EPOCH,
    FONT,
    OPTIONS,
    SIZE,
    Looks,
    height,
    lines,
    looks,
    span,
    widths_of,
    write,
)
from reports.cells import page as set_page
from reports.public_site import page

WEEKDAYS = "一二三四五六日"
_COLUMNS = ("期", "起", "止", "工作日数", "首个工作日（抽取日）", "最迟抽取日", "最迟检查日", "最后工作日", "依据")  # fmt: skip

DAY, GAP = 5, 2
"""Widths in the calendar, in half-width characters: of a day, and between two months."""
ACROSS, BAND = 4, 9
"""How many months stand beside each other; how many rows each takes, with the empty one below."""
TALL = 20
"""Of a row of the calendar, in points: together they take the sheet."""
LEGEND = "休：放假；班：调休上班；斜体：放假安排尚未公布，暂按推算。"
_DAY = {
    "font_name": FONT,
    "font_size": SIZE,
    "align": "center",
    "valign": "vcenter",
    "border": 1,
    "num_format": "d",
}
_KINDS: dict[DayKind, dict[str, Any]] = {
    DayKind.WORK: {},
    DayKind.WEEKEND: {"font_color": "#7D1A17"},
    DayKind.DAY_OFF: {
        "font_color": "#7D1A17",
        "bold": True,
        "bg_color": "#F8DFDD",
        "num_format": 'd"休"',
    },
    DayKind.MAKE_UP: {"bold": True, "bg_color": "#DDE8F6", "num_format": 'd"班"'},
}


def as_page(sheet: YearSheet) -> bytes:
    """The page: periods above, twelve months below."""
    by_date = {each.day: each for each in sheet.days}
    months = [
        [
            [by_date[day] if day.month == month else None for day in week]
            for week in Calendar().monthdatescalendar(sheet.year, month)
        ]
        for month in range(1, 13)
    ]
    return page(
        "year_sheet",
        sheet.publisher,
        sheet.title,
        "",
        sheet=sheet,
        months=months,
        off=DayKind.DAY_OFF,
        make_up=DayKind.MAKE_UP,
        weekdays=WEEKDAYS,
        legend=LEGEND,
        rows=_rows(sheet),
        columns=_COLUMNS,
    )


def as_workbook(sheet: YearSheet) -> bytes:
    """The workbook: a sheet of periods, a sheet of twelve months; each is one A4 laid across."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": sheet.title, "created": EPOCH})
    named = looks(book)
    _periods(book.add_worksheet("各期安排"), named, sheet)
    _months(book, book.add_worksheet("全年日历"), named, sheet)
    book.close()
    return out.getvalue()


def _rows(sheet: YearSheet) -> list[tuple[date | int | str, ...]]:
    return [
        (
            each.period.number,
            each.period.starts_on,
            each.period.ends_on,
            each.working_days,
            each.period.draw_on,
            each.last_draw_on or "期内来不及",
            each.last_visit_on or "期内来不及",
            each.last_working_day,
            "推算" if each.provisional else "已公布",
        )
        for each in sheet.periods
    ]


def _periods(target: Any, named: Looks, sheet: YearSheet) -> None:
    rows = [_COLUMNS, *_rows(sheet)]
    widths = widths_of([[str(row[n]) for row in rows] for n in range(len(_COLUMNS))], across=True)
    set_page(target, widths, sheet.title, across=True)
    _title(target, named, sheet.title, len(_COLUMNS))
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            look = named["cell_date"] if isinstance(value, date) else named["centred"]
            write(target, number, place, value, look if number > 1 else named["head"])
        target.set_row(
            number, height(max(lines(str(v), w) for v, w in zip(row, widths, strict=True)))
        )
    target.freeze_panes(2, 1)
    target.repeat_rows(1)
    target.print_area(0, 0, len(rows), len(_COLUMNS) - 1)


def _months(book: Any, target: Any, named: Looks, sheet: YearSheet) -> None:
    """Three rows of four months; a day is a date that shows its number and, as a day off or a made-up
    one, the word for it."""
    widths = [*([DAY] * 7 + [GAP]) * (ACROSS - 1), *[DAY] * 7]
    set_page(target, widths, sheet.title, across=True, tall=1)
    _title(target, named, sheet.title, len(widths))
    span(target, 1, 0, 1, len(widths) - 1, LEGEND, named["plain"])
    shown = {
        (kind, provisional): book.add_format({**_DAY, **look, "italic": provisional})
        for kind, look in _KINDS.items()
        for provisional in (False, True)
    }
    by_date = {each.day: each for each in sheet.days}
    for month in range(1, 13):
        above, left = divmod(month - 1, ACROSS)
        top, left = 2 + above * BAND, left * 8
        span(target, top, left, top, left + 6, f"{month}月", named["head"])
        for place, weekday in enumerate(WEEKDAYS):
            target.write_string(top + 1, left + place, weekday, named["centred"])
        for week, days in enumerate(Calendar().monthdatescalendar(sheet.year, month), start=2):
            for place, day in enumerate(days):
                if day.month == month:
                    each = by_date[day]
                    target.write_datetime(
                        top + week, left + place, day, shown[each.kind, each.provisional]
                    )
    last = 1 + 12 // ACROSS * BAND - 1
    for row in range(2, last + 1):
        target.set_row(row, TALL)
    target.print_area(0, 0, last, len(widths) - 1)


def _title(target: Any, named: Looks, title: str, columns: int) -> None:
    span(target, 0, 0, 0, columns - 1, title, named["title"])
    target.set_row(0, 30)
