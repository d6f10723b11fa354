"""An entry's states and their moves; its days around every bound."""

from __future__ import annotations

from datetime import date

import pytest

from models.faults import Refused
from models.rules.credit_lists import (
    LEFT,
    MOVES,
    ON,
    OPEN,
    UNDECIDED,
    ActDone,
    ActKind,
    Entry,
    EntryState,
    ListName,
    may_be_repaired_from,
    off_on,
    state_after,
)

DAY = date(2026, 10, 13)


def test_every_state_is_open_or_over_and_nothing_leads_back_from_what_is_over() -> None:
    over = set(EntryState) - set(OPEN)
    assert over == {*LEFT, EntryState.NOT_LISTED, EntryState.LAPSED}
    assert {move.before for move in MOVES} == set(OPEN)
    assert not {move.after for move in MOVES} & {EntryState.PROPOSED}
    # Nobody who is undecided is off a list, nobody on it is refused.
    assert not any(m.before in UNDECIDED and m.after in LEFT for m in MOVES)
    assert not any(m.before in ON and m.after == EntryState.NOT_LISTED for m in MOVES)


@pytest.mark.duty("23.3")
def test_terms_are_counted_in_months_from_the_decision() -> None:
    assert may_be_repaired_from(DAY, 0) == DAY
    assert may_be_repaired_from(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert off_on(DAY, 36) == date(2029, 10, 13)


def test_what_is_waited_for_is_the_newest_of_its_kind() -> None:
    asked = ActDone(ActKind.REPAIR_ASKED, DAY, "甲")
    refused = ActDone(ActKind.REPAIR_REFUSED, DAY, "乙")
    due, kept = ActDone(ActKind.REVOCATION_DUE, DAY, "系统"), ActDone(ActKind.KEPT, DAY, "乙")

    def entry(*acts: ActDone) -> Entry:
        return Entry("N", ListName.BLACKLIST, EntryState.LISTED, acts)

    assert entry(asked).repair_asked == asked
    assert entry(asked, refused).repair_asked is None
    assert (entry(due).revocation_due, entry(due, kept).revocation_due) == (due, None)
    with pytest.raises(Refused, match="不能转为「不予列入」"):
        entry().moves_to(EntryState.NOT_LISTED)


@pytest.mark.duty("23.3")
def test_where_an_entry_stands_follows_from_what_was_done_about_it() -> None:
    notice, listed = [ActKind.PROPOSED, ActKind.NOTIFIED], [ActKind.LISTED]
    objected = [ActKind.OBJECTION]
    for acts, state in (
        ([ActKind.PROPOSED], "拟列入"),
        (notice + objected, "告知后异议处理中"),
        ([*notice, *objected, ActKind.REJECTED], "已告知"),
        ([*notice, *objected, ActKind.UPHELD], "不予列入"),
        (notice + listed + objected, "异议处理中"),
        ([*notice, *listed, *objected, ActKind.REJECTED], "已列入"),
        ([*notice, *listed, *objected, ActKind.UPHELD], "已撤销"),
        ([*notice, *listed, ActKind.REVOCATION_DUE, ActKind.KEPT], "已列入"),
        ([*notice, *listed, ActKind.REPAIR_ASKED, ActKind.REPAIRED], "已修复"),
    ):
        assert state_after(acts).words == state
