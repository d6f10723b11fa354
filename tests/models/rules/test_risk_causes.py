"""The four causes of 第九条: until when each counts, what class it leads to, which class holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.faults import Refused
from models.rules.risk_causes import (
    CauseEnd,
    CauseKind,
    CauseTerms,
    OnRecord,
    Raised,
    check_cause,
    raised,
    reason_of_move,
    standing,
)
from models.rules.rosters import RiskClass

SINCE, UNTIL = date(2026, 3, 1), date(2026, 9, 1)
TERMS = CauseTerms(
    {
        CauseKind.COMPLAINT: RiskClass.KEY,
        CauseKind.ABNORMAL_OPERATION: RiskClass.KEY,
        CauseKind.SERIOUS_VIOLATION: RiskClass.MUST,
        CauseKind.DISHONESTY: RiskClass.KEY,
    },
    complaints=3,
    within_months=2,
)


def _cause(kind: CauseKind, since: date = SINCE) -> OnRecord:
    return OnRecord(kind, since, UNTIL)


@pytest.mark.duty("9.4")
def test_a_cause_counts_from_its_day_until_the_day_before_it_expires_or_ends() -> None:
    cause = _cause(CauseKind.DISHONESTY)
    assert [cause.counts_on(day) for day in (date(2026, 2, 28), SINCE, date(2026, 8, 31), UNTIL)] == [
        False, True, True, False,
    ]  # fmt: skip
    ended = replace(cause, ended_on=date(2026, 4, 1), end=CauseEnd.REPAIRED)
    assert (ended.counts_on(date(2026, 3, 31)), ended.counts_on(date(2026, 4, 1))) == (True, False)


@pytest.mark.duty("9.4")
def test_complaints_count_when_there_are_many_within_the_months() -> None:
    days = [date(2026, 3, 1), date(2026, 3, 15), date(2026, 4, 1)]
    three = [_cause(CauseKind.COMPLAINT, day) for day in days]
    assert raised(three[:2], date(2026, 4, 1), TERMS) is None
    many = Raised(RiskClass.KEY, (CauseKind.COMPLAINT,))
    assert raised(three, date(2026, 4, 1), TERMS) == many
    # Two months after 1 March is 1 May.
    assert raised(three, date(2026, 5, 1), TERMS) == many
    assert raised(three, date(2026, 5, 2), TERMS) is None


@pytest.mark.duty("9.4")
def test_of_several_causes_the_hardest_leads() -> None:
    both = [_cause(CauseKind.DISHONESTY), _cause(CauseKind.SERIOUS_VIOLATION)]
    hardest = raised(both, SINCE, TERMS)
    assert hardest == Raised(RiskClass.MUST, (CauseKind.SERIOUS_VIOLATION, CauseKind.DISHONESTY))
    assert hardest is not None
    assert hardest.words == "严重违法、失信"


@pytest.mark.duty("9.4")
@pytest.mark.parametrize(
    ("listed", "reason", "causes", "stands"),
    [
        ("general", "", None, ("general", "")),
        ("general", "", "key", ("key", "失信")),
        ("key", "投诉", "key", ("key", "投诉；失信")),
        ("must", "督办", "key", ("must", "督办")),
        ("key", "投诉", "must", ("must", "失信")),
    ],
)
def test_the_harder_of_list_and_causes_holds(
    listed: str, reason: str, causes: str | None, stands: tuple[str, str]
) -> None:
    by = Raised(RiskClass(causes), (CauseKind.DISHONESTY,)) if causes else None
    assert standing(RiskClass(listed), reason, by) == stands


@pytest.mark.duty("9.4", "13.1")
def test_a_move_up_says_its_cause_a_move_down_why_it_ended() -> None:
    by = Raised(RiskClass.KEY, (CauseKind.ABNORMAL_OPERATION,))
    over = _cause(CauseKind.DISHONESTY)
    repaired = replace(over, ended_on=date(2026, 4, 1), end=CauseEnd.REPAIRED)
    assert reason_of_move("up", by, []) == "abnormal-operation"
    assert reason_of_move("down", None, [over]) == "term-ended"
    assert reason_of_move("down", None, [over, repaired]) == "repaired"
    assert reason_of_move("down", None, []) is None
    assert reason_of_move("added", by, []) is None


def test_a_cause_lacks_nothing_or_says_everything_it_lacks() -> None:
    check_cause("12345 热线", "单1号", SINCE, UNTIL)
    with pytest.raises(Refused) as refusal:
        check_cause(" ", "", SINCE, SINCE)
    assert len(refusal.value.reasons) == 3
