"""A deadline that reads as met only because it was entered late says so (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from reports.dashboard import cycle_in_words, inspection_in_words
from tasks.overview.cycles import cycle
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tests import walk

PERIOD = (walk.REGION, 2026, 5)
RECEIVED, SAID, NOVEMBER = date(2026, 9, 11), date(2026, 9, 28), date(2026, 11, 25)
# Visited Tuesday 2026-09-08: twenty working days end on 12 October.


@pytest.mark.duty("10.3", "23.1")
def test_delivered_in_november_as_of_september_is_not_plainly_met(house: Path) -> None:
    walk.returned(house, RECEIVED)
    assert {row["result_deadline"]["standing"] for row in _rows(SAID)} == {"open"}
    assert {row["result_deadline"]["standing"] for row in _rows(date(2026, 10, 13))} == {"missed"}
    with held_at(NOVEMBER):
        build_due(walk.REGION, SAID)
        for matter in unreleased(walk.REGION):
            release(matter, SAID, walk.LEADER)
        deliver_pending(walk.REGION, SAID)
    shown = cycle(*PERIOD, NOVEMBER)
    assert shown["met_on_paper"] == 5
    assert "其中登记为按期，但期满后才补录公示 5" in cycle_in_words(shown)
    for row in shown["inspections"]:
        deadline = row["result_deadline"]
        assert (deadline["due_on"], deadline["met_on"], deadline["entered_on"]) == (
            "2026-10-12", "2026-09-28", "2026-11-25",
        )  # fmt: skip
        assert deadline["standing"] == "met_on_paper"
        assert inspection_in_words(row).endswith(
            "公示期限 2026-10-12：登记为按期，但期满后才补录，2026-09-28（补录，2026-11-25 登记） 公示"
        )


@pytest.mark.duty("23.1")
def test_published_in_time_on_its_day_is_met(house: Path) -> None:
    walk.made_public(house, RECEIVED, SAID)
    shown = cycle(*PERIOD, NOVEMBER)
    assert shown["met_on_paper"] == 0
    assert {row["result_deadline"]["words"] for row in shown["inspections"]} == {
        "公示期限 2026-10-12：按期，2026-09-28 公示"
    }


def _rows(as_of: date) -> list[dict[str, dict[str, str]]]:
    rows: list[dict[str, dict[str, str]]] = cycle(*PERIOD, as_of)["inspections"]
    return rows
