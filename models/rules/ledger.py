"""The year's ledger (年度台账): each period with every draw held for it, the abandoned ones too, and
what of it was late, as all of it was known on a day.

What a person did carries its legal day and the clock's; nothing after the day asked about is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from models.rules.change_rate import ChangeRate, change_rate
from models.rules.deadlines import Standing, standing
from models.rules.draw.state import DrawState
from models.rules.held_draw import Deducted, HeldDraw
from models.rules.plans import PeriodState, PlannedPeriod, period_state
from models.rules.states import Worded
from models.rules.visits import Visits, counted


class Column(Worded):
    """What is done in a period, one column of the ledger each."""

    ANNOUNCED = "announced", "公告"
    DRAWN = "drawn", "抽取"
    VISITED = "visited", "登记表"
    RESULTS = "results", "检查结果"
    RECORD = "record", "抽取记录"


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A draw as it stood on the day, and which of its columns are late; ``to_visit``: the places
    that stand. ``replaced_by`` is the extra draw in place of an abandoned one."""

    draw: HeldDraw
    to_visit: int
    visits: Visits
    changes: ChangeRate
    record: Standing | None
    late: tuple[Column, ...]
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A period: as planned, how its draw stands, every draw held for it, and what is late."""

    period: PlannedPeriod
    state: PeriodState
    draws: tuple[DrawRow, ...]
    late: tuple[Column, ...]

    @property
    def serving(self) -> DrawRow | None:
        """The newest draw that was not abandoned."""
        return next((each for each in self.draws[::-1] if each.draw.abandoned is None), None)

    @property
    def abandoned(self) -> tuple[DrawRow, ...]:
        """The draws that were."""
        return tuple(each for each in self.draws if each.draw.abandoned is not None)

    @property
    def words(self) -> str:
        """How it stands, how often a draw was abandoned, and what is late."""
        stands = self.state.words
        if self.serving is not None:
            state = self.serving.draw.state
            stands = state.words if state else "已公告"
        cases = {
            Column.VISITED: sum(each.visits.returns_late for each in self.draws),
            Column.RESULTS: sum(each.visits.results_late for each in self.draws),
        }
        late = [
            f"{column.words}逾期" + (f" {cases[column]} 件" if column in cases else "")
            for column in self.late
            if column != Column.ANNOUNCED or self.serving is not None
        ]
        abandoned = f"作废 {len(self.abandoned)} 次" if self.abandoned else ""
        return "；".join(filter(None, [stands, abandoned, *late]))


@dataclass(frozen=True, slots=True)
class Ledger:
    """A year of one item: draws due, what was deducted of them, and a row for each period."""

    due: int
    deductions: tuple[Deducted, ...]
    rows: tuple[LedgerRow, ...]

    @property
    def deducted(self) -> int:
        """How many draws need not be held."""
        return sum(each.count for each in self.deductions)

    def periods(self, *states: PeriodState) -> int:
        """How many periods stand so."""
        return sum(row.state in states for row in self.rows)

    def late(self, column: Column) -> int:
        """In how many periods something of ``column`` is late."""
        return sum(column in row.late for row in self.rows)

    @property
    def words(self) -> str:
        """The year in one sentence."""
        left = f"，扣减 {self.deducted} 次，实应 {self.due - self.deducted} 次"
        announced = self.periods(PeriodState.DRAWN, PeriodState.LATE)
        late, skipped = self.periods(PeriodState.LATE), self.periods(PeriodState.SKIPPED)
        covered = min(skipped, self.deducted)
        abandoned = sum(len(row.abandoned) for row in self.rows)
        parts = [
            f"全年应抽取 {self.due} 次" + (left if self.deducted else ""),
            f"已公告 {announced} 期" + (f"，其中逾期 {late} 期" if late else ""),
            f"逾期未抽取 {skipped} 期" + (f"，其中 {covered} 期可由扣减抵去" if covered else "")
            if skipped
            else "",
            f"作废 {abandoned} 次" if abandoned else "",
            *(
                f"{column.words}逾期 {n} 期"
                for column in Column
                if column != Column.ANNOUNCED and (n := self.late(column))
            ),
        ]
        return "；".join(filter(None, parts)) + "。"


def ledger(
    periods: Sequence[PlannedPeriod],
    due: int,
    draws: Sequence[HeldDraw],
    visits: pd.DataFrame,
    deductions: Sequence[Deducted],
    as_of: date,
) -> Ledger:
    """The ledger on ``as_of``; ``draws`` in the order they were announced.

    Duty: 9.2, 9.3, 10.3, 16.1, 18.3, 23.1 (第九条、第十条末款、第十六条、第十八条、第二十三条).
    """
    known = [each for draw in draws if (each := draw.known_on(as_of)) is not None]
    visited = counted(visits, as_of)
    rows = []
    for period in periods:
        held = [draw for draw in known if draw.period == period.number]
        rows.append(_row(period, held, visited, as_of))
    recorded = tuple(each for each in deductions if each.recorded.on <= as_of)
    return Ledger(due, recorded, tuple(rows))


def _row(
    period: PlannedPeriod, held: Sequence[HeldDraw], visited: dict[str, Visits], as_of: date
) -> LedgerRow:
    following = [each.draw_id for each in held[1:]] + [None]
    rows = tuple(
        _draw_row(period, draw, visited.get(draw.draw_id, Visits()), after, as_of)
        for draw, after in zip(held, following, strict=False)
    )
    serving = next((each for each in held[::-1] if each.abandoned is None), None)
    state = period_state(period, serving.announced.on if serving else None, as_of)
    late = {column for row in rows for column in row.late}
    if state in (PeriodState.LATE, PeriodState.SKIPPED):
        late.add(Column.ANNOUNCED)
    return LedgerRow(period, state, rows, tuple(each for each in Column if each in late))


def _draw_row(
    period: PlannedPeriod, draw: HeldDraw, visits: Visits, after: str | None, as_of: date
) -> DrawRow:
    record = None
    if draw.record_due is not None:
        done = draw.record
        record = standing(
            draw.record_due, as_of, done.on if done else None, done.entered_on if done else None
        )
    late = {
        Column.DRAWN: draw.state not in (DrawState.ABANDONED, None)
        and (draw.drawn.on if draw.drawn else as_of) > period.ends_on,
        Column.VISITED: visits.returns_late > 0,
        Column.RESULTS: visits.results_late > 0,
        Column.RECORD: record == Standing.MISSED,
    }
    return DrawRow(
        draw=draw,
        to_visit=draw.sample - sum(each.vacates for each in draw.changes),
        visits=visits,
        changes=change_rate((each.made for each in draw.changes), draw.sample),
        record=record,
        late=tuple(column for column, is_late in late.items() if is_late),
        replaced_by=after if draw.abandoned is not None else None,
    )
