"""Photographs of the draw: type and size judged by content, stored under their digest."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from models.faults import Fault, Refused
from models.home import home
from models.rules import file_kinds, names
from models.rules.draw.free_text import as_free_text
from models.rules.draw.state import DrawState
from models.rules.order import Basis
from models.tables import DrawPhoto, pk
from tasks.base.acts import entry_day
from tasks.base.step import Result, step
from tasks.draw.find import abandoned_in_words, check_open, draw_of

SIGNATURES = {b"\x89PNG\r\n\x1a\n": ("image/png", "png"), b"\xff\xd8\xff": ("image/jpeg", "jpg")}
LARGEST_BYTES = 20 * 1024 * 1024


def attach_photo(
    draw_id: str, path: Path, as_of: date, actor: str, *, request: str | None = None
) -> Result:
    """Attach one photograph to a draw's record; the same photograph again is no second one.

    Raises:
        Refused: no such file, larger than 20 MiB, neither PNG nor JPEG by its content, or the record
            is final: the draw was abandoned, or a later announcement names its digest.

    Duty: 18.1 (第十八条).
    """
    content, suffix = read_picture(path)
    media_type = next(kind for kind, ending in SIGNATURES.values() if ending == suffix)
    digest = hashlib.sha256(content).hexdigest()
    with step(
        f"draw.photo:{draw_id}:{digest}",
        action="附抽取照片",
        as_of=as_of,
        region=names.read_draw_id(draw_id).region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        draw = draw_of(s.session, draw_id)
        s.rests_on(Basis("发布抽取公告", draw.announced_on))
        attached = next((p for p in photos_of(s.session, pk(draw)) if p.digest == digest), None)
        if attached is not None and stored(attached).is_file():
            return s.unchanged(**_attached(s.session, draw_id, attached))
        if draw.state == DrawState.ABANDONED and attached is None:
            raise Refused(
                f"「{draw_id}」不再附照片，已{abandoned_in_words(s.session, draw)}",
                code="abandoned",
            )
        if attached is None:
            check_open(s.session, draw, "附照片")
        photo = attached or DrawPhoto(
            draw_pk=pk(draw),
            digest=digest,
            media_type=media_type,
            size=len(content),
            name=as_free_text(path.name, digest),
            attached_on=as_of,
        )
        s.put(stored(photo), content)
        s.session.add(photo)
        return s.record(**_attached(s.session, draw_id, photo))


def read_picture(path: Path) -> tuple[bytes, str]:
    """A photograph's content, and how a file of its kind ends: judged by content.

    Raises:
        Refused: no such file, larger than 20 MiB, or neither a whole PNG nor JPEG.
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    if path.stat().st_size > LARGEST_BYTES:
        raise Refused(
            faults=[Fault(path.name, "照片不得超过 20 MiB", value=str(path.stat().st_size))]
        )
    content = path.read_bytes()
    if suffix := file_kinds.picture(content):
        return content, suffix
    raise Refused(
        faults=[Fault(path.name, "应为 PNG 或 JPEG 照片（按内容判断，须完整，不看扩展名）")]
    )


def _attached(session: Session, draw_id: str, photo: DrawPhoto) -> Result:
    return {
        "draw_id": draw_id,
        "photo": photo.name,
        "digest": photo.digest,
        "attached_on": str(photo.attached_on),
        "entered_on": str(entry_day(session, f"draw.photo:{draw_id}:{photo.digest}")),
    }


def photos_of(session: Session, draw_pk: int) -> list[DrawPhoto]:
    """The photographs attached to a draw."""
    return list(session.exec(select(DrawPhoto).where(DrawPhoto.draw_pk == draw_pk)))


def stored(photo: DrawPhoto) -> Path:
    """Where a photograph is kept."""
    suffix = next(suffix for kind, suffix in SIGNATURES.values() if kind == photo.media_type)
    return home() / "photos" / f"{photo.digest}.{suffix}"
