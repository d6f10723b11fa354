"""Step 5, order: what a draw still waits for, in the order in which it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.rules.draw.reasons import AbandonReason
from models.rules.draw.state import DrawState
from models.rules.order import moment_in_words


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a draw has come.

    ``released`` says whether its announcement may leave the house, ``without`` are the channels (by
    their names) that have not received it, ``unread`` the sources that gave nothing yet.
    ``passed_by`` is the draw of its item that was announced after it, if there is one,
    ``received_at`` the last receipt's moment, ``first_due`` the earliest its sources can be known,
    ``not_before`` the first day it may be dated. ``wants_stamp`` says that the announcement is to be
    stamped first and is not.
    """

    state: DrawState
    passed_by: str | None
    released: bool
    without: Sequence[str]
    received_at: str | None
    first_due: str | None
    not_before: str
    unread: Sequence[str]
    wants_photograph: bool
    wants_stamp: bool


def waits_for(draw: Underway, moment: str, day: str) -> list[str]:
    """What has to happen before the draw goes on, in Chinese; nothing where it may be drawn now,
    at ``moment`` by the clock and dated ``day``, or is settled.

    Duty: 17.1, 18.1, 18.2 (第十七条、第十八条).
    """
    if draw.state == DrawState.DRAWN:
        return [*(["待附抽取照片"] if draw.wants_photograph else []), "待领导确认抽取结果"]
    if draw.state != DrawState.ANNOUNCED:
        return []
    if draw.passed_by is not None:
        return [f"其后的「{draw.passed_by}」已经公告，不能再抽取"]
    if draw.first_due is not None and _is_late(draw, draw.first_due, moment):
        return [
            f"公告没有在随机源的时间 {moment_in_words(draw.first_due)} 之前送达各渠道，"
            f"待作废（{AbandonReason.RELEASE_LATE.words}）"
        ]
    waits = []
    if not draw.released:
        waits.append("待批准公告公示")
    elif draw.without:
        waits.append(f"待各渠道收到公告：{'、'.join(draw.without)}")
    elif draw.received_at is not None and moment <= draw.received_at:
        waits.append(f"公告 {draw.received_at} 刚刚送达，稍后抽取")
    if draw.wants_stamp and (draw.first_due is None or moment < draw.first_due):
        waits.append("待附公告时间戳")
    elif draw.wants_stamp:
        waits.append(f"公告在 {draw.first_due} 之前没有附上时间戳，不得抽取，待作废")
    if min(moment[:10], day) < draw.not_before:
        waits.append(f"待到 {draw.not_before}")
    waits += [f"待读取随机源 {name}" for name in draw.unread]
    return waits


def _is_late(draw: Underway, first_due: str, moment: str) -> bool:
    """Whether some channel received the announcement, or still can, no earlier than a source could
    be known: then it commits to nothing."""
    received_at = None if draw.without else draw.received_at
    return (received_at or moment) >= first_due
