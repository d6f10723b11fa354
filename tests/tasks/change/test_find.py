"""Which place, seat or application is meant, and what is said where there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.faults import Refused
from tasks.change.applications import decide
from tasks.change.find import application_of, applied_entry_day, code_of, pending, place_of
from tests import walk
from tests.tasks.change.changing import C1, C2, LATER, applied, badges, general, the_draw


@pytest.mark.duty("18.3")
def test_a_place_is_found_by_who_stands_there_and_a_seat_by_the_badge(house: Path) -> None:
    walk.dispatched(house)
    first, *_, last = general()
    lead, assistant = badges(first)
    with database.reading() as session:
        draw = the_draw(session)
        place = place_of(session, draw, first)
        assert (place.entry.credit_code, place.rank) == (first, 1)
        assert [code_of(session, draw, place, badge) for badge in (lead, assistant)] == place.codes
        with pytest.raises(Refused, match=f"「{last}」不在"):
            place_of(session, draw, last)
        with pytest.raises(Refused, match="警号 999999 不是"):
            code_of(session, draw, place, "999999")


@pytest.mark.duty("18.3")
def test_an_application_is_pending_until_it_is_decided(house: Path) -> None:
    walk.dispatched(house)
    first, second, *_ = general()
    with held_at(LATER):
        applied(first)
    with database.reading() as session:
        draw = the_draw(session)
        at_first, at_second = (place_of(session, draw, each).entry for each in (first, second))
        found = pending(session, at_first, None)
        assert found is not None
        assert found.number == application_of(session, C1).number == C1
        assert applied_entry_day(session, found, at_first) == LATER == date(2026, 9, 7)
        assert pending(session, at_first, "J01") is None
        assert pending(session, at_second, None) is None
        with pytest.raises(Refused, match=f"没有编号为「{C2}」的变更申请"):
            application_of(session, C2)
    with held_at(LATER):
        decide(C1, False, LATER, walk.CHIEF)
    with database.reading() as session:
        assert pending(session, at_first, None) is None
