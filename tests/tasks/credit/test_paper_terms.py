"""A paper that states what no jurist has confirmed is not served; a draft shows it (第二十五条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import district
from models.tables import ListEntry
from tasks.credit.decide import decide
from tasks.credit.notice import serve_notice
from tasks.credit.paper_terms import USES, check_terms
from tests import walk
from tests.refusal import reasons, refusal
from tests.tasks.credit.entries import DECIDED, LATER, NOTICE, NUMBER, entry, on, proposed, told
from tests.tasks.inspect.checked_terms import confirm_terms

OPEN = [
    "credit.classes.general.shortest_months（一般失信列入之后满几个月才可以申请修复）",
    "credit.classes.general.longest_months（一般失信至多列入几个月，期满移出）",
    "credit.classes.general.shown（一般失信是否向社会公示）",
    "credit.grounds.non_cooperation（不予配合监督检查的，提出列入黑名单时按哪一类）",
    "credit.procedure.objection_within（送达事先告知书之后多久内可以提出异议）",
]
"""By hand from mawei.toml: what the notice of a firm that kept the officers out states."""


@pytest.mark.duty("23.3", "25.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_firm_is_told_nothing_that_no_jurist_confirmed(house: Path) -> None:
    proposed(house)
    refused = refusal(on, NOTICE, serve_notice, NUMBER, NOTICE, walk.CLERK)
    assert refused.code == "not-checked"
    assert list(refused.reasons) == [
        *(f"区县参数 {each}待核，不得印制文书" for each in OPEN),
        f"核定后写明 checked = true 再载入；只看样子可以印草稿（ssj credit papers {NUMBER}）",
    ]
    assert entry().state == "proposed"
    assert not list((house / "credit").glob("*.pdf"))
    confirm_terms(house, LATER)
    assert on(NOTICE, serve_notice, NUMBER, NOTICE, walk.CLERK)["state"] == "notified"


@pytest.mark.duty("23.3", "25.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_nobody_is_listed_by_a_decision_of_which_something_is_open(house: Path) -> None:
    told(house)
    confirm_terms(house, NOTICE, "2026-10", but="收到列入决定书之后多久内可以提起")
    said = reasons(on, DECIDED, decide, NUMBER, True, DECIDED, walk.LEADER)
    assert [each.partition("（")[0] for each in said[:-1]] == [
        "区县参数 credit.remedies.court_within"
    ]
    assert entry().state == "notified"


def test_of_grounds_classes_and_measures_those_of_the_entry_are_asked_for() -> None:
    terms = district.read((district.SHIPPED / "mawei.toml").read_text("utf-8"), "mawei.toml")
    others = ListEntry(number=NUMBER, entry_class="serious", ground="other", basis="《条例》第一条")
    said = reasons(check_terms, terms, others, tuple(USES))
    assert not any("grounds" in each or "general" in each for each in said)
    assert any("credit.measures「通报文化和旅游、市场监督管理等部门" in each for each in said)
    # Class 3, notice 1, remedies 4, repair 1, measures 1, and the way out.
    assert len(said) == 11
