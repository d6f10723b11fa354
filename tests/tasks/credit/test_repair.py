"""Repair is applied for after the shortest term, decided by a person, and ends the entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.faults import Refused
from tasks.credit.repair import ask_repair, decide_repair
from tests import walk
from tests.tasks.credit.entries import NUMBER, entry, listed, on, paper

FIRST = date(2027, 1, 13)
"""Three months after 13 October 2026."""
WHOLE = (True, True, True)


@pytest.mark.duty("23.3")
def test_repair_is_asked_for_after_the_shortest_term_with_everything_done(house: Path) -> None:
    listed(house)
    before = date(2027, 1, 12)
    with pytest.raises(Refused, match="2027-01-13 起才可以申请"):
        on(before, ask_repair, NUMBER, WHOLE, [paper(house)], before, walk.CLERK)
    with pytest.raises(Refused, match=r"(?s)已履行法定义务.*--attach"):
        on(FIRST, ask_repair, NUMBER, (True, False, True), [], FIRST, walk.CLERK)
    with pytest.raises(Refused, match="没有待决定的信用修复申请"):
        on(FIRST, decide_repair, NUMBER, True, "", FIRST, walk.LEADER)
    on(FIRST, ask_repair, NUMBER, WHOLE, [paper(house)], FIRST, walk.CLERK)
    with pytest.raises(Refused, match="不予修复须写明理由"):
        on(FIRST, decide_repair, NUMBER, False, "", FIRST, walk.LEADER)
    on(FIRST, decide_repair, NUMBER, False, "罚款未缴清", FIRST, walk.LEADER)
    same = on(FIRST, decide_repair, NUMBER, False, " 罚款未缴清 ", FIRST, walk.LEADER)
    assert same["act"] == "unchanged"
    with pytest.raises(Refused, match="没有待决定的信用修复申请"):
        on(FIRST, decide_repair, NUMBER, False, "材料不实", FIRST, walk.LEADER)
    assert entry().state == "listed"
    on(FIRST, ask_repair, NUMBER, WHOLE, [paper(house)], FIRST, walk.CLERK)
    on(FIRST, decide_repair, NUMBER, True, "", FIRST, walk.LEADER)
    assert (entry().state, entry().exited_on) == ("repaired", FIRST)
    again = on(FIRST, decide_repair, NUMBER, True, "", FIRST, walk.LEADER)
    assert (again["act"], entry().state) == ("unchanged", "repaired")
