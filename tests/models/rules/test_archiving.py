"""What is ready for the archive: public, every finding decided, the draw photographed."""

from __future__ import annotations

import pytest

from models.rules.archiving import ready_for_archive
from models.rules.inspection import InspectionState


@pytest.mark.duty("10.3", "18.1", "21.1")
@pytest.mark.parametrize(
    ("state", "undisposed", "drawn", "photographed", "ready"),
    [
        ("published", 0, True, True, True),
        ("published", 0, True, False, False),  # 第十八条: the draw is photographed
        ("published", 1, True, True, False),  # 第二十一条: something is done about each finding
        ("published", 0, False, False, True),  # a special inspection was not drawn
        ("published", 2, False, False, False),
        ("returned", 0, True, True, False),
        ("dispatched", 0, True, True, False),
        ("replaced", 0, True, True, False),
        ("archived", 0, True, True, False),
    ],
)
def test_nothing_may_be_left_to_do(
    state: str, undisposed: int, drawn: bool, photographed: bool, ready: bool
) -> None:
    said = ready_for_archive(
        InspectionState(state), undisposed, told=True, drawn=drawn, photographed=photographed
    )
    assert said is ready
    assert not ready_for_archive(
        InspectionState(state), undisposed, told=False, drawn=drawn, photographed=photographed
    )
