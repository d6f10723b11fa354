"""The house's ledger of a year on any day: late, skipped, abandoned, missing (第九条、第十六条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.faults import Refused
from tasks.base import key_file
from tasks.base.step import Result
from tasks.draw.abandon import abandon
from tasks.draw.confirm import confirm
from tasks.draw.find import draw_of
from tasks.draw.record import record_of
from tasks.overview.ledger import year_ledger
from tasks.plan.annual import approve_plan, make_plan
from tasks.plan.deduct import deduct
from tasks.setup.upgrade import on_record
from tests import released, walk
from tests.tasks.change import changing

RECEIVED, NEAR, RECORD_DUE = date(2026, 9, 11), date(2026, 9, 29), date(2026, 11, 27)
DAY_AFTER = date(2026, 9, 2)
YEAR_END = date(2027, 1, 4)


def _ledger(as_of: date) -> Result:
    return year_ledger(walk.REGION, 2026, as_of)


def _fifth(as_of: date) -> Result:
    return dict(_ledger(as_of)["periods"][4])


@pytest.mark.duty("9.2", "16.1")
def test_skipped_periods_stand_in_the_ledger_though_nobody_wrote_them_down(house: Path) -> None:
    walk.drawn(house)
    shown = _ledger(YEAR_END)
    assert [(each["words"], each["late"]) for each in shown["periods"]] == [
        *[("逾期未抽取", ["announced"])] * 4,
        ("已抽取待确认；抽取记录逾期", ["record"]),
        ("逾期未抽取", ["announced"]),
    ]
    assert shown["words"].startswith("全年应抽取 6 次；已公告 1 期；逾期未抽取 5 期；")


@pytest.mark.duty("18.1", "20.1", "23.1")
def test_one_form_that_never_came_is_counted_and_the_record_is_late_only_after_its_day(
    house: Path,
) -> None:
    walk.dispatched(house)
    for each in walk.open_ones()[1:]:
        walk.hand_in(house, each, RECEIVED)
    walk.published(NEAR)
    due = _fifth(RECORD_DUE)
    [draw] = due["draws"]
    # By hand: five were drawn, four came in on the eleventh, all within the month.
    assert (draw["visited"], draw["to_visit"], draw["returns_late"]) == (4, 5, 1)
    assert draw["results"] == {
        "published": 4,
        "late": 0,
        "on_paper": 0,
        "last": {"on": "2026-09-29", "entered_on": "2026-09-29", "words": "2026-09-29"},
        "due_on": None,
    }
    assert due["words"] == "已确认；登记表逾期 1 件"
    after = _fifth(date(2026, 11, 28))
    assert after["words"] == "已确认；登记表逾期 1 件；抽取记录逾期"
    assert after["draws"][0]["record"]["standing_name"] == "逾期"
    walk.published(date(2026, 11, 30))
    assert _fifth(date(2026, 12, 1))["late"] == ["visited", "record"]


@pytest.mark.duty("10.3")
def test_the_ledger_of_a_past_day_knows_nothing_later(house: Path) -> None:
    walk.dispatched(house)
    before = _ledger(walk.DRAW_DAY)
    with held_at(changing.DAY):
        changing.changed(changing.general()[0])
    walk.all_in(house, RECEIVED)
    walk.published(NEAR)
    with held_at(NEAR):
        deduct(walk.REGION, 2026, 1, "联合抽查", "文1号", NEAR, walk.CLERK)
    assert _ledger(walk.DRAW_DAY) == before
    assert _ledger(NEAR) != before
    [nothing] = {len(each["draws"]) for each in _ledger(date(2026, 8, 31))["periods"]}
    assert nothing == 0


@pytest.mark.duty("10.3")
def test_what_was_entered_late_says_so_with_the_clocks_day(house: Path) -> None:
    done = walk.drawn(house)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    with held_at(date(2026, 9, 4)):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
        make_plan(walk.REGION, 2027, walk.NEW_YEAR, walk.CLERK)
        approve_plan(walk.REGION, 2027, walk.NEW_YEAR, walk.LEADER)
    [draw] = _fifth(date(2026, 9, 4))["draws"]
    assert draw["confirmed"] == {
        "on": "2026-09-01",
        "entered_on": "2026-09-04",
        "words": "2026-09-01（补录，2026-09-04 登记）",
    }
    next_year = year_ledger(walk.REGION, 2027, date(2026, 9, 4))
    assert next_year["approved_in_words"] == "2026-01-05（补录，2026-09-04 登记）"
    assert year_ledger(walk.REGION, 2027, date(2026, 1, 4))["approved_by"] is None


@pytest.mark.duty("17.1", "18.2")
def test_an_abandoned_draw_stands_with_reason_digest_and_what_replaced_it(house: Path) -> None:
    first = walk.drawn(house).draw_id
    with held_at(walk.DRAW_DAY):
        abandon(first, "名单有误", walk.DRAW_DAY, walk.LEADER)
    with database.reading() as session:
        digest = record_of(session, draw_of(session, first))[0]["digest"]
    row = _fifth(walk.DRAW_DAY)
    [draw] = row["draws"]
    assert (row["words"], draw["state_name"]) == ("待抽取；作废 1 次", "已作废")
    given_up = draw["abandoned"]
    assert (given_up["on"], given_up["reason"]) == ("2026-09-01", "名单有误")
    assert (given_up["record_digest"], given_up["replaced_by"]) == (digest, None)
    away = key_file.path().rename(house / "away.key")
    assert _fifth(walk.DRAW_DAY)["draws"][0]["abandoned"]["record_digest"] is None
    away.rename(key_file.path())
    extra = walk.announced(DAY_AFTER, extra=True)
    one, other = _fifth(DAY_AFTER)["draws"]
    assert (one["abandoned"]["replaced_by"], one["extra"], other["extra"]) == (extra, False, True)
    assert one["abandoned"]["record_digest"] == digest


@pytest.mark.duty("9.3", "18.3")
def test_changes_and_deductions_stand_in_the_year_and_programs_can_read_it(house: Path) -> None:
    walk.dispatched(house)
    with held_at(changing.DAY):
        for subject in changing.general()[:2]:
            changing.changed(subject)
        deduct(walk.REGION, 2026, 1, "联合抽查", "文1号", changing.DAY, walk.CLERK)
    shown = json.loads(json.dumps(_ledger(changing.DAY), default=str))
    # By hand: two changes at two of five places.
    changes = shown["periods"][4]["draws"][0]["changes"]
    assert (changes["count"], changes["share"], changes["by_reason"]) == (2, "2/5", {"停业": 2})
    assert (shown["due"], shown["deducted"]) == (6, 1)
    [deducted] = shown["deductions"]
    assert (deducted["document"], deducted["recorded"]["on"]) == ("文1号", "2026-09-03")
    assert "扣减 1 次，实应 5 次" in shown["words"]


def test_a_year_nobody_planned_is_refused(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="还没有事项 WB-01 的 2025 年度抽查计划"):
        year_ledger(walk.REGION, 2025, walk.DRAW_DAY)


@pytest.mark.duty("16.1")
def test_a_year_of_an_earlier_release_has_its_ledger(house: Path) -> None:
    released.load("0005")
    database.migrate(around=on_record)
    first = _fifth(date(2026, 11, 1))["draws"][0]
    assert (first["draw_id"], first["record"]) == ("350105/WB-01/2026-5", None)
