"""Which subject is meant: by its code, or by its name where that is one subject's alone; and which of its
entries rosters had on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from models.faults import Refused
from models.rules.rosters import RosterKind
from models.tables import RosterVersion, SubjectEntry, pk

MOST_CANDIDATES = 20


def subject_meant(session: Session, text: str) -> Sequence[SubjectEntry]:
    """Every entry that a roster ever had of the subject, the oldest first.

    Raises:
        Refused: no roster ever had it; or a name, or a part of one, is several subjects'.

    Duty: 10.3 (第十条末款).
    """
    wanted = text.strip()
    entries = _entries(session, wanted.upper())
    if entries or not wanted:
        return entries or _unknown(text)
    named = select(SubjectEntry.credit_code, SubjectEntry.name).distinct()
    found = (
        session.exec(named.where(SubjectEntry.name == wanted)).all()
        or session.exec(
            named.where(col(SubjectEntry.name).contains(wanted, autoescape=True))
            .order_by(col(SubjectEntry.credit_code))
            .limit(10 * MOST_CANDIDATES)
        ).all()
    )
    codes = dict(found)
    if len(codes) > 1:
        listed = [f"{code}　{name}" for code, name in list(codes.items())[:MOST_CANDIDATES]]
        more = ["……"] if len(codes) > MOST_CANDIDATES else []
        raise Refused(
            f"「{wanted}」不止一家，请写信用代码：", *listed, *more, code="ambiguous-subject"
        )
    return _entries(session, next(iter(codes))) if codes else _unknown(text)


def _entries(session: Session, code: str) -> Sequence[SubjectEntry]:
    return session.exec(
        select(SubjectEntry)
        .where(SubjectEntry.credit_code == code)
        .order_by(col(SubjectEntry.item_code), col(SubjectEntry.id))
    ).all()


def _unknown(text: str) -> Sequence[SubjectEntry]:
    raise Refused(f"名录库中从未有过「{text}」", code="unknown-subject")


def on_rosters(
    session: Session, entries: Sequence[SubjectEntry], as_of: date
) -> tuple[Sequence[SubjectEntry], set[int]]:
    """The entries that rosters had by a day, and the ids of those that stood on it.

    Raises:
        Refused: none had any by then.

    Duty: 10.3 (第十条末款).
    """
    newest = {
        (region, item): number
        for region, item, number in session.exec(
            select(RosterVersion.region, RosterVersion.item_code, func.max(RosterVersion.number))
            .where(
                RosterVersion.kind == RosterKind.SUBJECTS,
                RosterVersion.as_of <= as_of,
                col(RosterVersion.region).in_({each.region for each in entries}),
            )
            .group_by(col(RosterVersion.region), col(RosterVersion.item_code))
        )
    }
    known = [
        each
        for each in entries
        if each.since_version <= newest.get((each.region, each.item_code), 0)
    ]
    if not known:
        code = entries[0].credit_code
        raise Refused(f"截至 {as_of} 名录库中还没有「{code}」", code="unknown-subject")
    standing = {
        pk(each)
        for each in known
        if each.until_version is None or each.until_version > newest[each.region, each.item_code]
    }
    return known, standing
