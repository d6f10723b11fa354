"""Items that were listed before item files keep the check points they had (0008)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from models import database, item_file
from models.rules.checklist import Checklist
from tasks.lists.version import import_items
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES
from tests.forms import FIRST

RELEASED = Path(__file__).parent / "released"
OTHER = "359901"


def files() -> dict[tuple[str, str], Checklist | None]:
    """(region, item code) -> its check points."""
    with database.reading() as session:
        rows = session.execute(
            text(
                "SELECT item_list.region, item.code, item.file FROM item "
                "JOIN item_list ON item_list.id = item.item_list_id"
            )
        )
        return {
            (region, code): item_file.read(file, f"{code}.toml") if file else None
            for region, code, file in rows
        }


def other_list(house: Path) -> Path:
    """The sample list with the ratio that the other district asks for, a tenth."""
    book = load_workbook(SAMPLES / "随机抽查事项清单.xlsx")
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "5%":
                cell.value = "10%"
    path = house / "清单.xlsx"
    book.save(path)
    return path


def numbers(item: Checklist | None) -> dict[str, object]:
    """Check point -> its number."""
    assert item is not None
    return {of[:2]: number.value for of, number in item.numbers()}


@pytest.mark.duty("7.2", "10.1", "10.2")
def test_an_item_that_was_drawn_keeps_its_points_with_its_districts_numbers(house: Path) -> None:
    walk.dispatched(house)
    prepare(walk.DRAW_DAY, RELEASED / "example-ssj-district-1.toml")
    import_items(other_list(house), OTHER, walk.DRAW_DAY, walk.CLERK)
    database.migrate_down("0007")
    database.migrate()
    after = files()
    # That district's file of the first format asked for 365 days of logs; the rule says 180.
    assert numbers(after[OTHER, "WB-01"]) == {"A1": 2, "B2": 2, "D2": Fraction(1, 20), "D3": 365}
    assert numbers(after[walk.REGION, "WB-01"]) == numbers(FIRST)
    assert (after[OTHER, "LH-01"], after[walk.REGION, "LH-01"]) == (None, None)
    now = after[walk.REGION, "WB-01"]
    assert now is not None
    assert (now.points, now.elements) == (FIRST.points, FIRST.elements)
