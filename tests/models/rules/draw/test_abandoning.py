"""A draw that is given up names a reason of the list and shows what was to be had (第十八条)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.draw.abandoning import check_release, check_sources_read
from models.rules.draw.reasons import AbandonReason

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


@pytest.mark.duty("18.2")
@pytest.mark.parametrize(
    ("received_at", "first_due", "late"),
    [
        ("2026-11-27T11:59:59+08:00", NOON, False),
        (NOON, NOON, True),
        (None, NOON, False),
        (NOON, None, False),
    ],
)
def test_what_was_released_too_late_is_given_up_for_that(
    received_at: str | None, first_due: str | None, late: bool
) -> None:
    check_release(AbandonReason.RELEASE_LATE, received_at, first_due)
    if not late:
        check_release(AbandonReason.TEXT_WRONG, received_at, first_due)
        return
    with pytest.raises(Refused, match="作废原因应为「公告未按时发布」"):
        check_release(AbandonReason.TEXT_WRONG, received_at, first_due)
