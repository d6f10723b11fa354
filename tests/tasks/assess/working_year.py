"""A year of work small enough to count by hand: what came in time, late, late under an earlier day, never."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from flows.sample.answers import CONFORMS, KEEPS_OUT, SHORT_LOGS
from models.clock import held_at
from models.rules.results import ResultKind
from tasks.assess.assess import assess
from tasks.inspect.inspections import Assigned
from tasks.inspect.returns import import_returns
from tasks.inspect.special import open_special
from tasks.plan.deduct import deduct
from tasks.publish.amend import amend
from tests import walk
from tests.remembered import remembered
from tests.tasks.change import changing
from tests.tasks.inspect.orders import AGAIN, ORDERED, ordered, rechecked

IN_TIME, LATE, PAPER = date(2026, 9, 11), date(2026, 9, 25), date(2026, 9, 18)
DUE, ENTERED, OUT = date(2026, 9, 21), date(2026, 9, 28), date(2026, 9, 29)
BACK = date(2026, 9, 30)
NOVEMBER, YEAR_OVER = date(2026, 11, 1), date(2027, 1, 5)
DEDUCTION, SPECIAL = "马公〔2026〕3号", "虚构投诉〔2026〕8号"


@remembered
def a_year(house: Path) -> None:
    """Five are drawn on 1 September, one of them is replaced. Found: short logs, rectified and rechecked.
    Late: the second form. Under an earlier day: the third, of a firm that kept the officers out. The
    fourth firm has a special inspection in the same visit, and its drawn result is withdrawn. The fifth
    form never comes."""
    walk.dispatched(house)
    with held_at(changing.DAY):
        changing.changed(changing.general()[0])
        first, second, third, fourth, _ = walk.open_ones()
        badges = [badge for badge, _ in fourth.task.officers]
        open_special(
            walk.REGION, 3, SPECIAL, fourth.task.credit_code, badges, changing.DAY, walk.CLERK
        )
    [special] = [each for each in walk.open_ones() if "-ZX-" in each.task.number]
    walk.hand_in(house, first, IN_TIME, SHORT_LOGS)
    walk.hand_in(house, fourth, IN_TIME)
    walk.hand_in(house, special, IN_TIME)
    with held_at(ORDERED):
        ordered(first.task.number)
    rechecked(house, first.task.number, CONFORMS, AGAIN)
    walk.hand_in(house, second, LATE)
    entered_late(house, third)
    with held_at(ENTERED):
        deduct(walk.REGION, 2026, 1, "跨部门联合抽查", DEDUCTION, ENTERED, walk.CLERK)
    walk.published(OUT)
    with held_at(BACK):
        amend(
            ResultKind.WITHDRAWAL, fourth.task.number, "核对有误", "结果有误", BACK, walk.LEADER
        )  # fmt: skip
    walk.published(BACK)


def entered_late(house: Path, each: Assigned) -> None:
    """The form is entered on 28 September as received on the 18th."""
    with held_at(ENTERED):
        import_returns(walk.fill(house, each, story=KEEPS_OUT), walk.REGION, PAPER, walk.CLERK)


def assessed(as_of: date, period: int | None = None) -> dict[str, Any]:
    """The year, or a period of it, as of a day."""
    return assess(walk.REGION, 2026, as_of, period)


def in_time(shown: dict[str, Any]) -> dict[str, tuple[int, int, int, int]]:
    """Kind -> in time, in time on paper, late, open."""
    return {
        each["kind"]: (each["met"], each["on_paper"], each["late"], each["open"])
        for each in shown["in_time"]
    }
