"""Step 8: a draw that is given up before it is confirmed shows what it had chosen."""

from __future__ import annotations

from collections.abc import Iterable

from models.faults import Refused
from models.rules.draw.reasons import AbandonReason
from models.rules.draw.sources import SOURCE_KINDS, kind_of


def check_sources_read(unread: Iterable[tuple[str, str]], at: str) -> None:
    """Who gives a draw up at a time has read what was to be had: of ``unread`` (name, due) only a
    witness's, or what is due later, may be missing.

    Raises:
        Refused: naming every other.

    Duty: 18.2 (第十八条).
    """
    missing = [name for name, due in unread if due <= at and _is_public(name)]
    if missing:
        raise Refused(
            *(
                f"随机源「{name}」的值已经公布，作废之前须先读取（抽取结果一并公开）"
                for name in missing
            ),
            code="source-unread",
        )


def check_release(reason: AbandonReason, received_at: str | None, first_due: str | None) -> None:
    """Where the last channel received the announcement (``received_at``; ``None``: one has not) no
    earlier than a source could be known, that is why the draw is given up: its record would be out
    of order for any other reason.

    Raises:
        Refused: it is given up for another.

    Duty: 18.2 (第十八条).
    """
    late = received_at is not None and first_due is not None and received_at >= first_due
    if late and reason != AbandonReason.RELEASE_LATE:
        raise Refused(
            f"公告没有在随机源的时间 {first_due} 之前送达各渠道，"
            f"作废原因应为「{AbandonReason.RELEASE_LATE.words}」",
            code="release-late",
        )


def _is_public(name: str) -> bool:
    key = kind_of(name)
    return key is not None and SOURCE_KINDS[key].look_up != ""
