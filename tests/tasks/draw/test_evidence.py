"""The evidence of an application, or of giving a draw up: files that are there, kept under their digests (第十八条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from models.faults import Refused
from tasks.change.applications import apply
from tasks.draw.abandon import abandon
from tests import walk
from tests.tasks.change.changing import (
    DAY,
    DRAW_ID,
    general,
)


@pytest.mark.duty("18.3")
def test_evidence_is_a_file_that_is_there_and_says_something(house: Path) -> None:
    walk.dispatched(house)
    first = general()[0]
    empty = house / "空.txt"
    empty.touch()
    with pytest.raises(Refused) as refusal:
        apply(DRAW_ID, first, "停业", [empty, house, house / "没有"], DAY, walk.CLERK)
    assert refusal.value.reasons == (
        "证明材料是空文件：空.txt",
        f"没有这个文件：{house.name}",
        "没有这个文件：没有",
    )


@pytest.mark.duty("18.2")
def test_a_draw_is_not_given_up_on_evidence_that_says_nothing(house: Path) -> None:
    done = walk.drawn(house)
    empty = house / "空.txt"
    empty.touch()
    with held_at(walk.DRAW_DAY), pytest.raises(Refused, match="证明材料是空文件"):
        abandon(done.draw_id, "名单有误", walk.DRAW_DAY, walk.LEADER, attachments=[empty])
