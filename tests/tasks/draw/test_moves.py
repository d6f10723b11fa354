"""What changed since the item's last draw is announced, and who was passed over comes again
(第十三条、第十八条)."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.rules.rosters import RosterKind
from models.tables import Draw, DrawEntry, RosterVersion
from tasks.change.applications import apply, decide
from tasks.draw.announce import planned_sample
from tasks.draw.confirm import confirm
from tasks.draw.frozen import newest_version, subjects_of
from tasks.draw.moves import since
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.inspect.dispatch import dispatch
from tasks.inspect.returns import import_returns
from tasks.rosters.explain import explain
from tasks.rosters.refresh import refresh_roster
from tests import walk
from tests.conftest import SAMPLES
from tests.tasks.rosters.lists import confirmed, standing, taken_in

CHANGED, RECEIVED, NEXT = date(2026, 9, 3), date(2026, 9, 11), date(2026, 11, 2)
EVIDENCE = [SAMPLES / "停业说明.txt"]


def _draws(session: Session) -> list[Draw]:
    return list(session.exec(select(Draw).order_by(col(Draw.id))))


def _one_leaves(house: Path, stratum: str, reason: str) -> str:
    """A cycle in which a firm of a class left its place; everything else was visited."""
    done = walk.dispatched(house)
    with database.reading() as session:
        firm = session.exec(
            select(DrawEntry.credit_code).where(DrawEntry.stratum == stratum, DrawEntry.rank == 1)
        ).one()
    with held_at(CHANGED):
        number = apply(done.draw_id, firm, reason, EVIDENCE, CHANGED, walk.CLERK)["number"]
        decide(number, True, CHANGED, walk.CHIEF)
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    return firm


def _next_draw() -> dict[str, object]:
    """Period 6 drawn and confirmed; both records verify together."""
    draw_id = walk.announced(NEXT, 6)
    walk.photographed(draw_id, NEXT)
    with held_at(NEXT):
        run(draw_id, NEXT, walk.CLERK)
        confirm(draw_id, NEXT, walk.LEADER)
    with database.reading() as session:
        first, second = (record_of(session, draw)[0] for draw in _draws(session))
    said = second["announcement"]
    assert said["previous"] == {
        "draw_id": first["announcement"]["draw_id"],
        "draw_digest": first["draw_digest"],
        "record_digest": first["digest"],
    }
    beside = Beside(previous=document(first))
    checks = verify(document(second), beside).checks
    assert [check for check in checks if check.ok is False] == []
    assert {check.key: check.ok for check in checks}["previous"] is True
    following = verify(document(first), Beside(next=document(said))).checks
    assert {check.key: check.ok for check in following}["next"] is True
    return second


@pytest.mark.duty("17.1", "18.3")
def test_who_left_for_a_passing_reason_is_drawn_next_time_in_addition(house: Path) -> None:
    firm = _one_leaves(house, "general", "停业")
    with held_at(NEXT):
        assert planned_sample(walk.REGION, NEXT)["sizes"] == {
            "carried-over": 1,
            "general": 2,
            "key": 1,
            "must": 2,
        }
    record = _next_draw()
    said = json.loads(json.dumps(record["announcement"]))
    assert said["moves"]["by_kind"] == [{"kind": "up", "reason": "carried-over", "count": 1}]
    strata = {each["code"]: each for each in said["strata"]}
    assert (strata["carried-over"]["ratio"], strata["carried-over"]["count"]) == ("1/1", 1)
    drawn = json.loads(json.dumps(record["draw"]))["drawn"]
    assert [e["id"] for e in drawn if e["stratum"] == "carried-over"] == [firm]


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    ("reason", "carried", "moved"),
    [
        # From 1/1 to 1/1: of what the closed list has for that, only its time there being over is so.
        ("不可抗力", True, [{"kind": "down", "reason": "term-ended", "count": 1}]),
        ("已迁出", False, []),
    ],
)
def test_who_left_for_good_is_not_carried_over(
    house: Path, reason: str, carried: bool, moved: list[dict[str, object]]
) -> None:
    _one_leaves(house, "must", reason)
    said = json.loads(json.dumps(_next_draw()["announcement"]))
    assert ("carried-over" in [each["code"] for each in said["strata"]]) is carried
    assert said["moves"]["by_kind"] == moved


@pytest.mark.duty("13.1", "18.3")
@pytest.mark.parametrize(("visited", "reason"), [(True, "served"), (False, "term-ended")])
def test_who_was_carried_over_goes_back_and_is_served_only_if_visited(
    house: Path, visited: bool, reason: str
) -> None:
    firm = _one_leaves(house, "general", "停业")
    _next_draw()
    with held_at(NEXT):
        dispatch("350105/WB-01/2026-6", NEXT, walk.CLERK)
        if visited:
            [theirs] = [each for each in walk.open_ones() if each.task.credit_code == firm]
            import_returns(walk.fill(house, theirs, NEXT), walk.REGION, NEXT, walk.CLERK)
    with database.reading() as session:
        last = _draws(session)[-1]
        version = session.get_one(RosterVersion, last.subject_version_id)
        ratios = {"general": Fraction(1, 20), "key": Fraction(1, 4), "must": Fraction(1)}
        moved = since(session, last, subjects_of(session, version), ratios, version)
    assert moved == [(firm, "down", reason)]


@pytest.mark.duty("13.1", "18.3")
def test_who_comes_back_to_be_carried_over_has_the_reason_that_was_said(house: Path) -> None:
    """Out of business at the last draw, and left the one before for a passing reason."""
    confirmed(house)
    firm = next(code for code, row in standing().items() if row["status"] == "停业")
    taken_in(house, {firm: {"status": "正常", "move_reason": "原因已消除"}})
    with database.reading() as session:
        [last] = _draws(session)
        version = newest_version(session, walk.REGION, "WB-01", RosterKind.SUBJECTS)
        subjects = subjects_of(session, version, {firm: "carried-over"})
        ratios = {"carried-over": Fraction(1), "general": Fraction(1, 20), "key": Fraction(1, 4)}
        moved = since(session, last, subjects, {**ratios, "must": Fraction(1)}, version)
    assert moved == [(firm, "resumed", "reason-ended")]


@pytest.mark.duty("13.1", "17.1")
def test_a_move_without_a_reason_on_record_stops_the_announcement_and_is_named(
    house: Path,
) -> None:
    _one_leaves(house, "general", "已迁出")
    path = house / "市场主体名录库.xlsx"
    book = load_workbook(walk.SUBJECTS)
    sheet = book.worksheets[0]
    codes = [c for row in sheet.iter_rows(min_row=3) for c in row if str(c.value).startswith("92")]
    gone = str(codes[0].value)
    sheet.delete_rows(codes[0].row)
    book.save(path)
    with held_at(date(2026, 10, 30)):
        refresh_roster("subjects", path, walk.REGION, date(2026, 10, 30), walk.CLERK)
    with pytest.raises(Refused, match=f"「{gone}」移出名录没有登记原因，应为 已注销、迁出本辖区"):
        walk.announced(NEXT, 6)
    with held_at(NEXT):
        explain(walk.REGION, gone, "已注销", NEXT, walk.CLERK)
    said = json.loads(json.dumps(_next_draw()["announcement"]))
    assert said["moves"]["by_kind"] == [{"kind": "removed", "reason": "deregistered", "count": 1}]
