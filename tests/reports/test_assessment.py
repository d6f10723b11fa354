"""How an assessment reads: findings first, bars that hold no figure alone, nothing that breaks (第二十四条)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from models.rules.charts import Bar
from models.rules.publisher import Publisher
from reports.assessment import as_page, as_workbook
from reports.assessment_tables import tables
from reports.assessment_text import assessed_in_words

SHARE = {"n": 38, "of": 41, "words": "38/41（93%）"}
KEPT = {"kind": "results", "what": "公示抽查结果", "met": 38, "on_paper": 1, "late": 2, "open": 0, "share": SHARE}  # fmt: skip
OURS_NOT = {"kind": "rectify", "what": "提交改正材料", "met": 0, "on_paper": 0, "late": 3, "open": 0, "share": {"n": 0, "of": 3, "words": "0/3"}}  # fmt: skip


def assessed(**other: Any) -> dict[str, Any]:
    return {
        "region": "350105", "district": "样例区", "brigade": "样例大队", "rule": "样例办法", "year": 2026,
        "period": None, "items": ["WB-01"], "as_of": "2026-11-01", "score": None,
        "visits": {"drawn": 41, "joint": 0, "special": 2, "together": 1, "rechecks": 0, "in_vain": 3},
        "coverage": [{"item": "WB-01", "left_the_roster": 0, "n": 40, "of": 100, "words": "40/100（40%）"}],
        "ratios": [], "draws": [], "in_time": [KEPT, OURS_NOT],
        "groups": {"period": [], "item": [], "unit": [], "inspector": []},
        "overdue": [], "changes": {"n": 0, "of": 41, "words": "0/41（0%）"}, "results": [],
        "faults": [{"words": f"问题{n}", "n": 10 - n} for n in range(10)], "handling": [],
        "withdrawn": 0, "corrected": 0,
    } | other  # fmt: skip


@pytest.mark.duty("24.1")
def test_the_firms_own_terms_are_listed_and_not_counted_as_ours() -> None:
    table = {each.name: each for each in tables(assessed())}
    assert table["期限"].finding == "到期41项，按时38项，补录为按时1项，逾期2项。"
    assert len(table["期限"].rows) == 2
    assert table["覆盖面"].finding == (
        "实际检查：随机抽查41次，专项检查2次；同一次上门的另1件不重复计次；未能实地检查3件。"
    )


@pytest.mark.duty("4.1", "24.1")
def test_visits_of_every_kind_are_said() -> None:
    visits = {"drawn": 0, "joint": 3, "special": 2, "together": 0, "rechecks": 0, "in_vain": 0}
    table = {each.name: each for each in tables(assessed(visits=visits))}
    assert table["覆盖面"].finding == "实际检查：联合检查3次，专项检查2次。"


@pytest.mark.duty("24.1")
def test_a_bar_has_its_parts_and_says_its_figures() -> None:
    [kept, _] = {each.name: each for each in tables(assessed())}["期限"].bars
    assert kept == Bar("公示抽查结果", "38/41（93%）", 38, 41, paper=1, late=2)
    assert [kept.part(n) for n in (38, 1, 2)] == ["92.7", "2.4", "4.9"]
    faults = {each.name: each for each in tables(assessed())}["问题和处理"].bars
    # Eight and the rest: 2 and 1.
    assert [bar.name for bar in faults][-2:] == ["问题7", "其他"]
    assert faults[-1].label == "3件"


@pytest.mark.duty("24.1")
def test_without_a_standard_it_is_counted_and_not_scored() -> None:
    said = assessed_in_words(assessed())
    assert said.startswith(
        "2026年度双随机抽查考评（事项：WB-01；截至2026-11-01）\n区县参数文件没有考评标准"
    )
    page = as_page(assessed(), Publisher("样例大队", "样例区", "样例办法")).decode()
    assert page.count("<h1>") == 1
    assert len(re.findall(r'<span class="late" style="width:4\.9%">', page)) == 1
    assert as_workbook(assessed()) == as_workbook(assessed())
