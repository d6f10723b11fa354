"""What the form of a recheck says of the findings that it looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, func, select

from models.district import District
from models.rules.handling import Act, Stage
from models.rules.inspection import InspectionState
from models.rules.recheck_outcome import outcome_of
from models.rules.results import ResultKind
from models.tables import (
    FindingRecord,
    Inspection,
    RecordReturn,
    SpecialInspection,
    SubjectEntry,
    pk,
)
from tasks.base.step import Result, Step
from tasks.inspect import handling_deadlines
from tasks.inspect.amended import amendments, told_of
from tasks.inspect.handling import take
from tasks.inspect.recheck import rechecked_findings


def conclude(
    s: Step,
    terms: District,
    recheck: Inspection,
    visited_on: date,
    answers: Mapping[str, tuple[str, str]],
    found: Mapping[str, object],
) -> Result:
    """Enter what a recheck's form says: rectified, not rectified, or not seen. What it found at other
    points is named: it is a discovery of its own, for a special inspection.

    Duty: 4.1, 21.1 (第四条、第二十一条).
    """
    outcomes = {}
    looked_at = rechecked_findings(s.session, [recheck])[pk(recheck)]
    for each in looked_at:
        order = each.handled.order
        assert order is not None
        assert order.due_on is not None
        point = each.check_point
        answer, _ = answers.get(point, ("", ""))
        stage = outcome_of(answer, point in found, visited_on, order.due_on)
        outcomes[point] = stage.words
        if stage != each.handled.stage:
            take(s, each, Act.OUTCOME, stage, recheck.number, outcome=stage, recheck_id=recheck.id)
            handling_deadlines.rechecked(s, terms, each, visited_on, stage)
    points = {each.check_point for each in looked_at}
    return {
        "number": recheck.number,
        "outcomes": outcomes,
        "also_found": [point for point in found if point not in points],
    }


def closed_to_correction(session: Session, recheck: Inspection) -> str:
    """Why a recheck that is back takes no corrected form: what it said was acted upon, or is public;
    empty if it does.

    Duty: 20.1, 21.1, 23.2 (第二十条、第二十一条、第二十三条).
    """
    original = recheck.recheck_of_id
    assert original is not None
    for each in rechecked_findings(session, [recheck])[pk(recheck)]:
        last = each.handled.steps[-1]
        if last.act == Act.RECHECK:
            continue
        if last.document != recheck.number:
            return f"{each.check_point} 项问题已据复查结果另行处理"
        told = told_of(session, original, each.check_point)
        if last.stage != Stage.UNSEEN and told == each.handled.told:
            decided = amendments(session, [original])
            kinds = [amendment.kind for amendment in decided.values()]
            if kinds != [ResultKind.CORRECTION]:
                return "复查结果已批准公示，更正须先经决定（ssj publish correct）"
    return ""


def found_besides(session: Session, region: str) -> dict[str, list[str]]:
    """Recheck -> the check points at which it found something that it was not opened for, while no
    special inspection of the firm was opened since, or it was cancelled: what is discovered on duty is a ground of its own.

    Duty: 4.1, 21.1 (第四条、第二十一条).
    """
    rows = session.exec(
        select(
            Inspection,
            col(RecordReturn.visited_on),
            SubjectEntry.credit_code,
            FindingRecord.check_point,
        )
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .join(FindingRecord, col(FindingRecord.return_id) == col(RecordReturn.id))
        .where(
            Inspection.region == region,
            col(Inspection.recheck_of_id).is_not(None),
            Inspection.state == InspectionState.RETURNED,
        )
        .order_by(col(FindingRecord.id))
    ).all()
    if not rows:
        return {}
    opened = _last_opened(session, region)
    waiting = [row for row in rows if opened.get(row[2], date.min) < row[1]]
    looked_at = rechecked_findings(session, [recheck for recheck, *_ in waiting])
    besides: dict[str, list[str]] = {}
    for recheck, _, _, point in waiting:
        if point not in {each.check_point for each in looked_at[pk(recheck)]}:
            besides.setdefault(recheck.number, []).append(point)
    return besides


def _last_opened(session: Session, region: str) -> dict[str, date]:
    """Credit code -> the day of the last special inspection of the firm that was not cancelled."""
    rows = session.exec(
        select(SpecialInspection.credit_code, func.max(col(SpecialInspection.opened_on)))
        .join(Inspection, col(Inspection.special_id) == col(SpecialInspection.id))
        .where(SpecialInspection.region == region, Inspection.state != InspectionState.CANCELLED)
        .group_by(col(SpecialInspection.credit_code))
    )
    return dict(rows.all())
