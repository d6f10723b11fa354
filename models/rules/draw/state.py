"""The states of a draw (抽取), and the parts a subject can have in it."""

from __future__ import annotations

from models.faults import Refused
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


def check_abandoning(state: DrawState, reason: str) -> None:
    """A draw may be given up in this state, for this reason.

    Raises:
        Refused: it is confirmed, or no reason is given.

    Duty: 18.2 (第十八条).
    """
    problems = []
    if state == DrawState.CONFIRMED:
        problems.append("抽取结果一经确认不得变更（第十八条），只能申请变更后递补")
    if not reason.strip():
        problems.append("作废抽取须写明原因")
    if problems:
        raise Refused(*problems, code="wrong-state")
