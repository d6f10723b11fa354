"""What is made public about a draw: its announcement, its record, and if it was abandoned."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.rules.draw.announcement import LEVELS, level
from models.rules.draw.record import written
from models.tables import ChangeApplication, Draw, DrawPhoto, Publication, Replacement
from reports import check_page
from reports.public_site import Listed, page
from tasks.base.terms import house, in_force
from tasks.draw.find import draw_of
from tasks.draw.record import may_be_public, record_of
from tasks.publish.packages import Content, build, file_name


def build_draw_matters(region: str, as_of: date) -> list[str]:
    """Build what is due about every draw: its announcement at once; word that it was abandoned, so
    that nobody draws twice in silence; its record when it may be public, and again when a change
    or a photograph came to it.

    Duty: 3.1, 17.1, 18.1 (第三条、第十七条、第十八条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        known = set(session.exec(select(Publication.matter).where(Publication.region == region)))
        draws = session.exec(select(Draw).where(Draw.region == region).order_by(col(Draw.id)))
        due = [
            (matter, draw.draw_id, content)
            for draw in draws
            for matter, content in _matters(session, terms, draw)
            if matter not in known
        ]
    for matter, draw_id, content in due:
        build(matter, region, as_of, partial(content, draw_id=draw_id))
    return [matter for matter, _, _ in due]


def _matters(
    session: Session, terms: District, draw: Draw
) -> Iterator[tuple[str, Callable[..., Content]]]:
    yield _announcement_matter(draw.draw_id), announcement
    if draw.state == "abandoned":
        yield f"{draw.draw_id}/abandoned", abandonment
    if may_be_public(session, terms, draw):
        yield f"{draw.draw_id}/record/{1 + _additions(session, draw)}", record


def _announcement_matter(draw_id: str) -> str:
    return f"{draw_id}/announcement"


def _additions(session: Session, draw: Draw) -> int:
    """How much came to the record after the draw: replacements and photographs."""
    replaced = session.exec(
        select(func.count(col(Replacement.id)))
        .join(ChangeApplication, col(ChangeApplication.id) == col(Replacement.application_id))
        .where(ChangeApplication.draw_pk == draw.id)
    ).one()
    photographs = session.exec(
        select(func.count(col(DrawPhoto.id))).where(DrawPhoto.draw_pk == draw.id)
    ).one()
    return replaced + photographs


def announcement(session: Session, terms: District, released: str, *, draw_id: str) -> Content:
    """A page, and the canonical JSON whose digest was announced.

    Raises:
        Refused: there is no such draw.

    Duty: 17.1 (第十七条).
    """
    draw = draw_of(session, draw_id)
    said = json.loads(draw.announcement)
    name = f"announcement-{file_name(draw_id)}"
    title = f"抽取公告 {draw_id}"
    reached = level(said["sources"])
    made = page(
        "announcement",
        house(terms),
        title,
        released,
        said=said,
        digest=draw.announcement_digest,
        level=reached,
        assurance=LEVELS[reached],
        file=f"{name}.json",
    )
    files = {f"{name}.json": draw.announcement.encode(), f"{name}.html": made}
    return Content("announcement", title, f"{name}.html", files)


def abandonment(session: Session, terms: District, released: str, *, draw_id: str) -> Content:
    """That an announced draw was given up, and why.

    Duty: 17.1 (第十七条).
    """
    draw = draw_of(session, draw_id)
    file, title = f"abandoned-{file_name(draw_id)}.html", f"作废抽取 {draw_id}"
    made = page("abandonment", house(terms), title, released, draw=draw)
    return Content("announcement", title, file, {file: made})


def record(session: Session, terms: District, released: str, *, draw_id: str) -> Content:
    """The public record, a page that tells it, and the page that verifies it.

    Duty: 17.1, 17.2, 18.1 (第十七条、第十八条).
    """
    draw = draw_of(session, draw_id)
    made, beside = record_of(session, draw)
    name = f"draw-{file_name(draw_id)}-{1 + _additions(session, draw)}"
    title = f"抽取记录 {draw_id}"
    reached = level(made["sources"])
    told = page(
        "draw",
        house(terms),
        title,
        released,
        record=made,
        record_file=f"{name}.json",
        announced=_announced(session, draw_id),
        level=reached,
        assurance=LEVELS[reached],
    )
    files = {
        f"{name}.html": told,
        f"{name}.json": written(made),
        check_page.FILE: check_page.check_page(),
        **beside,
    }
    return Content("draw_record", title, f"{name}.html", files)


def _announced(session: Session, draw_id: str) -> Listed | None:
    """The draw's announcement, where it was made public."""
    found = session.exec(
        select(Publication).where(
            Publication.matter == _announcement_matter(draw_id),
            col(Publication.released_on).is_not(None),
        )
    ).first()
    if found is None or found.released_on is None:
        return None
    return Listed(found.kind, found.title, found.released_on, found.page)


def announcement_files(draw_id: str) -> dict[str, bytes]:
    """The announcement by file name, for whoever publishes it by hand.

    Raises:
        Refused: there is no such draw.
    """
    with database.reading() as session:
        draw = draw_of(session, draw_id)
        terms = in_force(session, draw.region, draw.announced_on)
        made = announcement(session, terms, draw.announced_on.isoformat(), draw_id=draw_id)
    return dict(made.files)
