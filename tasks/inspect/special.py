"""Special inspections (专项检查): outside the draw, on exactly one of the seven grounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from models.faults import Refused
from models.rules import special as rule
from models.rules.rosters import can_inspect
from models.tables import InspectorEntry, SpecialInspection, SubjectEntry
from tasks.base.deadlines import starting
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force, item_in_force
from tasks.inspect.dispatch import write_dispatch
from tasks.inspect.opening import Opening, open_inspections


def open_special(
    region: str,
    ground: int,
    document: str,
    credit_code: str,
    badges: Sequence[str],
    as_of: date,
    actor: str,
) -> Result:
    """Open a special inspection of one subject by named inspectors, the first leads.

    A subject that left the roster can be inspected too: that is what a discovery under general
    supervision leads to.

    Raises:
        Refused: no ground or document, too few inspectors, or a name not in the rosters.

    Duty: 4.1, 13.2, 17.3, 19.1 (第四条、第十三条、第十七条、第十九条).
    """
    key = f"special.open:{region}:{document}:{credit_code}"
    with step_once(key, action="立项专项检查", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        terms = in_force(s.session, region, as_of)
        item = item_in_force(s.session, region, terms.items[0], as_of)
        rule.check(ground, document, badges, terms.inspection.minimum_officers.value)
        subject = s.session.exec(
            select(SubjectEntry)
            .where(SubjectEntry.region == region, SubjectEntry.credit_code == credit_code)
            .order_by(col(SubjectEntry.id).desc())
        ).first()
        if subject is None:
            raise Refused(f"{region} 的名录库中从未有过「{credit_code}」", code="unknown-subject")
        officers = {
            e.badge_number: e
            for e in s.session.exec(
                select(InspectorEntry).where(
                    InspectorEntry.region == region,
                    col(InspectorEntry.until_version).is_(None),
                    col(InspectorEntry.badge_number).in_(list(badges)),
                )
            )
            if can_inspect(e.qualified, e.duty)
        }
        absent = [badge for badge in badges if badge not in officers]
        if absent:
            raise Refused(
                *(f"警号「{badge}」不在名录库，或不在岗、无执法资格" for badge in absent),
                code="unknown-inspector",
            )
        special = SpecialInspection(
            region=region,
            credit_code=credit_code,
            ground=ground,
            document=document,
            opened_on=as_of,
            opened_by=actor,
        )
        s.session.add(special)
        s.session.flush()
        opened = open_inspections(
            s.session,
            f"{region}-ZX-{as_of.year}",
            [
                Opening(
                    subject_entry_id=subject.id or 0,
                    officers=[officers[badge].id or 0 for badge in badges],
                    special_id=special.id,
                )
            ],
            region=region,
            item_id=item.id or 0,
            year=as_of.year,
            period=None,
            as_of=as_of,
            due_on=starting(region, terms.inspection.return_within, as_of).due_on,
        )
        number = opened[0].task.number
        write_dispatch(s.session, terms, number, opened, as_of)
        s.record(number=number, ground=ground, document=document, subject=credit_code)
        return s.result
