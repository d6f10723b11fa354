"""How both rosters stand, counted by hand on the sample (第十一至十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.clock import held_at
from tasks.rosters.refresh import refresh_roster
from tasks.rosters.show import show_rosters
from tests import walk
from tests.refusal import refusal
from tests.tasks.rosters.lists import standing


@pytest.mark.duty("11.1", "13.1", "14.1")
def test_both_rosters_are_counted_by_what_they_can_be_drawn_for(house: Path) -> None:
    walk.prepared(house)
    told = show_rosters(walk.REGION, walk.DRAW_DAY)
    # By hand in samples/make_samples.py: 48, two closed, four key, two must; one recusal.
    assert told["subjects"]["by_class"] == {"一般": 40, "重点": 4, "必查": 2}
    assert told["subjects"]["left_out"] == {"停业": 2}
    assert (told["subjects"]["total"], told["subjects"]["version"]) == (48, 1)
    assert told["inspectors"]["can_inspect"] == told["inspectors"]["total"] == 8
    assert told["inspectors"]["recusals"] == {"亲属关系": 1}
    assert (told["needed"], told["tight"], told["tight_names"]) == (2, 0, [])


@pytest.mark.duty("14.1", "17.3")
def test_who_has_just_as_many_inspectors_left_as_a_visit_needs_is_named(house: Path) -> None:
    walk.prepared(house)
    rows = [(code, row["name"]) for code, row in standing().items() if row["status"] == "正常"]
    (tight, name), (loose, _) = rows[0], rows[1]
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()
    people = [line.rpartition(",")[0] for line in lines[2:]]
    said = [f"{tight}（利害关系）、{loose}" if n < 5 else tight if n == 5 else "" for n in range(8)]
    off_duty = [line.replace("在岗", "离岗") if n == 7 else line for n, line in enumerate(people)]
    recused = [f"{line},{words}" for line, words in zip(people, said, strict=True)]
    path = house / "人员.csv"

    def take_in(officers: list[str]) -> None:
        path.write_text("\n".join([*lines[:2], *officers]), encoding="gb18030")
        with held_at(walk.DRAW_DAY):
            refresh_roster("inspectors", path, walk.REGION, walk.DRAW_DAY, walk.CLERK)

    take_in(recused)  # eight can inspect; six keep away from the one, five from the other
    told = show_rosters(walk.REGION, walk.DRAW_DAY)
    assert (told["tight"], told["tight_names"]) == (1, [f"{tight} {name}"])
    assert told["inspectors"]["recusals"] == {"其他应当回避的情形": 6, "利害关系": 5}
    take_in([f"{line},{words}" for line, words in zip(off_duty, said, strict=True)])
    told = show_rosters(walk.REGION, walk.DRAW_DAY)  # seven: one is left for the one, two the other
    assert told["inspectors"]["can_inspect"] == 7
    assert [each.split()[0] for each in told["tight_names"]] == [loose]


def test_a_missing_roster_is_asked_for(house: Path) -> None:
    walk.prepared(house)
    assert refusal(show_rosters, walk.REGION, walk.DRAW_DAY, "WB-99").code == "unknown-item"
