"""Step 5, order: what a draw still waits for, in the order in which it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.rules.draw.state import DrawState


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a draw has come.

    ``released`` says whether its announcement may leave the house, ``without`` are the channels (by
    their names) that have not received it, ``unread`` the sources that gave nothing yet.
    ``received_at`` is the last receipt's moment, ``not_before`` the first day it may be dated.
    ``wants_stamp`` says that the announcement is to be stamped first and is not, ``stamp_before``
    when the first source is due.
    """

    state: DrawState
    released: bool
    without: Sequence[str]
    received_at: str | None
    not_before: str
    unread: Sequence[str]
    wants_photograph: bool
    wants_stamp: bool
    stamp_before: str | None


def waits_for(draw: Underway, moment: str, day: str) -> list[str]:
    """What has to happen before the draw goes on, in Chinese; nothing where it may be drawn now,
    at ``moment`` by the clock and dated ``day``, or is settled.

    Duty: 17.1, 18.1, 18.2 (第十七条、第十八条).
    """
    if draw.state == DrawState.DRAWN:
        return [*(["待附抽取照片"] if draw.wants_photograph else []), "待领导确认抽取结果"]
    if draw.state != DrawState.ANNOUNCED:
        return []
    waits = []
    if not draw.released:
        waits.append("待批准公告公示")
    elif draw.without:
        waits.append(f"待各渠道收到公告：{'、'.join(draw.without)}")
    elif draw.received_at is not None and moment <= draw.received_at:
        waits.append(f"公告 {draw.received_at} 刚刚送达，稍后抽取")
    if draw.wants_stamp and (draw.stamp_before is None or moment < draw.stamp_before):
        waits.append("待附公告时间戳")
    elif draw.wants_stamp:
        waits.append(f"公告在 {draw.stamp_before} 之前没有附上时间戳，不得抽取，待作废")
    if min(moment[:10], day) < draw.not_before:
        waits.append(f"待到 {draw.not_before}")
    waits += [f"待读取随机源 {name}" for name in draw.unread]
    return waits
