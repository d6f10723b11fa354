"""What is made public about a draw: its announcement, its record, and if it was abandoned."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import Session, col, func, select

from models import database
from models.district import District
from models.rules import file_names, names
from models.rules.disclosure import AT_DRAW
from models.rules.draw import drand
from models.rules.draw.document import document
from models.rules.draw.level import LEVELS, Level, Release, announced_level, level
from models.rules.draw.reasons import WORDS
from models.rules.draw.state import DrawState
from models.rules.draw.timestamp import read as read_stamp
from models.rules.draw.verify.words import UNSIGNED_STAMP
from models.rules.inspection import InspectionState
from models.rules.leaving import Said
from models.rules.order import Basis, day_in_words
from models.rules.publications import Listing, PublicationKind
from models.tables import (
    Draw,
    DrawEntry,
    Inspection,
    Publication,
    RecordReturn,
    pk,
)
from reports import check_page
from reports.public_site import page
from tasks.base.acts import entered_on, shown_day
from tasks.base.terms import in_force, publisher
from tasks.draw.changes import decided_numbers, rate_of
from tasks.draw.find import abandonment as abandoning
from tasks.draw.find import draw_of, why_abandoned
from tasks.draw.frozen import called, frozen
from tasks.draw.photos import photos_of
from tasks.draw.record import may_be_public, record_of
from tasks.draw.result import announced
from tasks.draw.skipped import skipping_rule
from tasks.draw.standing import replacements
from tasks.publish.packages import Content
from tasks.publish.titles import draw_called
from tasks.publish.versions import Telling


def tellings(session: Session, terms: District, as_of: date) -> Iterator[Telling]:
    """What is told about every draw: its announcement at once; word that it was abandoned, so that
    nobody draws twice in silence; its record when it may be public, on its due day in any case, and
    again when a decided application or a photograph came to it.

    Duty: 3.1, 17.1, 18.1 (第三条、第十七条、第十八条).
    """
    draws = session.exec(select(Draw).where(Draw.region == terms.region).order_by(col(Draw.id)))
    for draw in draws:
        if draw.announced_at is not None:
            yield Telling(
                partial(_once, names.announcement_matter(draw.draw_id)),
                {"抽取公告": draw.announcement_digest},
                [Basis("发布抽取公告", draw.announced_on)],
                partial(announcement, draw_id=draw.draw_id),
            )
        if draw.state == DrawState.ABANDONED:
            yield Telling(
                partial(_once, names.abandonment_matter(draw.draw_id)),
                {"作废原因": why_abandoned(draw)},
                [Basis("作废抽取", abandoning(session, draw).as_of)],
                partial(abandonment, draw_id=draw.draw_id),
            )
        if may_be_public(session, terms, draw, as_of):
            yield _record_told(session, terms, draw, as_of)


def _once(matter: str, number: int) -> str:
    """What is told once has one name."""
    return matter


def _record_told(session: Session, terms: District, draw: Draw, as_of: date) -> Telling:
    photos = photos_of(session, pk(draw))
    changes = [application for application, _ in replacements(session, draw)]
    decided = decided_numbers(session, draw)
    digests = sorted(photo.digest for photo in photos)
    return Telling(
        partial(names.record_matter, draw.draw_id),
        {"变更申请": decided, "抽取照片": digests},
        [
            Basis("确认抽取结果", draw.confirmed_on),
            Basis("登记表回收", _last_return(session, terms, draw, as_of)),
            *(Basis("变更决定", application.decided_on) for application in changes),
            *(Basis("附抽取照片", photo.attached_on) for photo in photos),
        ],
        partial(record, draw_id=draw.draw_id),
        {"applications": decided, "photos": digests},
        {"未交回的登记表": [number for _, number in _not_visited(session, draw)]},
    )


def _last_return(session: Session, terms: District, draw: Draw, as_of: date) -> date | None:
    """The day on which the last return came in, where the record waits for the visits."""
    overdue = draw.record_due is not None and as_of >= draw.record_due
    if terms.draw.record_released == AT_DRAW or overdue:
        return None
    return session.exec(
        select(func.max(col(RecordReturn.received_on)))
        .join(Inspection, col(Inspection.current_return_id) == col(RecordReturn.id))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .where(DrawEntry.draw_pk == draw.id)
    ).one()


def announcement(
    session: Session, terms: District, released: str, matter: str, *, draw_id: str
) -> Content:
    """A page, the document whose digest was announced, and its time-stamp if it has one by then.

    Raises:
        Refused: there is no such draw, or it was announced as ssj-draw/1.

    Duty: 17.1 (第十七条).
    """
    draw = draw_of(session, draw_id)
    frozen(session, draw)
    said = announced(draw)
    name = f"announcement-{file_names.file_stem(draw_id)}"
    title = f"{draw_called(session, terms, draw)}抽取公告"
    reached = announced_level([each.name for each in said.sources])
    stamp = read_stamp(draw.time_stamp)[0] if draw.time_stamp is not None else None
    html = page(
        "announcement",
        publisher(terms),
        title,
        released,
        said=said,
        announced_on=shown_day(session, f"draw.announce:{draw_id}", draw.announced_on),
        digest=draw.announcement_digest,
        words=WORDS,
        skipping=skipping_rule(session, draw),
        channels={channel.code: channel.name for channel in terms.channels},
        level=reached,
        assurance=LEVELS[reached.level],
        file=f"{name}.json",
        stamped_at=stamp.at if stamp is not None else None,
        stamp_file=f"{name}.tst",
    )
    files = {f"{name}.json": draw.announcement.encode(), f"{name}.html": html}
    if draw.time_stamp is not None:
        files[f"{name}.tst"] = base64.b64decode(draw.time_stamp)
    return Content(PublicationKind.ANNOUNCEMENT, title, f"{name}.html", files)


def abandonment(
    session: Session, terms: District, released: str, matter: str, *, draw_id: str
) -> Content:
    """That an announced draw was given up, and why. Whom it had chosen comes out with its record.

    Duty: 17.1 (第十七条).
    """
    draw = draw_of(session, draw_id)
    file = f"abandoned-{file_names.file_stem(draw_id)}.html"
    title = f"{draw_called(session, terms, draw)}抽取作废"
    drawn_on = draw.drawn_on
    html = page(
        "abandonment",
        publisher(terms),
        title,
        released,
        draw=draw,
        reason=why_abandoned(draw),
        record_digest=(
            record_of(session, draw)[0]["digest"] if draw.announced_at is not None else None
        ),
        announced_on=shown_day(session, f"draw.announce:{draw_id}", draw.announced_on),
        drawn_on=shown_day(session, f"draw.run:{draw_id}", drawn_on) if drawn_on else None,
    )
    said = [Said("abandon_reason", why_abandoned(draw))] if draw.announced_at is None else []
    return Content(PublicationKind.ANNOUNCEMENT, title, file, {file: html}, said=said)


def record(
    session: Session, terms: District, released: str, matter: str, *, draw_id: str
) -> Content:
    """The public record, a page that tells it, and the page on which anyone looks up one firm and
    verifies the draw.

    Duty: 17.1, 17.2, 18.1 (第十七条、第十八条).
    """
    draw = draw_of(session, draw_id)
    public, beside = record_of(session, draw)
    written, firms = document(public), called(session, draw)
    name = f"draw-{file_names.file_stem(draw_id)}-{names.read_matter(matter).version}"
    title = f"{draw_called(session, terms, draw)}抽取记录"
    reached = _level(public)
    html = page(
        "draw",
        publisher(terms),
        title,
        released,
        record=public,
        called={each["code"]: each["name"] for each in public["announcement"]["strata"]},
        record_file=f"{name}.json",
        check_file=file_names.check_page(f"{name}.html"),
        announced=_announced(session, draw_id),
        announced_on=shown_day(session, f"draw.announce:{draw_id}", draw.announced_on),
        missing=_not_visited(session, draw),
        names=firms,
        rate=rate_of(session, draw).in_words(),
        channels={channel.code: channel.name for channel in terms.channels},
        words=WORDS,
        level=reached,
        assurance=LEVELS[reached.level],
        release=UNSIGNED_STAMP if public["time_stamp"] else Release.CLAIMED.words,
    )
    files = {
        f"{name}.html": html,
        f"{name}.json": written,
        file_names.check_page(f"{name}.html"): check_page.check_page(
            publisher(terms), written, beside, firms
        ),
        **beside,
    }
    return Content(PublicationKind.DRAW_RECORD, title, f"{name}.html", files)


def _level(public: Mapping[str, Any]) -> Level:
    """What a draw proves; its rounds were verified when they were read."""
    read = [(each["name"], each["value"]) for each in public["sources"]]
    return level(read, [name for name, value in read if value and drand.verify(name, value)])


def _not_visited(session: Session, draw: Draw) -> list[tuple[str, str]]:
    """Firm and number of the inspections whose form never came: a record that falls due names them."""
    return list(
        session.exec(
            select(DrawEntry.credit_code, Inspection.number)
            .select_from(Inspection)
            .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
            .where(DrawEntry.draw_pk == draw.id, Inspection.state == InspectionState.DISPATCHED)
            .order_by(col(Inspection.number))
        )
    )


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
        matter = names.announcement_matter(draw_id)
        content = announcement(
            session, terms, draw.announced_on.isoformat(), matter, draw_id=draw_id
        )
    return dict(content.files)
