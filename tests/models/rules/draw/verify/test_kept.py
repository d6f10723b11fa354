"""The sealed form: codes, applications, photographs, who confirmed (checks 27 to 30)."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.models.rules.draw.records import R1, R1_SEALED, record_of, told


def _sealed(**changed: Any) -> Any:
    return lambda r: r["sealed"].update(changed)


def _told(change: Any, check: str, redo: list[str] | None = None) -> list[str]:
    if redo is not None:
        return told(change, R1_SEALED, redo).get(check, [])
    return told(change, R1_SEALED).get(check, [])


def test_an_honest_sealed_form_has_no_fault() -> None:
    assert told(name=R1_SEALED) == {}
    assert told(name=R1) == {}


@pytest.mark.duty("17.1")
def test_the_sealed_part_is_bound_to_the_public_one() -> None:
    [wrong] = _told(_sealed(confirmed_by="别人"), "sealed", redo=[])
    assert wrong.startswith(f"记录为 {record_of(R1)['sealed_digest']}，重算为 ")
    assert _told(_sealed(confirmed_by=None), "sealed") == ["没有写明由谁确认"]


CODES = record_of(R1_SEALED)["sealed"]["codes"]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("codes", "told_of"),
    [
        (CODES.replace("J07\t629232\n", ""), "代号与检查人员代号名单不同"),
        (CODES.replace("J07", "J08"), "代号与检查人员代号名单不同"),
        (CODES.replace("629232", "493858"), "证号「493858」出现多次"),
        (CODES.replace("629232", "62 9232"), "第 7 行「J07 62 9232」应为代号、证号，以制表符分开"),
        (CODES[:-1], "第 7 行「J07 629232」应为代号、证号，以制表符分开"),
        (CODES + CODES[-11:], "没有按字节排序，或有重复"),
        ("", "代号与检查人员代号名单不同"),
        (CODES.replace("629232", "629233"), "摘要公告为 "),
    ],
)
def test_the_list_of_codes_is_the_announced_one(codes: str, told_of: str) -> None:
    assert any(each.startswith(told_of) for each in _told(_sealed(codes=codes), "codes"))


def _application(n: int, **changed: Any) -> Any:
    return lambda r: r["sealed"]["applications"][n].update(changed)


def _more(**changed: Any) -> Any:
    def add(record: Any) -> None:
        listed = record["sealed"]["applications"]
        listed.append({**copy.deepcopy(listed[0]), "number": "2026-B0009", **changed})

    return add


@pytest.mark.duty("18.1", "18.3")
@pytest.mark.parametrize(
    ("change", "told_of"),
    [
        (_application(0, subject="92350105MAY2JET5UM"), "申请「2026-B0001」：对象与第 1 项变更不同"),
        (_application(0, out="92350105MAY2JET5UM"), "申请「2026-B0001」：离开的与第 1 项变更不同"),
        (_application(0, reason="closed"), "申请「2026-B0001」：原因与第 1 项变更不同"),
        (_application(0, reason="leave"), "申请「2026-B0001」：原因「leave」不是更换检查对象的原因"),
        (_application(0, kind="inspector"), "申请「2026-B0001」：种类与第 1 项变更不同"),
        (_application(0, evidence=[]), "申请「2026-B0001」：没有证明材料"),
        (_application(0, evidence=[]), "申请「2026-B0001」：证明材料与第 1 项变更不同"),
        (_application(0, applied_at="2023-09-16T18:30:01+08:00"), "申请「2026-B0001」：申请时间与第 1 项变更不同"),
        (_application(0, decided_at="2023-09-16T21:30:01+08:00"), "申请「2026-B0001」：决定时间与第 1 项变更不同"),
        (_application(0, deciders=["head"]), "申请「2026-B0001」：决定人职务与第 1 项变更不同"),
        (_application(0, draw_id="350105/WB-01/2023-4"), "申请「2026-B0001」：属于另一次抽取「350105/WB-01/2023-4」"),
        (_application(0, decision="refused"), "申请「2026-B0001」：没有获准，却有变更"),
        (_application(0, number="2026-B0000"), "申请「2026-B0001」：没有这份申请"),
        (_application(0, number="2026-B0000"), "申请「2026-B0000」：获准，却没有对应的变更"),
        (_application(0, applied_at="2023-09-16T21:30:01+08:00"), "申请「2026-B0001」：决定（2023-09-16T21:30:00+08:00）早于申请（2023-09-16T21:30:01+08:00）"),
        (_application(0, decided_by=["分管领导甲", "大队长"]), "申请「2026-B0001」：应有 1 人决定，记录为 2 人"),
        (_application(0, decided_by=["申请人１"]), "申请「2026-B0001」：申请人和决定人有相同的人"),
        (_application(0, decided_by=["申 请\u3000人1"]), "申请「2026-B0001」：申请人和决定人有相同的人"),
        (_application(5, decided_by=["甲", "甲"]), "申请「2026-B0006」：申请人和决定人有相同的人"),
        (_application(1, number="2026-B0001"), "申请「2026-B0001」：出现多次"),
        (_more(), "申请「2026-B0009」：获准，却没有对应的变更"),
        (_more(decision="refused", decided_by=["申请人1"]), "申请「2026-B0009」：申请人和决定人有相同的人"),
    ],
)  # fmt: skip
def test_every_change_has_its_one_approved_application(change: Any, told_of: str) -> None:
    assert any(each.startswith(told_of) for each in _told(change, "applications"))


@pytest.mark.duty("18.3")
def test_a_refused_application_changes_nothing() -> None:
    assert told(_more(decision="refused"), R1_SEALED) == {}


@pytest.mark.duty("18.1")
def test_photographs_are_the_same_in_both_parts() -> None:
    wrong = ["照片明细与公开部分的照片摘要不同"]
    assert _told(lambda r: r["photos"].pop(), "photos") == wrong
    assert _told(lambda r: r["sealed"]["photos"].clear(), "photos") == wrong
