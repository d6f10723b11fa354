"""The annual plan: periods of a year, when each is drawn, and what deductions leave due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from models.faults import Refused
from models.rules.order import Basis
from models.rules.states import Worded

MONTHS = 12


class PeriodState(Worded):
    """How a period's draw stands on a day.

    Duty: 9.2 (第九条).
    """

    AHEAD = "ahead", "未到抽取日"
    DUE = "due", "待抽取"
    DRAWN = "drawn", "已抽取"
    LATE = "late", "逾期抽取"
    SKIPPED = "skipped", "逾期未抽取"


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A period with its first and last day and the day its draw falls on."""

    number: int
    starts_on: date
    ends_on: date
    draw_on: date


def months_in_words(first: date, last: date) -> str:
    """The months from one day to another as a reader calls them."""
    return f"{first.month}月" if first.month == last.month else f"{first.month}—{last.month}月"


def periods_of_year(
    year: int, count: int, first_working_day: Callable[[date], date]
) -> list[PlannedPeriod]:
    """``count`` equal periods of whole months (six: one every two months), in order.

    ``first_working_day`` gives the first working day on or after a date.

    Raises:
        Refused: a year can't be cut into that many equal periods of whole months.

    Duty: 9.2 (第九条).
    """
    if count < 1 or MONTHS % count:
        raise Refused(
            f"每年 {count} 次不能把十二个月平分为整月的期，应为 1、2、3、4、6 或 12",
            code="uneven-periods",
        )
    months = MONTHS // count
    periods = []
    for number in range(1, count + 1):
        first, last = (number - 1) * months + 1, number * months
        starts_on = date(year, first, 1)
        periods.append(
            PlannedPeriod(
                number=number,
                starts_on=starts_on,
                ends_on=date(year, last, monthrange(year, last)[1]),
                draw_on=first_working_day(starts_on),
            )
        )
    return periods


def check_draw_day(period: PlannedPeriod, as_of: date, later: Basis | None) -> None:
    """A period may be drawn on ``as_of``: from its draw day on, late too, until a later period of
    the same item has been drawn (``later``: that draw and its day).

    A late draw counts for its own period and for no other, so that one is held every two months.

    Raises:
        Refused: its draw day has not come, or a later period was drawn.

    Duty: 9.2 (第九条).
    """
    problems = []
    if as_of < period.draw_on:
        problems.append(
            f"第 {period.number} 期自 {period.starts_on} 起，应自首个工作日 {period.draw_on} "
            f"起抽取，{as_of} 尚早（第九条）"
        )
    if later is not None:
        problems.append(
            f"其后的{later.act}已于 {later.day} 抽取，第 {period.number} 期"
            f"（至 {period.ends_on}）不得再补抽（第九条）"
        )
    if problems:
        raise Refused(*problems, code="out-of-turn")


def period_state(period: PlannedPeriod, drawn_on: date | None, as_of: date) -> PeriodState:
    """How the draw of ``period`` stands on ``as_of``; ``drawn_on`` is its day, if it was drawn.

    Duty: 9.2 (第九条).
    """
    if drawn_on is not None and drawn_on <= as_of:
        return PeriodState.LATE if drawn_on > period.ends_on else PeriodState.DRAWN
    if as_of > period.ends_on:
        return PeriodState.SKIPPED
    return PeriodState.DUE if as_of >= period.draw_on else PeriodState.AHEAD


def draws_to_come(states: Sequence[PeriodState], deducted: int) -> int:
    """How many draws of a year are still to be held, by the states of its periods; what was deducted
    and not taken up by a period that was skipped need not be.

    Duty: 9.2, 9.3 (第九条).
    """
    left = sum(state in (PeriodState.AHEAD, PeriodState.DUE) for state in states)
    skipped = sum(state == PeriodState.SKIPPED for state in states)
    return max(0, left - max(0, deducted - skipped))


def terms_day(starts_on: date, ends_on: date, as_of: date) -> date:
    """The day whose district file and item list bind a period: ``as_of``, or the end of the period
    nearest to it. The period decides, not the day on which somebody gets to it.

    Duty: 7.2, 9.2, 25.1 (第七条、第九条、第二十五条).
    """
    return min(max(as_of, starts_on), ends_on)


def draws_left(due: int, deducted: int, more: int, reason: str, document: str) -> int:
    """Draws still to be held after deducting ``more``, each deduction with reason and document.

    Raises:
        Refused: nothing to deduct, more than is due, or no reason or document is given.

    Duty: 9.3 (第九条).
    """
    problems = []
    if not reason.strip():
        problems.append("扣减抽查次数须写明原因（第九条）")
    if not document.strip():
        problems.append("扣减抽查次数须写明依据文号（第九条）")
    if more < 1:
        problems.append("扣减次数应为正整数")
    elif deducted + more > due:
        problems.append(f"全年应抽 {due} 次，已扣减 {deducted} 次，不能再扣减 {more} 次")
    if problems:
        raise Refused(*problems, code="wrong-deduction")
    return due - deducted - more
