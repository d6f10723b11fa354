"""One subject's whole history in the six steps of article 10 (第十条末款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from models import clock, database
from models.faults import Refused
from models.rules.papers import PaperKind
from models.tables import DrawEntry, Inspection, SubjectEntry
from tasks.credit.refresh import refresh
from tasks.inspect import returns
from tasks.inspect.paper_numbers import Issue, give_numbers
from tasks.overview.history import history
from tests import walk
from tests.tasks.assess.working_year import BACK, DEDUCTION, SPECIAL, YEAR_OVER, a_year

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)


def _steps(code: str) -> dict[str, list[dict[str, Any]]]:
    """Step -> its entries, of the one year there is."""
    [year] = history(code, YEAR_OVER)["years"]
    assert year["year"] == 2026
    return {step["step_name"]: step["entries"] for step in year["steps"]}


def _of(ending: str) -> str:
    """The credit code of the inspection whose number ends so."""
    with database.reading() as session:
        found = select(SubjectEntry.credit_code, Inspection.number).join(Inspection)
        return next(code for code, number in session.exec(found) if number.endswith(ending))


def _acts(entries: list[dict[str, Any]]) -> list[str]:
    return [each["act"] for each in entries]


@pytest.mark.duty("10.3")
def test_one_command_tells_a_subjects_whole_history_and_what_was_entered_late(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    with clock.held_at(LATER):
        returns.import_returns(walk.fill(house, each), walk.REGION, RECEIVED, walk.CLERK)
    steps = _steps(each.task.credit_code)
    assert list(steps) == ["抽查计划", "抽查任务", "随机抽取", "实施检查", "结果处理", "材料归档"]
    assert _acts(steps["抽查计划"]) == ["编制年度抽查计划", "批准年度抽查计划"]
    assert _acts(steps["抽查任务"]) == ["更新市场主体名录库", "发布抽取公告"]
    assert _acts(steps["随机抽取"]) == ["随机抽取", "附抽取照片", "确认抽取结果"]
    dispatched, received = steps["实施检查"]
    assert dispatched["what"].startswith(f"任务{each.task.number}，")
    assert (received["day"], received["entered_late"]) == (
        "2026-09-11（补录，2026-09-28 登记）", True,
    )  # fmt: skip
    assert received["what"] == (f"任务{each.task.number}登记表第1版，2026-09-08检查，未发现问题")
    assert steps["结果处理"] == steps["材料归档"] == []
    with pytest.raises(Refused, match="从未有过"):
        history("X", YEAR_OVER)


@pytest.mark.duty("10.3")
def test_numbers_that_other_firms_papers_were_given_stand_in_theirs_alone(house: Path) -> None:
    walk.dispatched(house)
    one, other = walk.open_ones()[:2]
    issue = Issue(one.id, PaperKind.NOTICE, 0)
    with clock.held_at(RECEIVED):
        give_numbers(
            walk.REGION, "350105/WB-01/2026-5:行政检查通知书", RECEIVED, walk.CLERK, [issue], "马公"
        )
    acts = [_acts(_steps(each.task.credit_code)["实施检查"]) for each in (one, other)]
    assert ["编制文号" in each for each in acts] == [True, False]


@pytest.mark.duty("4.1", "10.3", "23.2")
def test_a_special_inspection_and_a_withdrawal_stand_in_it(year: Path) -> None:
    steps = _steps(_of("ZX-2026-00001"))
    assert steps["抽查计划"][-1]["what"] == f"文号{DEDUCTION}；原因跨部门联合抽查；次数1"
    assert steps["抽查任务"][-1]["what"] == (
        f"编号350105-ZX-2026-00001；文号{SPECIAL}；法定情形被投诉举报涉嫌违法违规"
    )
    assert _acts(steps["实施检查"]) == ["派发检查任务", "回收登记表", "回收登记表"]
    told = [each["what"] for each in steps["结果处理"] if each["act"] == "批准公示"]
    assert [said.partition("结果")[2][:3] for said in told] == ["第1版", "第1版", "第2版"]
    assert told[-1].endswith("决定撤回：结果有误")
    assert "原因核对有误" in " ".join(each["what"] for each in steps["结果处理"])


@pytest.mark.duty("10.3", "18.3")
def test_who_was_replaced_and_who_came_in_both_have_it_in_theirs(year: Path) -> None:
    came = _of("2026-5-00006")
    with database.reading() as session:
        place = select(DrawEntry.credit_code).where(
            DrawEntry.stratum == "general", DrawEntry.rank == 1
        )
        left = session.exec(place).one()
    gone, new = _steps(left), _steps(came)
    assert _acts(gone["随机抽取"])[-2:] == ["提出变更申请", "决定变更申请"]
    assert gone["随机抽取"][-1]["what"].startswith("被替换，由样例")
    assert came in gone["随机抽取"][-1]["what"]
    assert _acts(gone["实施检查"]) == ["派发检查任务"]
    moved_up = new["随机抽取"][-1]["what"]
    assert moved_up.startswith("递补样例")
    assert left in moved_up
    assert "任务350105-WB-01-2026-5-00006，" in moved_up
    assert new["随机抽取"][0]["what"] == "350105/WB-01/2026-5 列为递补：一般第3位"
    # Dispatched when it moved up, not with the draw.
    assert new["实施检查"] == []


@pytest.mark.duty("10.3", "21.1")
def test_an_order_its_recheck_and_what_came_of_it_stand_in_it(year: Path) -> None:
    steps = _steps(_of("2026-5-00002"))
    assert _acts(steps["结果处理"])[:2] == ["责令改正", "派发复查"]
    assert "现为责令改正" in steps["结果处理"][0]["what"]
    rechecked = steps["实施检查"][-1]
    assert (rechecked["on"], rechecked["what"]) == (
        "2026-09-22", "任务350105-FC-2026-00001登记表第1版，2026-09-22检查，未发现问题",
    )  # fmt: skip


@pytest.mark.duty("10.3", "23.3")
def test_an_entry_of_a_list_stands_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    a_year(tmp_path)
    with clock.held_at(BACK):
        refresh(walk.REGION, BACK)
    told = history(_of("2026-5-00004"), YEAR_OVER)
    assert len(told["lists"]) == 1
    [year] = told["years"]
    last = year["steps"][4]["entries"][-1]
    assert (last["act"], last["on"]) == ("更新诚信档案与名单", "2026-09-30")
    assert last["what"].startswith("拟列入黑名单（")
    assert told["lists"][0] in last["what"]


@pytest.mark.duty("10.3")
def test_nothing_in_it_is_without_words(year: Path) -> None:
    with database.reading() as session:
        codes = set(session.exec(select(SubjectEntry.credit_code).join(Inspection)))
    silent = [
        (code, each["act"])
        for code in codes
        for entries in _steps(code).values()
        for each in entries
        if not each["what"]
    ]
    assert silent == []


@pytest.mark.duty("10.3")
def test_it_is_told_until_the_day_that_is_asked_for(year: Path) -> None:
    code = _of("2026-5-00002")
    told = history(code, RECEIVED)
    last = max(each["on"] for y in told["years"] for step in y["steps"] for each in step["entries"])
    assert (told["on_a_roster"], last <= str(RECEIVED)) == (True, True)
    with pytest.raises(Refused, match="截至 2026-01-01 名录库中还没有"):
        history(code, date(2026, 1, 1))
