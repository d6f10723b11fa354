"""Deductions: each document counts once, all together never more than was due (第九条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from models import database
from models.faults import Refused
from models.tables import Deduction
from tasks.plan.deduct import deduct
from tests import walk

DAY, NEXT_DAY = date(2026, 9, 2), date(2026, 9, 3)


def _deduct(count: int = 1, document: str = "文1号", as_of: date = DAY, **more: Any) -> Any:
    reason = more.pop("reason", "突发事件停业")
    by = more.pop("by", walk.LEADER)
    return deduct(walk.REGION, 2026, count, reason, document, as_of, by, **more)


@pytest.mark.duty("9.3")
def test_deductions_add_up(house: Path) -> None:
    walk.prepared(house)
    assert _deduct(2)["draws_left"] == 4
    second = _deduct(3, "文2号")
    assert (second["act"], second["draws_left"]) == ("done", 1)
    with pytest.raises(Refused, match="已扣减 5 次，不能再扣减 2 次"):
        _deduct(2, "文3号")


@pytest.mark.duty("9.3")
def test_one_document_is_deducted_upon_once(house: Path) -> None:
    walk.prepared(house)
    _deduct(2)
    again = _deduct(2, " 文1号 ", NEXT_DAY, by="另一人")
    assert (again["act"], again["recorded_on"], again["draws_left"]) == (
        "unchanged",
        "2026-09-02",
        4,
    )
    with pytest.raises(
        Refused,
        match=r"已于 2026-09-02 登记扣减 2 次（突发事件停业，大队长乙），不能改为 1 次（突发事件停业）",
    ):
        _deduct(1, as_of=NEXT_DAY)
    with database.reading() as session:
        assert [d.count for d in session.exec(select(Deduction))] == [2]


@pytest.mark.duty("9.3")
def test_a_retried_request_is_known_even_after_another(house: Path) -> None:
    walk.prepared(house)
    _deduct(1, request="r1")
    _deduct(1, "文2号", request="r2")
    retried = _deduct(1, request="r1")
    assert (retried["act"], retried["draws_left"]) == ("known", 5)


@pytest.mark.duty("9.3")
def test_nothing_is_deducted_without_reason_document_or_plan(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused) as refusal:
        _deduct(0, " ", reason="\u3000")
    assert len(refusal.value.reasons) == 3
    with pytest.raises(Refused, match="早于编制年度抽查计划之日"):
        _deduct(as_of=date(2026, 1, 4))
    with pytest.raises(Refused, match="经办人"):
        _deduct(by="")
    with pytest.raises(Refused, match="还没有事项 WB-01 的 2027 年度抽查计划"):
        deduct(walk.REGION, 2027, 1, "因", "文", DAY, walk.LEADER)
