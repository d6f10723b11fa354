"""What the dashboard says of a cycle, of an inspection, of a message, of a draw."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.draw.level import LEVELS
from reports.dashboard import (
    by_hand_in_words,
    cycle_in_words,
    draw_in_words,
    inspection_in_words,
    proposal_in_words,
    substitute_in_words,
    unnamed,
)

DRAW: dict[str, Any] = {"state_name": "已确认", "waits": [], "changes": None}
DRAW |= {"vacated": [], "applications": [], "time_stamp": None}
TO_COME = {"time": None, "words": "尚未取得，推进时再申请", "pending": True}
EMPTY = {
    "stratum_name": "必查",
    "rank": 2,
    "application": "350105/WB-01/2026-5/C1",
    "words": "空缺，停业，2026-09-03 批准变更，没有可递补的对象",
}
WAITING = {
    "number": "350105/WB-01/2026-5/C3",
    "kind": "更换检查对象",
    "applied_on": "2026-09-03",
    "stands_name": "待第二人决定",
}
CYCLE: dict[str, Any] = {
    "district": "虚构区",
    "item_code": "WB-01",
    "year": 2026,
    "period": 5,
    "as_of": "2026-09-02",
    "draw": None,
    "period_state": "",
    "states": {},
    "overdue": 0,
    "met_on_paper": 0,
    "by_hand": [],
    "substitutes_due": [],
    "handling": [],
    "sent_back": [],
    "officers_gone": [],
    "visit_warnings": [],
}
INSPECTION: dict[str, Any] = {
    "number": "350105-WB-01-2026-5-00001",
    "subject": "样例网吧",
    "officers": ["甲", "乙"],
    "state_name": "待检查回传",
    "outcome": None,
    "days_left": None,
    "due_on": None,
    "result_deadline": None,
}


@pytest.mark.duty("10.3")
@pytest.mark.parametrize(
    ("stands", "said"),
    [
        ({}, "尚未抽取。"),
        ({"period_state": "逾期未抽取"}, "逾期未抽取。"),
        (
            {
                "draw": DRAW
                | {"state_name": "已公告待抽取", "waits": ["待批准公告公示", "待到 2026-09-03"]}
            },
            "已公告待抽取（待批准公告公示；待到 2026-09-03）。",
        ),
        ({"draw": DRAW | {"time_stamp": TO_COME}}, "已确认；公告时间戳尚未取得，推进时再申请。"),
        ({"draw": DRAW | {"time_stamp": TO_COME | {"pending": False}}}, "已确认。"),
        (
            {
                "draw": DRAW,
                "states": {"published": 1, "dispatched": 2},
            },
            "已确认，待检查回传 2，已公示 1。",
        ),
        (
            {
                "draw": DRAW,
                "states": {"dispatched": 2},
                "overdue": 1,
                "met_on_paper": 1,
                "by_hand": [{}],
                "substitutes_due": [{}, {}],
                "handling": [{}, {}, {}],
                "officers_gone": [{}],
            },
            "已确认，待检查回传 2；其中逾期未回传 1；其中登记为按期，但期满后才补录公示 1"
            "；无邮箱，须当面交付的消息 1；尚未处理完毕的问题 3；待申请递补 2；检查人员应予更换 1。",
        ),
        (
            {
                "draw": DRAW
                | {
                    "changes": {"count": 3, "places_changed": 2},
                    "vacated": [EMPTY],
                    "applications": [WAITING, WAITING, WAITING | {"stands_name": "待决定"}],
                },
                "states": {"dispatched": 4},
            },
            "已确认，待检查回传 4；变更 3 次，涉及 2 处；空缺 1 处；变更申请待第二人决定 2 件"
            "；变更申请待决定 1 件。",
        ),
    ],
)
def test_one_line_says_how_a_cycle_stands(stands: dict[str, Any], said: str) -> None:
    told = cycle_in_words(CYCLE | stands)
    assert told == f"虚构区 WB-01 2026 年第 5 期，截至 2026-09-02：{said}"


@pytest.mark.parametrize(
    ("left", "said"), [(3, "剩 3 个工作日"), (0, "剩 0 个工作日"), (-2, "超 2 个工作日")]
)
def test_an_inspection_says_what_is_left_of_its_term(left: int, said: str) -> None:
    told = inspection_in_words(INSPECTION | {"days_left": left, "due_on": "2026-09-21"})
    assert told.endswith(f"甲、乙  待检查回传，期限 2026-09-21（{said}）")


def test_a_published_result_says_when() -> None:
    public = {"words": "公示期限 2026-10-12：按期", "met_on": "2026-09-28"}
    told = inspection_in_words(INSPECTION | {"outcome": "发现问题", "result_deadline": public})
    assert told.endswith("，发现问题，公示期限 2026-10-12：按期")
    assert "公示" not in inspection_in_words(
        INSPECTION | {"result_deadline": public | {"met_on": None}}
    )


def test_a_message_no_mail_carries_names_its_file() -> None:
    message = {
        "inspector": "甲",
        "badge_number": "035023",
        "how": "须当面交付",
        "subject": "检查任务单（1件）",
        "written_on": "2026-09-01",
        "file": "检查任务单-035023.xlsx",
    }
    assert by_hand_in_words(message).endswith("2026-09-01 写成，附件 检查任务单-035023.xlsx")
    assert by_hand_in_words(message | {"file": None}).endswith("2026-09-01 写成")


@pytest.mark.duty("17.1")
def test_the_draw_is_told_with_its_ratios_as_they_are_read() -> None:
    stratum = {"name": "一般", "count": 40, "ratio": "1/20", "sample_size": 2, "substitutes": 4}
    told = draw_in_words(
        DRAW
        | {
            "changes": {"words": "1 次，停业 1"},
            "vacated": [EMPTY],
            "applications": [WAITING],
            "draw_id": "350105/WB-01/2026-5",
            "state_name": "已确认",
            "acts": [{"act": "抽取", "day_in_words": "2026-09-01", "by": "系统"}],
            "strata": [stratum, stratum | {"ratio": "1/30"}],
            "version": 2,
            "waits": ["待领导确认抽取结果"],
            "draw_digest": "e" * 64,
            "not_before": "2026-09-01",
            "record_due": "2026-11-27",
            "inspectors": 8,
            "cap": 2,
            "ineligible": {"停业": 2},
            "subjects": {"digest": "d" * 64},
            "announcement_digest": "a" * 64,
            "time_stamp": TO_COME,
            "commitment": "c" * 64,
            "sources": [],
            "photos": 0,
            "complete": False,
        }
    )
    assert (
        "- 检查文书：派发之后用 `ssj papers export --draw 350105/WB-01/2026-5 --out 文件夹` 写出"
        in told
    )
    assert "| 一般 | 40 | 5% | 2 | 4 |" in told
    assert "| 一般 | 40 | 1/30 | 2 | 4 |" in told
    assert "- 抽取：2026-09-01，系统" in told
    assert "- 未参加抽取：停业 2 家" in told
    assert "**已确认**：待领导确认抽取结果" in told
    assert f"- 抽取摘要：`{'e' * 64}`" in told
    assert "- 公布记录：不迟于 2026-11-27" in told
    assert "- 公告时间戳：尚未取得，推进时再申请" in told
    assert f"第 1 级，{LEVELS[1]}" in told
    assert "尚无照片，不能归档" in told
    assert "- 变更：1 次，停业 1" in told
    assert f"- 必查第 2 位  {EMPTY['words']}（350105/WB-01/2026-5/C1）" in told
    assert "更换检查对象，2026-09-03 提出，待第二人决定**" in told


def test_a_substitute_that_is_due_says_how_it_is_applied_for() -> None:
    due = {
        "number": "350105-WB-01-2026-5-00002",
        "draw_id": "350105/WB-01/2026-5",
        "credit_code": "92350105MA00000001",
        "result": "已搬迁",
        "reason_name": "已迁出",
    }
    said = substitute_in_words(due)
    assert said.startswith("  350105-WB-01-2026-5-00002 已搬迁，按事项规定应由下一递补对象接替")
    assert "ssj substitute apply 350105/WB-01/2026-5 92350105MA00000001 --reason 已迁出" in said


@pytest.mark.duty("10.2", "10.3")
def test_of_a_person_the_dashboard_says_only_that_something_differs() -> None:
    found: dict[str, Any] = {
        "proposal": 1, "name": "某网吧", "credit_code": "92", "proposed_on": "2026-09-08",
        "fact": "安全员姓名", "on_file": "林虚甲", "found": "陈虚乙",
    }  # fmt: skip
    said = proposal_in_words(unnamed(found))
    assert "安全员姓名" in said
    assert "虚" not in said
    assert "在册 60，现场 61" in proposal_in_words(
        unnamed({**found, "fact": "终端数", "on_file": 60, "found": 61})
    )
