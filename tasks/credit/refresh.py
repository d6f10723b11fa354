"""Refresh the credit archive and the lists from what has been published."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.district import District
from models.rules import credit as rule
from models.rules.credit import CreditKind, ListName, ListState
from models.rules.inspection import MADE_PUBLIC, Outcome
from models.tables import (
    CreditRecord,
    FindingRecord,
    Inspection,
    ListMembership,
    RecordReturn,
    SubjectEntry,
    pk,
)
from tasks.base.queries import chunks
from tasks.base.step import Result, step
from tasks.base.terms import in_force
from tasks.publish.published import published_later

EXIT_REASON = "期限届满或条件不再具备"


def refresh(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Enter the published results in the archive; let subjects onto the lists and off them.

    Duty: 22.1, 23.3 (第二十二条、第二十三条).
    Gap 23.3: 联合激励、联合惩戒措施和信用修复尚未登记；重点对象的类别还不随档案自动调整。
    """
    with step(
        f"credit:{region}",
        action="更新诚信档案与名单",
        as_of=as_of,
        region=region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        terms = _terms(in_force(s.session, region, as_of))
        entered = _enter_events(s.session, region, as_of, terms)
        on, off = _refresh_lists(s.session, region, as_of, terms, entered)
        answer = {
            "events": len(entered),
            "listed": len(on),
            "unlisted": len(off),
            ListState.ON.value: on,
            ListState.OFF.value: off,
        }
        return s.record(**answer) if entered or on or off else s.unchanged(**answer)


def _terms(district: District) -> rule.Terms:
    numbers = district.credit
    return rule.Terms(**{name: getattr(numbers, name).value for name in type(numbers).model_fields})


def _enter_events(session: Session, region: str, as_of: date, terms: rule.Terms) -> set[str]:
    """Enter what was published by ``as_of`` and is not in the archive yet; the subjects concerned."""
    fresh = session.exec(
        select(Inspection.number, RecordReturn, SubjectEntry.credit_code)
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .where(
            Inspection.region == region,
            col(Inspection.state).in_(MADE_PUBLIC),
            col(Inspection.recheck_of_id).is_(None),
            col(Inspection.id).not_in(published_later(as_of)),
            col(Inspection.number).not_in(
                select(CreditRecord.inspection).where(CreditRecord.region == region)
            ),
        )
        .order_by(col(Inspection.id))
    ).all()
    with_findings = {
        return_id
        for ids in chunks([pk(record) for _, record, _ in fresh])
        for return_id in session.exec(
            select(FindingRecord.return_id).where(col(FindingRecord.return_id).in_(ids))
        )
    }
    rows: list[dict[str, Any]] = []
    for number, record, credit_code in fresh:
        for kind in rule.kinds(Outcome(record.outcome), record.id in with_findings):
            event = rule.event(kind, record.visited_on, terms)
            rows.append(
                {
                    "region": region,
                    "credit_code": credit_code,
                    "kind": kind,
                    "inspection": number,
                    "happened_on": event.happened_on,
                    "expires_on": event.expires_on,
                }
            )
    if rows:
        session.execute(insert(CreditRecord), rows)
    return {str(row["credit_code"]) for row in rows}


def _refresh_lists(
    session: Session, region: str, as_of: date, terms: rule.Terms, entered: set[str]
) -> tuple[list[str], list[str]]:
    """Who came onto a list and who left one, each as the list's name and the credit code."""
    memberships = session.exec(
        select(ListMembership).where(
            ListMembership.region == region,
            ListMembership.entered_on <= as_of,
            col(ListMembership.exited_on).is_(None),
        )
    ).all()
    members = {(each.credit_code, ListName(each.list)): each for each in memberships}
    concerned = sorted(entered | {each.credit_code for each in memberships})
    events = _events(session, region, concerned)
    on, off = [], []
    for credit_code in concerned:
        lists = rule.standing(events.get(credit_code, []), as_of, terms).lists()
        for name in ListName:
            member, stands = members.get((credit_code, name)), lists.get(name)
            if stands is not None and member is None:
                reason, due_off_on = stands
                session.add(
                    ListMembership(
                        region=region,
                        credit_code=credit_code,
                        list=name,
                        reason=reason,
                        entered_on=as_of,
                        due_off_on=due_off_on,
                    )
                )
                on.append(f"{name} {credit_code}")
            elif stands is None and member is not None:
                member.exited_on, member.exit_reason = as_of, EXIT_REASON
                session.add(member)
                off.append(f"{name} {credit_code}")
    return on, off


def _events(session: Session, region: str, credit_codes: list[str]) -> dict[str, list[rule.Event]]:
    events: dict[str, list[rule.Event]] = {}
    for codes in chunks(credit_codes):
        for record in session.exec(
            select(CreditRecord).where(
                CreditRecord.region == region, col(CreditRecord.credit_code).in_(codes)
            )
        ):
            event = rule.Event(CreditKind(record.kind), record.happened_on, record.expires_on)
            events.setdefault(record.credit_code, []).append(event)
    return events
