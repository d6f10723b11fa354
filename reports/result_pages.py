"""The pages of a draw's results, or of a special inspection's, as they are frozen together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from models.rules.publisher import Publisher
from reports.public_site import page, sliced, turning


def result_pages(
    publisher: Publisher,
    title: str,
    released: str,
    rows: Sequence[Any],
    file: Callable[[int], str],
    **content: Any,
) -> dict[str, bytes]:
    """Every row on pages of a readable length, by ``file`` of its number; the first holds a digest of
    all rows, so that it differs whenever any page does.

    Duty: 22.1, 23.1 (第二十二条、第二十三条).
    """
    parts = sliced(rows)
    clean = sum(row.told.clean is True for row in rows)
    whole = hashlib.sha256(repr(rows).encode()).hexdigest()
    return {
        file(here): page(
            "results",
            publisher,
            title if here == 1 else f"{title}（第{here}页）",
            released,
            firms=len(rows),
            clean=clean,
            part=part,
            whole=whole if len(parts) > 1 else "",
            turning=turning(here, len(parts), file),
            **content,
        )
        for here, part in enumerate(parts, start=1)
    }
