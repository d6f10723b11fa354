"""An inspection goes one way: dispatched, returned, published, archived; or it is replaced, or, a special one, cancelled. Only what is
still to be told of an archived one opens it again."""

from __future__ import annotations

import pytest

from models.rules.inspection import (
    AWAITING_PUBLICATION,
    MADE_PUBLIC,
    MOVES,
    InspectionState,
    Outcome,
)


@pytest.mark.duty("10.3")
def test_the_moves_are_those_of_the_six_steps() -> None:
    assert {(str(m.before), str(m.after), m.article) for m in MOVES} == {
        ("dispatched", "returned", "第二十条"),
        ("dispatched", "replaced", "第十八条"),
        ("returned", "replaced", "第十八条"),
        ("dispatched", "cancelled", "第四条"),
        ("returned", "sent_back", "第二十三条"),
        ("sent_back", "returned", "第二十三条"),
        ("returned", "published", "第二十三条"),
        ("published", "archived", "第十条"),
        ("archived", "published", "第二十三条"),
    }


def test_what_waits_and_what_is_public_share_nothing() -> None:
    ended = {InspectionState.REPLACED, InspectionState.CANCELLED}
    assert set(AWAITING_PUBLICATION) | set(MADE_PUBLIC) | ended == set(InspectionState)
    assert not set(AWAITING_PUBLICATION) & set(MADE_PUBLIC)


def test_every_state_and_outcome_has_words_of_its_own() -> None:
    for kind in (InspectionState, Outcome):
        assert len({member.words for member in kind}) == len(kind)
