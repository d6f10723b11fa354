"""Which subject is meant: by its code, or by its name where that is one subject's alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.faults import Refused
from models.tables import SubjectEntry

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
