"""What is overtaken is marked so, once, whatever its kind; and what stands in its place is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import AuditEvent, Publication
from tasks.lists.version import import_items
from tasks.plan.deduct import deduct
from tasks.publish.due import build_due
from tasks.publish.overtake import overtake, overtaken_in_words
from tasks.publish.release import release, unreleased
from tests import walk
from tests.refusal import reasons
from tests.tasks.publish import stories

PLAN, NEXT_PLAN = "350105/plan/WB-01/2026/1", "350105/plan/WB-01/2026/2"
BUILT, DEDUCTED = date(2026, 1, 6), date(2026, 3, 2)


HEADINGS = [
    "事项编号", "事项名称", "抽查依据", "抽查主体", "抽查对象", "抽查比例", "抽查频次", "抽查方式",
    "抽查内容", "清单类别",
]  # fmt: skip


@pytest.mark.duty("9.3", "16.1", "23.1")
def test_a_plan_changed_before_its_release_is_not_released_and_the_next_is_there(
    house: Path,
) -> None:
    walk.prepared(house)
    with held_at(BUILT):
        build_due(walk.REGION, BUILT)
    with held_at(DEDUCTED):
        deduct(walk.REGION, 2026, 1, "部署专项行动", "马公网〔2026〕1号", DEDUCTED, walk.CLERK)
        [said] = reasons(release, PLAN, BUILT, walk.LEADER)
        assert said == (
            f"内容已有变动：抽查频次扣减。{PLAN} 已于 2026-03-02 被取代，请批准 {NEXT_PLAN}"
        )
        assert NEXT_PLAN in unreleased(walk.REGION)
        assert PLAN not in unreleased(walk.REGION)
        assert overtake(PLAN, ["抽查频次扣减"], DEDUCTED)["act"] == "unchanged"
        assert release(NEXT_PLAN, DEDUCTED, walk.LEADER)["act"] == "done"
    with database.reading() as session:
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "公示件被取代")).all()
        publication = session.exec(select(Publication).where(Publication.matter == PLAN)).one()
        words = overtaken_in_words(session, publication)
    assert "抽查频次扣减" in event.payload
    assert words == f"{PLAN} 已于 2026-03-02 被取代，请批准 {NEXT_PLAN}"


def _revised(house: Path) -> Path:
    """A list with another ratio."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(["WB-01", "检查", "依据", "大队", "场所", "10%", "每年6次", "实地", "日志", ""])
    path = house / "清单.xlsx"
    book.save(path)
    return path


@pytest.mark.duty("8.1")
def test_an_item_list_replaced_before_its_release_gives_way_to_the_one_in_force(
    house: Path,
) -> None:
    walk.prepared(house)
    with held_at(BUILT):
        build_due(walk.REGION, BUILT)
    later = date(2026, 2, 2)
    with held_at(later):
        import_items(_revised(house), walk.REGION, later, walk.CLERK)
        built = build_due(walk.REGION, later)
    first, second = "350105/items/single/1", "350105/items/single/2"
    assert built["overtaken"][first] == ["现已无须公示"]
    assert second in built["built"]
    assert stories.state(first) == "overtaken"
