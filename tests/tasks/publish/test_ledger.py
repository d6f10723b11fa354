"""The public ledger tells what is public already, and by itself what fell due (第九条、第十六条)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw, InspectorEntry, SubjectEntry
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.run import run
from tasks.inspect.dispatch import dispatch
from tasks.plan.deduct import deduct
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release
from tasks.publish.site import write_site
from tests import two_items, walk
from tests.tasks.change import changing

FILE = "ledger-350105-WB-01-2026.html"
RECEIVED, NEAR, RECORD_DUE = date(2026, 9, 11), date(2026, 9, 29), date(2026, 11, 27)
DAY_AFTER = date(2026, 9, 2)
EVERYTHING_OUT = date(2026, 9, 28)


def _text(home: Path) -> str:
    """The page without its markup."""
    html = (home / "site" / walk.REGION / FILE).read_text("utf-8")
    return re.sub(r"<[^>]+>", "", html.partition("<main")[2])


def _row(home: Path, number: int) -> str:
    """One period's row, without markup."""
    html = (home / "site" / walk.REGION / FILE).read_text("utf-8")
    [row] = [r for r in html.split("<tr>") if f"第{number}期（" in r.partition("</tr>")[0]]
    return re.sub(r"<[^>]+>", "", row.partition("</tr>")[0])


def _late(home: Path, number: int) -> list[str]:
    """What stands in red in a period's row."""
    html = (home / "site" / walk.REGION / FILE).read_text("utf-8")
    [row] = [r for r in html.split("<tr>") if f"第{number}期（" in r.partition("</tr>")[0]]
    return re.findall(r'class="bad">(.*?)</strong>', row.partition("</tr>")[0], re.DOTALL)


@pytest.mark.duty("9.2", "16.1")
def test_a_skipped_period_appears_on_the_site_by_itself_and_nothing_is_written_twice(
    house: Path,
) -> None:
    walk.prepared(house)
    walk.published(date(2026, 1, 6))
    assert "待抽取" in _row(house, 1)
    assert not _late(house, 1)
    with held_at(date(2026, 2, 28)):
        assert write_site(walk.REGION, date(2026, 2, 28))["act"] == "unchanged"
    with held_at(date(2026, 3, 1)):
        assert write_site(walk.REGION, date(2026, 3, 1))["act"] == "done"
        assert write_site(walk.REGION, date(2026, 3, 1))["act"] == "unchanged"
    assert "逾期未抽取" in _row(house, 1)
    assert "逾期没有公告，期限" in _late(house, 1)[0]
    # Under an earlier day too the site shows what stands today.
    with held_at(date(2026, 3, 1)):
        assert write_site(walk.REGION, date(2026, 1, 6))["act"] == "unchanged"


@pytest.mark.duty("17.1")
def test_an_announcement_that_is_not_released_is_no_announcement(house: Path) -> None:
    walk.prepared(house)
    walk.published(walk.NEW_YEAR)
    with held_at(walk.DRAW_DAY):
        done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
        build_due(walk.REGION, walk.DRAW_DAY)
        deliver_pending(walk.REGION, walk.DRAW_DAY)
        assert "待抽取" in _row(house, 5)
        release(f"{done['draw_id']}/announcement", walk.DRAW_DAY, walk.LEADER)
        write_site(walk.REGION, walk.DRAW_DAY)
        assert "待抽取" in _row(house, 5)  # released, and on no channel yet
        deliver_pending(walk.REGION, walk.DRAW_DAY)
    assert "已公告" in _row(house, 5)
    assert "2026-09-01" in _row(house, 5)


@pytest.mark.duty("17.1", "18.3")
def test_until_the_record_is_out_the_house_may_do_what_it_will_and_the_page_is_the_same(
    house: Path,
) -> None:
    walk.prepared(house)
    walk.published(walk.NEW_YEAR)
    draw_id = walk.announced()
    page = house / "site" / walk.REGION / FILE
    announced = page.read_bytes()
    with held_at(walk.DRAW_DAY):
        run(draw_id, walk.DRAW_DAY, walk.CLERK)
        walk.photographed(draw_id, walk.DRAW_DAY)
        confirm(draw_id, walk.DRAW_DAY, walk.LEADER)
        dispatch(draw_id, walk.DRAW_DAY, walk.CLERK)
        write_site(walk.REGION, walk.DRAW_DAY)
        assert page.read_bytes() == announced
    with held_at(changing.DAY):
        changing.changed(changing.general()[0])
    walk.all_in(house, RECEIVED)
    with held_at(RECEIVED):
        write_site(walk.REGION, RECEIVED)
    assert page.read_bytes() == announced
    assert "应抽5家，抽取情况随抽取记录公布" in _text(house)
    assert "尚未公布" in _row(house, 5)
    walk.published(EVERYTHING_OUT)
    row = _row(house, 5)
    for told in (
        "抽中5家",
        "2026-09-01确认",
        "5家，2026-09-08",
        "结果，5家中公布5家，2026-09-28",
        "1次",
    ):
        assert told in row
    assert "确认以后的变更第5期：1次（更换检查对象1次）" in _text(house).replace("\n", "")
    with database.reading() as session:
        people = [each.name for each in session.exec(select(InspectorEntry))]
        firms = [(each.name, each.credit_code) for each in session.exec(select(SubjectEntry))]
    assert not [name for name in people if name in _text(house)]
    assert not [each for firm in firms for each in firm if each in _text(house)]


