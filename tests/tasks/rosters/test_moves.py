"""What changed since the draw that was confirmed last, through any number of versions (第十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, or_, select

from models import database
from models.clock import held_at
from models.tables import SubjectEntry
from tasks.rosters.explain import explain
from tasks.rosters.moves import net_changes, reasons_since, roster_moves
from tasks.setup.upgrade import on_record
from tests import released, walk
from tests.refusal import refusal
from tests.tasks.rosters.lists import NEXT_DAY, confirmed, standing, taken_in

NEW = "92350105MA0007920H"  # of no subject of the sample roster
KEY = {"risk_class": "key", "risk_reason": "虚构"}


def _kinds(day: date = NEXT_DAY) -> dict[str, tuple[str, str]]:
    told = roster_moves(walk.REGION, day)["moves"]
    return {each["credit_code"]: (each["kind"], each["reason_words"]) for each in told}


def _reasons(until: int) -> dict[str, str]:
    with database.reading() as session:
        return {
            k: str(v) for k, v in reasons_since(session, walk.REGION, "WB-01", 1, until).items()
        }


def _ordinary() -> list[str]:
    """The sample's subjects of the general class that are in business."""
    return [
        code
        for code, row in standing().items()
        if (row["status"], row["risk_class"]) == ("正常", "general")
    ]


@pytest.mark.duty("13.1")
def test_there_is_nothing_to_compare_before_a_draw_is_confirmed(house: Path) -> None:
    walk.prepared(house)
    told = roster_moves(walk.REGION, walk.DRAW_DAY)
    assert (told["draw_id"], told["moves"], told["unexplained"]) == (None, [], 0)
    walk.drawn(house)
    assert roster_moves(walk.REGION, walk.DRAW_DAY)["draw_id"] is None
    assert refusal(roster_moves, walk.REGION, walk.DRAW_DAY, "WB-99").code == "unknown-item"


@pytest.mark.duty("13.1")
def test_after_a_draw_of_the_first_protocol_nothing_is_asked_for(house: Path) -> None:
    """The released house confirmed one, and removed a subject since."""
    released.load(released.VERSIONS[-1])
    database.migrate(around=on_record)
    told = roster_moves(walk.REGION, NEXT_DAY)
    assert (told["version"], told["draw_id"], told["moves"]) == (2, None, [])


@pytest.mark.duty("13.1")
def test_each_kind_of_change_is_listed_with_its_reason(house: Path) -> None:
    walked = confirmed(house)
    resumed = next(code for code, row in standing().items() if row["status"] == "停业")
    down = next(code for code, row in standing().items() if row["risk_class"] == "must")
    gone, closed, up, renamed, *_ = _ordinary()
    done = taken_in(
        house,
        {
            NEW: {"move_reason": "新设立"},
            gone: None,
            closed: {"status": "吊销"},
            resumed: {"status": "正常", "move_reason": "原因已消除"},
            up: {**KEY, "move_reason": "投诉举报"},
            down: {"risk_class": "general", "risk_reason": "", "move_reason": "信用修复"},
            renamed: {"name": "样例改名网吧", "move_reason": "投诉举报"},
        },
    )
    assert (done["explained"], done["idle_reasons"], done["unexplained"]) == (4, 1, 1)
    assert _kinds() == {
        NEW: ("added", "新设立"),
        gone: ("removed", "未说明"),
        closed: ("suspended", "被责令停业"),
        resumed: ("resumed", "原因已消除"),
        up: ("up", "投诉举报"),
        down: ("down", "信用修复"),
    }
    told = roster_moves(walk.REGION, NEXT_DAY)
    assert (told["draw_id"], told["since_version"], told["version"]) == (walked.draw_id, 1, 2)
    assert [each["credit_code"] for each in told["moves"]] == sorted(_kinds())
    assert told["unexplained"] == 1


@pytest.mark.duty("13.1")
def test_through_many_versions_the_net_change_is_what_two_sets_say(house: Path) -> None:
    confirmed(house)
    a, b, c, d, e, *_ = _ordinary()
    for changes in (
        {a: None, b: KEY, NEW: {}},
        {a: {"name": "样例回来网吧"}, c: {"status": "停业"}, NEW: None},
        {b: {"risk_class": "general", "risk_reason": ""}, c: {"status": "失联"}, d: None},
        {d: {"name": "样例又来网吧", **KEY}, e: {"name": "样例改名网吧"}, NEW: {"status": "停业"}},
    ):
        taken_in(house, changes)  # type: ignore[arg-type]

    def at(version: int) -> set[tuple[str, str, str]]:
        with database.reading() as session:
            rows = select(
                SubjectEntry.credit_code, SubjectEntry.status, SubjectEntry.risk_class
            ).where(
                SubjectEntry.since_version <= version,
                or_(
                    col(SubjectEntry.until_version).is_(None),
                    col(SubjectEntry.until_version) > version,
                ),
            )
            return {tuple(row) for row in session.exec(rows)}  # type: ignore[misc]

    for since in range(1, 6):
        for until in range(since, 6):
            with database.reading() as session:
                changes_ = net_changes(session, walk.REGION, "WB-01", since, until)
            then, now = at(since) - at(until), at(until) - at(since)
            assert {
                (each.credit_code, each.then.status, each.then.risk_class)
                for each in changes_
                if each.then
            } == then
            assert {
                (each.credit_code, each.now.status, each.now.risk_class)
                for each in changes_
                if each.now
            } == now


@pytest.mark.duty("13.1")
def test_a_reason_holds_until_the_subject_changes_again_and_for_its_draw_only(house: Path) -> None:
    confirmed(house)
    a = _ordinary()[0]
    taken_in(house, {a: {**KEY, "move_reason": "投诉举报"}})
    taken_in(house, {a: {**KEY, "name": "样例改名网吧"}})
    assert _kinds() == {a: ("up", "投诉举报")}  # another name is no other class
    taken_in(house, {a: {"risk_class": "general", "risk_reason": ""}})
    assert _kinds() == {}
    taken_in(house, {a: KEY})
    assert _kinds() == {a: ("up", "未说明")}
    taken_in(house, {a: {**KEY, "move_reason": "失信"}})
    assert _kinds() == {a: ("up", "失信")}
    # What a draw that froze an earlier version says is what was said by then.
    assert [_reasons(until) for until in (2, 3, 4, 5)] == [
        {a: "complaint"}, {a: "complaint"}, {}, {a: "dishonesty"},
    ]  # fmt: skip
    with database.reading() as session:
        assert reasons_since(session, walk.REGION, "WB-01", 5, 5) == {}


@pytest.mark.duty("13.1")
def test_who_left_and_came_back_needs_no_reason(house: Path) -> None:
    confirmed(house)
    a = _ordinary()[0]
    before = standing()[a]
    taken_in(house, {a: None})
    with held_at(NEXT_DAY):
        explain(walk.REGION, a, "已注销", NEXT_DAY, walk.CLERK)
    assert _kinds() == {a: ("removed", "已注销")}
    taken_in(house, {a: before})
    assert _kinds() == {}
    taken_in(house, {a: None})
    assert _kinds() == {a: ("removed", "未说明")}
