"""The supervisor releases a publication; only then does it leave the house."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules import names
from models.rules.order import Basis, day_in_words
from models.tables import Publication
from tasks.base.acts import entry_day
from tasks.base.step import Result, step


def release(matter: str, as_of: date, actor: str, *, request: str | None = None) -> Result:
    """Release a publication, once; who released it first is who released it.

    Raises:
        Refused: it is not written as a matter's name, or nothing of that name was built.

    Duty: 23.1 (第二十三条).
    """
    with step(
        f"publish.release:{matter}",
        action="批准公示",
        as_of=as_of,
        region=names.read_matter(matter).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        publication = s.session.exec(
            select(Publication).where(Publication.matter == matter)
        ).first()
        if publication is None:
            raise Refused(f"没有名为「{matter}」的公示", code="unknown-matter")
        if publication.released_on is not None:
            return s.unchanged(**_released(s.session, publication))
        s.rests_on(Basis("制作公示包", publication.built_on))
        publication.released_on, publication.released_by = as_of, s.actor
        s.session.add(publication)
        return s.record(**_released(s.session, publication))


def _released(session: Session, publication: Publication) -> Result:
    return {
        "matter": publication.matter,
        "released_by": publication.released_by,
        "released_on": str(publication.released_on),
        "entered_on": str(entry_day(session, f"publish.release:{publication.matter}")),
    }


def released_in_words(answer: Result) -> str:
    """Who released a matter on which day; entered late, it says so."""
    day = day_in_words(
        date.fromisoformat(answer["released_on"]), date.fromisoformat(answer["entered_on"])
    )
    return f"{answer['matter']} 已由 {answer['released_by']} 于 {day} 批准公示"


def unreleased(region: str) -> list[str]:
    """Publications that wait for the supervisor."""
    with database.reading() as session:
        return list(
            session.exec(
                select(Publication.matter)
                .where(Publication.region == region, col(Publication.released_on).is_(None))
                .order_by(col(Publication.id))
            )
        )
