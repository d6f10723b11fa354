"""Confirmed, a draw stands, with the digest that is signed (第十八条)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import AuditEvent, Draw
from tasks.draw.confirm import confirm
from tasks.draw.record import record_of
from tasks.draw.run import run
from tests import released, walk

LATER = date(2026, 9, 3)


def _draw() -> Draw:
    with database.reading() as session:
        return session.exec(select(Draw)).one()


def _photographed(house: Path) -> walk.Walk:
    """A draw that is drawn and photographed."""
    done = walk.drawn(house)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    return done


@pytest.mark.duty("18.2")
def test_who_confirmed_first_is_who_confirmed(house: Path) -> None:
    done = _photographed(house)
    with held_at(LATER):
        first = confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER, request="r1")
        again = confirm(done.draw_id, LATER, "另一领导")
        retried = confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER, request="r1")
    assert (first["act"], first["confirmed_by"], first["confirmed_on"], first["entered_on"]) == (
        "done",
        walk.LEADER,
        "2026-09-01",
        "2026-09-03",
    )
    assert again == {**first, "act": "unchanged"}
    assert retried == {**first, "act": "known"}
    assert (_draw().confirmed_by, _draw().confirmed_on) == (walk.LEADER, walk.DRAW_DAY)
    assert (_draw().draw_digest, _draw().confirmed_at) == (
        first["draw_digest"],
        "2026-09-03T12:00:00+08:00",
    )


@pytest.mark.duty("18.1", "18.2")
def test_the_digest_that_is_signed_is_in_the_audit_event_and_never_another(house: Path) -> None:
    done = walk.dispatched(house)
    signed = _draw().draw_digest
    with database.reading() as session:
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "确认抽取结果")).all()
        first, _ = record_of(session, _draw())
    assert json.loads(event.payload)["draw_digest"] == signed == first["draw_digest"]
    assert first["audit_head"] == event.hash
    # SHA-256 of the document, reckoned here with another JSON writer.
    written = json.dumps(first["draw"], sort_keys=True, separators=(",", ":")) + "\n"
    assert hashlib.sha256(written.encode()).hexdigest() == signed
    walk.photographed(done.draw_id, LATER)
    for each in walk.open_ones():
        walk.hand_in(house, each, date(2026, 9, 11))
    with database.reading() as session:
        assert record_of(session, _draw())[0] == first


@pytest.mark.duty("18.1")
def test_nothing_is_confirmed_without_a_photograph_where_the_district_wants_one(
    house: Path,
) -> None:
    done = walk.drawn(house)
    with held_at(LATER):
        with pytest.raises(Refused, match="还没有抽取照片，不能确认（第十八条）"):
            confirm(done.draw_id, LATER, walk.LEADER)
        statement = (
            "UPDATE draw SET state = 'confirmed', confirmed_by = 'x', confirmed_on = '2026-09-03', "
            "confirmed_at = '2026-09-03T12:00:00+08:00'"
        )
        assert "尚未附抽取照片" in str(released.refusal(statement))
        walk.photographed(done.draw_id, LATER)
        assert confirm(done.draw_id, LATER, walk.LEADER)["act"] == "done"


@pytest.mark.duty("18.2")
def test_nothing_is_confirmed_before_it_is_drawn_nor_by_nobody(house: Path) -> None:
    done = walk.prepared(house)
    walk.announced()
    with held_at(LATER):
        with pytest.raises(Refused, match="还没有抽取结果"):
            confirm(done.draw_id, LATER, walk.LEADER)
        run(done.draw_id, LATER, walk.CLERK)
        with pytest.raises(
            Refused, match="确认抽取结果的日期 2026-09-02 早于随机抽取之日 2026-09-03"
        ):
            confirm(done.draw_id, date(2026, 9, 2), walk.LEADER)
        with pytest.raises(Refused, match="经办人"):
            confirm(done.draw_id, LATER, "\u200b ")
        with pytest.raises(Refused, match="尚未到来"):
            confirm(done.draw_id, date(2026, 9, 4), walk.LEADER)
    assert _draw().state == "drawn"


@pytest.mark.duty("18.2")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE draw SET seed = 'x'",
        "UPDATE draw SET state = 'abandoned', abandon_reason = 'x'",
        "DELETE FROM draw_entry",
        "UPDATE draw_entry SET rank = 99",
        "UPDATE assignment SET seat = 2",
        "INSERT INTO draw_entry (draw_pk, stratum, rank, role, credit_code, subject_entry_id, ticket)"
        " SELECT draw_pk, stratum, 999, 'drawn', 'X', subject_entry_id, 'f' FROM draw_entry",
    ],
)
def test_the_database_refuses_any_change_of_a_confirmed_draw(house: Path, change: str) -> None:
    done = _photographed(house)
    with held_at(walk.DRAW_DAY):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    with pytest.raises(DBAPIError, match="抽取"), database.writing() as session:
        session.execute(text(change))
