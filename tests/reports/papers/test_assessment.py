"""The assessment on paper: what the page says, in print (第二十四条)."""

from __future__ import annotations

import pytest

from reports.assessment_tables import tables
from reports.papers.assessment import ACROSS, ROOM, _widths, assessment
from tests.reports.papers.invented import pages
from tests.reports.test_assessment import assessed

LATE = {
    "kind": "returns", "what": "回传登记表", "matter": "350105-WB-01-2026-5-00004", "period": "第5期",
    "subject": "样例青木网吧一店", "officers": "黄虚丙（035049）、王虚戊（035075）", "unit": "样例大队",
    "due_on": "2026-09-21", "done": "2026-09-18（补录，2026-09-28 登记）", "days": 173, "on_paper": True,
}  # fmt: skip


@pytest.mark.duty("24.1")
def test_the_paper_says_what_it_is_what_was_found_and_who_was_late() -> None:
    pdf = assessment(assessed(overdue=[LATE]))
    whole = "".join(pages(pdf))
    for said in (
        "内部资料：载有检查人员姓名，不得公开", "样例大队2026年度双随机抽查考评", "事项：WB-01；截至2026-11-01",
        "区县参数文件没有考评标准", "到期41项，按时38项，补录为按时1项，逾期2项。", "38/41（93%）",
        "350105-WB-01-2026-5-00004", "173个工作日", "王虚戊", "第1页共",
    ):  # fmt: skip
        assert said in whole, said
    assert assessment(assessed(overdue=[LATE])) == pdf


def test_days_and_numbers_fit_their_columns_unbroken() -> None:
    [table] = [each for each in tables(assessed(overdue=[LATE])) if each.name == "逾期"]
    widths = _widths(table)
    # A day has ten characters, the number twenty-five.
    assert widths[1] >= 10 + ROOM
    assert widths[4] >= 25 + ROOM
    assert sum(widths) <= ACROSS + len(widths)
