"""What is made public about a draw before its results: its announcement, and if it was abandoned."""

from __future__ import annotations

import json
from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.rules.draw.announcement import LEVELS, level
from models.tables import Draw, Publication
from reports.public_site import page
from tasks.draw_ids import announcement_matter, draw_of
from tasks.parameters import in_force
from tasks.publication import Content, build, file_name
from tasks.results import house


def build_announcements(region: str, as_of: date) -> list[str]:
    """Build every draw's announcement for publication, and word of every abandoned one: nobody
    can draw twice in silence.

    Duty: 3.1, 17.1 (第三条、第十七条).
    """
    with database.reading() as session:
        known = set(
            session.exec(select(Publication.matter).where(Publication.kind == "announcement"))
        )
        draws = session.exec(
            select(Draw.draw_id, Draw.state).where(Draw.region == region).order_by(col(Draw.id))
        ).all()
    wanted = [(announcement_matter(draw_id), draw_id, announcement) for draw_id, _ in draws]
    wanted += [
        (f"{draw_id}/abandoned", draw_id, abandonment)
        for draw_id, state in draws
        if state == "abandoned"
    ]
    new = [each for each in wanted if each[0] not in known]
    for matter, draw_id, content in new:
        build(matter, region, as_of, partial(content, draw_id=draw_id))
    return [matter for matter, _, _ in new]


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