@pytest.mark.duty("18.1", "23.1")
def test_the_record_is_due_in_soft_late_in_red_and_stays_late_once_it_is_out(house: Path) -> None:
    walk.dispatched(house)
    for each in walk.open_ones()[1:]:
        walk.hand_in(house, each, RECEIVED)
    walk.published(NEAR)
    assert "5家中公布4家" in _row(house, 5)
    assert "期限2026-11-27" in _row(house, 5)
    assert not _late(house, 5)
    with held_at(date(2026, 11, 28)):
        write_site(walk.REGION, date(2026, 11, 28))
    [late] = _late(house, 5)
    assert "逾期没有公布" in late
    walk.published(date(2026, 11, 30))
    # By hand: from the 27th to the 30th of November.
    assert "逾期3天" in _row(house, 5)
    assert "抽取记录逾期1期" in _text(house)
    html = (house / "site" / walk.REGION / FILE).read_text("utf-8")
    assert 'href="draw-350105-WB-01-2026-5-1.html" aria-label="2026-11-30 抽取记录"' in html


@pytest.mark.duty("18.3")
def test_a_change_decided_after_the_record_waits_for_its_next_version(house: Path) -> None:
    walk.dispatched(house)
    for each in walk.open_ones()[1:]:
        walk.hand_in(house, each, RECEIVED)
    walk.published(RECORD_DUE)
    assert "没有" in _row(house, 5)
    [out] = walk.open_ones()
    with held_at(RECORD_DUE):
        changing.changed(out.task.credit_code)
        write_site(walk.REGION, RECORD_DUE)
    assert "没有" in _row(house, 5)
    walk.published(date(2026, 11, 30))
    assert "1次" in _row(house, 5)


@pytest.mark.duty("17.1", "18.2")
def test_an_abandoned_draw_is_told_with_its_page_and_the_draw_that_replaced_it(house: Path) -> None:
    first = walk.drawn(house).draw_id
    walk.published(walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        abandon(first, "名单有误", walk.DRAW_DAY, walk.LEADER)
        write_site(walk.REGION, walk.DRAW_DAY)
    assert "作废" not in _text(house)
    walk.published(walk.DRAW_DAY)
    told = _text(house)
    assert "待抽取；作废1次" in told
    assert "2026-09-01作废，原因：名单有误。" in told
    extra = walk.announced(DAY_AFTER, extra=True)
    told = _text(house)
    assert f"由 {extra} 接替" in told
    assert "记录摘要" in told
    with database.reading() as session:
        seeds = [each.seed for each in session.exec(select(Draw)) if each.seed]
    assert not [seed for seed in seeds if seed in told]


@pytest.mark.duty("9.3")
def test_a_deduction_is_told_once_the_plan_that_tells_it_is_out(house: Path) -> None:
    walk.prepared(house)
    walk.published(walk.NEW_YEAR)
    with held_at(walk.DRAW_DAY):
        deduct(walk.REGION, 2026, 1, "联合抽查", "文1号", walk.NEW_YEAR, walk.CLERK)
        write_site(walk.REGION, walk.DRAW_DAY)
    assert "扣减" not in _text(house)
    walk.published(walk.DRAW_DAY)
    assert "2026-01-05（补录，2026-09-01 登记）扣减1次：联合抽查（文1号）" in _text(house)
    assert "全年应抽取6次，扣减1次，实应5次" in _text(house)


@pytest.mark.duty("6.1", "16.1")
def test_each_item_has_its_own_ledger(house: Path) -> None:
    two_items.dispatched(house)
    walk.published(two_items.DRAW_DAY, two_items.REGION)
    site = house / "site" / two_items.REGION
    assert sorted(path.name for path in site.glob("ledger-*")) == [
        "ledger-359901-YL-01-2026.html",
        "ledger-359901-YL-02-2026.html",
    ]
    first = (site / "ledger-359901-YL-01-2026.html").read_text("utf-8")
    assert "announcement-359901-YL-01-2026-3.html" in first
    assert "YL-02" not in first
