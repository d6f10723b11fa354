"""The causes of 第九条 as records, and what they make of a roster: a version of its own, with its reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, or_, select, update

from models.district import District
from models.rules import risk_causes as rule
from models.rules.risk_causes import CauseEnd, CauseKind, CauseTerms, OnRecord, Raised
from models.rules.rosters import RiskClass, RosterKind
from models.tables import RiskCause, RosterReason, RosterVersion, SubjectEntry, pk
from tasks.base.queries import chunks
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.rosters.moves import compare_with_last_draw
from tasks.rosters.versions import newest_version

SOURCE = "重点对象事由"
"""Where a version of a roster comes from that no list brought."""


def terms_of(district: District) -> CauseTerms:
    """The numbers of the causes as their rule takes them."""
    numbers = district.credit.causes
    return CauseTerms(
        {kind: getattr(numbers, kind.name.lower()).value for kind in CauseKind},
        numbers.complaints.value,
        numbers.complaints_within_months.value,
    )


def on_record(
    session: Session, region: str, credit_codes: Sequence[str] | None = None
) -> dict[str, list[OnRecord]]:
    """Credit code -> its causes, the oldest end first; of these subjects, or of everybody."""
    query = select(RiskCause).where(RiskCause.region == region)
    if credit_codes is not None:
        query = query.where(col(RiskCause.credit_code).in_(credit_codes))
    causes: dict[str, list[OnRecord]] = {}
    for row in session.exec(query.order_by(col(RiskCause.id))):
        causes.setdefault(row.credit_code, []).append(
            OnRecord(
                CauseKind(row.kind),
                row.since,
                row.expires_on,
                row.ended_on,
                CauseEnd(row.end_reason) if row.end_reason else None,
            )
        )
    for theirs in causes.values():
        theirs.sort(key=lambda each: each.ended_on or each.expires_on)
    return causes


def raised_by_causes(session: Session, terms: District, as_of: date) -> dict[str, Raised]:
    """Credit code -> what its causes lead to, of those that they lead to something.

    Duty: 9.4 (第九条).
    """
    numbers = terms_of(terms)
    found = {
        code: rule.raised(causes, as_of, numbers)
        for code, causes in on_record(session, terms.region).items()
    }
    return {code: each for code, each in found.items() if each is not None}


def apply_causes(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Make a version of each subject roster in which everybody stands as list and causes say; none
    where all do already.

    Duty: 9.4, 13.1 (第九条、第十三条).
    """
    with step(
        f"roster.causes:{region}",
        action="按重点对象事由调整名录库",
        as_of=as_of,
        region=region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        changed = {
            code: names
            for code in in_force(s.session, region, as_of).items
            if (names := bring_up_to_date(s, region, code))
        }
        return s.record(changed=changed) if changed else s.unchanged(changed={})


def bring_up_to_date(s: Step, region: str, item_code: str) -> list[str]:
    """The subjects (code, name, class) whose class changed, in a new version of the item's roster."""
    newest = newest_version(s.session, region, item_code, RosterKind.SUBJECTS)
    if newest is None or newest.as_of > s.as_of:
        return []
    terms = in_force(s.session, region, s.as_of)
    causes = raised_by_causes(s.session, terms, s.as_of)
    fresh: list[dict[str, Any]] = []
    closed: list[int] = []
    for entry in _concerned(s.session, region, item_code, sorted(causes)):
        risk, reason = rule.standing(
            RiskClass(entry.listed_class), entry.listed_reason, causes.get(entry.credit_code)
        )
        if (risk.value, reason) != (entry.risk_class, entry.risk_reason):
            closed.append(pk(entry))
            row = entry.model_dump(exclude={"id", "until_version"})
            fresh.append({**row, "risk_class": risk.value, "risk_reason": reason})
    if not fresh:
        return []
    version = RosterVersion(
        region=region,
        item_code=item_code,
        kind=RosterKind.SUBJECTS,
        number=newest.number + 1,
        as_of=s.as_of,
        source_name=SOURCE,
        source_digest=hashlib.sha256(
            "\n".join(f"{r['credit_code']} {r['risk_class']}" for r in fresh).encode()
        ).hexdigest(),
        total=newest.total,
        added=0,
        changed=len(fresh),
        removed=0,
    )
    s.session.add(version)
    s.session.flush()
    for ids in chunks(closed):
        s.session.execute(
            update(SubjectEntry)
            .where(col(SubjectEntry.id).in_(ids))
            .values(until_version=version.number)
            .execution_options(synchronize_session=False)
        )
    s.session.execute(
        insert(SubjectEntry), [{**row, "since_version": version.number} for row in fresh]
    )
    explain_by_causes(s, version)
    return [f"{r['credit_code']} {r['name']} {RiskClass(r['risk_class']).words}" for r in fresh]


def explain_by_causes(s: Step, version: RosterVersion) -> None:
    """Say of each move of a roster's newest version what its causes say, where nobody said anything.

    Duty: 9.4, 13.1 (第九条、第十三条).
    """
    terms = in_force(s.session, version.region, s.as_of)
    causes = on_record(s.session, version.region)
    if not causes:
        return
    s.session.flush()
    compared = compare_with_last_draw(
        s.session, version.region, version.item_code, version.number, s.as_of
    )
    numbers = terms_of(terms)
    for code, move in compared.moves.items() if compared else ():
        theirs = causes.get(code, [])
        over = [each for each in theirs if not each.counts_on(s.as_of) and each.since <= s.as_of]
        reason = rule.reason_of_move(move.kind, rule.raised(theirs, s.as_of, numbers), over)
        if move.reason is None and reason is not None:
            s.session.add(
                RosterReason(
                    region=version.region,
                    item_code=version.item_code,
                    credit_code=code,
                    version=version.number,
                    kind=move.kind,
                    reason=reason,
                    stated_on=s.as_of,
                    stated_by=s.actor,
                )
            )
    s.session.flush()


def _concerned(
    session: Session, region: str, item_code: str, credit_codes: Sequence[str]
) -> Iterable[SubjectEntry]:
    """The entries in force that causes may change: whose subject has one, or stands otherwise than its
    list says."""
    seen: set[int] = set()
    in_roster = (
        SubjectEntry.region == region,
        SubjectEntry.item_code == item_code,
        col(SubjectEntry.until_version).is_(None),
    )
    otherwise = or_(
        SubjectEntry.risk_class != SubjectEntry.listed_class,
        SubjectEntry.risk_reason != SubjectEntry.listed_reason,
    )
    queries = [
        select(SubjectEntry).where(*in_roster, otherwise),
        *(
            select(SubjectEntry).where(*in_roster, col(SubjectEntry.credit_code).in_(codes))
            for codes in chunks(credit_codes)
        ),
    ]
    for query in queries:
        for entry in session.exec(query.order_by(col(SubjectEntry.id))).all():
            if pk(entry) not in seen:
                seen.add(pk(entry))
                yield entry


def watched(session: Session, region: str, item_code: str, as_of: date) -> list[Result]:
    """Who stands otherwise than the list says, or has causes: the list's class, the causes', and the one
    that holds.

    Duty: 9.4 (第九条).
    """
    causes = raised_by_causes(session, in_force(session, region, as_of), as_of)
    return [
        {
            "credit_code": entry.credit_code,
            "name": entry.name,
            "listed": RiskClass(entry.listed_class).words,
            "causes": causes[entry.credit_code].words if entry.credit_code in causes else "",
            "stands": RiskClass(entry.risk_class).words,
        }
        for entry in _concerned(session, region, item_code, sorted(causes))
    ]
