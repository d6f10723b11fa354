"""Special inspections (专项检查): outside the draw, on exactly one of the seven grounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules import names
from models.rules import special as rule
from models.rules.order import Basis
from models.rules.rosters import RosterKind, can_inspect
from models.rules.special import Case, Opened
from models.tables import (
    Inspection,
    InspectorEntry,
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
    request: str | None = None,
) -> Result:
    """Open a special inspection of one subject by named inspectors, the first leads.

    A subject that left the roster can be inspected too: that is what a discovery under general
    supervision leads to.

    Raises:
        Refused: no ground or document, too few inspectors, a name not in the item's rosters, or
            the document opened another inspection of the subject.

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
        code = chosen_item(terms, item_code)
        asked = Case(document.strip(), code, ground, tuple(dict.fromkeys(badges)))
        rule.check(ground, document, badges, terms.inspection.minimum_officers.value)
        standing = _standing(s.session, region, asked.document, credit_code)
        if standing is not None and rule.stands_already(asked, standing):
            return s.unchanged(**_answer(s.session, region, standing, credit_code))
        item = item_in_force(s.session, region, code, as_of)
        subject = _subject(s, region, code, credit_code)
        officers = _officers(s, region, code, asked.badges)
        special = SpecialInspection(
            region=region,
            credit_code=credit_code,
            ground=ground,
            document=asked.document,
            opened_on=as_of,
            opened_by=s.actor,
        )
        s.session.add(special)
        s.session.flush()
        opened = open_inspections(
            s.session,
            names.special_inspections(region, as_of.year),
            [Opening(subject_entry_id=pk(subject), officers=officers, special_id=pk(special))],
            region=region,
            item_id=pk(item),
            year=as_of.year,
            period=None,
            as_of=as_of,
            due_on=starting(region, terms.inspection.return_within, as_of).due_on,
        )
        number = opened[0].task.number
        written = write_dispatch(s.session, terms, number, opened, as_of)
        answer = _answer(s.session, region, Opened(asked, number, as_of, s.actor), credit_code)
        return s.record(**answer, by_hand=written.by_hand)


def _about(region: str, document: str, credit_code: str) -> str:
    return f"special.open:{region}:{document.strip()}:{credit_code}"


def _answer(session: Session, region: str, opened: Opened, credit_code: str) -> Result:
    about = _about(region, opened.case.document, credit_code)
    return {
        "number": opened.number,
        "item_code": opened.case.item_code,
        "ground": opened.case.ground,
        "document": opened.case.document,
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
        )
    ).first()
    if row is None:
        return None
    special, inspection = row
    (known,) = assigned(session, [inspection])
    badges = tuple(badge for badge, _ in known.task.officers)
    case = Case(special.document, known.task.item.code, special.ground, badges)
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
    version = (region, item_code, RosterKind.SUBJECTS, entries[0].since_version)
    s.rests_on(Basis("列入市场主体名录库", _day(s.session, *version)))
    return entries[-1]


def _officers(s: Step, region: str, item_code: str, badges: Sequence[str]) -> list[int]:
    """The entries of the named inspectors, in the order named.

    Raises:
        Refused: one is not on the roster, or may not inspect.
    """
    entries = {
        entry.badge_number: entry
        for entry in s.session.exec(
            select(InspectorEntry).where(
                InspectorEntry.region == region,
                InspectorEntry.item_code == item_code,
                col(InspectorEntry.until_version).is_(None),
                col(InspectorEntry.badge_number).in_(badges),
            )
        )
        if can_inspect(entry.qualified, entry.duty)
    }
    absent = [badge for badge in badges if badge not in entries]
    if absent:
        raise Refused(
            *(f"警号「{badge}」不在名录库，或不在岗、无执法资格" for badge in absent),
            code="unknown-inspector",
        )
    return [pk(entries[badge]) for badge in badges]


def _day(session: Session, region: str, item_code: str, kind: RosterKind, number: int) -> date:
    """The day of a roster's version."""
    return session.exec(
        select(col(RosterVersion.as_of)).where(
            RosterVersion.region == region,
            RosterVersion.item_code == item_code,
            RosterVersion.kind == kind,
            RosterVersion.number == number,
        )
    ).one()
