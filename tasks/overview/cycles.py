"""Where every cycle and every inspection stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules.inspection import AWAITING_RETURN, InspectionState, Outcome
from models.rules.public_state import WITHDRAWN
from models.rules.task import Task
from models.tables import (
    DeadlineRecord,
    Draw,
    DrawEntry,
    Inspection,
    Item,
    RecordReturn,
    pk,
)
from tasks.base.deadlines import RESULTS
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.base.working_days import working_days
from tasks.draw.find import serving
from tasks.inspect.handling import findings_of
from tasks.inspect.inspections import assigned
from tasks.inspect.messages import to_hand_over
from tasks.inspect.officers_gone import officers_gone
from tasks.inspect.send_back import opinions
from tasks.inspect.substitutes import substitutes_due
from tasks.inspect.visits import warned_of
from tasks.overview.deadlines import ResultDeadline, met_on_paper, result_deadline
from tasks.overview.draws import draw_shown
from tasks.overview.handling import shown as handling_shown
from tasks.plan.find import item_planned
from tasks.plan.show import state_of_period
from tasks.publish.published import published, withdrawn

NOT_DUE = 10**6  # working days left: sorts behind everything that is due


class _Row(NamedTuple):
    """An inspection with what is due next; sorts by days left, then by number."""

    left: int
    number: str
    due: date | None
    inspection: Inspection
    result: ResultDeadline | None
    record: RecordReturn | None
    late: bool

    @property
    def came_without_a_visit(self) -> bool:
        """Whether the form says that nobody could be inspected."""
        return self.record is not None and self.record.outcome == Outcome.NO_VISIT

    def shown(self, task: Task, withdrawn: bool) -> dict[str, Any]:
        """As plain values; of a result that was ``withdrawn`` nothing stands but that."""
        return {
            "number": self.number,
            "subject": task.subject,
            "officers": [name for _, name in task.officers],
            "badges": [badge for badge, _ in task.officers],
            "state": self.inspection.state,
            "state_name": InspectionState(self.inspection.state).words,
            "visited_on": self.record.visited_on.isoformat() if self.record else None,
            "outcome": WITHDRAWN if withdrawn else self._outcome(task),
            "due_on": self.due.isoformat() if self.due else None,
            "days_left": self.left if self.due else None,
            "late_return": self.late,
            "result_deadline": self.result,
        }

    def _outcome(self, task: Task) -> str | None:
        if self.record is None:
            return None
        category = task.item.category(self.record.category)
        return category.words if category else Outcome(self.record.outcome).words


def cycle(
    region: str,
    year: int,
    period: int,
    as_of: date,
    item_code: str | None = None,
    most: int = 500,
) -> Result:
    """One cycle of an item: its draw, how many inspections stand where, and at most ``most`` of
    them listed, the most pressing first.

    Duty: 10.3, 23.1 (第十条、第二十三条).
    """
    code = item_planned(region, year, as_of, item_code)
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        draw = serving(session, region, code, year, period)
        stands = state_of_period(session, region, code, year, period, as_of)
        shown: Result = {
            "region": region,
            "district": terms.name,
            "item_code": code,
            "year": year,
            "period": period,
            "as_of": as_of.isoformat(),
            "period_state": stands.words if stands else None,
            "draw": draw_shown(session, draw, as_of) if draw else None,
            "states": {},
            "overdue": 0,
            "met_on_paper": 0,
            "by_hand": [],
            "substitutes_due": [],
            "handling": [],
            "sent_back": [],
            "officers_gone": [],
            "visit_warnings": [],
            "inspections": [],
        }
        if draw is None:
            return shown
        counts: Counter[str] = Counter()
        rows: list[_Row] = []
        publications = published(session, pk(draw))
        calendar = working_days(region)
        late = _late(session, pk(draw))
        for inspection, deadline, record in _of_draw(session, pk(draw)):
            counts[inspection.state] += 1
            due = _due(inspection, deadline)
            left = calendar.working_days_between(as_of, due) if due else NOT_DUE
            result = result_deadline(inspection, deadline, publications, as_of)
            shown["met_on_paper"] += met_on_paper(result)
            shown["overdue"] += inspection.state in AWAITING_RETURN and left < 0
            rows.append(
                _Row(
                    left, inspection.number, due, inspection, result, record, pk(inspection) in late
                )
            )
        rows.sort(key=lambda row: row[:2])
        listed = rows[:most]
        known = assigned(session, [row.inspection for row in listed])
        shown["states"] = dict(counts)
        shown["by_hand"] = to_hand_over(session, pk(draw))
        shown |= _to_see_to(session, rows, as_of, most)
        numbers = {row.number for row in rows}
        gone = officers_gone(session, region, as_of)
        shown["officers_gone"] = [each for each in gone if each["number"] in numbers][:most]
        out = [row.inspection for row in rows if row.inspection.state == InspectionState.DISPATCHED]
        shown["visit_warnings"] = warned_of(session, terms, as_of, out)[:most]
        taken_back = withdrawn(session, [pk(row.inspection) for row in listed], as_of)
        shown["inspections"] = [
            row.shown(each.task, pk(row.inspection) in taken_back)
            for row, each in zip(listed, known, strict=True)
        ]
        return shown


def _of_draw(
    session: Session, draw_pk: int
) -> Iterable[tuple[Inspection, DeadlineRecord | None, RecordReturn | None]]:
    """Every inspection of a draw with the deadline of its result and its form."""
    return session.exec(
        select(Inspection, DeadlineRecord, RecordReturn)
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .join(
            DeadlineRecord,
            (col(DeadlineRecord.matter) == col(Inspection.number))
            & (col(DeadlineRecord.kind) == RESULTS),
            isouter=True,
        )
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id), isouter=True)
        .where(DrawEntry.draw_pk == draw_pk)
    )


def _to_see_to(session: Session, rows: Sequence[_Row], as_of: date, most: int) -> Result:
    """What somebody has to see to: places to fill, findings in hand, forms to come again."""
    back = [row.number for row in rows if row.record and row.record.visited_on <= as_of]
    unvisited = [row.inspection for row in rows if row.came_without_a_visit]
    sent_back = opinions(session, [row.inspection for row in rows])
    return {
        "substitutes_due": substitutes_due(session, unvisited),
        "handling": handling_shown(session, findings_of(session, back), as_of)[:most],
        "sent_back": list(sent_back.values())[:most],
    }


def _late(session: Session, draw_pk: int) -> set[int]:
    """The inspections whose first form came in after its day; a later version makes none late."""
    rows = session.exec(
        select(RecordReturn.inspection_id)
        .join(Inspection, col(Inspection.id) == col(RecordReturn.inspection_id))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(
            DrawEntry.draw_pk == draw_pk,
            RecordReturn.version == 1,
            col(RecordReturn.received_on) > col(Inspection.due_on),
        )
    )
    return set(rows)


def _due(inspection: Inspection, deadline: DeadlineRecord | None) -> date | None:
    if inspection.state in AWAITING_RETURN:
        return inspection.due_on
    if inspection.state == InspectionState.RETURNED and deadline is not None:
        return deadline.due_on
    return None


def cycles(region: str, item_code: str | None = None) -> list[tuple[str, int, int]]:
    """(item, year, period) of every draw of the region, or of one of its items, oldest first."""
    with database.reading() as session:
        wanted = (
            select(Item.code, Draw.year, Draw.period)
            .join(Item, col(Item.id) == col(Draw.item_id))
            .where(Draw.region == region, col(Draw.period).is_not(None))
            .order_by(col(Draw.year), col(Draw.period), col(Item.code))
            .distinct()
        )
        if item_code is not None:
            wanted = wanted.where(Item.code == item_code)
        return [(code, year, period) for code, year, period in session.exec(wanted) if period]


def newest(region: str, item_code: str | None = None) -> tuple[str, int, int]:
    """(item, year, period) of the newest draw of the region, or of one of its items.

    Raises:
        Refused: nothing was drawn yet.
    """
    known = cycles(region, item_code)
    if not known:
        raise Refused(f"{region} 还没有抽取过", code="nothing-drawn")
    return known[-1]
