"""Which visits were made to a firm: each once, whatever was inspected in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.rules.firm_visits import VisitKind, count_by_kind
from reports.specials import specials_in_words
from tasks.base.visits import visits_made
from tasks.inspect.special import open_special
from tasks.overview.specials import specials
from tests import walk

FIRM, PAIR = "92350105MA0015838Y", ["035023", "035036"]
NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)
NUMBER, SECOND = "350105-ZX-2026-00001", "350105-ZX-2026-00002"


@pytest.mark.duty("4.1")
def test_two_made_in_one_visit_are_one_visit_and_others_are_visits_of_their_own(
    house: Path,
) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        for document, badges in (
            ("投诉单1号", PAIR),
            ("督办单2号", [PAIR[1], "035049"]),
            ("移送函3号", ["035075", "035088"]),
        ):
            open_special(walk.REGION, 3, document, FIRM, badges, walk.DRAW_DAY, walk.CLERK)
    one, two, three = walk.open_ones()
    for each in (one, two, three):
        walk.hand_in(house, each, RECEIVED)
    shown = specials(walk.REGION, RECEIVED)["specials"]
    assert [each["same_visit"] for each in shown] == [[SECOND], [NUMBER], []]
    assert f"与 {SECOND} 为同一次检查" in specials_in_words(specials(walk.REGION, RECEIVED))
    with database.reading() as session:
        made = visits_made(session, walk.REGION, date(2026, 1, 1), RECEIVED)
        assert visits_made(session, walk.REGION, date(2026, 9, 9), RECEIVED) == []
    assert count_by_kind(made)[VisitKind.SPECIAL] == 2
