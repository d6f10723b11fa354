"""The year sheet of a region, written where the clerk looks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from calendars import CalendarError, WorkingCalendar
from models import database
from models.district import District
from models.faults import Refused
from models.rules.deadlines import DeadlineStatus, Within
from models.rules.file_names import year_file
from models.rules.plans import periods_of_year, terms_day
from models.rules.year_sheet import PeriodDays, YearSheet, days_of_year, period_days
from models.toml_file import Term
from reports.year_sheet import as_page, as_workbook
from tasks.base.step import SYSTEM, Result, step
from tasks.base.terms import in_force, publisher
from tasks.base.working_days import working_days


def write_year_sheet(
    region: str,
    year: int,
    as_of: date,
    folder: Path,
    actor: str = SYSTEM,
    *,
    request: str | None = None,
) -> Result:
    """Write the page and the workbook of ``year``, by the numbers in force in it.

    Raises:
        Refused: no calendar covers the year, or no district file.

    Duty: 9.2 (第九条).
    """
    calendar = working_days(region)
    sheet = _sheet(region, year, as_of, calendar)
    files = {
        folder / year_file(region, year, "html"): as_page(sheet),
        folder / year_file(region, year, "xlsx"): as_workbook(sheet),
    }
    with step(
        f"year_sheet.write:{region}/{year}",
        action="印制年度安排表",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        answer = {
            "year": year,
            "written": [str(path) for path in files],
            "periods": [_period(each) for each in sheet.periods],
        }
        if all(path.is_file() and path.read_bytes() == text for path, text in files.items()):
            return s.unchanged(**answer)
        for path, content in files.items():
            s.put(path, content)
        return s.record(**answer)


def _sheet(region: str, year: int, as_of: date, calendar: WorkingCalendar) -> YearSheet:
    if not calendar.first.year <= year <= calendar.last.year:
        raise Refused(
            f"日期超出日历范围（{calendar.first} 至 {calendar.last}）", code="outside-the-calendar"
        )
    with database.reading() as session:
        day = terms_day(date(year, 1, 1), date(year, 12, 31), as_of)
        terms = in_force(session, region, day)
    back, out = terms.inspection.return_within, terms.publication.results_within
    return YearSheet(
        publisher=publisher(terms),
        year=year,
        periods=_days_of_periods(terms, year, calendar),
        days=days_of_year(year, calendar),
        return_within=f"{back.value} {back.unit.words}，{back.article}",
        results_within=f"{out.value} {out.unit.words}，{out.article}",
        basis=f"{calendar.certain_until} 之后的放假安排尚未公布，其间各日为推算",
    )


def _days_of_periods(terms: District, year: int, calendar: WorkingCalendar) -> Sequence[PeriodDays]:
    count = terms.draw.periods_per_year.value
    back, out = terms.inspection.return_within, terms.publication.results_within
    try:
        periods = periods_of_year(year, count, calendar.next_working_day)
        return period_days(periods, _within(back), _within(out), calendar)
    except CalendarError as error:
        raise Refused(str(error), code="outside-the-calendar") from error


def _period(each: PeriodDays) -> Result:
    status = DeadlineStatus.PROVISIONAL if each.provisional else DeadlineStatus.OFFICIAL
    return {
        "period": each.period.number,
        "starts_on": each.period.starts_on.isoformat(),
        "ends_on": each.period.ends_on.isoformat(),
        "working_days": each.working_days,
        "draw_on": each.period.draw_on.isoformat(),
        "last_draw_on": each.last_draw_on.isoformat() if each.last_draw_on else None,
        "last_visit_on": each.last_visit_on.isoformat() if each.last_visit_on else None,
        "last_working_day": each.last_working_day.isoformat(),
        "status": status.value,
    }


def _within(term: Term) -> Within:
    return Within(term.article, term.value, term.unit)
