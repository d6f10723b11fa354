"""The year sheet of a region, written where the clerk looks for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models import database
from models.district import Term
from models.rules.deadlines import Within
from models.rules.plans import periods_of_year
from models.rules.year_sheet import days_of_year, period_days
from reports.year_sheet import YearSheet, as_page, as_workbook
from tasks.base.files import put
from tasks.base.step import Result
from tasks.base.terms import house, in_force
from tasks.base.working_days import working_days


def write_year_sheet(region: str, year: int, as_of: date, folder: Path) -> Result:
    """Write the page and the workbook of ``year``; the numbers are those in force on ``as_of``.

    Duty: 9.2 (第九条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
    calendar = working_days(region)
    back, out = terms.inspection.return_within, terms.publication.results_within
    count = terms.draw.periods_per_year.value
    periods = periods_of_year(year, count, calendar.next_working_day)
    rows = period_days(periods, _within(back), _within(out), calendar)
    sheet = YearSheet(
        house=house(terms),
        year=year,
        periods=rows,
        days=days_of_year(year, calendar),
        return_within=f"{back.value} {back.unit.words}，{back.article}",
        results_within=f"{out.value} {out.unit.words}，{out.article}",
        basis=f"{calendar.certain_until} 之后的放假安排尚未公布，其间各日为推算",
    )
    files = {".html": as_page(sheet), ".xlsx": as_workbook(sheet)}
    for suffix, content in files.items():
        put(folder / f"{region}-{year}{suffix}", content)
    return {
        "year": year,
        "files": [str(folder / f"{region}-{year}{suffix}") for suffix in files],
        "periods": [
            {
                "period": each.period.number,
                "starts_on": each.period.starts_on,
                "ends_on": each.period.ends_on,
                "working_days": each.working_days,
                "draw_on": each.period.draw_on,
                "last_draw_on": each.last_draw_on,
                "last_visit_on": each.last_visit_on,
                "last_working_day": each.last_working_day,
                "status": "provisional" if each.provisional else "official",
            }
            for each in rows
        ],
    }


def _within(term: Term) -> Within:
    return Within(term.article, term.value, term.unit)
