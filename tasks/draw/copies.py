"""Copies of a draw record handed out: to anyone when it may be public, before that to auditors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models import database
from models.faults import Refused
from tasks.base.step import step_once
from tasks.base.terms import in_force
from tasks.draw.find import draw_of
from tasks.draw.record import may_be_public, record_of, sealed_record_of
from tasks.draw.sheet import sheet_of


@dataclass(frozen=True, slots=True)
class Copy:
    """A record, the files beside it by name, and the A4 sheet if it was asked for."""

    record: dict[str, Any]
    beside: dict[str, bytes]
    sheet: bytes | None


def copy_of(
    draw_id: str,
    as_of: date,
    actor: str,
    *,
    sealed: bool = False,
    early: bool = False,
    sheet: bool = False,
) -> Copy:
    """The record of a confirmed draw, public or ``sealed``.

    Whoever takes the sealed form, or takes it ``early``, while the secret must not be public yet,
    is named in the audit record first.

    Raises:
        Refused: there is no such draw, it is not confirmed, or it is too early and not asked for
            as such.

    Duty: 10.3, 17.1, 18.1 (第十条末款、第十七条、第十八条).
    """
    with database.reading() as session:
        draw = draw_of(session, draw_id)
        region = draw.region
        public = may_be_public(session, in_force(session, region, as_of), draw)
        record, beside = (sealed_record_of if sealed else record_of)(session, draw)
        if not public and not early:
            raise Refused(
                "检查尚未全部结束，公开密文会泄露检查对象；内部审计请加 --early，调阅会留痕"
            )
        made = Copy(record, beside, sheet_of(session, draw, record) if sheet else None)
    if sealed or not public:
        digest = str(record["digest"])
        key = f"draw.copy:{draw_id}:{digest}:{actor}"
        with step_once(key, action="调阅抽取记录", as_of=as_of, region=region, actor=actor) as s:
            if not s.done:
                s.record(draw_id=draw_id, digest=digest, sealed=sealed, before_release=not public)
    return made
