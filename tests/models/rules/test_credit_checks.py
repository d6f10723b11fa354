"""What must be so before an entry goes on: every refusal, and the day on each side of a bound."""

from __future__ import annotations

from datetime import date

import pytest

from models.faults import Refused
from models.rules.credit_checks import (
    check_decider,
    check_entry,
    check_notice,
    check_objection,
    check_proposal,
    check_repair_asked,
    check_repair_decided,
)
from models.rules.credit_lists import ActDone, ActKind, Entry, EntryClass, EntryState, ListName

DAY, UNTIL, AFTER = date(2026, 9, 29), date(2026, 10, 12), date(2026, 10, 13)
PROPOSED = ActDone(ActKind.PROPOSED, DAY, "系统")
NOTIFIED = ActDone(ActKind.NOTIFIED, DAY, "内勤甲", UNTIL)


def _entry(state: EntryState, *acts: ActDone, name: ListName = ListName.BLACKLIST) -> Entry:
    return Entry("N1", name, state, acts, repairable_from=AFTER)


@pytest.mark.duty("23.3")
def test_a_proposal_lacks_nothing_or_says_everything_it_lacks() -> None:
    with pytest.raises(Refused) as refusal:
        check_proposal(ListName.BLACKLIST, None, " ", "", [])
    assert len(refusal.value.reasons) == 4
    with pytest.raises(Refused, match="不分失信类别"):
        check_proposal(ListName.HONOUR_LIST, EntryClass.MINOR, "依据", "事实", ["1"])
    check_proposal(ListName.HONOUR_LIST, None, "依据", "事实", ["1"])


@pytest.mark.duty("23.3")
def test_only_a_proposal_for_the_blacklist_is_told_in_advance() -> None:
    check_notice(_entry(EntryState.PROPOSED, PROPOSED))
    for state, name in ((EntryState.LISTED, ListName.BLACKLIST), (EntryState.PROPOSED, ListName.HONOUR_LIST)):  # fmt: skip
        with pytest.raises(Refused):
            check_notice(_entry(state, name=name))


@pytest.mark.duty("23.3")
def test_an_objection_comes_until_the_last_day_or_after_the_entry() -> None:
    told = _entry(EntryState.NOTIFIED, PROPOSED, NOTIFIED)
    assert check_objection(told, UNTIL) == EntryState.OBJECTED
    with pytest.raises(Refused, match="已过"):
        check_objection(told, AFTER)
    assert check_objection(_entry(EntryState.LISTED, NOTIFIED), AFTER) == EntryState.DISPUTED
    with pytest.raises(Refused):
        check_objection(_entry(EntryState.PROPOSED), DAY)


@pytest.mark.duty("23.3")
def test_an_entry_is_decided_after_the_last_day_by_another() -> None:
    told = _entry(EntryState.NOTIFIED, PROPOSED, NOTIFIED)
    check_entry(told, "大队长乙", AFTER)
    for decider, day, said in (
        ("大队长乙", UNTIL, "期满以后"),
        ("内勤 甲", AFTER, "须由另一人决定"),
    ):
        with pytest.raises(Refused, match=said):
            check_entry(told, decider, day)
    with pytest.raises(Refused, match="尚未送达"):
        check_entry(_entry(EntryState.PROPOSED, PROPOSED), "大队长乙", AFTER)
    with pytest.raises(Refused, match="异议尚未处理"):
        check_entry(_entry(EntryState.OBJECTED, PROPOSED, NOTIFIED), "大队长乙", AFTER)
    honour = _entry(EntryState.PROPOSED, PROPOSED, name=ListName.HONOUR_LIST)
    check_entry(honour, "大队长乙", DAY)
    with pytest.raises(Refused, match="须由另一人决定"):
        check_decider(honour, "系统")


@pytest.mark.duty("23.3")
def test_repair_waits_for_the_shortest_term_and_for_what_is_missing() -> None:
    on = _entry(EntryState.LISTED)
    check_repair_asked(on, AFTER, [])
    with pytest.raises(Refused) as refusal:
        check_repair_asked(on, UNTIL, ["已改正违法行为"])
    assert len(refusal.value.reasons) == 2
    asked = _entry(EntryState.LISTED, ActDone(ActKind.REPAIR_ASKED, AFTER, "甲"))
    with pytest.raises(Refused, match="不必再次申请"):
        check_repair_asked(asked, AFTER, [])
    assert check_repair_decided(asked).on == AFTER
    with pytest.raises(Refused, match="没有待决定"):
        check_repair_decided(on)
    with pytest.raises(Refused, match="红名单没有信用修复"):
        check_repair_asked(_entry(EntryState.LISTED, name=ListName.HONOUR_LIST), AFTER, [])
