"""Photographs of the draw: type and size judged by content, stored under their digest."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from models.faults import Fault, Refused
from models.home import home
from models.tables import DrawPhoto
from tasks.base.files import put
from tasks.base.step import Result, step_once
from tasks.draw.find import draw_of

SIGNATURES = {b"\x89PNG\r\n\x1a\n": ("image/png", "png"), b"\xff\xd8\xff": ("image/jpeg", "jpg")}
LARGEST = 20 * 1024 * 1024


def attach_photo(draw_id: str, path: Path, as_of: date, actor: str) -> Result:
    """Attach one photograph to a draw's record; the same photograph again is no second one.

    Raises:
        Refused: no such file, larger than 20 MiB, or neither PNG nor JPEG by its content.

    Duty: 18.1 (第十八条).
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}")
    if path.stat().st_size > LARGEST:
        raise Refused(
            faults=[Fault(path.name, "照片不得超过 20 MiB", value=str(path.stat().st_size))]
        )
    content = path.read_bytes()
    kind = next((k for start, k in SIGNATURES.items() if content.startswith(start)), None)
    if kind is None:
        raise Refused(faults=[Fault(path.name, "应为 PNG 或 JPEG 照片（按内容判断，不看扩展名）")])
    media_type, suffix = kind
    digest = hashlib.sha256(content).hexdigest()
    region = draw_id.partition("/")[0]
    key = f"draw.photo:{draw_id}:{digest}"
    with step_once(key, action="附抽取照片", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        draw = draw_of(s.session, draw_id)
        assert draw.id is not None
        put(home() / "photos" / f"{digest}.{suffix}", content)
        s.session.add(
            DrawPhoto(
                draw_pk=draw.id,
                digest=digest,
                media_type=media_type,
                size=len(content),
                name=path.name,
                attached_on=as_of,
            )
        )
        s.record(draw_id=draw_id, photo=path.name, digest=digest)
        return s.result


def photos_of(session: Session, draw_pk: int) -> list[DrawPhoto]:
    """The photographs attached to a draw."""
    return list(session.exec(select(DrawPhoto).where(DrawPhoto.draw_pk == draw_pk)))


def stored(photo: DrawPhoto) -> Path:
    """Where a photograph is kept."""
    suffix = next(suffix for kind, suffix in SIGNATURES.values() if kind == photo.media_type)
    return home() / "photos" / f"{photo.digest}.{suffix}"
