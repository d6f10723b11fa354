"""The year sheet as a clerk gets it: a workbook that opens, a page that renders."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from flows.cli import ssj
from tasks.plan.year_sheet import write_year_sheet
from tests import walk

REGION = "350105"


@pytest.mark.duty("9.2")
@pytest.mark.browser
def test_page_and_workbook_show_six_periods_and_every_day(house: Path, chromium: Any) -> None:
    walk.begun(house)
    done = write_year_sheet(REGION, 2026, date(2026, 1, 5), house / "sheets")
    page_file, book_file = map(Path, done["written"])
    first = page_file.read_bytes(), book_file.read_bytes()
    write_year_sheet(REGION, 2026, date(2026, 1, 5), house / "sheets")
    assert (page_file.read_bytes(), book_file.read_bytes()) == first

    book = load_workbook(book_file)
    periods, days = book["各期安排"], book["全年日历"]
    assert [f"{periods.cell(row, 5).value:%m-%d}" for row in range(3, 9)] == [
        "01-04", "03-02", "05-06", "07-01", "09-01", "11-02",
    ]  # fmt: skip
    shown = {
        f"{cell.value:%m-%d}": (cell.number_format, cell.coordinate)
        for row in days.iter_rows()
        for cell in row
        if isinstance(cell.value, datetime)
    }
    assert len(shown) == 365
    # By hand: the first row of months begins at row 3, a month takes 9 rows and 8 columns; September
    # 2026 begins on a Tuesday, and its 20th is the Sunday of the third week.
    assert shown["09-01"] == ("d", "B23")
    assert (shown["09-20"], shown["10-01"][0]) == (('d"班"', "G25"), 'd"休"')
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.oddFooter.center.text == "第&P页，共&N页"
    assert periods.print_title_rows == "$2:$2"
    assert days.page_setup.fitToHeight in (None, 1)  # one is what is left out

    page = chromium.new_page()
    page.goto(page_file.as_uri())
    assert page.locator(".month").count() == 12
    assert page.locator("td.make_up").count() == 6
    assert page.locator("table").first.locator("tbody tr").count() == 6
    page.close()


def test_the_command_answers_a_script(house: Path) -> None:
    walk.begun(house)
    command = ("calendar", "year", "2026", "--as-of", "2026-01-05")
    ran = CliRunner().invoke(ssj, (*command, "--json"))
    assert [p["draw_on"] for p in json.loads(ran.stdout)["periods"]][4] == "2026-09-01"
    refused = CliRunner().invoke(ssj, ("calendar", "year", "1999", *command[3:]))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "错误：日期超出日历范围（2007-01-01 至 2029-12-31）\n"
