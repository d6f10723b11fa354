"""What waits for its release and is not in force any more does not go out: it is overtaken, on record,
and the next is built."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.rules import names
from models.rules.order import Basis
from models.rules.publications import PublicationState
from models.tables import Publication
from tasks.base.acts import latest
from tasks.base.step import Result, step


def overtake(matter: str, why: Sequence[str], as_of: date, request: str | None = None) -> Result:
    """Mark a publication that waits for its release as overtaken, with what changed (Chinese).

    Duty: 23.1 (第二十三条).
    """
    with step(
        f"publish.overtake:{matter}",
        action="公示件被取代",
        as_of=as_of,
        region=names.read_matter(matter).region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        publication = s.session.exec(select(Publication).where(Publication.matter == matter)).one()
        if publication.state != PublicationState.BUILT:
            return s.unchanged(matter=matter, stands=publication.state)
        s.rests_on(Basis("制作公示包", publication.built_on))
        publication.state = PublicationState.OVERTAKEN
        s.session.add(publication)
        return s.record(matter=matter, changed=list(why))


def overtaken_in_words(session: Session, publication: Publication) -> str:
    """That a publication was overtaken, and which one stands in its place."""
    stem = names.read_matter(publication.matter).stem
    later = session.exec(
        select(Publication.matter)
        .where(
            col(Publication.matter).startswith(f"{stem}/", autoescape=True),
            col(Publication.id) > publication.id,
            Publication.state != PublicationState.OVERTAKEN,
        )
        .order_by(col(Publication.id))
    ).first()
    event = latest(session, f"publish.overtake:{publication.matter}")
    day = f"于 {event.as_of} " if event else ""
    instead = f"，请批准 {later}" if later else "，现无可批准的公示件"
    return f"{publication.matter} 已{day}被取代{instead}"
