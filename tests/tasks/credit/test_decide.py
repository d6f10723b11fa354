"""A person who neither proposed nor told decides, once the time for an objection is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.faults import Refused
from models.tables import RiskCause
from tasks.credit.decide import decide
from tasks.credit.revoke import revoke
from tasks.publish.amend import withdraw
from tests import walk
from tests.tasks.credit.entries import DECIDED, LAST_DAY, LATER, NUMBER, entry, on, proposed, told


@pytest.mark.duty("9.4", "23.3")
def test_an_entry_is_decided_with_its_two_papers_and_its_term(house: Path) -> None:
    told(house)
    with pytest.raises(Refused, match="期满以后才能决定列入"):
        on(LAST_DAY, decide, NUMBER, True, LAST_DAY, walk.LEADER)
    with pytest.raises(Refused, match=r"内勤甲 已对 .* 送达事先告知书，须由另一人决定"):
        on(DECIDED, decide, NUMBER, True, DECIDED, walk.CLERK)
    answer = on(DECIDED, decide, NUMBER, True, DECIDED, walk.LEADER)
    assert (answer["state_name"], answer["document"]) == ("已列入", "马公（网安）信列〔2026〕1号")
    stands = entry()
    # General: repair from three months on, off after twelve.
    assert (stands.entered_on, stands.repairable_from, stands.due_off_on, stands.shown) == (
        DECIDED, date(2027, 1, 13), date(2027, 10, 13), True,
    )  # fmt: skip
    papers = sorted(path.name for path in (house / "credit").iterdir())
    assert papers == [f"{NUMBER}-{kind}-paper.pdf" for kind in ("decision", "guide", "notice")]
    assert on(DECIDED, decide, NUMBER, True, DECIDED, walk.LEADER)["act"] == "unchanged"
    with pytest.raises(Refused, match="不能转为「不予列入」"):
        on(DECIDED, decide, NUMBER, False, DECIDED, walk.LEADER, reason="又想了想")


@pytest.mark.duty("23.3")
def test_nobody_is_listed_who_was_not_told_and_a_proposal_may_be_dropped(house: Path) -> None:
    proposed(house)
    with pytest.raises(Refused, match="尚未送达事先告知书"):
        on(LATER, decide, NUMBER, True, LATER, walk.LEADER)
    with pytest.raises(Refused, match="须写明理由"):
        on(LATER, decide, NUMBER, False, LATER, walk.LEADER)
    dropped = on(LATER, decide, NUMBER, False, LATER, walk.LEADER, reason="情节轻微")
    assert dropped["state_name"] == "不予列入"


@pytest.mark.duty("23.2", "23.3")
def test_nobody_is_listed_on_a_result_that_is_to_be_withdrawn(house: Path) -> None:
    told(house)
    [number] = [each.task.number for each in walk.every_one() if each.task.credit_code == entry().credit_code]  # fmt: skip
    on(DECIDED, withdraw, number, "查错门店", "查错门店，予以撤回", DECIDED, walk.LEADER)
    with pytest.raises(Refused, match=f"已决定撤回，尚未公布：{number}"):
        on(DECIDED, decide, NUMBER, True, DECIDED, walk.LEADER)


@pytest.mark.duty("9.4", "23.3")
def test_who_is_listed_is_watched_for_dishonesty_until_they_leave(house: Path) -> None:
    told(house)
    on(DECIDED, decide, NUMBER, True, DECIDED, walk.LEADER)
    with database.reading() as session:
        cause = session.exec(select(RiskCause)).one()
    assert (cause.kind, cause.document, cause.since, cause.expires_on) == (
        "dishonesty", NUMBER, DECIDED, date(2027, 10, 13),
    )  # fmt: skip
    on(DECIDED, revoke, NUMBER, "列错门店", DECIDED, walk.CHIEF)
    with database.reading() as session:
        ended = session.exec(select(RiskCause)).one()
    assert (ended.ended_on, ended.end_reason) == (DECIDED, "wrong-entry")
