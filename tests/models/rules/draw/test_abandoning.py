"""A draw that is given up names a reason of the list and shows what was to be had (第十八条)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.draw.abandoning import check_sources_read, read_worded
from models.rules.draw.reasons import AbandonReason, DeciderRole

NOON = "2026-11-27T12:00:00+08:00"


@pytest.mark.duty("18.2")
@pytest.mark.parametrize("written", ["text-wrong", "名单有误", " 名单有误 "])
def test_a_reason_is_read_by_its_word_and_in_chinese(written: str) -> None:
    assert read_worded(AbandonReason, written, "作废原因") is AbandonReason.TEXT_WRONG


@pytest.mark.parametrize("written", ["", "名单", "TEXT-WRONG"])
def test_any_other_is_refused_with_the_list(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_worded(DeciderRole, written, "决定人职务")
    assert str(refusal.value) == (
        f"决定人职务「{written}」应为 分管领导（leader-in-charge）、副职负责人（deputy-head）、"
        "主要负责人（head） 之一"
    )


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
