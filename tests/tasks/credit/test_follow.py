"""What follows by itself: the end of the longest term, and the end of what rests on a result that is
no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import CreditRecord, ListEntry
from tasks.base.step import step
from tasks.base.terms import in_force
from tasks.credit.follow import Followed, propose
from tasks.credit.refresh import refresh
from tasks.credit.revoke import revoke
from tasks.publish.amend import withdraw
from tests import walk
from tests.tasks.credit.entries import DECIDED, NOTICE, NUMBER, entry, listed, on, proposed, told

OFF = date(2027, 10, 13)
"""Twelve months after 13 October 2026."""


def _withdrawn(day: date) -> None:
    code = entry().credit_code
    [number] = [each.task.number for each in walk.every_one() if each.task.credit_code == code]
    on(day, withdraw, number, "查错门店", "查错门店，予以撤回", day, walk.LEADER)


@pytest.mark.duty("23.3")
def test_who_was_on_the_blacklist_for_the_longest_term_leaves_by_itself(house: Path) -> None:
    listed(house)
    assert on(OFF, refresh, walk.REGION, date(2027, 10, 12))["left"] == []
    assert on(OFF, refresh, walk.REGION, OFF)["left"] == [NUMBER]
    assert (entry().state, entry().exited_on, entry().exit_reason) == ("expired", OFF, "期满移出")
    # What was decided about once is no cause again.
    assert on(OFF, refresh, walk.REGION, OFF)["act"] == "unchanged"


@pytest.mark.duty("23.2", "23.3")
def test_a_proposal_lapses_with_the_result_it_rests_on(house: Path) -> None:
    told(house)
    _withdrawn(NOTICE)
    answer = on(NOTICE, refresh, walk.REGION, NOTICE)
    assert (answer["lapsed"], answer["ended"], answer["proposed"]) == ([NUMBER], 1, [])
    assert entry().state == "lapsed"
    assert on(NOTICE, refresh, walk.REGION, NOTICE)["act"] == "unchanged"


@pytest.mark.duty("23.2", "23.3")
def test_of_who_is_listed_the_revocation_is_proposed_and_a_person_decides(house: Path) -> None:
    listed(house)
    _withdrawn(DECIDED)
    assert on(DECIDED, refresh, walk.REGION, DECIDED)["to_be_revoked"] == [NUMBER]
    assert entry().state == "listed"
    assert on(DECIDED, refresh, walk.REGION, DECIDED)["act"] == "unchanged"
    on(DECIDED, revoke, NUMBER, "依据的检查结果已撤回", DECIDED, walk.CHIEF)
    assert entry().state == "revoked"


@pytest.mark.duty("23.3")
def test_who_is_found_at_fault_a_second_time_is_proposed(house: Path) -> None:
    proposed(house)
    with database.reading() as session:
        [first] = session.exec(select(CreditRecord).where(CreditRecord.kind == "violation"))
    twice = _proposed_with(first, "350105-WB-01-2026-5-00005", date(2026, 9, 20))
    assert twice == ["12 个月内 2 次检查发现违法违规"]


def _proposed_with(first: CreditRecord, inspection: str, day: date) -> list[str]:
    """What the subject is proposed for once another violation is entered."""
    another = {**first.model_dump(exclude={"id"}), "inspection": inspection, "happened_on": day}
    with (
        held_at(NOTICE),
        step("credit:350105", action="更新诚信档案与名单", as_of=NOTICE, region=walk.REGION) as s,
    ):
        s.session.add(CreditRecord(**another))
        s.session.flush()
        propose(s, in_force(s.session, walk.REGION, NOTICE), [first.credit_code], Followed())
        s.record()
    with database.reading() as session:
        return list(
            session.exec(select(ListEntry.reason).where(ListEntry.credit_code == first.credit_code))
        )
