"""The draw record as a sheet for signature, filled from the database (第十八条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules.draw import drand
from models.rules.draw.sheet import Photo, Sheet
from models.rules.draw.state import DrawState
from models.rules.order import day_in_words
from models.tables import Draw, DrawEntry, DrawPhoto, SubjectEntry, pk
from reports.draw_sheet import draw_sheet
from tasks.base.acts import entered_on
from tasks.base.terms import in_force
from tasks.draw.frozen import coded_inspectors
from tasks.draw.photos import photos_of, stored


def sheet_of(session: Session, draw: Draw, record: Mapping[str, Any]) -> bytes:
    """The A4 sheet of a confirmed draw's ``record``; officers by name only if it is sealed.

    Raises:
        Refused: the draw was abandoned, the machine has no Chinese font, or a photograph is gone or damaged.

    Duty: 17.1, 18.1 (第十七条、第十八条).
    """
    if draw.state != DrawState.CONFIRMED:
        raise Refused(f"「{draw.draw_id}」没有确认，没有可签字的抽取记录", code="not-confirmed")
    named = session.exec(
        select(SubjectEntry.credit_code, SubjectEntry.name)
        .join(DrawEntry, col(DrawEntry.subject_entry_id) == col(SubjectEntry.id))
        .where(DrawEntry.draw_pk == draw.id)
    )
    coded = coded_inspectors(session, draw)
    terms = in_force(session, draw.region, draw.announced_on)
    whole, days = "sealed" in record, days_of(session, draw)
    return draw_sheet(
        record,
        Sheet(
            brigade=terms.brigade,
            rule=terms.rule,
            announced_on=days["announce"],
            drawn_on=days["run"],
            confirmed=f"{days['confirm']} 由 {draw.confirmed_by} 确认",
            channels={channel.code: channel.name for channel in terms.channels},
            names=dict(list(named)),
            officers={
                code: f"{entry.name}（{entry.badge_number}）" if whole else code
                for code, entry in coded.items()
            },
            photos=[_photo(photo) for photo in photos_of(session, pk(draw))],
            verified=[
                each["name"]
                for each in record["sources"]
                if each["value"] and drand.verify(each["name"], each["value"])
            ],
        ),
    )


def days_of(session: Session, draw: Draw) -> dict[str, str]:
    """The day of each act of a draw in words, with the clock's day where it was entered late.

    Duty: 10.3 (第十条末款).
    """
    acts = {"announce": draw.announced_on, "run": draw.drawn_on, "confirm": draw.confirmed_on}
    entered = entered_on(session, [f"draw.{act}:{draw.draw_id}" for act in acts])
    return {
        act: day_in_words(day, entered.get(f"draw.{act}:{draw.draw_id}"))
        for act, day in acts.items()
        if day is not None
    }


def _photo(photo: DrawPhoto) -> Photo:
    path = stored(photo)
    try:
        return Photo(photo.name, photo.digest, path.suffix[1:], path.read_bytes())
    except OSError as error:
        raise Refused(
            f"照片「{photo.name}」的文件不在了：photos/{path.name}", code="file"
        ) from error
