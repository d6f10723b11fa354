"""What the papers of inspections state: who visits whom and why, what was found, what follows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from models.district import District
from models.rules.deadlines import DeadlineKind
from models.rules.form import Answer
from models.rules.handling import Handled
from models.rules.inspection import InspectionState, Outcome
from models.rules.papers import (
    Fault,
    Feedback,
    GroupResult,
    Rectification,
    Source,
    Stated,
    Visit,
    day_in_words,
)
from models.rules.recusals import read_stored
from models.rules.task import Task
from models.tables import (
    DeadlineRecord,
    Draw,
    DrawEntry,
    FindingRecord,
    Inspection,
    InspectorEntry,
    RecordReturn,
    SpecialInspection,
    pk,
)
from tasks.base.queries import chunks
from tasks.draw.titles import period_called
from tasks.inspect.handling import handling_of
from tasks.inspect.inspections import Assigned, assigned


@dataclass(frozen=True, slots=True)
class Told:
    """An inspection with all that its papers tell: ``returned`` is the form in force, ``handled`` how
    each check point that was found wanting is handled, ``due_on`` when its result is due."""

    inspection: Inspection
    visit: Visit
    returned: RecordReturn | None = None
    faults: dict[str, str] = field(default_factory=dict)
    handled: dict[str, Handled] = field(default_factory=dict)
    due_on: date | None = None

    @property
    def stands(self) -> RecordReturn | None:
        """The form as the firm may be told of it: one that is sent back is none until it comes again."""
        back = self.inspection.state == InspectionState.SENT_BACK
        return None if back else self.returned


def told_of(session: Session, inspections: Sequence[Inspection]) -> list[Told]:
    """The inspections with what their papers tell, in the order given."""
    everyone = assigned(session, inspections)
    sources = _sources(session, inspections)
    recusals = _recusals(session, everyone)
    returns = _returns(session, inspections)
    faults = _faults(session, [pk(each) for each in returns.values()])
    handled = handling_of(session, [pk(each) for each in returns.values()])
    due = _due(session, [each.number for each in inspections])
    every = []
    for inspection, each in zip(inspections, everyone, strict=True):
        visit = Visit(
            task=each.task,
            source=sources[pk(inspection)],
            basis=(Stated(each.task.item.elements["legal_basis"]),),
            dispatched_on=inspection.dispatched_on,
            recusals=recusals[pk(inspection)],
        )
        returned = returns.get(pk(inspection))
        of = pk(returned) if returned else 0
        every.append(
            Told(
                inspection,
                visit,
                returned,
                faults.get(of, {}),
                handled.get(of, {}),
                due.get(inspection.number),
            )
        )
    return every


def _sources(session: Session, inspections: Sequence[Inspection]) -> dict[int, Source]:
    specials = {each.special_id: pk(each) for each in inspections if each.special_id}
    places = {each.draw_entry_id: pk(each) for each in inspections if each.draw_entry_id}
    sources = {}
    for some in chunks([id_ for id_ in specials if id_ is not None]):
        for special in session.exec(
            select(SpecialInspection).where(col(SpecialInspection.id).in_(some))
        ):
            sources[specials[pk(special)]] = Source(
                "专项检查，不占年度计划的抽查次数", ground=special.ground, document=special.document
            )
    called: dict[int, Source] = {}
    for some in chunks([id_ for id_ in places if id_ is not None]):
        for entry in session.exec(select(DrawEntry).where(col(DrawEntry.id).in_(some))):
            if entry.draw_pk not in called:
                called[entry.draw_pk] = _drawn(session, session.get_one(Draw, entry.draw_pk))
            sources[places[pk(entry)]] = called[entry.draw_pk]
    for each in inspections:
        if each.recheck_of_id is not None:
            first = session.get_one(Inspection, each.recheck_of_id)
            sources[pk(each)] = Source("复查，不占年度计划的抽查次数", rechecks=first.number)
    return sources


def _drawn(session: Session, draw: Draw) -> Source:
    period = period_called(session, draw)
    planned = (
        f"{draw.year}年度抽查计划第{draw.period}期" if draw.period else "不在年度计划的各期之内"
    )
    return Source(planned, drawn=period)


def _recusals(session: Session, everyone: Sequence[Assigned]) -> dict[int, list[str]]:
    """Inspection id -> its officers who, by the roster, keep away from its firm."""
    ids = sorted({id_ for each in everyone for id_ in each.officer_ids})
    kept_away = {
        entry.id: {of.subject: of.reason for of in read_stored(entry.recused_from)}
        for some in chunks(ids)
        for entry in session.exec(select(InspectorEntry).where(col(InspectorEntry.id).in_(some)))
    }
    return {
        each.id: [
            f"{name}（{kept_away[id_][each.task.credit_code].words}）"
            for id_, (_, name) in zip(each.officer_ids, each.task.officers, strict=True)
            if each.task.credit_code in kept_away[id_]
        ]
        for each in everyone
    }


def _returns(session: Session, inspections: Sequence[Inspection]) -> dict[int, RecordReturn]:
    wanted = [each.current_return_id for each in inspections if each.current_return_id]
    return {
        each.inspection_id: each
        for some in chunks(wanted)
        for each in session.exec(select(RecordReturn).where(col(RecordReturn.id).in_(some)))
    }


def _faults(session: Session, return_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return id -> check point -> the fault in words that anybody may read."""
    found: dict[int, dict[str, str]] = {}
    for some in chunks(return_ids):
        for each in session.exec(
            select(FindingRecord)
            .where(col(FindingRecord.return_id).in_(some))
            .order_by(col(FindingRecord.id))
        ):
            found.setdefault(each.return_id, {})[each.check_point] = each.words or each.observed
    return found


