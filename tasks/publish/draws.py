"""What is made public about a draw: its announcement, its record, and if it was abandoned."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlmodel import Session, col, func, select

from models import database
from models.district import District
from models.rules import names
from models.rules.disclosure import AT_DRAW
from models.rules.draw.announcement import LEVELS, level
from models.rules.draw.record import written
from models.rules.draw.state import DrawState
from models.rules.order import Basis, day_in_words
from models.rules.publications import Listing, PublicationKind
from models.tables import Draw, DrawEntry, Inspection, Publication, RecordReturn, pk
from reports import check_page
from reports.public_site import page
from tasks.base.acts import entered_on, shown_day
from tasks.base.terms import in_force, publisher
from tasks.draw.find import abandonment as abandoning
from tasks.draw.find import draw_of
from tasks.draw.photos import photos_of
from tasks.draw.record import may_be_public, record_of
from tasks.draw.standing import replacements
from tasks.publish.packages import Content, Due
from tasks.publish.versions import next_version


def due(session: Session, terms: District, as_of: date) -> Iterator[Due]:
    """What is due about every draw: its announcement at once; word that it was abandoned, so that
    nobody draws twice in silence; its record when it may be public, and again when a change or a
    photograph came to it.

    Duty: 3.1, 17.1, 18.1 (第三条、第十七条、第十八条).
    """
    built = set(session.exec(select(Publication.matter).where(Publication.region == terms.region)))
    draws = session.exec(select(Draw).where(Draw.region == terms.region).order_by(col(Draw.id)))
    for draw in draws:
        announced = names.announcement_matter(draw.draw_id)
        if announced not in built:
            yield Due(
                announced,
                [Basis("发布抽取公告", draw.announced_on)],
                partial(announcement, draw_id=draw.draw_id),
            )
        given_up = names.abandonment_matter(draw.draw_id)
        if draw.state == DrawState.ABANDONED and given_up not in built:
            yield Due(
                given_up,
                [Basis("作废抽取", abandoning(session, draw).as_of)],
                partial(abandonment, draw_id=draw.draw_id),
            )
        if may_be_public(session, terms, draw):
            yield from _record_due(session, terms, draw)


def _record_due(session: Session, terms: District, draw: Draw) -> Iterator[Due]:
    photos = photos_of(session, pk(draw))
    changes = [application for application, _ in replacements(session, draw)]
    version = next_version(
        session,
        partial(names.record_matter, draw.draw_id),
        {
            "changes": [application.number for application in changes],
            "photos": sorted(photo.digest for photo in photos),
        },
    )
    if version is not None:
        yield Due(
            version.matter,
            [
                Basis("确认抽取结果", draw.confirmed_on),
                Basis("登记表回收", _last_return(session, terms, draw)),
                *(Basis("变更决定", application.decided_on) for application in changes),
                *(Basis("附抽取照片", photo.attached_on) for photo in photos),
                version.before,
            ],
            partial(record, draw_id=draw.draw_id, matter=version.matter),
            version.tells,
        )


def _last_return(session: Session, terms: District, draw: Draw) -> date | None:
    """The day on which the last return came in, where the record waits for the visits."""
    if terms.draw.record_released == AT_DRAW:
        return None
    return session.exec(
        select(func.max(col(RecordReturn.received_on)))
        .join(Inspection, col(Inspection.current_return_id) == col(RecordReturn.id))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(DrawEntry.draw_pk == draw.id)
    ).one()


def announcement(session: Session, terms: District, released: str, *, draw_id: str) -> Content:
    """A page, and the canonical JSON whose digest was announced.

    Raises:
        Refused: there is no such draw.

    Duty: 17.1 (第十七条).
    """
    draw = draw_of(session, draw_id)
    stated = json.loads(draw.announcement)
    file = partial(names.file_name, "announcement", draw_id)
    title = f"抽取公告 {draw_id}"
    reached = level(stated["sources"])
    html = page(
        "announcement",
        publisher(terms),
        title,
        released,
        announcement=stated,
        announced_on=shown_day(session, f"draw.announce:{draw_id}", draw.announced_on),
        digest=draw.announcement_digest,
        level=reached,
        assurance=LEVELS[reached],
        file=file("json"),
    )
    files = {file("json"): draw.announcement.encode(), file("html"): html}
    return Content(PublicationKind.ANNOUNCEMENT, title, file("html"), files)


def abandonment(session: Session, terms: District, released: str, *, draw_id: str) -> Content:
    """That an announced draw was given up, and why.

    Duty: 17.1 (第十七条).
    """
    draw = draw_of(session, draw_id)
    file, title = names.file_name("abandoned", draw_id, "html"), f"作废抽取 {draw_id}"
    drawn_on = draw.drawn_on
    html = page(
        "abandonment",
        publisher(terms),
        title,
        released,
        draw=draw,
        announced_on=shown_day(session, f"draw.announce:{draw_id}", draw.announced_on),
        drawn_on=shown_day(session, f"draw.run:{draw_id}", drawn_on) if drawn_on else None,
    )
    return Content(PublicationKind.ANNOUNCEMENT, title, file, {file: html})


def record(
    session: Session, terms: District, released: str, *, draw_id: str, matter: str
) -> Content:
    """The public record, a page that tells it, and the page that verifies it.

    Duty: 17.1, 17.2, 18.1 (第十七条、第十八条).
    """
    draw = draw_of(session, draw_id)
    public, beside = record_of(session, draw)
    file = partial(names.file_name, "draw", draw_id, part=names.read_matter(matter).version)
    title = f"抽取记录 {draw_id}"
    reached = level(public["sources"])
    html = page(
        "draw",
        publisher(terms),
        title,
        released,
        record=public,
        record_file=file("json"),
        announced=_announced(session, draw_id),
        announced_on=shown_day(session, f"draw.announce:{draw_id}", draw.announced_on),
        decided_on={
            application.number: shown_day(
                session, f"change.decide:{application.number}", application.decided_on
            )
            for application, _ in replacements(session, draw)
            if application.decided_on is not None
        },
        level=reached,
        assurance=LEVELS[reached],
    )
    files = {
        file("html"): html,
        file("json"): written(public),
        check_page.FILE: check_page.check_page(),
        **beside,
    }
    return Content(PublicationKind.DRAW_RECORD, title, file("html"), files)


def _announced(session: Session, draw_id: str) -> Listing | None:
    """The draw's announcement, where it was made public."""
    matter = names.announcement_matter(draw_id)
    publication = session.exec(select(Publication).where(Publication.matter == matter)).first()
    if publication is None or publication.released_on is None:
        return None
    subject = f"publish.release:{matter}"
    entered = entered_on(session, [subject]).get(subject)
    released = day_in_words(publication.released_on, entered)
    return Listing(PublicationKind(publication.kind), publication.title, released, publication.page)


def announcement_files(draw_id: str) -> dict[str, bytes]:
    """The announcement by file name, for whoever publishes it by hand.

    Raises:
        Refused: there is no such draw.
    """
    with database.reading() as session:
        draw = draw_of(session, draw_id)
        terms = in_force(session, draw.region, draw.announced_on)
        content = announcement(session, terms, draw.announced_on.isoformat(), draw_id=draw_id)
    return dict(content.files)
