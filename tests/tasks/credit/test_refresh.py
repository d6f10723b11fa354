"""The credit archive follows what was published, and nobody comes onto a list by it (第二十三条第二款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import CLOSED, CONFORMS
from models import database
from models.clock import held_at
from models.tables import AuditEvent, CreditRecord, Message
from tasks.credit.refresh import refresh
from tests import walk
from tests.tasks.credit.entries import LATER, NUMBER, RECEIVED, entry

NEXT = date(2026, 9, 29)


def _refresh(as_of: date, on: date = NEXT) -> tuple[int, list[str], list[str], str]:
    with held_at(on):
        answer = refresh(walk.REGION, as_of)
    return answer["events"], answer["proposed"], answer["left"], answer["act"]


@pytest.mark.duty("22.1", "23.3")
def test_what_is_public_is_entered_once_and_only_proposed(house: Path) -> None:
    walk.returned(house, RECEIVED)
    assert _refresh(LATER) == (0, [], [], "unchanged")  # in, but not public
    walk.published(LATER)
    assert _refresh(date(2026, 9, 27)) == (0, [], [], "unchanged")  # not public on that day
    # By hand: five returns, one violation, one that kept the inspectors out, three clean.
    assert _refresh(LATER) == (5, [NUMBER], [], "done")
    assert _refresh(LATER) == (0, [], [], "unchanged")
    assert _refresh(NEXT) == (0, [], [], "unchanged")
    with database.reading() as session:
        kinds = sorted(record.kind for record in session.exec(select(CreditRecord)))
        events = session.exec(
            select(AuditEvent).where(AuditEvent.action == "更新诚信档案与名单")
        ).all()
        told = [m.body for m in session.exec(select(Message)) if NUMBER in m.body]
    assert kinds == ["clean", "clean", "clean", "non_cooperation", "violation"]
    assert len(events) == len(told) == 1
    assert "须在10个工作日内送达事先告知书" in told[0]
    proposal = entry()
    assert (proposal.state, proposal.entered_on, proposal.entry_class) == (
        "proposed",
        None,
        "general",
    )
    assert proposal.reason == "不予配合监督检查"


@pytest.mark.duty("23.3")
def test_who_could_not_be_inspected_is_neither_praised_nor_blamed(house: Path) -> None:
    walk.dispatched(house)
    for n, each in enumerate(walk.open_ones()):
        walk.hand_in(house, each, RECEIVED, CONFORMS if n else CLOSED)
    walk.published(LATER)
    assert _refresh(LATER)[0] == 4  # by hand: of five, one was closed
    assert _refresh(LATER) == (0, [], [], "unchanged")
    with database.reading() as session:
        assert {record.kind for record in session.exec(select(CreditRecord))} == {"clean"}
