"""A holiday notice moves what is still open, on record, and never what is settled."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from calendars import read_notice
from models import database, district
from models.faults import Refused
from models.tables import AuditEvent, DeadlineRecord, Inspection
from tasks.base import deadlines
from tasks.setup import holiday_notices as notices
from tasks.setup import prepare as setup
from tests import walk

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
    done = notices.add_notice(path, read_notice(path))
    assert {m["matter"] for m in done["moved"]} == set(before)
    assert {(m["old"], m["new"]) for m in done["moved"]} == {("2026-09-21", "2026-09-22")}
    again = notices.add_notice(path, read_notice(path))
    assert again["moved"] == []
    with database.reading() as session:
        assert {i.due_on for i in session.exec(select(Inspection))} == {date(2026, 9, 22)}
        (event,) = session.exec(
            select(AuditEvent).where(col(AuditEvent.key).startswith("notice:"))
        ).all()
        assert json.loads(event.payload)["moved"] == done["moved"]


@pytest.mark.duty("23.1")
def test_a_notice_never_touches_what_another_region_or_a_met_deadline_rests_on(
    house: Path,
) -> None:
    walk.prepared(house)
    elsewhere = _notice(house, NOTICE.replace("350105", "999999").replace("09-10", "01-14"))
    assert notices.add_notice(elsewhere, read_notice(elsewhere))["moved"] == []
    with database.writing() as session:
        matters = [r.matter for r in session.exec(select(DeadlineRecord))]
        deadlines.meet(session, deadlines.ITEM_LIST, matters, date(2026, 1, 12))
    late = _notice(house, NOTICE.replace("2026-09-10", "2026-01-14"), "late.toml")
    with pytest.raises(Refused, match="已于 2026-01-12 办结"):
        notices.add_notice(late, read_notice(late))
    with database.reading() as session:
        assert {r.due_on for r in session.exec(select(DeadlineRecord))} == {date(2026, 1, 19)}
    assert len(notices.notices()) == 1


@pytest.mark.duty("23.1")
def test_results_can_be_counted_from_the_end_of_the_whole_inspection(house: Path) -> None:
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    other = house / "mawei-end.toml"
    text = text.replace(
        'results_counted_from = { value = "visit"', 'results_counted_from = { value = "end"'
    )
    other.write_text(text.replace('version = "2026-1"', 'version = "2026-2"').replace("valid_from = 2026-01-01", "valid_from = 2026-01-02"), encoding="utf-8")  # fmt: skip
    setup.prepare(walk.NEW_YEAR)
    setup.prepare(walk.NEW_YEAR, other)
    walk.dispatched(house)
    *early, last = walk.open_ones()
    for each in early:
        walk.hand_in(house, each, date(2026, 9, 11))
    results = select(DeadlineRecord).where(DeadlineRecord.kind == deadlines.RESULTS)
    with database.reading() as session:
        assert session.exec(results).all() == []
    from tasks.inspect import returns

    path = walk.fill(house, last, visited_on=date(2026, 9, 18))
    returns.import_returns(path, walk.REGION, date(2026, 9, 21), walk.CLERK)
    with database.reading() as session:
        due = [(r.event_on, r.due_on) for r in session.exec(results)]
    assert due == [(date(2026, 9, 18), date(2026, 10, 22))] * (len(early) + 1)
