"""Who visited when, that they showed their ID, non-cooperation, signatures (第十九、二十、二十二、二十三条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from models.rules.judging import judge
from tests.forms import CLOSED, FACTS, FORM, SOUND, VISIT, problems

DISPATCHED, RECEIVED = date(2026, 9, 1), date(2026, 9, 11)
REFUSED_ENTRY = replace(
    CLOSED,
    category="entry-refused",
    police_id_shown=True,
    signature="refused",
    refusal_reason="值班人员拒绝签字",
    non_cooperation=(1,),
    non_cooperation_detail="大门由值班人员把守",
)


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(
    ("visited_on", "taken"),
    [(date(2026, 8, 31), False), (DISPATCHED, True), (RECEIVED, True), (date(2026, 9, 12), False)],
)
def test_the_visit_lies_between_dispatch_and_receipt(visited_on: date, taken: bool) -> None:
    measured = {**SOUND, "certificate_expires": date(2027, 1, 1)}
    measured["video_seen"] = type(SOUND["video_seen"])(
        SOUND["video_seen"].begins.replace(month=8), SOUND["video_seen"].ends.replace(month=8)
    )
    found = problems(
        visited_on=visited_on,
        measured=measured,
        officers_signed_on=min(visited_on, RECEIVED),
        signed_on=min(visited_on, RECEIVED),
    )
    told = [("检查日期", "应在派发日 2026-09-01 与 2026-09-11 之间")]
    assert [each for each in found if each[0] == "检查日期"] == ([] if taken else told)


@pytest.mark.duty("20.1")
def test_a_form_without_its_day_is_refused() -> None:
    measured = {**SOUND, "certificate_expires": RECEIVED}
    assert problems(visited_on=None, measured=measured) == [
        ("检查日期", "应填日期，例如 2026-09-10")
    ]


@pytest.mark.duty("19.1")
@pytest.mark.parametrize(
    ("officers", "expected"),
    [
        (("035002",), "检查人员不得少于 2 人（第十九条）"),
        (("035002", "035002"), "检查人员不得少于 2 人（第十九条）"),
        (("035001", "035002", "035099"), "不是本任务派发的检查人员"),
    ],
)
def test_two_different_officers_who_were_sent(officers: tuple[str, ...], expected: str) -> None:
    assert problems(officers=officers) == [("检查人员警号", expected)]
    assert ("检查人员警号", expected) in problems(of=CLOSED, officers=officers)


@pytest.mark.duty("19.1")
@pytest.mark.parametrize("shown", [None, False])
def test_the_police_id_was_shown_to_whoever_was_there(shown: bool | None) -> None:
    expected = [("是否出示警察证", "应出示警察证并填 是（第十九条）")]
    assert problems(police_id_shown=shown) == expected
    assert problems(of=REFUSED_ENTRY, police_id_shown=shown) == expected
    assert problems(of=CLOSED, police_id_shown=shown) == []


@pytest.mark.duty("23.2")
def test_who_inspects_enters_or_a_named_clerk_by_the_officers_own_record() -> None:
    facts = replace(FACTS, badges=["035001", "035002", "035003"])
    said = (
        "谁检查、谁录入：应为检查人员之一；由内勤代录的填经办人本人姓名，"
        "并附检查人员手写签字的登记表（--record）（第二十三条）"
    )
    for author in ("035003", "内勤甲", ""):
        assert problems(facts, author=author) == [("录入人警号", said)]
    with_record = replace(facts, clerk="内勤甲")
    assert problems(with_record, author="内勤 甲") == []
    for author in ("内勤乙", "035003", ""):
        assert problems(with_record, author=author) == [("录入人警号", said)]


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(
    ("started_at", "ended_at", "taken"),
    [
        (time(9, 30), time(9, 31), True),
        (time(23, 40), time(0, 20), True),
        (time(20), time(8), True),
        (time(9, 30), time(9, 30), False),
        (time(10), time(9, 30), False),
        (time(19, 59), time(8), False),
    ],
)
def test_a_visit_ends_after_it_began_past_midnight_too(
    started_at: time, ended_at: time, taken: bool
) -> None:
    told = [("检查结束时间", f"应晚于开始时间 {started_at:%H:%M}")]
    assert problems(started_at=started_at, ended_at=ended_at) == ([] if taken else told)


@pytest.mark.duty("20.1")
def test_the_whole_visit_is_described() -> None:
    assert problems(started_at=None, ended_at=None, received_by="", opinion="") == [
        ("检查开始时间", "应填时间，例如 9:05"),
        ("检查结束时间", "应填时间，例如 9:05"),
        ("接待人及身份", "应写明由谁接待，例如 值班经理"),
        ("检查意见", "应写明检查意见（第二十三条）"),
    ]
    assert problems(situation="大门紧锁") == [("未能检查的情况", "选「已实地检查」的应留空")]


@pytest.mark.duty("20.2")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"signature": ""}, ("被检查对象确认", "应为 签字、盖章、拒绝签字、无人在场 之一")),
        ({"signature": "已阅"}, ("被检查对象确认", "应为 签字、盖章、拒绝签字、无人在场 之一")),
        ({"signature": "refused"}, ("拒绝签字原因", "被检查对象拒绝确认的应注明原因（第二十条）")),
        (
            {"signature": "absent"},
            ("被检查对象确认", "有人在场的应签字、盖章，不签的填 拒绝签字 并注明原因（第二十条）"),
        ),
    ],
)
def test_the_subject_signs_or_the_reason_is_written(
    changes: dict[str, str], expected: tuple[str, str]
) -> None:
    assert problems(**changes) == [expected]
    assert problems(signature="refused", refusal_reason="负责人不在场", signed_on=None) == []
    assert problems(signature="sealed") == []


@pytest.mark.duty("20.2")
def test_nobody_signs_where_nobody_is_but_who_kept_officers_out_refused() -> None:
    assert problems(of=CLOSED) == []
    assert problems(of=CLOSED, signature="refused", refusal_reason="房东拒签") == []
    assert [label for label, _ in problems(of=REFUSED_ENTRY, signature="absent")] == [
        "被检查对象确认"
    ]


@pytest.mark.duty("20.1", "20.2")
def test_every_signature_has_its_day() -> None:
    assert problems(officers_signed_on=None, signed_on=None) == [
        ("检查人员签字日期", "应填检查人员签字的日期"),
        ("被检查对象确认日期", "应填签字或盖章的日期"),
    ]
    between = "应在检查日期 2026-09-08 与 2026-09-11 之间"
    late, early = date(2026, 9, 12), date(2026, 9, 7)
    assert problems(officers_signed_on=early, signed_on=late, witness="邻店", witness_signed_on=late) == [
        ("检查人员签字日期", between),
        ("被检查对象确认日期", between),
        ("见证人签字日期", between),
    ]  # fmt: skip
    assert problems(witness_signed_on=VISIT) == [("见证人", "有签字日期的应写明见证人")]


@pytest.mark.duty("22.1")
@pytest.mark.parametrize("kind", [0, 6])
def test_there_are_five_kinds_of_non_cooperation(kind: int) -> None:
    assert problems(non_cooperation=(kind,), non_cooperation_detail="写明") == [
        ("不予配合情形（1-5）", "应为 1 至 5（第二十二条）")
    ]


@pytest.mark.duty("22.1")
def test_non_cooperation_is_described() -> None:
    assert problems(non_cooperation=(3,)) == [("不予配合说明", "应写明具体情况（第二十二条）")]


@pytest.mark.duty("22.1", "10.1")
def test_who_is_kept_out_says_so_above_and_below() -> None:
    assert problems(of=REFUSED_ENTRY) == []
    assert problems(non_cooperation=(1,), non_cooperation_detail="写明") == [
        ("不予配合情形（1-5）", "填 1 的没有进入场所，应在「本次检查情况」中选拒绝进入的一项")
    ]
    assert problems(of=REFUSED_ENTRY, non_cooperation=()) == [
        ("不予配合情形（1-5）", "选「拒绝进入」的应填 1（第二十二条）")
    ]
    assert problems(of=CLOSED, non_cooperation=(1,), non_cooperation_detail="写明") == [
        ("不予配合情形（1-5）", "选「已停业」的应留空")
    ]


@pytest.mark.duty("22.1", "10.1")
@pytest.mark.parametrize("kind", [2, 3, 4, 5])
def test_who_was_let_in_answers_every_point(kind: int) -> None:
    changed: dict[str, Any] = {"non_cooperation": (kind,), "non_cooperation_detail": "写明"}
    assert problems(**changed) == []
    assert len(problems(**changed, answers={}, measured={})) > len(FACTS.item.points)


@pytest.mark.duty("19.1", "20.1", "20.2", "22.1")
@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"visited_on": date(2026, 8, 31)}, ("检查日期", "2026-08-31")),
        ({"officers": ("035002", "035002")}, ("检查人员警号", "035002、035002")),
        ({"officers": ("035002", "035009", "035008")}, ("检查人员警号", "035009、035008")),
        ({"police_id_shown": None}, ("是否出示警察证", "")),
        ({"police_id_shown": False}, ("是否出示警察证", "否")),
        ({"author": "035003"}, ("录入人警号", "035003")),
        ({"ended_at": time(9)}, ("检查结束时间", "09:00")),
        ({"signature": "stamp"}, ("被检查对象确认", "stamp")),
        ({"signature": "absent"}, ("被检查对象确认", "无人在场")),
        ({"signature": "refused"}, ("拒绝签字原因", "")),
        ({"non_cooperation": (6,)}, ("不予配合情形（1-5）", "6")),
        ({"situation": "锁着"}, ("未能检查的情况", "锁着")),
    ],
)
def test_what_is_wrong_is_shown_as_it_was_written(
    changes: dict[str, Any], shown: tuple[str, str]
) -> None:
    judged = judge(replace(FORM, **changes), FACTS)
    assert shown in [(each.label, each.value) for each in judged.problems]
