"""A late entry is found by what it names, whatever kind of act it was (第十条末款)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.rules.assessment import RETURNS
from models.rules.deadlines import DeadlineKind
from models.tables import Inspection
from tasks.assess.entered import Met, entered_late_on
from tests import walk
from tests.tasks.assess.working_year import ENTERED, IN_TIME, PAPER


@pytest.mark.duty("10.3", "24.1")
def test_only_what_a_late_entry_names_under_its_day_was_entered_late(year: Path) -> None:
    with database.reading() as session:
        numbers = sorted(session.exec(select(Inspection.number)))
        [third] = [each for each in numbers if each.endswith("2026-5-00004")]
        asked = [
            Met(0, RETURNS, third, PAPER),
            Met(1, RETURNS, third, IN_TIME),  # that day's entries were made on it
            Met(2, RETURNS, numbers[0], PAPER),  # the entry names another
            Met(3, DeadlineKind.RESULTS, third, PAPER),  # a form makes nothing public
            Met(
                4, DeadlineKind.RECTIFY, f"{third}/D3/1", PAPER
            ),  # of any other kind: by its inspection
        ]
        assert entered_late_on(session, walk.REGION, asked) == {0: ENTERED, 4: ENTERED}
