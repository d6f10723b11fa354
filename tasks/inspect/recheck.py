"""Rechecks (复查): inspections of their own that look again at what was ordered to be rectified. They are
drawn by nobody, count against no cap, and have no result of their own: what they find is a handling
result of the inspection whose findings they recheck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules import names
from models.rules.handling import OPEN_TO_RECHECK, Act, Stage
from models.tables import (
    HandlingStep,
    Inspection,
    InspectionOfficer,
    InspectorEntry,
    Item,
    SubjectEntry,
    pk,
)
from tasks.base.deadlines import starting
from tasks.base.queries import chunks
from tasks.base.step import Result, Step
from tasks.base.terms import in_force
from tasks.inspect import handling_deadlines
from tasks.inspect.dispatch import write_dispatch
from tasks.inspect.handling import Finding, findings_of, handling_step, take
from tasks.inspect.opening import Opening, open_inspections
from tasks.inspect.special_officers import officers_named


def open_recheck(
    number: str,
    badges: Sequence[str],
    as_of: date,
    actor: str,
    *,
    check_points: Sequence[str] = (),
    request: str | None = None,
) -> Result:
    """Open a recheck of findings of an inspection, all that wait for one unless some are named, by the
    officers named, the first leads, or by those who made the inspection.

    Asked again for what is being rechecked by the same officers it is unchanged.

    Raises:
        Refused: nothing of it waits for a recheck, too few officers, one that may not inspect or keeps
            away from the firm, or a day before the order or the evidence.

    Duty: 14.1, 17.1, 17.3, 21.1 (第十四条、第十七条、第二十一条).
    """
    with handling_step(
        f"handling.recheck:{number}", "派发复查", number, as_of, actor, request
    ) as s:
        if s.known:
            return s.answer
        found = findings_of(s.session, [number])
        asked = tuple(dict.fromkeys(badges)) or _who_inspected(s.session, number)
        if (standing := _standing(s.session, found, check_points, asked)) is not None:
            return s.unchanged(**standing)
        wanted, problems = _to_recheck(number, found, check_points)
        inspection = wanted[0].inspection if wanted else found[0].inspection if found else None
        if inspection is None:
            raise Refused(*problems, code="nothing-to-recheck")
        terms = in_force(s.session, inspection.region, as_of)
        officers, wrong = _officers(s, inspection, asked, terms.inspection.minimum_officers.value)
        if problems or wrong:
            code = "nothing-to-recheck" if problems else "wrong-officers"
            raise Refused(*problems, *wrong, code=code)
        opened = open_inspections(
            s.session,
            names.recheck_inspections(inspection.region, as_of.year),
            [Opening(inspection.subject_entry_id, officers, recheck_of_id=pk(inspection))],
            region=inspection.region,
            item_id=inspection.item_id,
            year=as_of.year,
            period=None,
            as_of=as_of,
            due_on=starting(inspection.region, terms.inspection.return_within, as_of).due_on,
        )
        recheck = opened[0]
        for each in wanted:
            take(s, each, Act.RECHECK, Stage.RECHECKING, recheck.task.number, recheck_id=recheck.id)
            handling_deadlines.rechecking(s, terms, each)
        written = write_dispatch(s.session, terms, recheck.task.number, opened, as_of)
        return s.record(
            number=number,
            recheck=recheck.task.number,
            check_points=[each.check_point for each in wanted],
            officers=list(asked),
            due_on=str(recheck.task.due_on),
            by_hand=written.by_hand,
        )


def _to_recheck(
    number: str, found: Sequence[Finding], check_points: Sequence[str]
) -> tuple[list[Finding], list[str]]:
    """What is to be rechecked, and what is wrong with what was asked."""
    by_point = {each.check_point: each for each in found}
    problems = [
        f"任务 {number} 的登记表里没有 {point} 项问题"
        for point in check_points
        if point not in by_point
    ]
    asked = [by_point[point] for point in check_points if point in by_point] or found
    wanted = [each for each in asked if each.handled.stage in OPEN_TO_RECHECK]
    if check_points:
        problems += [
            f"{each.name}现为「{each.handled.stage.words}」，没有待复查的责令改正"
            for each in asked
            if each not in wanted and each.check_point in check_points
        ]
    elif not wanted:
        problems.append(f"任务 {number} 没有责令改正而待复查的问题")
    return wanted, problems


def _who_inspected(session: Session, number: str) -> tuple[str, ...]:
    """The badges of those who made an inspection, the lead first."""
    return tuple(
        session.exec(
            select(InspectorEntry.badge_number)
            .join(
                InspectionOfficer,
                col(InspectionOfficer.inspector_entry_id) == col(InspectorEntry.id),
            )
            .join(Inspection, col(Inspection.id) == col(InspectionOfficer.inspection_id))
            .where(Inspection.number == number)
            .order_by(col(InspectionOfficer.seat))
        )
    )


def _officers(
    s: Step, inspection: Inspection, badges: Sequence[str], minimum: int
) -> tuple[list[int], list[str]]:
    """The entries of the officers, in the order named, and why they can't recheck."""
    item = s.session.get_one(Item, inspection.item_id)
    subject = s.session.get_one(SubjectEntry, inspection.subject_entry_id)
    wrong = [] if len(badges) >= minimum else [f"复查人员不得少于 {minimum} 人（第十七条）"]
    try:
        code = subject.credit_code
        return officers_named(s, inspection.region, item.code, code, badges), wrong
    except Refused as refused:
        return [], [*wrong, *refused.reasons]


