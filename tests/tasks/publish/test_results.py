"""What the public reads of an inspection, and when (第二十三条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import SHORT_LOGS
from models import database
from models.clock import held_at
from models.rules.dispositions import DispositionKind
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import DrawEntry
from tasks.draw.record import record_of
from tasks.inspect.dispositions import dispose, undisposed
from tasks.publish.due import build_due
from tests import walk
from tests.tasks.change import changing

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)
RESULTS = "350105/WB-01/2026-5/results/1"


def _page(house: Path) -> str:
    (page,) = (house / "site" / walk.REGION).glob("results-*.html")
    return page.read_text("utf-8")


@pytest.mark.duty("22.1", "23.1", "23.2")
def test_the_public_page_tells_results_and_names_no_officer(house: Path) -> None:
    walk.made_public(house, RECEIVED, LATER)
    said = _page(house)
    # By hand: the sample answer keeps half of the 180 days that are asked for.
    assert "日志只保存 90 天，应至少 180 天" in said
    assert "不予配合检查：拒绝检查人员或其委托的专业机构进入" in said
    assert "被检查对象拒绝签字" in said
    assert "共 5 家，其中发现问题或不予配合 2 家" in said
    assert "2026 年第 5 期随机抽查结果（WB-01，第 1 批）" in said
    for line in walk.INSPECTORS.read_text(encoding="gb18030").splitlines()[2:]:
        badge, name, *_ = line.split(",")
        assert badge not in said
        assert name not in said


@pytest.mark.duty("21.1", "23.1")
@pytest.mark.parametrize("decided", [False, True])
def test_a_finding_nobody_decided_on_is_said_to_be_in_hand(house: Path, decided: bool) -> None:
    walk.dispatched(house)
    first, *others = walk.open_ones()
    walk.hand_in(house, first, RECEIVED, SHORT_LOGS)
    for each in others:
        walk.hand_in(house, each, RECEIVED)
    if decided:
        with held_at(RECEIVED):
            ((number, point),) = undisposed(walk.REGION)
            dispose(
                number, point, DispositionKind.TRANSFER, "移字1号", RECEIVED, walk.LEADER, "文旅局"
            )
    walk.published(LATER)
    said = _page(house)
    assert ("正在处理" in said) is not decided
    assert ("移交文旅局（移字1号）" in said) is decided


@pytest.mark.duty("23.1")
def test_a_return_that_came_later_is_not_in_a_batch_of_an_earlier_day(house: Path) -> None:
    walk.returned(house, RECEIVED)
    with held_at(LATER):
        assert RESULTS not in build_due(walk.REGION, date(2026, 9, 10))["built"]
        assert RESULTS in build_due(walk.REGION, RECEIVED)["built"]


@pytest.mark.duty("17.2", "18.3", "23.1")
def test_results_after_changes_are_those_of_the_record_and_an_empty_place_is_said(
    house: Path,
) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        must = session.exec(
            select(DrawEntry.credit_code).where(DrawEntry.stratum == "must", DrawEntry.rank == 1)
        ).one()
    first, *_ = changing.general()
    with held_at(changing.DAY):
        changing.changed(first)
        changing.changed(must)
    walk.all_in(house, RECEIVED)
    walk.published(LATER)
    said = _page(house)
    assert "共 4 家" in said
    assert "必查第 1 位：空缺，停业，2026-09-03 批准变更，没有可递补的对象" in said
    assert must not in said
    (file,) = (house / "site" / walk.REGION).glob("results-*.json")
    stated = json.loads(file.read_bytes())
    assert (stated["of"], stated["vacated"]) == (1, [{"stratum": "must", "rank": 1}])
    with database.reading() as session:
        record, _ = record_of(session, changing.the_draw(session))
    checks = verify(document(record), Beside(results=[file.read_bytes()])).checks
    assert [check.ok for check in checks if check.key in ("changes", "results")] == [True, True]
    stated["results"][0]["subject"] = first  # as if the change had been hidden
    checks = verify(document(record), Beside(results=[json.dumps(stated).encode()])).checks
    assert [check.ok for check in checks if check.key == "results"] == [False]
