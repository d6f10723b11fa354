"""Rows of rosters and item lists (第七条、第十二条、第十四条)."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from models.rules.credit_code import problem
from models.rules.reminders import occasion
from models.rules.rosters import can_inspect, inspector_row, subject_row

GOOD = {
    "credit_code": "92350105MA0007919C",
    "name": "样例网吧",
    "premises": "某路1号",
    "legal_representative": "林样",
    "industry": "互联网上网服务",
}
OFFICER = {
    "badge_number": "035023",
    "name": "林虚",
    "sex": "男",
    "unit": "大队",
    "post": "警员",
    "qualified": "是",
    "duty": "在岗",
}


@given(st.text(string.digits + string.ascii_uppercase, min_size=18, max_size=18))
def test_credit_codes_are_judged_as_python_stdnum_does(code: str) -> None:
    assert (problem(code) is None) == uscc.is_valid(code)


@pytest.mark.duty("12.1")
@pytest.mark.parametrize("element", sorted(GOOD))
def test_a_subject_lacking_an_element_is_refused(element: str) -> None:
    assert subject_row(GOOD, "350105")[1] == []
    _, problems = subject_row({**GOOD, element: ""}, "350105")
    assert [field for field, _ in problems] == [element]


@pytest.mark.duty("9.4", "12.2")
def test_a_key_subject_needs_its_reason_and_the_region_must_fit() -> None:
    _, problems = subject_row({**GOOD, "risk_class": "重点", "region": "350102"}, "350105")
    assert {field for field, _ in problems} == {"risk_reason", "region"}


@pytest.mark.duty("14.1")
@pytest.mark.parametrize(
    "element", ["badge_number", "name", "sex", "unit", "post", "qualified", "duty"]
)
def test_an_inspector_lacking_an_element_is_refused(element: str) -> None:
    assert inspector_row(OFFICER)[1] == []
    assert [field for field, _ in inspector_row({**OFFICER, element: ""})[1]] == [element]


@pytest.mark.duty("14.1")
def test_an_unqualified_or_off_duty_officer_is_never_drawn() -> None:
    assert can_inspect(True, "在岗")
    assert not can_inspect(False, "在岗")
    assert not can_inspect(True, "离岗")


@pytest.mark.duty("20.1")
@pytest.mark.parametrize(
    ("left", "now"),
    [
        (6, None),
        (5, "before-5"),
        (2, "before-5"),
        (1, "before-1"),
        (0, "before-1"),
        (-1, "overdue-1"),
        (-3, "overdue-1"),
        (-4, "overdue-2"),
    ],
)
def test_reminders_come_before_and_after_the_due_date(left: int, now: str | None) -> None:
    assert occasion(left, [5, 1], 3) == now
