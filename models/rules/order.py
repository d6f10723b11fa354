"""The order of days: no act before the one it rests on, none after today.

The clock's own day is given as ``today``; nothing here reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.faults import Refused


@dataclass(frozen=True, slots=True)
class Basis:
    """An act that another rests on: what it is called and its legal day (``None``: not done)."""

    act: str
    day: date | None


def check_order(act: str, day: date, today: date, *bases: Basis) -> None:
    """``act`` may be dated ``day``: not after ``today``, not before any act it rests on.

    An earlier day is allowed: the law looks back, and ``entered_late`` says so.

    Raises:
        Refused: every reason.

    Duty: 10.3 (第十条末款).
    """
    problems = []
    if day > today:
        problems.append(f"{act}的日期 {day} 尚未到来（今天是 {today}）")
    problems += [
        f"{act}的日期 {day} 早于{basis.act}之日 {basis.day}"
        for basis in bases
        if basis.day is not None and day < basis.day
    ]
    if problems:
        raise Refused(*problems, code="order-of-days")


def check_moment(act: str, moment: str, basis: str, rests_on: str | None) -> None:
    """``act`` is not done at a moment before the act it rests on: only a clock that was turned back
    would say so.

    Raises:
        Refused: it is.

    Duty: 10.3 (第十条末款).
    """
    if rests_on is not None and moment < rests_on:
        raise Refused(
            f"{act}的时间 {moment} 早于{basis}的时间 {rests_on}，请检查本机的时钟",
            code="order-of-moments",
        )


def entered_late(day: date, recorded_on: date) -> bool:
    """Whether an act dated ``day`` was only entered on a later day (补录)."""
    return recorded_on > day


def day_in_words(day: date, recorded_on: date | None) -> str:
    """A legal day as it is shown: with the clock's day beside it where it was entered late."""
    if recorded_on is None or not entered_late(day, recorded_on):
        return day.isoformat()
    return f"{day}（补录，{recorded_on} 登记）"


def moment_in_words(moment: str) -> str:
    """A moment of ssj-draw/2 as a person reads it; the house lives by one clock."""
    day, _, clock = moment.removesuffix("+08:00").partition("T")
    return f"{day} {clock}"


@dataclass(frozen=True, slots=True)
class Done:
    """An act: its legal day, and the clock's day on which it was entered."""

    on: date
    entered_on: date | None = None

    @property
    def words(self) -> str:
        """The day as it is shown; entered late, it says so."""
        return day_in_words(self.on, self.entered_on)
