"""Copies of a draw record handed out: to anyone when it may be public, before that to auditors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models import database
from models.faults import Refused
from models.rules.order import Basis
from tasks.base.step import step
from tasks.base.terms import in_force
from tasks.draw.find import draw_of
from tasks.draw.record import may_be_public, record_of, sealed_record_of
from tasks.draw.sheet import days_of, sheet_of


@dataclass(frozen=True, slots=True)
class Copy:
    """A record, the files beside it by name, the A4 sheet if it was asked for, and the days of
    the draw in words, those entered late marked."""

    record: dict[str, Any]
    beside: dict[str, bytes]
    sheet: bytes | None
    days: dict[str, str]


def copy_of(
    draw_id: str,
    as_of: date,
    actor: str,
    *,
    sealed: bool = False,
    early: bool = False,
    sheet: bool = False,
    request: str | None = None,
) -> Copy:
    """The record of a confirmed draw, public or ``sealed``.

    Whoever takes the sealed form, or takes it ``early``, while the secret must not be public yet,
    is named in the audit record first.

    Raises:
        Refused: there is no such draw, it is not confirmed (or not yet on that day), or it is too
            early and not asked for as such.

    Duty: 10.3, 17.1, 18.1 (第十条末款、第十七条、第十八条).
    """
    with database.reading() as session:
        draw = draw_of(session, draw_id)
        region = draw.region
        public = may_be_public(session, in_force(session, region, as_of), draw, as_of)
        record, beside = (sealed_record_of if sealed else record_of)(session, draw)
        if not public and not early:
            raise Refused(
                "检查尚未全部结束，公开密文会泄露检查对象；内部审计请加 --early，调阅会留痕",
                code="inspections-not-over",
            )
        confirmed = Basis("确认抽取结果", draw.confirmed_on)
        copy = Copy(
            record,
            beside,
            sheet_of(session, draw, record) if sheet else None,
            days_of(session, draw),
        )
    if sealed or not public:
        with step(
            f"draw.copy:{draw_id}",
            action="调阅抽取记录",
            as_of=as_of,
            region=region,
            actor=actor,
            request=request,
        ) as s:
            if not s.known:
                s.rests_on(confirmed)
                s.record(
                    draw_id=draw_id,
                    digest=record["digest"],
                    sealed=sealed,
                    before_release=not public,
                )
    return copy
