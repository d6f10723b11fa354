"""Deadlines follow their event, each kind for itself, and are met once (第八条、第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models import database, district
from models.faults import Refused
from models.tables import DeadlineRecord
from tasks.base import deadlines
from tasks.base.deadlines import ITEM_LIST, RESULTS, deadline_of, meet, starting, track
from tasks.base.terms import in_force
from tasks.inspect import returns
from tasks.setup.prepare import prepare
from tests import walk

VISIT, CORRECTED = date(2026, 9, 8), date(2026, 9, 10)


def _track(session: Session, kind: deadlines.DeadlineKind, event_on: date) -> None:
    within = in_force(session, walk.REGION, walk.DRAW_DAY).publication.results_within
    track(session, region=walk.REGION, kind=kind, within=within, events={"M": event_on})


def _one(session: Session, kind: deadlines.DeadlineKind) -> DeadlineRecord:
    return session.exec(select(DeadlineRecord).where(DeadlineRecord.kind == kind)).one()


@pytest.mark.duty("23.1")
def test_a_corrected_visit_moves_the_deadline(house: Path) -> None:
    walk.begun(house)
    with database.writing() as session:
        _track(session, RESULTS, VISIT)
        # Twenty working days after 8 September: 9–11, 14–18, Sunday 20, 21–24, 28–30, 8, 9,
        # Saturday 10 October (worked), 12; 25 September and 1–7 October are off.
        assert _one(session, RESULTS).due_on == date(2026, 10, 12)
        _track(session, RESULTS, CORRECTED)
        assert (_one(session, RESULTS).event_on, _one(session, RESULTS).due_on) == (
            CORRECTED,
            date(2026, 10, 14),
        )


@pytest.mark.duty("8.1", "23.1")
def test_each_kind_is_met_for_itself_and_once(house: Path) -> None:
    walk.begun(house)
    with database.writing() as session:
        for kind in (RESULTS, ITEM_LIST):
            _track(session, kind, VISIT)
        session.flush()
        meet(session, RESULTS, ["M"], date(2026, 9, 20))
        assert _one(session, ITEM_LIST).met_on is None
        meet(session, RESULTS, ["M"], date(2026, 9, 30))
        assert _one(session, RESULTS).met_on == date(2026, 9, 20)
        assert deadline_of(_one(session, RESULTS)).standing(date(2026, 9, 20)) == "met"
        _track(session, RESULTS, CORRECTED)
        assert _one(session, RESULTS).event_on == VISIT


@pytest.mark.duty("23.1")
def test_a_deadline_beyond_every_calendar_is_refused_in_words(house: Path) -> None:
    walk.begun(house)
    with database.reading() as session:
        within = in_force(session, walk.REGION, walk.NEW_YEAR).publication.results_within
    with pytest.raises(Refused, match="2029-12-28 起的期限（第二十三条）算不出"):
        starting(walk.REGION, within, date(2029, 12, 28))


@pytest.mark.duty("23.1")
def test_results_can_be_counted_from_the_end_of_the_whole_inspection(house: Path) -> None:
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    other = house / "mawei-end.toml"
    text = text.replace(
        'results_counted_from = { value = "visit"', 'results_counted_from = { value = "end"'
    )
    other.write_text(text.replace('version = "2026-1"', 'version = "2026-2"').replace("valid_from = 2026-01-01", "valid_from = 2026-01-02"), encoding="utf-8")  # fmt: skip
    prepare(walk.NEW_YEAR)
    prepare(walk.NEW_YEAR, other)
    walk.dispatched(house)
    *early, last = walk.open_ones()
    for each in early:
        walk.hand_in(house, each, date(2026, 9, 11))
    results = select(DeadlineRecord).where(DeadlineRecord.kind == deadlines.RESULTS)
    with database.reading() as session:
        assert session.exec(results).all() == []
    path = walk.fill(house, last, visited_on=date(2026, 9, 18))
    returns.import_returns(path, walk.REGION, date(2026, 9, 21), walk.CLERK, reason=walk.CHANGED)
    with database.reading() as session:
        due = [(r.event_on, r.due_on) for r in session.exec(results)]
    assert due == [(date(2026, 9, 18), date(2026, 10, 22))] * (len(early) + 1)
