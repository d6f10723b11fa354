"""What the public was told of how a finding is handled: whether more is to come, and whether what is told
now is what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from models.rules.handling import Stage


def in_hand(done: Sequence[str] | None) -> bool:
    """Whether what is told of a finding leaves something to be told: nothing is decided yet, or what was
    decided came to nothing.

    Duty: 21.1 (第二十一条).
    """
    if done is None:
        return True
    return done[3:] in ([Stage.NOT_CORRECTED], [Stage.OVERDUE], [Stage.SENT_BACK])


def progress(before: Sequence[str] | None, now: Sequence[str] | None) -> bool:
    """Whether ``now`` is what became of ``before``, and nothing that was told is put right by it.

    Duty: 21.1, 23.2 (第二十一条、第二十三条).
    """
    if before is None:
        return True
    if now is None:
        return False
    if list(before[:3]) == list(now[:3]):  # a recheck or an answer that says otherwise puts right
        return not before[3:] or list(before) == list(now)
    return in_hand(before) and before[0] != now[0]
