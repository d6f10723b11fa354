"""The states of a draw (抽取), and the parts a subject can have in it."""

from __future__ import annotations

from models.rules.states import Move, Worded


class DrawState(Worded):
    """Where a draw stands.

    Duty: 18.2 (第十八条).
    """

    ANNOUNCED = "announced", "已公告待抽取"
    DRAWN = "drawn", "已抽取待确认"
    CONFIRMED = "confirmed", "已确认"
    ABANDONED = "abandoned", "已作废"


MOVES = (
    Move(DrawState.ANNOUNCED, DrawState.DRAWN, "第十七条"),
    Move(DrawState.ANNOUNCED, DrawState.ABANDONED, "第十八条"),
    Move(DrawState.DRAWN, DrawState.CONFIRMED, "第十八条"),
    Move(DrawState.DRAWN, DrawState.ABANDONED, "第十八条"),
)
"""A confirmed draw goes nowhere; an abandoned one neither, an extra draw takes its place."""

SETTLED = (DrawState.CONFIRMED, DrawState.ABANDONED)


class Role(Worded):
    """The part a subject has in a draw's sequence (第十七条)."""

    DRAWN = "drawn", "抽中"
    SUBSTITUTE = "substitute", "递补"
