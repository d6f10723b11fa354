"""The annual plan: periods of a year and what deductions leave due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.faults import Refused

MONTHS = 12


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A period with its first and last day and the day its draw falls on."""

    number: int
    starts_on: date
    ends_on: date
    draw_on: date


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
        raise Refused(f"每年 {count} 次不能把十二个月平分为整月的期，应为 1、2、3、4、6 或 12")
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
        raise Refused(*problems)
    return due - deducted - more
