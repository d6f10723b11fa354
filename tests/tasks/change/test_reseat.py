"""A change of what was dispatched: who is out is told, who comes is dispatched (第十八条、第十九条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw, DrawEntry, Inspection, InspectorEntry, Message
from tasks.change.applications import apply, decide
from tasks.draw.confirm import confirm
from tasks.draw.standing import standing_places
from tasks.inspect.dispatch import dispatch
from tests import walk
from tests.conftest import SAMPLES
from tests.tasks.change import changing

DAY = date(2026, 9, 3)
EVIDENCE = [SAMPLES / "停业说明.txt"]


def _changed(draw_id: str, subject: str, badge: str | None = None) -> dict[str, object]:
    with held_at(DAY):
        reason = "停业" if badge is None else "另有任务"
        applied = apply(draw_id, subject, reason, EVIDENCE, DAY, walk.CLERK, badge)
        return decide(applied["number"], True, DAY, walk.CHIEF)


def _told(kind: str) -> dict[str, str]:
    """Badge -> what was written to them on the day of the change, by kind of message."""
    with database.reading() as session:
        rows = session.exec(
            select(InspectorEntry.badge_number, Message.body)
            .join(Message, Message.inspector_entry_id == InspectorEntry.id)  # type: ignore[arg-type]
            .where(Message.kind == kind, Message.written_on == DAY)
        ).all()
    return dict(list(rows))


@pytest.mark.duty("17.2", "18.3", "19.1")
def test_the_replaced_inspection_is_withdrawn_and_the_substitutes_goes_out(house: Path) -> None:
    done = walk.dispatched(house)
    old = walk.open_ones()[0]
    answer = _changed(done.draw_id, old.task.credit_code)
    out = {each.task.number: each for each in walk.open_ones()}
    assert old.task.number not in out
    new = out[str(answer["inspection"])]
    assert (len(out), new.task.credit_code) == (5, answer["substitute"])
    with database.reading() as session:
        [withdrawn] = session.exec(
            select(Inspection).where(Inspection.number == old.task.number)
        ).all()
        opened = session.exec(select(Inspection).where(Inspection.number == new.task.number)).one()
    assert withdrawn.state == "replaced"
    # Dispatched anew on Thursday 3 September. By hand, 15 working days: the 4th (1), 7-11 (6),
    # 14-18 (11), Sunday the 20th, which is worked (12), 21-23 (15).
    assert (opened.dispatched_on, opened.due_on) == (DAY, date(2026, 9, 23))
    left, sent = _told("replaced"), _told("dispatch")
    assert set(left) == {badge for badge, _ in old.task.officers}
    assert all(old.task.subject in body for body in left.values())
    assert set(sent) == {badge for badge, _ in new.task.officers}
    assert all(new.task.subject in body for body in sent.values())


@pytest.mark.duty("17.3", "18.3", "19.1")
def test_who_leaves_is_told_and_the_seat_goes_to_another(house: Path) -> None:
    done = walk.dispatched(house)
    old = walk.open_ones()[0]
    (lead, _), (assistant, _) = old.task.officers
    answer = _changed(done.draw_id, old.task.credit_code, lead)
    [now] = [each for each in walk.open_ones() if each.task.number == old.task.number]
    assert answer["inspection"] == now.task.number
    badges = [badge for badge, _ in now.task.officers]
    assert badges[1] == assistant
    assert badges[0] not in (lead, assistant)
    assert set(_told("replaced")) == {lead}
    assert set(_told("dispatch")) == set(badges)


@pytest.mark.duty("18.3")
def test_after_one_changed_and_then_the_subject_everyone_who_left_was_told(house: Path) -> None:
    done = walk.dispatched(house)
    old = walk.open_ones()[0]
    subject, (lead, _), (assistant, _) = old.task.credit_code, *old.task.officers
    _changed(done.draw_id, subject, lead)
    [now] = [each for each in walk.open_ones() if each.task.credit_code == subject]
    last = {badge for badge, _ in now.task.officers}
    assert assistant in last
    assert set(_told("replaced")) == {lead}
    _changed(done.draw_id, subject)
    assert set(_told("replaced")) == {lead} | last


@pytest.mark.duty("18.3", "19.1")
def test_before_the_dispatch_nobody_is_told_and_the_dispatch_follows_the_change(
    house: Path,
) -> None:
    done = walk.drawn(house)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        subject = standing_places(session, draw)[0].entry.credit_code
    answer = _changed(done.draw_id, subject)
    assert answer["inspection"] is None
    assert _told("replaced") == {}
    with held_at(DAY):
        dispatch(done.draw_id, DAY, walk.CLERK)
    out = {each.task.credit_code for each in walk.open_ones()}
    assert (subject in out, answer["substitute"] in out, len(out)) == (False, True, 5)


@pytest.mark.duty("17.2", "18.3", "19.1")
def test_where_nobody_follows_the_inspection_is_withdrawn_and_nobody_is_dispatched(
    house: Path,
) -> None:
    done = walk.dispatched(house)
    drawn_whole = [e for e in walk.open_ones() if e.task.credit_code not in changing.general()]
    with database.reading() as session:
        must = session.exec(
            select(DrawEntry.credit_code).where(DrawEntry.stratum == "must", DrawEntry.rank == 1)
        ).one()
    [old] = [each for each in drawn_whole if each.task.credit_code == must]
    answer = _changed(done.draw_id, must)
    assert (answer["vacated"], answer["substitute"], answer["inspectors"]) == (True, None, [])
    assert (len(walk.open_ones()), _told("dispatch")) == (4, {})
    assert set(_told("replaced")) == {badge for badge, _ in old.task.officers}
    with database.reading() as session:
        states = session.exec(select(Inspection.state)).all()
    assert sorted(states) == ["dispatched"] * 4 + ["replaced"]
