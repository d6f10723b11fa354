"""The year sheet is written anywhere, once for one content, and stands in the record (第九条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.faults import Refused
from models.tables import AuditEvent
from tasks.plan.year_sheet import write_year_sheet
from tests import walk


@pytest.mark.duty("9.2")
def test_it_is_written_outside_the_house_too_and_its_files_are_on_record(
    house: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    walk.begun(house)
    for folder in (house / "年", tmp_path_factory.mktemp("外")):
        done = write_year_sheet(walk.REGION, 2026, walk.NEW_YEAR, folder, walk.CLERK)
        assert done["act"] == "done"
        assert [Path(file).is_file() for file in done["written"]] == [True, True]
        again = write_year_sheet(walk.REGION, 2026, walk.NEW_YEAR, folder, "另一人")
        assert again["act"] == "unchanged"
    with database.reading() as session:
        events = session.exec(
            select(AuditEvent).where(col(AuditEvent.key).startswith("year_sheet.write:"))
        ).all()
        assert [len(json.loads(event.payload)["files"]) for event in events] == [2, 2]


@pytest.mark.duty("9.2")
def test_a_file_that_was_changed_is_written_again(house: Path) -> None:
    walk.begun(house)
    page, _ = write_year_sheet(walk.REGION, 2026, walk.NEW_YEAR, house / "年")["written"]
    Path(page).write_text("改过")
    assert write_year_sheet(walk.REGION, 2026, walk.NEW_YEAR, house / "年")["act"] == "done"
    assert "工作日" in Path(page).read_text("utf-8")


@pytest.mark.duty("9.2")
@pytest.mark.parametrize(
    ("year", "said"),
    [(1999, "超出日历范围"), (2030, "超出日历范围"), (2025, "在 2025-12-31 没有生效的参数文件")],
)
def test_a_year_without_calendar_or_numbers_is_refused(house: Path, year: int, said: str) -> None:
    walk.begun(house)
    with pytest.raises(Refused, match=said):
        write_year_sheet(walk.REGION, year, walk.NEW_YEAR, house)


def test_tomorrow_and_nobody_write_nothing(house: Path) -> None:
    walk.begun(house)
    with pytest.raises(Refused, match="经办人"):
        write_year_sheet(walk.REGION, 2026, walk.NEW_YEAR, house / "年", " ")
    with pytest.raises(Refused, match="尚未到来"):
        write_year_sheet(walk.REGION, 2026, date(2099, 1, 1), house / "年")
    assert not (house / "年").exists()
