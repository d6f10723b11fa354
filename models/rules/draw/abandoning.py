"""Step 8: a draw that is given up before it is confirmed shows what it had chosen."""

from __future__ import annotations

from collections.abc import Iterable

from models.faults import Refused
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


def _is_public(name: str) -> bool:
    key = kind_of(name)
    return key is not None and SOURCE_KINDS[key].look_up != ""
