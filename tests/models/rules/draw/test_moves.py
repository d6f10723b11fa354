"""What changed since the previous draw, and who is carried over (第十三条、第十八条第二款)."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.draw.moves import (
    Left,
    Roster,
    carried_over,
    carried_over_problems,
    move_problems,
    moves,
    reason_fits,
)
from models.rules.draw.reasons import MoveKind
from models.rules.draw.texts import ineligible_text, moves_text, subjects_text
from tests.models.rules.draw.cases import VECTORS

RATIOS = {
    "general": Fraction(1, 20),
    "key": Fraction(1, 4),
    "must": Fraction(1),
    "carried-over": Fraction(1),
}
A, B, C, D = (f"92350105MA0000000{n}" for n in "ABCD")


def _roster(entries: dict[str, str | None], ratios: dict[str, Fraction] = RATIOS) -> Roster:
    return Roster(
        subjects_text((id_, stratum) for id_, stratum in entries.items() if stratum),
        ineligible_text((id_, "suspended") for id_, stratum in entries.items() if not stratum),
        ratios,
    )


@pytest.mark.duty("13.1")
@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({}, {A: "key"}, "added"),
        ({}, {A: None}, "added"),
        ({A: "key"}, {}, "removed"),
        ({A: None}, {}, "removed"),
        ({A: "general"}, {A: None}, "suspended"),
        ({A: None}, {A: "must"}, "resumed"),
        ({A: "general"}, {A: "key"}, "up"),
        ({A: "must"}, {A: "key"}, "down"),
        # Not a larger ratio, though another stratum: a 必查 firm that is carried over.
        ({A: "must"}, {A: "carried-over"}, "down"),
        ({A: "carried-over"}, {A: "general"}, "down"),
    ],
)
def test_a_move_has_the_first_kind_that_fits(
    before: dict[str, str | None], after: dict[str, str | None], kind: str
) -> None:
    others: dict[str, str | None] = {B: "general", C: None}
    previous, now = _roster({**others, **before}), _roster({**others, **after})
    assert moves(previous, now) == [(A, kind)]


@pytest.mark.duty("13.1")
def test_who_stands_where_it_stood_has_not_moved() -> None:
    everyone = {A: "general", B: None, C: "must"}
    assert (
        moves(_roster(everyone), _roster(everyone, {"general": Fraction(1), "must": Fraction(1)}))
        == []
    )
    # Another reason for being left out is no move.
    suspended = Roster(subjects_text([(A, "must")]), ineligible_text([(B, "suspended")]), RATIOS)
    capped = Roster(subjects_text([(A, "must")]), ineligible_text([(B, "visit-cap")]), RATIOS)
    assert moves(suspended, capped) == []


@pytest.mark.duty("9.4", "13.1")
def test_up_and_down_go_by_the_ratio_as_announced_then_and_now() -> None:
    then = _roster({A: "general", B: "key"}, {"general": Fraction(1, 20), "key": Fraction(1, 4)})
    now = _roster({A: "key", B: "general"}, {"general": Fraction(1, 3), "key": Fraction(1, 20)})
    assert moves(then, now) == [(A, "down"), (B, "up")]


@pytest.mark.duty("13.1")
@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_every_difference_is_one_move_in_the_order_of_ids(n: int) -> None:
    chance = random.Random(n)
    ids = [f"92350105MA{n:08d}" for n in range(8)] + [f"9235010560{n:05d}" for n in range(4)]
    places = [None, None, *RATIOS]

    def made() -> dict[str, str | None]:
        return {i: chance.choice(places) for i in ids if chance.random() < 0.7} | {D: "general"}

    before, after = made(), made()
    different = sorted(
        id_
        for id_ in {*before, *after}
        if (id_ in before) != (id_ in after) or before[id_] != after[id_]
    )
    assert [id_ for id_, _ in moves(_roster(before), _roster(after))] == different


@pytest.mark.duty("13.1")
def test_a_moves_text_that_says_otherwise_is_named() -> None:
    previous = _roster({A: "general", B: "general", D: "key"})
    now = _roster({A: "key", C: "general", D: "key"})
    right = [(A, "up", "complaint"), (B, "removed", "moved-out"), (C, "added", "established")]
    assert move_problems(previous, now, moves_text(right)) == []
    wrong = moves_text([(A, "down", "repaired"), (C, "added", "found"), (D, "up", "complaint")])
    assert move_problems(previous, now, wrong) == [
        f"变动清单：「{A}」的变动应为「转入抽取比例更高的类别」，列为「转入抽取比例相同或更低的类别」",
        f"变动清单：缺少「{B}」的变动「移出名录」",
        f"变动清单：「{D}」没有变动，却列为「转入抽取比例更高的类别」",
    ]


def test_a_reason_fits_its_own_kind_only() -> None:
    assert reason_fits("up", "complaint")
    assert reason_fits(MoveKind.SUSPENDED, "visit-cap")
    assert not reason_fits("down", "complaint")
    assert not reason_fits("sideways", "complaint")


def _record(name: str) -> dict[str, Any]:
    case = next(c for c in VECTORS["cases"] if c["kind"] == "record" and c["name"].startswith(name))
    found: dict[str, Any] = json.loads(case["given"]["file"])
    return found


def _roster_of(record: dict[str, Any]) -> Roster:
    return Roster(
        record["texts"]["subjects"].encode(),
        record["texts"]["ineligible"].encode(),
        {each["code"]: Fraction(each["ratio"]) for each in record["announcement"]["strata"]},
    )


@pytest.mark.duty("13.1", "17.2", "18.3")
def test_the_published_records_moves_and_carried_over_firms_are_found() -> None:
    first, second = _record("R1 public"), _record("R2")
    now = _roster_of(second)
    assert move_problems(_roster_of(first), now, second["texts"]["moves"].encode()) == []
    changes = [Left(c["kind"], c["out"], c["reason"], c["decided_at"]) for c in first["changes"]]
    due = carried_over(changes, second["announcement"]["announced_at"])
    # Read off the record: three firms left for suspended, force-majeure and untraceable.
    assert due == ["92350105MA2L39L154", "92350105MA81QR3M9Y", "92350105MACFD869R2"]
    assert carried_over_problems(due, now) == []
    assert carried_over_problems(due[:1], _roster_of(first)) == [
        "「92350105MA2L39L154」上期因暂时原因未检查，应列入类别「carried-over」，列在「must」"
    ]


@pytest.mark.duty("17.2", "18.3")
def test_only_passing_reasons_of_firms_carry_over_and_only_until_the_announcement() -> None:
    at = "2026-11-25T09:00:00+08:00"
    changes = [
        Left("subject", A, "suspended", at),
        Left("subject", A, "untraceable", at),
        Left("subject", B, "closed", at),
        Left("subject", C, "force-majeure", "2026-11-25T09:00:01+08:00"),
        Left("inspector", "J01", "leave", at),
    ]
    assert carried_over(changes, at) == [A]
    # What was decided after that announcement comes with the next, and what came with it doesn't.
    assert carried_over(changes, "2027-01-25T09:00:00+08:00", since=at) == [C]
    # Who isn't eligible, or isn't in the roster any more, stands in no stratum.
    assert carried_over_problems([A, B], _roster({A: None, D: "general"})) == []
