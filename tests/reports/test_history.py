"""How a history reads (第十条末款)."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.publisher import Publisher
from reports.history import as_page, history_in_words

ACT = {
    "step": "plan", "number": 1, "on": "2026-01-05", "day": "2026-01-05", "entered_late": False,
    "by": "大队长乙", "act": "批准年度抽查计划", "what": "<b>2026年度</b>，任务350105-WB-01-2026-5-00001", "details": {},
}  # fmt: skip
HISTORY: dict[str, Any] = {
    "credit_code": "92350105MA0007919C", "name": "样例网吧", "former_names": ["旧名网吧"],
    "premises": "样例路1号", "region": "350105", "items": ["WB-01"], "on_a_roster": False, "lists": [],
    "years": [{"year": 2026, "steps": [
        {"step": "plan", "step_name": "抽查计划", "entries": [ACT]},
        {"step": "task", "step_name": "抽查任务", "entries": []},
    ]}],
}  # fmt: skip


@pytest.mark.duty("10.3")
def test_the_terminal_reads_year_by_year_and_an_empty_step_says_so() -> None:
    assert history_in_words(HISTORY).splitlines() == [
        "样例网吧检查档案",
        "信用代码92350105MA0007919C；曾用名旧名网吧；样例路1号；事项WB-01；已移出名录库",
        "2026 年",
        "  抽查计划",
        "    2026-01-05  大队长乙  批准年度抽查计划  <b>2026年度</b>，任务350105-WB-01-2026-5-00001",
        "  抽查任务：没有记录",
    ]


@pytest.mark.duty("10.3")
def test_the_page_labels_every_cell_and_takes_no_markup_from_a_text() -> None:
    page = as_page(HISTORY, Publisher("样例大队", "样例区", "样例办法")).decode()
    assert "&lt;b&gt;2026年度&lt;/b&gt;" in page
    assert [page.count(f'data-label="{label}"') for label in ("事项", "经办", "内容")] == [1, 1, 1]
    for whole in ("2026-01-05", "350105-WB-01-2026-5-00001"):
        assert f'<span class="whole">{whole}</span>' in page
    assert "<script" not in page
