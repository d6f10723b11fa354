"""The credit archive follows what was published, and nothing before it (第二十三条第二款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import CLOSED, CONFORMS
from models import database
from models.clock import held_at
from models.tables import AuditEvent, CreditRecord, ListMembership
from tasks.credit.refresh import refresh
from tests import walk

RECEIVED, LATER, NEXT = date(2026, 9, 11), date(2026, 9, 28), date(2026, 9, 29)
OFF = date(2027, 9, 8)


def _refresh(as_of: date, on: date = NEXT) -> tuple[int, int, int, str]:
    with held_at(on):
        answer = refresh(walk.REGION, as_of)
    return answer["events"], answer["listed"], answer["unlisted"], answer["act"]


def _lists() -> list[tuple[str, date, date | None, date | None]]:
    with database.reading() as session:
        return [
            (m.list, m.entered_on, m.due_off_on, m.exited_on)
            for m in session.exec(select(ListMembership))
        ]


@pytest.mark.duty("22.1", "23.3")
def test_what_is_public_is_entered_once_and_nothing_sooner(house: Path) -> None:
    walk.returned(house, RECEIVED)
    assert _refresh(LATER) == (0, 0, 0, "unchanged")  # in, but not public
    walk.published(LATER)
    assert _refresh(date(2026, 9, 27)) == (0, 0, 0, "unchanged")  # not public on that day
    # By hand: five returns, one violation, one that kept the inspectors out, three clean.
    assert _refresh(LATER) == (5, 1, 0, "done")
    assert _refresh(LATER) == (0, 0, 0, "unchanged")
    assert _refresh(NEXT) == (0, 0, 0, "unchanged")
    with database.reading() as session:
        kinds = sorted(record.kind for record in session.exec(select(CreditRecord)))
        events = session.exec(
            select(AuditEvent).where(AuditEvent.action == "更新诚信档案与名单")
        ).all()
    assert kinds == ["clean", "clean", "clean", "non_cooperation", "violation"]
    assert len(events) == 1


@pytest.mark.duty("23.3")
def test_who_could_not_be_inspected_is_neither_praised_nor_blamed(house: Path) -> None:
    walk.dispatched(house)
    for n, each in enumerate(walk.open_ones()):
        walk.hand_in(house, each, RECEIVED, CONFORMS if n else CLOSED)
    walk.published(LATER)
    assert _refresh(LATER)[0] == 4  # by hand: of five, one was closed
    assert _refresh(LATER) == (0, 0, 0, "unchanged")
    with database.reading() as session:
        assert {record.kind for record in session.exec(select(CreditRecord))} == {"clean"}


@pytest.mark.duty("23.3")
def test_a_term_that_is_over_takes_a_subject_off_the_list_and_it_stays_off(house: Path) -> None:
    walk.made_public(house, RECEIVED, LATER)
    assert _refresh(LATER)[1] == 1
    # Visited on 2026-09-08, listed for twelve months.
    assert _lists() == [("blacklist", LATER, OFF, None)]
    assert _refresh(date(2027, 9, 7), OFF) == (0, 0, 0, "unchanged")
    # As of a day before anybody was listed nobody leaves.
    assert _refresh(date(2026, 9, 27), OFF) == (0, 0, 0, "unchanged")
    assert _refresh(OFF, OFF) == (0, 0, 1, "done")
    assert _lists() == [("blacklist", LATER, OFF, OFF)]
    assert _refresh(OFF, OFF) == (0, 0, 0, "unchanged")
