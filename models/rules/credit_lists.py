"""An entry of a list (黑名单、红名单): its states, what leads from one to the next, and who may decide.

From a proposal by way of a prior notice, the time for an objection and a person's decision to the
entry, and from there to its end by repair, by time, or because it was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.credit import months_after
from models.rules.states import Move, Worded, check_move


class ListName(Worded):
    """The two lists.

    Duty: 23.3 (第二十三条).
    """

    BLACKLIST = "blacklist", "黑名单"
    HONOUR_LIST = "honour_list", "红名单"


class EntryClass(Worded):
    """How grave it is what a subject is on the blacklist for; each class has its own terms.

    Duty: 23.3 (第二十三条).
    """

    MINOR = "minor", "轻微失信"
    GENERAL = "general", "一般失信"
    SERIOUS = "serious", "严重失信"


class EntryState(Worded):
    """Where an entry stands; who comes back gets a new one.

    Duty: 23.3 (第二十三条).
    """

    PROPOSED = "proposed", "拟列入"
    NOTIFIED = "notified", "已告知"
    OBJECTED = "objected", "告知后异议处理中"
    LISTED = "listed", "已列入"
    DISPUTED = "disputed", "异议处理中"
    NOT_LISTED = "not_listed", "不予列入"
    LAPSED = "lapsed", "依据已失效"
    REPAIRED = "repaired", "已修复"
    EXPIRED = "expired", "期满移出"
    OFF = "off_list", "已移出"
    REVOKED = "revoked", "已撤销"


_BY = "第二十三条"
MOVES = (
    Move(EntryState.PROPOSED, EntryState.NOTIFIED, _BY),
    Move(EntryState.PROPOSED, EntryState.LISTED, _BY),  # the honour list: nobody need be warned
    Move(EntryState.PROPOSED, EntryState.NOT_LISTED, _BY),
    Move(EntryState.PROPOSED, EntryState.LAPSED, _BY),
    Move(EntryState.NOTIFIED, EntryState.OBJECTED, _BY),
    Move(EntryState.NOTIFIED, EntryState.LISTED, _BY),
    Move(EntryState.NOTIFIED, EntryState.NOT_LISTED, _BY),
    Move(EntryState.NOTIFIED, EntryState.LAPSED, _BY),
    Move(EntryState.OBJECTED, EntryState.NOTIFIED, _BY),
    Move(EntryState.OBJECTED, EntryState.NOT_LISTED, _BY),
    Move(EntryState.OBJECTED, EntryState.LAPSED, _BY),
    Move(EntryState.LISTED, EntryState.DISPUTED, _BY),
    Move(EntryState.DISPUTED, EntryState.LISTED, _BY),
    *(
        Move(before, after, _BY)
        for before in (EntryState.LISTED, EntryState.DISPUTED)
        for after in (EntryState.REPAIRED, EntryState.EXPIRED, EntryState.OFF, EntryState.REVOKED)
    ),
)

UNDECIDED = (EntryState.PROPOSED, EntryState.NOTIFIED, EntryState.OBJECTED)
ON = (EntryState.LISTED, EntryState.DISPUTED)
OPEN = (*UNDECIDED, *ON)
"""Of one subject and list at most one entry is open."""
LEFT = (EntryState.REPAIRED, EntryState.EXPIRED, EntryState.OFF, EntryState.REVOKED)


class ActKind(Worded):
    """What is done about an entry; all of it is kept, each with who and when.

    Duty: 10.3, 23.3 (第十条末款、第二十三条).
    """

    PROPOSED = "act_proposed", "提出列入"
    NOTIFIED = "act_notified", "送达事先告知书"
    OBJECTION = "act_objection", "收到异议"
    UPHELD = "act_upheld", "异议成立"
    REJECTED = "act_rejected", "异议不成立"
    LISTED = "act_listed", "决定列入"
    NOT_LISTED = "act_not_listed", "决定不予列入"
    LAPSED = "act_lapsed", "依据的结果已撤回或更正，不再提出"
    REPAIR_ASKED = "act_repair_asked", "收到信用修复申请"
    REPAIRED = "act_repaired", "准予信用修复"
    REPAIR_REFUSED = "act_repair_refused", "不予信用修复"
    REVOCATION_DUE = "act_revocation_due", "依据的结果已撤回或更正，提出撤销"
    REVOKED = "act_revoked", "决定撤销列入"
    KEPT = "act_kept", "决定维持列入"
    EXPIRED = "act_expired", "期满移出"
    OFF = "act_off_list", "条件不再具备，移出"


_LEADS_TO = {
    ActKind.PROPOSED: EntryState.PROPOSED,
    ActKind.NOTIFIED: EntryState.NOTIFIED,
    ActKind.OBJECTION: EntryState.OBJECTED,
    ActKind.UPHELD: EntryState.NOT_LISTED,
    ActKind.REJECTED: EntryState.NOTIFIED,
    ActKind.LISTED: EntryState.LISTED,
    ActKind.NOT_LISTED: EntryState.NOT_LISTED,
    ActKind.LAPSED: EntryState.LAPSED,
    ActKind.REPAIRED: EntryState.REPAIRED,
    ActKind.REVOKED: EntryState.REVOKED,
    ActKind.EXPIRED: EntryState.EXPIRED,
    ActKind.OFF: EntryState.OFF,
}
_WHILE_ON = {
    ActKind.OBJECTION: EntryState.DISPUTED,
    ActKind.UPHELD: EntryState.REVOKED,
    ActKind.REJECTED: EntryState.LISTED,
}
"""Where an act leads of who is on the list already; what is in neither leaves the state as it is."""


def state_after(acts: Sequence[ActKind]) -> EntryState:
    """Where an entry stands after these acts, the oldest first.

    Duty: 23.3 (第二十三条).
    """
    state = EntryState.PROPOSED
    for kind in acts:
        leads = {**_LEADS_TO, **_WHILE_ON} if state in ON else _LEADS_TO
        state = leads.get(kind, state)
    return state


@dataclass(frozen=True, slots=True)
class ActDone:
    """One act: what, when, by whom; of a notice ``until`` is the last day for an objection."""

    kind: ActKind
    on: date
    by: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands, with everything that was done about it, the oldest first."""

    number: str
    list: ListName
    state: EntryState
    acts: Sequence[ActDone]
    repairable_from: date | None = None

    def last(self, *kinds: ActKind) -> ActDone | None:
        """The newest act of one of these kinds."""
        return next((each for each in reversed(self.acts) if each.kind in kinds), None)

    @property
    def repair_asked(self) -> ActDone | None:
        """The application for repair that is not decided yet."""
        act = self.last(ActKind.REPAIR_ASKED, ActKind.REPAIRED, ActKind.REPAIR_REFUSED)
        return act if act and act.kind == ActKind.REPAIR_ASKED else None

    @property
    def revocation_due(self) -> ActDone | None:
        """The proposal to revoke it that is not decided yet."""
        act = self.last(ActKind.REVOCATION_DUE, ActKind.REVOKED, ActKind.KEPT)
        return act if act and act.kind == ActKind.REVOCATION_DUE else None

    def moves_to(self, after: EntryState) -> None:
        """It may go there.

        Raises:
            Refused: no move leads there.
        """
        check_move(MOVES, f"名单条目 {self.number} ", self.state, after)


def may_be_repaired_from(entered_on: date, shortest_months: int) -> date:
    """The first day on which repair may be applied for.

    Duty: 23.3 (第二十三条).
    """
    return months_after(entered_on, shortest_months)


def off_on(entered_on: date, longest_months: int) -> date:
    """The day on which an entry ends by itself.

    Duty: 23.3 (第二十三条).
    """
    return months_after(entered_on, longest_months)
