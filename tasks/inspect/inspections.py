"""Inspections with their subject and officers, loaded together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from models.rules.dossiers import ON_FORMS, in_one_line, prefilled
from models.rules.handling import Act
from models.rules.inspection import AWAITING_RETURN
from models.rules.special import ground_in_words
from models.rules.task import Task
from models.tables import (
    FindingRecord,
    HandlingStep,
    Inspection,
    InspectionOfficer,
    InspectorEntry,
    Item,
    SpecialInspection,
    SubjectEntry,
    pk,
)
from tasks.base.queries import chunks
from tasks.lists.checklists import bound_item
from tasks.rosters.dossiers import facts_of, newest


@dataclass(frozen=True, slots=True)
class Assigned:
    """An inspection as its officers know it, with the ids the tables need."""

    id: int
    officer_ids: tuple[int, ...]
    task: Task


def assigned(session: Session, inspections: Sequence[Inspection]) -> list[Assigned]:
    """The inspections with subject and officers, in the order given."""
    subjects = {
        e.id: e
        for ids in chunks([i.subject_entry_id for i in inspections])
        for e in session.exec(select(SubjectEntry).where(col(SubjectEntry.id).in_(ids)))
    }
    officers: dict[int, list[InspectionOfficer]] = {}
    for ids in chunks([pk(i) for i in inspections]):
        for officer in session.exec(
            select(InspectionOfficer)
            .where(col(InspectionOfficer.inspection_id).in_(ids))
            .order_by(col(InspectionOfficer.inspection_id), col(InspectionOfficer.seat))
        ):
            officers.setdefault(officer.inspection_id, []).append(officer)
    people = {
        e.id: e
        for ids in chunks(
            sorted({o.inspector_entry_id for each in officers.values() for o in each})
        )
        for e in session.exec(select(InspectorEntry).where(col(InspectorEntry.id).in_(ids)))
    }
    items = {
        item_id: bound_item(session, session.get_one(Item, item_id))
        for item_id in sorted({each.item_id for each in inspections})
    }
    grounds, rechecked = _grounds(session, inspections), _rechecked(session, inspections)
    dossiers = {
        region: newest(
            session,
            region,
            [subjects[i.subject_entry_id].credit_code for i in inspections if i.region == region],
        )
        for region in {i.region for i in inspections}
    }
    assignments = []
    for inspection in inspections:
        subject = subjects[inspection.subject_entry_id]
        seats = officers.get(pk(inspection), [])
        dossier = dossiers[inspection.region].get(subject.credit_code)
        assignments.append(
            Assigned(
                id=pk(inspection),
                officer_ids=tuple(o.inspector_entry_id for o in seats),
                task=Task(
                    number=inspection.number,
                    item=items[inspection.item_id].checklist,
                    item_version=items[inspection.item_id].version,
                    subject=subject.name,
                    credit_code=subject.credit_code,
                    premises=subject.premises,
                    legal_representative=subject.legal_representative,
                    industry=subject.industry,
                    due_on=inspection.due_on,
                    officers=tuple(
                        (
                            people[o.inspector_entry_id].badge_number,
                            people[o.inspector_entry_id].name,
                        )
                        for o in seats
                    ),
                    ground=grounds.get(inspection.special_id, "") if inspection.special_id else "",
                    rechecked=tuple(rechecked.get(pk(inspection), ())),
                    dossier_version=dossier.version if dossier else 0,
                    on_file=in_one_line(facts_of(dossier), ON_FORMS),
                    prefilled=prefilled(items[inspection.item_id].checklist, facts_of(dossier)),
                ),
            )
        )
    return assignments


def _grounds(session: Session, inspections: Sequence[Inspection]) -> dict[int, str]:
    """Id of a special inspection -> on what ground and document it is made."""
    ids = [each.special_id for each in inspections if each.special_id is not None]
    return {
        pk(each): ground_in_words(each.ground, each.document, each.joint_with)
        for some in chunks(ids)
        for each in session.exec(
            select(SpecialInspection).where(col(SpecialInspection.id).in_(some))
        )
    }


def _rechecked(session: Session, inspections: Sequence[Inspection]) -> dict[int, list[str]]:
    """Id of a recheck -> the check points it was opened for."""
    points: dict[int, list[str]] = {}
    for some in chunks([pk(each) for each in inspections if each.recheck_of_id is not None]):
        for recheck, point in session.exec(
            select(HandlingStep.recheck_id, FindingRecord.check_point)
            .join(FindingRecord, col(FindingRecord.id) == col(HandlingStep.finding_id))
            .where(col(HandlingStep.recheck_id).in_(some), HandlingStep.act == Act.RECHECK)
            .order_by(col(FindingRecord.check_point))
        ):
            points.setdefault(recheck or 0, []).append(point)
    return points


def by_person(assignments: Sequence[Assigned]) -> list[Assigned]:
    """The same with every officer under one entry, the newest: whoever is on the rosters of two
    items, or was entered anew since an inspection was drawn, is one person."""
    newest: dict[str, int] = {}
    for each in assignments:
        for entry, (badge, _) in zip(each.officer_ids, each.task.officers, strict=True):
            newest[badge] = max(entry, newest.get(badge, entry))
    return [
        replace(each, officer_ids=tuple(newest[badge] for badge, _ in each.task.officers))
        for each in assignments
    ]


def by_inspector(
    assignments: Iterable[Assigned], lead_only: bool = False
) -> dict[int, list[Assigned]]:
    """Inspector entry id -> what they take part in (or lead), in order."""
    grouped: dict[int, list[Assigned]] = {}
    for each in assignments:
        for officer in each.officer_ids[:1] if lead_only else each.officer_ids:
            grouped.setdefault(officer, []).append(each)
    return grouped


def waiting_inspections(session: Session, region: str) -> list[Inspection]:
    """Inspections whose return has not come in, or was sent back, oldest first."""
    return list(
        session.exec(
            select(Inspection)
            .where(Inspection.region == region, col(Inspection.state).in_(AWAITING_RETURN))
            .order_by(col(Inspection.id))
        )
    )
