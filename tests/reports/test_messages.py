"""What inspectors and the supervisor are told (第二十条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.messages import MessageKind
from reports.messages import to_inspector, to_supervisor
from tests.forms import task

DAY = date(2026, 9, 1)


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(
    ("kind", "subject", "said"),
    [
        (MessageKind.DISPATCH, "检查任务单（1件）", "现派发以下检查任务"),
        (MessageKind.REMINDER, "催办：1件检查情况登记表将到回传期限", "请抓紧交回"),
        (MessageKind.OVERDUE, "逾期催办：1件检查情况登记表已过回传期限", "请立即交回并说明原因"),
        (MessageKind.REPLACED, "检查任务变更（1件）", "请勿前往检查"),
    ],
)
def test_each_kind_says_what_to_do(kind: MessageKind, subject: str, said: str) -> None:
    one = task()
    heading, body = to_inspector(kind, "某人", "某大队", [one], DAY, 3)
    assert heading == subject
    for expected in (said, one.number, one.subject, "某大队", "2026-09-01"):
        assert expected in body
    assert "无邮箱" not in body


@pytest.mark.duty("19.1", "20.1")
@pytest.mark.parametrize("kind", [k for k in MessageKind if k != MessageKind.SUPERVISOR])
def test_only_a_visit_that_is_to_be_made_has_a_term_and_the_district_s_number_of_officers(
    kind: MessageKind,
) -> None:
    _, body = to_inspector(kind, "某人", "某大队", [task()], DAY, 3)
    stated = [line.strip() for line in body.splitlines() if "期限：" in line or "少于" in line]
    visits = (MessageKind.DISPATCH, MessageKind.REMINDER, MessageKind.OVERDUE)
    no_visit = kind not in visits
    due, officers = "回传期限：2026-09-21", "检查人员不得少于 3 人，并应出示警察证。"
    assert stated == ([] if no_visit else [due, officers])


@pytest.mark.duty("20.1")
def test_who_cannot_be_told_by_mail_is_named_to_the_lead() -> None:
    _, body = to_inspector(
        MessageKind.DISPATCH, "某人", "某大队", [task()], DAY, 2, ["乙（035036）"]
    )
    assert "无邮箱，须当面交付，请主检当面告知并交付任务单：乙（035036）。" in body


def test_the_supervisor_gets_a_line_for_each_matter() -> None:
    heading, body = to_supervisor("某大队", ["甲事", "乙事"], DAY)
    assert heading == "需要领导知悉或决定的事项（2件）"
    assert "1. 甲事" in body
    assert "2. 乙事" in body
