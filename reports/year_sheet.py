"""The year sheet (年度工作日与各期安排表): a page to hang up, a workbook to filter."""

from __future__ import annotations

import io
from calendar import Calendar
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from models.rules.year_sheet import DayKind, YearSheet
from reports.public_site import page

WEEKDAYS = "一二三四五六日"
_COLUMNS = ("期", "起", "止", "工作日数", "首个工作日（抽取日）", "最迟抽取日", "最迟检查日", "最后工作日", "依据")  # fmt: skip


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
        rows=_rows(sheet),
        columns=_COLUMNS,
    )


def as_workbook(sheet: YearSheet) -> bytes:
    """The workbook: a sheet of periods, a sheet of days."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    # A fixed date: the same year gives the same bytes.
    book.set_properties({"title": sheet.title, "created": datetime(sheet.year, 1, 1)})  # noqa: DTZ001
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#F3F6F9", "text_wrap": True})
    cell = book.add_format({"border": 1})
    _table(book.add_worksheet("各期安排"), sheet.title, _COLUMNS, _rows(sheet), head, cell)
    days = [
        (
            str(each.day),
            f"星期{WEEKDAYS[each.day.weekday()]}",
            each.kind.words,
            "推算" if each.provisional else "已公布",
        )
        for each in sheet.days
    ]
    _table(book.add_worksheet("全年日历"), sheet.title, ("日期", "星期", "性质", "依据"), days, head, cell)  # fmt: skip
    book.close()
    return out.getvalue()


def _rows(sheet: YearSheet) -> list[tuple[object, ...]]:
    return [
        (
            each.period.number,
            str(each.period.starts_on),
            str(each.period.ends_on),
            each.working_days,
            str(each.period.draw_on),
            str(each.last_draw_on or "期内来不及"),
            str(each.last_visit_on or "期内来不及"),
            str(each.last_working_day),
            "推算" if each.provisional else "已公布",
        )
        for each in sheet.periods
    ]


def _table(
    target: xlsxwriter.worksheet.Worksheet,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    head: xlsxwriter.format.Format,
    cell: xlsxwriter.format.Format,
) -> None:
    target.write_string(0, 0, title)
    target.write_row(1, 0, columns, head)
    for number, row in enumerate(rows, start=2):
        target.write_row(number, 0, row, cell)
    for place, heading in enumerate(columns):
        target.set_column(place, place, max(12, 2 * len(heading) + 2))
    target.freeze_panes(2, 1)
    target.set_landscape()
    target.fit_to_pages(1, 0)
