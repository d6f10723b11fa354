"""The special inspections of a year as they stand, and those that were one visit with another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from reports.specials import specials_in_words
from tasks.inspect.special import open_special
from tasks.inspect.special_cancel import cancel_special
from tasks.overview.specials import specials
from tasks.publish.amend import withdraw
from tasks.rosters.refresh import refresh_roster
from tests import walk

FIRM, PAIR = "92350105MA0015838Y", ["035023", "035036"]
NEXT, RECEIVED, TOLD = date(2026, 9, 2), date(2026, 9, 11), date(2026, 9, 28)
NUMBER, SECOND = "350105-ZX-2026-00001", "350105-ZX-2026-00002"
WITHDRAWN = "投诉人撤回投诉"


@pytest.mark.duty("4.1", "10.3")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_cancelled_one_stands_beside_what_its_document_opened_after_it(house: Path) -> None:
    walk.prepared(house)
    case = ("投诉单1号", FIRM, PAIR)
    with held_at(walk.DRAW_DAY):
        open_special(walk.REGION, 3, *case, walk.DRAW_DAY, walk.CLERK)
    with held_at(NEXT):
        cancel_special(NUMBER, WITHDRAWN, NEXT, walk.LEADER)
        open_special(walk.REGION, 5, *case, walk.DRAW_DAY, walk.CLERK)
    shown = specials(walk.REGION, NEXT)
    assert shown["states"] == {"cancelled": 1, "dispatched": 1}
    first, second = shown["specials"]
    assert first["cancelled"] == {"reason": WITHDRAWN, "on": "2026-09-02", "by": walk.LEADER}
    assert (first["due_on"], second["ground"], second["source"]) == (None, 5, "assigned")
    assert specials_in_words(shown).splitlines()[:3] == [
        "350105 2026 年专项检查，截至 2026-09-02：2 件，待检查回传 1，已取消 1。",
        f"  {NUMBER}  {first['subject']}  林虚甲、陈虚乙  已取消，"
        f"{walk.LEADER} 于 2026-09-02 取消：{WITHDRAWN}",
        "    第四条第三种情形：被投诉举报涉嫌违法违规；依据：投诉单1号；"
        f"{walk.CLERK} 于 2026-09-01 立项",
    ]
    late = specials_in_words(shown).splitlines()[4]
    assert late.endswith("于 2026-09-01（补录，2026-09-02 登记） 立项")
    assert specials(walk.REGION, walk.DRAW_DAY, 2025)["specials"] == []


@pytest.mark.duty("4.1", "15.1", "23.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_who_left_is_flagged_and_what_was_withdrawn_is_not_told_as_it_was_found(
    house: Path,
) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        case = (walk.REGION, 3, "投诉单1号", FIRM, PAIR)
        open_special(*case, walk.DRAW_DAY, walk.CLERK, source="媒体曝光")
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    roster = house / "人员.csv"
    roster.write_text("\n".join(x for x in lines if PAIR[1] not in x), encoding="gb18030")
    with held_at(NEXT):
        refresh_roster("inspectors", roster, walk.REGION, NEXT, walk.CLERK)
    told = specials_in_words(specials(walk.REGION, NEXT))
    assert f"{NUMBER} 的检查人员陈虚乙（{PAIR[1]}）按现行名录库不能再派" in told
    [each] = walk.open_ones()
    walk.hand_in(house, each, RECEIVED)
    assert "应予更换" not in specials_in_words(specials(walk.REGION, RECEIVED))
    assert specials(walk.REGION, RECEIVED)["specials"][0]["outcome"] == "未发现问题"
    assert specials(walk.REGION, RECEIVED)["specials"][0]["source"] == "media"
    walk.published(TOLD)
    with held_at(TOLD):
        withdraw(NUMBER, "有误", "原结果有误", TOLD, walk.LEADER, asked_by=walk.CLERK)
    walk.published(TOLD)
    assert specials(walk.REGION, TOLD)["specials"][0]["outcome"] == "已撤回"
