"""Special inspections (专项检查): outside the draw, on exactly one of the seven grounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.district import District
from models.faults import Refused, every
from models.rules import names
from models.rules import special as rule
from models.rules.inspection import InspectionState
from models.rules.order import Basis
from models.rules.rosters import RosterKind
from models.rules.special import Case, Opened
from models.tables import (
    Inspection,
    RosterVersion,
    SpecialInspection,
    SubjectEntry,
    pk,
)
from tasks.base.acts import shown_day
from tasks.base.deadlines import starting
from tasks.base.step import Result, Step, step
from tasks.base.terms import chosen_item, in_force, item_in_force
from tasks.inspect.dispatch import write_dispatch
from tasks.inspect.inspections import assigned
from tasks.inspect.opening import Opening, open_inspections
from tasks.inspect.special_officers import officers_named
from tasks.inspect.visits import years_so_far


def open_special(
    region: str,
    ground: int,
    document: str,
    credit_code: str,
    badges: Sequence[str],
    as_of: date,
    actor: str,
    *,
    item_code: str | None = None,
    source: str = "",
    joint_with: str = "",
    request: str | None = None,
) -> Result:
    """Open a special inspection of one subject by named inspectors, the first leads.

    A subject that left the roster can be inspected too: that is what a discovery under general
    supervision leads to. Where it is made on the day of another inspection of the firm, by an
    officer of both, each has its file and its result, and the firm was visited once
    (``models.rules.firm_visits``).

    Raises:
        Refused: every reason: no ground or document, too few inspectors, a name not in the item's
            rosters or who keeps away from the subject, a day before the rosters'; or the document
            opened another inspection of the subject.

    Duty: 4.1, 13.2, 17.3, 19.1 (第四条、第十三条、第十七条、第十九条).
    """
    with step(
        _about(names.check_region(region), document, credit_code),
        action="立项专项检查",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        terms = in_force(s.session, region, as_of)
        code, source = chosen_item(terms, item_code), rule.source_named(source)
        asked = Case(
            document.strip(), code, ground, tuple(dict.fromkeys(badges)), source, joint_with.strip()
        )
        standing = _standing(s.session, region, asked.document, credit_code)
        minimum = terms.inspection.minimum_officers.value
        if standing is not None:
            rule.check(ground, document, badges, minimum, source)
            rule.stands_already(asked, standing)
            return s.unchanged(**_answer(s.session, region, standing, credit_code))
        item = item_in_force(s.session, region, code, as_of)
        _, subject, officers = every(
            lambda: rule.check(ground, document, badges, minimum, source),
            lambda: _subject(s, region, code, credit_code),
            lambda: officers_named(s, region, code, credit_code, asked.badges),
        )
        special = SpecialInspection(
            region=region,
            credit_code=credit_code,
            ground=ground,
            document=asked.document,
            opened_on=as_of,
            opened_by=s.actor,
            source=asked.source,
            joint_with=asked.joint_with,
        )
        dispatched = _dispatched(s, terms, special, pk(item), pk(subject), officers)
        opened = Opened(asked, dispatched["number"], as_of, s.actor)
        return s.record(**_answer(s.session, region, opened, credit_code) | dispatched)


def _dispatched(
    s: Step,
    terms: District,
    special: SpecialInspection,
    item_id: int,
    subject_entry_id: int,
    officers: Sequence[int],
) -> Result:
    """Its inspection opened and its inspectors written to: its number, who is told by hand, and what
    a visit would break of the district's rules about visits."""
    s.session.add(special)
    s.session.flush()
    opened = open_inspections(
        s.session,
        names.special_inspections(special.region, s.as_of.year),
        [Opening(subject_entry_id=subject_entry_id, officers=officers, special_id=pk(special))],
        region=special.region,
        item_id=item_id,
        year=s.as_of.year,
        period=None,
        as_of=s.as_of,
        due_on=starting(special.region, terms.inspection.return_within, s.as_of).due_on,
    )
    number = opened[0].task.number
    written = write_dispatch(s.session, terms, number, opened, s.as_of)
    inspection = s.session.get_one(Inspection, opened[0].id)
    so_far = years_so_far(s.session, terms, s.as_of, [inspection])[number]
    return {"number": number, "by_hand": written.by_hand, "warnings": list(so_far.warnings)}


def _about(region: str, document: str, credit_code: str) -> str:
    return f"special.open:{region}:{document.strip()}:{credit_code}"


def _answer(session: Session, region: str, opened: Opened, credit_code: str) -> Result:
    about = _about(region, opened.case.document, credit_code)
    return {
        "number": opened.number,
        "item_code": opened.case.item_code,
        "ground": opened.case.ground,
        "document": opened.case.document,
        "source": opened.case.source,
        "joint_with": opened.case.joint_with,
        "subject": credit_code,
        "officers": list(opened.case.badges),
        "opened_on": str(opened.opened_on),
        "opened_in_words": shown_day(session, about, opened.opened_on),
        "opened_by": opened.opened_by,
    }


def _standing(session: Session, region: str, document: str, credit_code: str) -> Opened | None:
    """The case that stands on the document."""
    row = session.exec(
        select(SpecialInspection, Inspection)
        .join(Inspection, col(Inspection.special_id) == col(SpecialInspection.id))
        .where(
            SpecialInspection.region == region,
            SpecialInspection.document == document,
            SpecialInspection.credit_code == credit_code,
            Inspection.state != InspectionState.CANCELLED,
        )
    ).first()
    if row is None:
        return None
    special, inspection = row
    (known,) = assigned(session, [inspection])
    badges = tuple(badge for badge, _ in known.task.officers)
    case = Case(
        special.document,
        known.task.item.code,
        special.ground,
        badges,
        special.source,
        special.joint_with,
    )
    return Opened(case, inspection.number, special.opened_on, special.opened_by)


def _subject(s: Step, region: str, item_code: str, credit_code: str) -> SubjectEntry:
    """The subject as its roster last had it, off the roster or on it.

    Raises:
        Refused: it never stood there, or only from a later day.
    """
    entries = s.session.exec(
        select(SubjectEntry)
        .where(
            SubjectEntry.region == region,
            SubjectEntry.item_code == item_code,
            SubjectEntry.credit_code == credit_code,
        )
        .order_by(col(SubjectEntry.id))
    ).all()
    if not entries:
        raise Refused(f"{region} 的名录库中从未有过「{credit_code}」", code="unknown-subject")
    listed_on = s.session.exec(
        select(col(RosterVersion.as_of)).where(
            RosterVersion.region == region,
            RosterVersion.item_code == item_code,
            RosterVersion.kind == RosterKind.SUBJECTS,
            RosterVersion.number == entries[0].since_version,
        )
    ).one()
    s.rests_on(Basis("列入市场主体名录库", listed_on))
    return entries[-1]
