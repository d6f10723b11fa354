"""How both rosters of an item stand, and which subjects one more recusal would leave unstaffed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from models import database
from models.rules.recusals import read_stored, recusals, tight
from models.rules.rosters import (
    STRATA,
    RosterKind,
    SubjectStatus,
    can_inspect,
    ineligible_reason,
)
from models.tables import InspectorEntry, RosterVersion, SubjectEntry
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.rosters.causes import watched
from tasks.rosters.versions import item_of, standing_version

NAMED = 200
"""Subjects that are named; the rest are counted."""


def show_rosters(region: str, as_of: date, item_code: str | None = None) -> Result:
    """Who stands in both rosters, who of them can be drawn or sent, recusals by reason, and by name
    who has just as many inspectors left as a visit needs. For the house's own eyes: it tells whom
    officers are related to.

    Raises:
        Refused: a roster is missing.

    Duty: 11.1, 13.1, 14.1, 17.3 (第十一条、第十三条、第十四条、第十七条).
    """
    code = item_of(region, as_of, item_code)
    with database.reading() as session:
        needed = in_force(session, region, as_of).draw.inspectors_per_subject.value
        subjects, inspectors = (
            standing_version(session, region, code, kind) for kind in RosterKind
        )
        by_class, left_out = _counts(session, region, code)
        people = session.exec(select(InspectorEntry).where(*_here(InspectorEntry, region, code)))
        sent = {p.badge_number: p.recused_from for p in people if can_inspect(p.qualified, p.duty)}
        scarce = tight(_drawable(session, region, code), recusals(sent.items()), set(sent), needed)
        why = Counter(each.reason.words for text in sent.values() for each in read_stored(text))
        return {
            "item": code,
            "subjects": {**_version(subjects), "by_class": by_class, "left_out": left_out},
            "watched": watched(session, region, code, as_of)[:NAMED],
            "inspectors": {
                **_version(inspectors),
                "can_inspect": len(sent),
                "recusals": dict(sorted(why.items())),
            },
            "needed": needed,
            "tight": len(scarce),
            "tight_names": _named(session, region, code, scarce[:NAMED]),
        }


def _version(version: RosterVersion) -> Result:
    return {
        "version": version.number,
        "as_of": version.as_of.isoformat(),
        "from": version.source_name,
        "total": version.total,
    }


def _counts(session: Session, region: str, item_code: str) -> tuple[Result, Result]:
    """How many can be drawn by class, and how many can't by reason, in Chinese."""
    by_class: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    rows = session.exec(
        select(SubjectEntry.status, SubjectEntry.risk_class, func.count())
        .where(*_here(SubjectEntry, region, item_code))
        .group_by(col(SubjectEntry.status), col(SubjectEntry.risk_class))
    )
    for status, risk_class, n in rows:
        reason = ineligible_reason(status)
        if reason is None:
            by_class[STRATA[risk_class]] += n
        else:
            left_out[reason.words] += n
    in_order = {words: by_class[words] for words in STRATA.values() if by_class[words]}
    return in_order, dict(sorted(left_out.items()))


def _drawable(session: Session, region: str, item_code: str) -> Iterator[str]:
    yield from session.exec(
        select(SubjectEntry.credit_code)
        .where(
            *_here(SubjectEntry, region, item_code),
            SubjectEntry.status == SubjectStatus.IN_BUSINESS,
        )
        .order_by(col(SubjectEntry.credit_code))
        .execution_options(yield_per=20_000)
    )


def _named(session: Session, region: str, item_code: str, codes: list[str]) -> list[str]:
    rows = session.exec(
        select(SubjectEntry.credit_code, SubjectEntry.name)
        .where(*_here(SubjectEntry, region, item_code), col(SubjectEntry.credit_code).in_(codes))
        .order_by(col(SubjectEntry.credit_code))
    )
    return [f"{code} {name}" for code, name in rows]


def _here(
    entry: type[SubjectEntry] | type[InspectorEntry], region: str, item_code: str
) -> list[ColumnElement[bool]]:
    """The entries of an item's roster in force."""
    return [
        col(entry.region) == region,
        col(entry.item_code) == item_code,
        col(entry.until_version).is_(None),
    ]
