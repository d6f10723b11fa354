"""What acts of many, and acts without words of their own, say of one subject."""

from __future__ import annotations

from typing import Any

import pytest

from tasks.overview.history_words import words_of
from tasks.overview.work import Listed, Work

CODE, OTHER = "92350105MA0285084M", "92350105MA0261327D"
TASK, ENTRY = "350105-WB-01-2026-5-00006", "350105-XY-2026-00002"
WORK = Work(
    turns=(),
    dispatched={TASK: ""},
    draw_of={},
    forms=(),
    told=(),
    lists=(Listed(ENTRY, "黑名单", True, "拟列入黑名单"),),
    numbered={},
    reasons={(ENTRY, "act_upheld", "2026-10-13"): "异议属实"},
)
UPHELD = {
    "number": ENTRY, "acted": "act_upheld", "acted_name": "异议成立", "done_on": "2026-10-13",
    "list_name": "黑名单", "state_name": "不予列入", "document": None, "until": None,
}  # fmt: skip
CAUSE = {
    "number": "350105-SY-2026-00001", "kind_name": "投诉举报", "source": "12345热线", "document": "转办单1号",
    "since": "2026-10-14", "expires_on": "2027-10-14", "ended_on": None,
    "changed": {"WB-01": [f"{CODE} 样例 重点", f"{OTHER} 别家 必查"]},
}  # fmt: skip


@pytest.mark.duty("10.3")
@pytest.mark.parametrize(
    ("subject", "payload", "said"),
    [
        ("archive:350105", {"numbers": [TASK, "350105-WB-01-2026-5-00001"]}, f"任务{TASK}"),
        ("roster.causes:350105", CAUSE, "事项WB-01：调整为重点"),
        (
            f"cause.record:350105/{CODE}/complaint", CAUSE,
            "事由350105-SY-2026-00001：投诉举报，12345热线，转办单1号，2026-10-14至2027-10-14；事项WB-01：调整为重点",
        ),
        (
            f"credit.objection-decision:{ENTRY}", UPHELD,
            f"条目{ENTRY}（黑名单）：异议成立；异议属实；现为不予列入",
        ),
        ("credit:350105", {"proposed": [ENTRY]}, "拟列入黑名单"),
        ("credit:350105", {"proposed": [], "left": [ENTRY]}, f"条目{ENTRY}：移出黑名单"),
        ("credit:350105", {"lapsed": ["350105-XY-2026-00001"]}, ""),
        ("papers.export:a.zip", {"draft": True, "papers": 4, "bundle": "a.zip"}, "草稿4份，a.zip"),
        ("task_sheets:a", {"files": {"task_sheets/a/任务单-1.xlsx": "0"}}, "任务单-1"),
        (f"messages.send:{TASK}", {"keys": [f"{TASK}:dispatch:035049"]}, "发给035049"),
        (
            f"publish.reply:{TASK}",
            {"number": TASK, "taken_back": False, "version": 1, "released_by": "甲"},
            f"任务{TASK}：第1版说明，批准刊登甲",
        ),
        (
            "dossier.decide:3",
            {"proposal": 3, "fact": "终端数", "on_file": "60", "found": "58", "decision_name": "采纳", "reason": "已核"},
            "第3号，终端数：档案60，现场58；采纳；已核",
        ),
        ("disposition:x", {}, ""),
    ],
)  # fmt: skip
def test_an_act_is_told_in_words(subject: str, payload: dict[str, Any], said: str) -> None:
    assert words_of(subject, payload, WORK, CODE) == said
