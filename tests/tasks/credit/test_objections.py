"""An objection is received with its papers, and decided by a person with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.faults import Refused
from tasks.credit.decide import decide
from tasks.credit.objections import decide_objection, object_to
from tests import walk
from tests.tasks.credit.entries import (
    DECIDED,
    LAST_DAY,
    NOTICE,
    NUMBER,
    entry,
    listed,
    on,
    paper,
    told,
)


@pytest.mark.duty("23.3")
def test_an_objection_says_something_has_its_paper_and_comes_in_time(house: Path) -> None:
    told(house)
    with pytest.raises(Refused, match=r"(?s)异议的内容.*异议书"):
        on(NOTICE, object_to, NUMBER, " ", [], NOTICE, walk.CLERK)
    with pytest.raises(Refused, match="期限至 2026-10-12"):
        on(DECIDED, object_to, NUMBER, "当日停电", [paper(house)], DECIDED, walk.CLERK)
    received = on(LAST_DAY, object_to, NUMBER, "当日停电", [paper(house)], LAST_DAY, walk.CLERK)
    assert received["state_name"] == "告知后异议处理中"
    again = on(LAST_DAY, object_to, NUMBER, "当日停电", [paper(house)], LAST_DAY, walk.CLERK)
    assert again["act"] == "unchanged"
    with pytest.raises(Refused, match="异议尚未处理"):
        on(DECIDED, decide, NUMBER, True, DECIDED, walk.LEADER)
    assert list((house / "evidence").glob("*.txt"))


@pytest.mark.duty("23.3")
def test_upheld_nobody_is_listed_rejected_it_goes_on(house: Path) -> None:
    told(house)
    with pytest.raises(Refused, match="没有待决定的异议"):
        on(NOTICE, decide_objection, NUMBER, True, "属实", NOTICE, walk.LEADER)
    on(NOTICE, object_to, NUMBER, "当日停电", [paper(house)], NOTICE, walk.CLERK)
    with pytest.raises(Refused, match="理由"):
        on(NOTICE, decide_objection, NUMBER, False, "", NOTICE, walk.LEADER)
    with pytest.raises(Refused, match="须由另一人决定"):
        on(NOTICE, decide_objection, NUMBER, False, "查无停电", NOTICE, walk.CLERK)
    on(NOTICE, decide_objection, NUMBER, False, "查无停电", NOTICE, walk.LEADER)
    assert entry().state == "notified"
    on(NOTICE, object_to, NUMBER, "有供电局证明", [paper(house)], NOTICE, walk.CLERK)
    on(NOTICE, decide_objection, NUMBER, True, "证明属实", NOTICE, walk.CHIEF, role="主要负责人")
    assert (entry().state, entry().entered_on) == ("not_listed", None)


@pytest.mark.duty("23.3")
def test_after_the_entry_an_objection_that_is_upheld_revokes_it(house: Path) -> None:
    listed(house)
    day = date(2026, 12, 1)
    on(day, object_to, NUMBER, "检查对象不是本店", [paper(house)], day, walk.CLERK)
    assert entry().state == "disputed"
    on(day, decide_objection, NUMBER, True, "查明系同名门店", day, walk.LEADER)
    stands = entry()
    assert (stands.state, stands.exited_on) == ("revoked", day)
    assert stands.exit_reason == "异议成立：查明系同名门店"