def _standing(
    session: Session, found: Sequence[Finding], check_points: Sequence[str], badges: Sequence[str]
) -> Result | None:
    """The recheck that is under way of everything asked, by the same officers."""
    under_way = [each for each in found if each.handled.stage == Stage.RECHECKING]
    asked = list(check_points) or [each.check_point for each in under_way]
    standing = [each for each in under_way if each.check_point in asked]
    numbers = {each.handled.steps[-1].document for each in standing}
    waits = any(each.handled.stage in OPEN_TO_RECHECK for each in found)
    if len(standing) != len(asked) or len(numbers) != 1 or (waits and not check_points):
        return None
    recheck = session.exec(select(Inspection).where(Inspection.number == numbers.pop())).one()
    if _who_inspected(session, recheck.number) != tuple(badges):
        raise Refused(
            f"任务 {standing[0].inspection.number} 已派发复查 {recheck.number}"
            f"（{'、'.join(_who_inspected(session, recheck.number))}），不得另行派发",
            code="already-rechecking",
        )
    return {
        "number": standing[0].inspection.number,
        "recheck": recheck.number,
        "check_points": [each.check_point for each in standing],
        "officers": list(badges),
        "due_on": str(recheck.due_on),
    }


def rechecked_findings(
    session: Session, rechecks: Iterable[Inspection]
) -> dict[int, list[Finding]]:
    """Recheck id -> the findings in force that it was opened for."""
    of = {pk(each): each.recheck_of_id for each in rechecks}
    roots: dict[int, set[int]] = {}
    for some in chunks(sorted(of)):
        for recheck_id, root in session.exec(
            select(HandlingStep.recheck_id, HandlingStep.finding_id).where(
                col(HandlingStep.recheck_id).in_(some), HandlingStep.act == Act.RECHECK
            )
        ):
            roots.setdefault(recheck_id or 0, set()).add(root)
    numbers = [
        number
        for some in chunks(sorted({each for each in of.values() if each is not None}))
        for number in session.exec(select(Inspection.number).where(col(Inspection.id).in_(some)))
    ]
    found: dict[int | None, list[Finding]] = {}
    for each in findings_of(session, numbers):
        found.setdefault(each.inspection.id, []).append(each)
    return {
        recheck: [each for each in found.get(first, ()) if each.root in roots.get(recheck, ())]
        for recheck, first in of.items()
    }