def _due(session: Session, numbers: Sequence[str]) -> dict[str, date]:
    return {
        matter: due_on
        for some in chunks(numbers)
        for matter, due_on in session.exec(
            select(col(DeadlineRecord.matter), col(DeadlineRecord.due_on)).where(
                DeadlineRecord.kind == DeadlineKind.RESULTS, col(DeadlineRecord.matter).in_(some)
            )
        )
    }


def orders(
    told: Told, otherwise: Stated, remedies: Stated
) -> list[tuple[str, date, Rectification]]:
    """Each order to rectify that is in force: its number, its day, and what it says.

    Duty: 21.1 (第二十一条).
    """
    if told.returned is None:
        return []
    by_document: dict[tuple[str, date, date], list[Fault]] = {}
    points = {point.code: point for point in told.visit.task.item.points}
    for code, handled in told.handled.items():
        step = handled.order
        if step is not None and step.due_on is not None:
            point = points[code]
            fault = Fault(told.faults[code], point.label, point.article)
            by_document.setdefault((step.document, step.taken_on, step.due_on), []).append(fault)
    return [
        (document, on, Rectification(told.returned.visited_on, faults, due_on, otherwise, remedies))
        for (document, on, due_on), faults in by_document.items()
    ]


def result_of(told: Told) -> Stated:
    """What a visit came to, in the words of its item's list.

    Duty: 23.1 (第二十三条).
    """
    assert told.returned is not None
    category = told.visit.task.item.category(told.returned.category)
    if category is None:
        return Stated(Outcome(told.returned.outcome).words)
    return Stated(category.words, category.checked)


def feedback_of(told: Told, terms: District, objecting: Stated) -> Feedback | None:
    """What the firm is told of its result; ``None`` while no form stands.

    Duty: 21.1, 23.1 (第二十一条、第二十三条).
    """
    if told.stands is None:
        return None
    task, returned = told.visit.task, told.stands
    channels = "、".join(channel.name for channel in terms.channels)
    due = f"检查结果最迟于{day_in_words(told.due_on)}在{channels}公布" if told.due_on else ""
    groups = [] if returned.outcome == Outcome.NO_VISIT else _groups(task, returned, told.faults)
    return Feedback(returned.visited_on, result_of(told), groups, _next(told), due, objecting)


def _groups(task: Task, returned: RecordReturn, faults: dict[str, str]) -> list[GroupResult]:
    answers = {point: pair[0] for point, pair in json.loads(returned.payload)["answers"].items()}
    groups: dict[str, list[str]] = {}
    for point in task.item.points:
        groups.setdefault(point.group, []).append(point.code)
    return [
        GroupResult(
            name,
            len(codes),
            sum(
                answers.get(code, Answer.NOT_APPLICABLE) != Answer.NOT_APPLICABLE for code in codes
            ),
            [faults[code] for code in codes if code in faults],
        )
        for name, codes in groups.items()
    ]


def _next(told: Told) -> str:
    """What comes next of what was found."""
    if not told.faults:
        return ""
    ordered = {
        (step.document, step.due_on)
        for handled in told.handled.values()
        if (step := handled.order) is not None and step.due_on and not handled.ended
    }
    said = [
        f"{document}责令改正的，你单位应在{day_in_words(due_on)}前改正并接受复查"
        for document, due_on in sorted(ordered)
    ]
    if any(handled.decision is None for handled in told.handled.values()):
        said.append("发现的问题，本机关将依法处理，处理结果另行告知你单位")
    return "；".join(said)
