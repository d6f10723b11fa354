"""A deadline (期限): an event, how long after it something is due, and how that stands on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calendars import WorkingCalendar
from models.rules.states import Worded


class Unit(Worded):
    """What a term is counted in.

    Duty: 23.1 (第二十三条).
    """

    WORKING_DAY = "working_day", "个工作日"
    DAY = "day", "日"


class CountedFrom(Worded):
    """From when results are due, as the district chooses."""

    VISIT = "visit", "各家检查之日"
    END = "end", "本次检查全部结束之日"


class DeadlineKind(Worded):
    """What is due.

    Duty: 8.1, 18.1, 21.1, 23.1 (第八条、第十八条、第二十一条、第二十三条).
    """

    RESULTS = "results", "公示抽查结果"
    ITEM_LIST = "item_list", "公布事项清单"
    RECORD = "record", "公布抽取记录"
    HANDLING = "handling", "公示处理结果"
    NEXT_WORD = "next_word", "公布正在处理的事项的结果"
    AMENDMENT = "amendment", "公布更正或撤回"
    RECTIFY = "rectify", "提交改正材料"
    RECHECK = "recheck", "复查改正情况"
    TRANSFER_ANSWER = "transfer_answer", "收到移送事项的答复"
    CRIMINAL_ANSWER = "criminal_answer", "收到涉嫌犯罪案件是否立案的答复"
    LIST_NOTICE = "list_notice", "送达列入名单的事先告知书"
    LIST_DECISION = "list_decision", "决定是否列入名单"
    LIST_OBJECTION = "list_objection", "决定对列入名单的异议"
    LIST_REPAIR = "list_repair", "决定信用修复申请"
    LIST_REVOCATION = "list_revocation", "决定是否撤销列入名单"
    LIST_REMOVAL = "list_removal", "公布移出名单"


OF_HANDLING = (
    DeadlineKind.RECTIFY,
    DeadlineKind.RECHECK,
    DeadlineKind.TRANSFER_ANSWER,
    DeadlineKind.CRIMINAL_ANSWER,
)
"""What is due while a finding is handled; the first is the firm's, the last two are others'."""

NOT_OURS = (
    DeadlineKind.RECTIFY,
    DeadlineKind.TRANSFER_ANSWER,
    DeadlineKind.CRIMINAL_ANSWER,
)
"""What the firm does, or whoever took a matter over: it is chased, and says nothing of our own work."""

ABOUT_LISTS = (
    DeadlineKind.LIST_NOTICE,
    DeadlineKind.LIST_DECISION,
    DeadlineKind.LIST_OBJECTION,
    DeadlineKind.LIST_REPAIR,
    DeadlineKind.LIST_REVOCATION,
    DeadlineKind.LIST_REMOVAL,
)

PROMISED = (DeadlineKind.RECORD, DeadlineKind.NEXT_WORD, DeadlineKind.RECTIFY)
"""What the public, or the firm, was told the day of: it stays, whatever becomes of the calendar."""


class DeadlineStatus(Worded):
    """Whether every day it was counted over is announced."""

    OFFICIAL = "official", "确定"
    PROVISIONAL = "provisional", "暂定"

    @classmethod
    def until(cls, day: date, calendar: WorkingCalendar) -> DeadlineStatus:
        """What ``calendar`` knows of the days up to ``day``."""
        return cls.OFFICIAL if day <= calendar.certain_until else cls.PROVISIONAL


class Standing(Worded):
    """How a deadline stands on a day."""

    OPEN = "open", "未到期"
    WARNED = "warned", "临近到期，已提醒"
    MET = "met", "按期"
    MET_ON_PAPER = "met_on_paper", "登记为按期，但期满后才补录"
    MISSED = "missed", "逾期"


@dataclass(frozen=True, slots=True)
class Within:
    """How long after its event something is due: ``n`` working days or days, by which article."""

    article: str
    n: int
    unit: Unit = Unit.WORKING_DAY


@dataclass(frozen=True, slots=True)
class Deadline:
    """Due on ``due_on``, counted from ``event_on``, which itself never counts.

    ``status`` is provisional while days it was counted over are not announced. ``warned_on`` is
    when somebody was first told that it is near; ``met_on`` when the matter was done, and
    ``entered_on`` the clock's day on which that was entered.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """

    event_on: date
    within: Within
    due_on: date
    status: DeadlineStatus
    warned_on: date | None = None
    met_on: date | None = None
    entered_on: date | None = None

    @classmethod
    def starting(cls, event_on: date, within: Within, calendar: WorkingCalendar) -> Deadline:
        """The deadline that ``event_on`` starts.

        A term in plain days that would end on a day off ends on the next working day
        (民法典第二百零三条第一款).
        """
        if within.unit == Unit.WORKING_DAY:
            due = calendar.deadline(event_on, within.n)
            return cls(event_on, within, due.due_on, DeadlineStatus(due.status))
        due_on = calendar.next_working_day(event_on + timedelta(days=within.n))
        return cls(event_on, within, due_on, DeadlineStatus.until(due_on, calendar))

    def recounted(self, calendar: WorkingCalendar) -> Deadline:
        """The same deadline under a calendar that knows more."""
        again = Deadline.starting(self.event_on, self.within, calendar)
        return replace(self, due_on=again.due_on, status=again.status)

    def days_left(self, as_of: date, calendar: WorkingCalendar) -> int:
        """Working days left on ``as_of``, whatever the unit; negative once it has passed."""
        return calendar.working_days_between(as_of, self.due_on)

    def standing(self, as_of: date) -> Standing:
        """How it stands on ``as_of``."""
        return standing(self.due_on, as_of, self.met_on, self.entered_on, self.warned_on)


def standing(
    due_on: date,
    as_of: date,
    met_on: date | None,
    entered_on: date | None = None,
    warned_on: date | None = None,
) -> Standing:
    """How what is due on ``due_on`` stands on ``as_of``; what was done late is missed, and stays so.
    What was entered only after the due day, under an earlier one, does not read as plainly met.

    Duty: 8.1, 23.1 (第八条、第二十三条).
    """
    if met_on is not None and met_on <= as_of:
        if met_on > due_on:
            return Standing.MISSED
        late = entered_on is not None and entered_on > due_on
        return Standing.MET_ON_PAPER if late else Standing.MET
    if as_of > due_on:
        return Standing.MISSED
    warned = warned_on is not None and warned_on <= as_of
    return Standing.WARNED if warned else Standing.OPEN


def result_events(
    visits: Mapping[str, date], all_in: bool, counted_from: CountedFrom
) -> dict[str, date]:
    """From which day the results of a draw's inspections (number -> visit) are due.

    ``visit`` counts each from its own visit, the stricter reading of 检查结束; ``end`` counts all
    from the last visit, once every inspection of the draw is in (``all_in``).

    Duty: 23.1 (第二十三条).
    """
    if counted_from == CountedFrom.VISIT:
        return dict(visits)
    return dict.fromkeys(visits, max(visits.values())) if visits and all_in else {}
