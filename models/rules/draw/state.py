"""The states of a draw (抽取), and the parts a subject can have in it."""

from __future__ import annotations

from collections.abc import Sequence

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


def check_turn(unsettled: Sequence[str]) -> None:
    """No draw is announced while these of its item could still be confirmed: each announcement
    names the draw before it, and one that the next had passed over would be bound by none.

    Raises:
        Refused: naming them.

    Duty: 17.1 (第十七条).
    """
    if unsettled:
        raise Refused(
            *(
                f"「{draw_id}」已经公告，尚未确认也没有作废，办结以后方可公告下一次"
                for draw_id in unsettled
            ),
            code="unsettled",
        )


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
