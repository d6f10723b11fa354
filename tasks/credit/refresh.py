"""Refresh the credit archive and the lists from what has been published."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.rules import credit as rule
from models.tables import (
    CreditRecord,
    FindingRecord,
    Inspection,
    ListMembership,
    RecordReturn,
    SubjectEntry,
)
from tasks.base import audit
from tasks.base.queries import chunks
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force


def refresh(region: str, as_of: date) -> Result:
    """Enter the published results in the archive; let subjects onto the lists and off them.

    Duty: 22.1, 23.3 (第二十二条、第二十三条).
    Gap 23.3: 联合激励、联合惩戒措施和信用修复尚未登记；重点对象的类别还不随档案自动调整。
    """
    with database.reading() as session:
        head = audit.head(session)
    key = f"credit:{region}:{as_of}:{head[:16]}"
    with step_once(key, action="更新诚信档案与名单", as_of=as_of, region=region) as s:
        if s.done:
            return s.result
        terms = _terms(in_force(s.session, region, as_of))
        entered = _enter_events(s.session, region, terms)
        on, off = _refresh_lists(s.session, region, as_of, terms, entered)
        counts = {"events": len(entered), "listed": len(on), "unlisted": len(off)}
        if any(counts.values()):
            s.record(**counts, on=on[:200], off=off[:200])
        else:
            s.skip(**counts)
        return s.result


def _terms(district: District) -> rule.Terms:
    numbers = district.credit
    return rule.Terms(**{name: getattr(numbers, name).value for name in type(numbers).model_fields})


def _enter_events(session: Session, region: str, terms: rule.Terms) -> set[str]:
    """Enter what is published and not in the archive yet; the subjects concerned."""
    fresh = session.exec(
        select(Inspection.number, RecordReturn, SubjectEntry.credit_code)
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .where(
            Inspection.region == region,
            col(Inspection.state).in_(["published", "archived"]),
            col(Inspection.number).not_in(
                select(CreditRecord.inspection).where(CreditRecord.region == region)
            ),
        )
        .order_by(col(Inspection.id))
    ).all()
    with_findings = {
        return_id
        for ids in chunks([record.id or 0 for _, record, _ in fresh])
        for return_id in session.exec(
            select(FindingRecord.return_id).where(col(FindingRecord.return_id).in_(ids))
        )
    }
    rows = []
    for number, record, credit_code in fresh:
        for kind in rule.kinds(record.outcome, record.id in with_findings):
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
    return {credit_code for _, _, credit_code in fresh}


def _refresh_lists(
    session: Session, region: str, as_of: date, terms: rule.Terms, entered: set[str]
) -> tuple[list[str], list[str]]:
    memberships = session.exec(
        select(ListMembership).where(
            ListMembership.region == region, col(ListMembership.exited_on).is_(None)
        )
    ).all()
    standing = {(m.credit_code, m.list): m for m in memberships}
    concerned = sorted(entered | {m.credit_code for m in memberships})
    events: dict[str, list[rule.Event]] = {}
    for start in range(0, len(concerned), 5_000):
        for r in session.exec(
            select(CreditRecord).where(
                CreditRecord.region == region,
                col(CreditRecord.credit_code).in_(concerned[start : start + 5_000]),
            )
        ):
            event = rule.Event(r.kind, r.happened_on, r.expires_on)
            events.setdefault(r.credit_code, []).append(event)
    on, off = [], []
    for credit_code in concerned:
        said = rule.standing(events.get(credit_code, []), as_of, terms)
        due = {
            rule.BLACKLIST: said.blacklist,
            rule.HONOUR_LIST: (said.honour, None) if said.honour else None,
        }
        for name, why in due.items():
            member = standing.get((credit_code, name))
            if why and member is None:
                session.add(
                    ListMembership(
                        region=region,
                        credit_code=credit_code,
                        list=name,
                        reason=why[0],
                        entered_on=as_of,
                        due_off_on=why[1],
                    )
                )
                on.append(f"{name} {credit_code}")
            elif member is not None and why is None:
                member.exited_on, member.exit_reason = as_of, "期限届满或条件不再具备"
                session.add(member)
                off.append(f"{name} {credit_code}")
    return on, off


EVENT_NAMES = {
    "violation": "检查发现问题",
    "non_cooperation": "不予配合检查",
    "clean": "检查未发现问题",
}
LIST_NAMES = {"blacklist": "黑名单", "honour_list": "红名单"}


def archive_of(region: str, credit_code: str) -> Result:
    """One subject's archive and its stays on the lists.

    Duty: 23.3 (第二十三条).
    """
    with database.reading() as session:
        events = session.exec(
            select(CreditRecord)
            .where(CreditRecord.region == region, CreditRecord.credit_code == credit_code)
            .order_by(col(CreditRecord.happened_on), col(CreditRecord.id))
        ).all()
        stays = session.exec(
            select(ListMembership)
            .where(ListMembership.region == region, ListMembership.credit_code == credit_code)
            .order_by(col(ListMembership.id))
        ).all()
        return {
            "credit_code": credit_code,
            "events": [
                {**event.model_dump(exclude={"id"}), "name": EVENT_NAMES[event.kind]}
                for event in events
            ],
            "lists": [
                {**stay.model_dump(exclude={"id"}), "name": LIST_NAMES[stay.list]} for stay in stays
            ],
        }
