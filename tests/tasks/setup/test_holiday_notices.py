"""A holiday notice moves what is still open, on record, and never what is settled."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.faults import Refused
from models.tables import AuditEvent, DeadlineRecord, Inspection, Period
from tasks.base import deadlines, working_days
from tasks.plan.annual import make_plan
from tasks.setup.holiday_notices import add_notice
from tests import walk

ISSUED = date(2026, 9, 2)

NOTICE = """
year = 2026
number = "虚构〔2026〕9号"
issued_on = 2026-09-02
region = "350105"
days_off = [2026-09-10]
days_on = []
"""


def _notice(house: Path, text: str = NOTICE, name: str = "notice.toml") -> Path:
    path = house / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.duty("8.1", "20.1")
def test_a_notice_moves_open_deadlines_and_each_change_is_on_record(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        before = {i.number: i.due_on for i in session.exec(select(Inspection))}
    # Fifteen working days after 1 September: 2–4, 7–11, 14–18, Sunday 20 (worked), 21.
    assert set(before.values()) == {date(2026, 9, 21)}
    path = _notice(house)
    done = add_notice(path, ISSUED, walk.CLERK)
    assert {m["matter"] for m in done["moved"]} == set(before)
    assert {(m["old"], m["new"]) for m in done["moved"]} == {("2026-09-21", "2026-09-22")}
    again = add_notice(path, date(2026, 9, 3), "另一人")
    assert (again["act"], again["moved"]) == ("unchanged", [])
    with database.reading() as session:
        assert {i.due_on for i in session.exec(select(Inspection))} == {date(2026, 9, 22)}
        (event,) = session.exec(
            select(AuditEvent).where(col(AuditEvent.key).startswith("notice.add:"))
        ).all()
        assert json.loads(event.payload)["moved"] == done["moved"]


@pytest.mark.duty("23.1")
def test_a_notice_never_touches_what_another_region_or_a_met_deadline_rests_on(
    house: Path,
) -> None:
    walk.prepared(house)
    elsewhere = _notice(house, NOTICE.replace("350105", "999999").replace("09-10", "01-14"))
    assert add_notice(elsewhere, ISSUED)["moved"] == []
    with database.writing() as session:
        matters = [r.matter for r in session.exec(select(DeadlineRecord))]
        deadlines.meet(session, deadlines.ITEM_LIST, matters, date(2026, 1, 12))
    late = _notice(house, NOTICE.replace("2026-09-10", "2026-01-14"), "late.toml")
    with pytest.raises(Refused, match="已于 2026-01-12 办结"):
        add_notice(late, ISSUED)
    with database.reading() as session:
        assert {r.due_on for r in session.exec(select(DeadlineRecord))} == {date(2026, 1, 19)}
    assert len(working_days.notices()) == 1


YEAR = """
year = 2027
number = "虚构〔2026〕{n}号"
issued_on = 2026-09-02
days_off = [{off}]
"""


def _of_the_year(house: Path, n: int, off: str) -> Path:
    return _notice(house, YEAR.format(n=n, off=off), f"{n}.toml")


def _off(day: date) -> bool:
    return not working_days.working_days(walk.REGION).is_working_day(day)


MONDAY, TUESDAY = date(2027, 1, 4), date(2027, 1, 5)


@pytest.mark.duty("23.1")
def test_a_corrected_notice_takes_the_place_of_the_one_before_and_may_be_taken_back(
    house: Path,
) -> None:
    walk.prepared(house)
    a, b = _of_the_year(house, 1, "2027-01-04"), _of_the_year(house, 2, "2027-01-05")
    for path, monday, tuesday in ((a, True, False), (b, False, True), (a, True, False)):
        assert add_notice(path, ISSUED)["act"] == "done"
        assert (_off(MONDAY), _off(TUESDAY)) == (monday, tuesday)
        assert add_notice(path, ISSUED)["act"] == "unchanged"
    assert len(working_days.notices()) == 1


@pytest.mark.duty("23.1")
def test_single_days_are_added_and_the_notice_with_their_number_corrects_them(
    house: Path,
) -> None:
    walk.prepared(house)
    typhoon, flood = (NOTICE.replace("9号", n) for n in ("10号", "11号"))
    add_notice(_notice(house, typhoon), ISSUED)
    add_notice(_notice(house, flood.replace("09-10", "09-11")), ISSUED)
    assert _off(date(2026, 9, 10))
    assert _off(date(2026, 9, 11))
    add_notice(_notice(house, typhoon.replace("09-10", "09-14")), ISSUED)
    assert not _off(date(2026, 9, 10))
    assert _off(date(2026, 9, 11))
    assert _off(date(2026, 9, 14))


@pytest.mark.duty("9.2", "23.1")
def test_a_coming_draw_day_moves_with_the_holidays_a_past_one_does_not(house: Path) -> None:
    walk.prepared(house)
    make_plan(walk.REGION, 2027, walk.DRAW_DAY, walk.CLERK)
    moved = add_notice(_of_the_year(house, 1, "2027-01-01, 2027-01-04"), ISSUED)["moved"]
    assert moved == [
        {"matter": "WB-01 2027 年第 1 期抽取日", "old": "2027-01-04", "new": "2027-01-05"}
    ]
    with database.reading() as session:
        first = session.exec(select(Period).where(Period.starts_on == date(2027, 1, 1))).one()
        assert first.draw_on == date(2027, 1, 5)


@pytest.mark.duty("23.1")
def test_a_met_deadline_stays_and_days_that_do_not_change_hinder_nothing(house: Path) -> None:
    walk.prepared(house)
    with database.writing() as session:
        matters = [r.matter for r in session.exec(select(DeadlineRecord))]
        deadlines.meet(session, deadlines.ITEM_LIST, matters, date(2026, 1, 12))
    # Saturday 10 January is off in any case; Friday 18 September is not, and lies after.
    same = NOTICE.replace("[2026-09-10]", "[2026-01-10, 2026-09-18]")
    assert add_notice(_notice(house, same), ISSUED)["act"] == "done"
    with database.reading() as session:
        assert {r.due_on for r in session.exec(select(DeadlineRecord))} == {date(2026, 1, 19)}


@pytest.mark.duty("23.1")
def test_a_notice_is_not_loaded_before_it_was_issued_nor_by_nobody(house: Path) -> None:
    walk.prepared(house)
    path = _notice(house)
    with pytest.raises(Refused, match="早于印发放假通知之日 2026-09-02"):
        add_notice(path, date(2026, 9, 1))
    with pytest.raises(Refused, match="经办人"):
        add_notice(path, ISSUED, " ")
    assert working_days.notices() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year = 2026", "year = 1990", "不在 1990 年及其前后"),
        ('"350105"', '"马尾"', "行政区划代码「马尾」的写法不对"),
        ("days_off = [2026-09-10]", "days_off = []", "通知里没有任何日期"),
    ],
)
def test_a_notice_that_means_nothing_is_refused(house: Path, old: str, new: str, said: str) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match=said):
        add_notice(_notice(house, NOTICE.replace(old, new)), ISSUED)


def test_a_year_far_away_is_refused(house: Path) -> None:
    walk.prepared(house)
    far = NOTICE.replace("2026", "2126")
    with pytest.raises(Refused, match="year 应在 2008 与 2027 之间，实为 2126"):
        add_notice(_notice(house, far), ISSUED)


@pytest.mark.duty("23.1")
def test_notices_of_an_earlier_release_come_before_those_loaded_since(house: Path) -> None:
    walk.prepared(house)
    folder = house / "notices"
    folder.mkdir()
    (folder / "2027-ffffffffffff.toml").write_text(YEAR.format(n=1, off="2027-01-04"), "utf-8")
    assert _off(MONDAY)
    add_notice(_of_the_year(house, 2, "2027-01-05"), ISSUED)
    assert not _off(MONDAY)
    assert _off(TUESDAY)


@pytest.mark.duty("9.2", "20.1")
def test_what_is_done_or_begun_is_not_moved(house: Path) -> None:
    walk.dispatched(house)
    first, *others = walk.open_ones()
    walk.hand_in(house, first, date(2026, 9, 9))
    moved = add_notice(_notice(house), date(2026, 9, 9))["moved"]
    matters = {each["matter"] for each in moved}
    assert {each.task.number for each in others} <= matters
    with database.reading() as session:
        returned = session.exec(
            select(Inspection).where(Inspection.number == first.task.number)
        ).one()
        assert returned.due_on == date(2026, 9, 21)
    begun = NOTICE.replace("2026-09-10", "2026-11-02").replace("9号", "10号")
    assert add_notice(_notice(house, begun), date(2026, 11, 3))["moved"] == []
    with database.reading() as session:
        sixth = session.exec(select(Period).where(Period.number == 6)).one()
        assert sixth.draw_on == date(2026, 11, 2)
