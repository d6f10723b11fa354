"""A draw that is given up names a reason of the list and shows what was to be had (第十八条)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.draw.abandoning import check_sources_read

NOON = "2026-11-27T12:00:00+08:00"


@pytest.mark.duty("18.2")
@pytest.mark.parametrize(
    ("unread", "refused"),
    [
        ([], False),
        ([("witness-dice/a", "2026-11-27T09:00:00+08:00")], False),
        ([("index/sse/2026-11-27", "2026-11-27T15:00:00+08:00")], False),
        ([("drand/quicknet/34313812", "2026-11-27T10:00:00+08:00")], True),
        ([("pl5/26330", NOON)], True),
    ],
)
def test_only_a_witness_or_the_future_may_have_given_nothing(
    unread: list[tuple[str, str]], refused: bool
) -> None:
    if not refused:
        check_sources_read(unread, NOON)
        return
    with pytest.raises(Refused, match=f"「{unread[0][0]}」的值已经公布"):
        check_sources_read(unread, NOON)
