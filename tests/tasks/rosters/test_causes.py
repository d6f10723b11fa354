"""What causes make of a roster: a version of its own, whose moves say why, that a new list keeps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import RosterReason, SubjectEntry
from tasks.rosters.causes import apply_causes
from tasks.rosters.moves import roster_moves
from tasks.rosters.refresh import refresh_roster
from tasks.rosters.show import show_rosters
from tests import walk
from tests.tasks.rosters.test_cause_records import DAY, UNTIL, general_one, recorded


def _stands(code: str) -> tuple[str, str, str]:
    with database.reading() as session:
        entry = session.exec(
            select(SubjectEntry).where(
                SubjectEntry.credit_code == code, col(SubjectEntry.until_version).is_(None)
            )
        ).one()
    return entry.risk_class, entry.risk_reason, entry.listed_class


def _reasons() -> list[tuple[str, str]]:
    moves = roster_moves(walk.REGION, UNTIL)["moves"]
    return [(move["credit_code"], move["reason_words"]) for move in moves]


@pytest.mark.duty("9.4", "13.1")
def test_a_cause_raises_until_its_day_and_each_move_has_its_reason(house: Path) -> None:
    walk.dispatched(house)
    code = general_one()
    recorded(code)
    assert _stands(code) == ("key", "失信", "general")
    assert _reasons() == [(code, "失信")]
    # The same list again: it still says general, and the cause still holds.
    with held_at(DAY):
        assert refresh_roster("subjects", walk.SUBJECTS, walk.REGION, DAY, walk.CLERK)["act"] == "unchanged"  # fmt: skip
        [watched] = show_rosters(walk.REGION, DAY)["watched"]
        assert (watched["listed"], watched["causes"], watched["stands"]) == ("一般", "失信", "重点")
        assert apply_causes(walk.REGION, DAY)["act"] == "unchanged"
    with held_at(UNTIL):
        assert apply_causes(walk.REGION, date(2027, 3, 1))["act"] == "unchanged"
        assert list(apply_causes(walk.REGION, UNTIL)["changed"]) == ["WB-01"]
    assert _stands(code) == ("general", "", "general")
    with database.reading() as session:
        said = [(r.kind, r.reason) for r in session.exec(select(RosterReason))]
    # Since the last draw nothing changed in the end, so that there is nothing to say.
    assert (said, _reasons()) == ([("up", "dishonesty")], [])
