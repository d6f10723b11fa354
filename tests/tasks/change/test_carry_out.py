"""An approved change moves the next up by the draw's own order, or vacates the place (第十八条)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw, DrawEntry
from tasks.change.applications import decide
from tasks.draw.frozen import frozen
from tasks.draw.moves import carried_over
from tasks.draw.record import record_of
from tasks.draw.result import entry_moving_up
from tasks.draw.standing import live_standing
from tests import walk
from tests.tasks.change.changing import (
    DAY,
    applied,
    badges,
    changed,
    check_sound,
    general,
    seed_of,
    the_draw,
)


@pytest.mark.duty("17.2", "18.3")
def test_the_next_substitute_by_ticket_moves_up(house: Path) -> None:
    walk.dispatched(house)
    first, _, third, fourth, *_ = general()
    assert changed(first)["substitute"] == third
    assert changed(third, "force-majeure")["substitute"] == fourth
    with database.reading() as session:
        record, _ = record_of(session, the_draw(session))
    assert [(c["out"], c["in"], c["reason"]) for c in record["changes"]] == [
        (first, third, "suspended"),
        (third, fourth, "force-majeure"),
    ]
    check_sound()


@pytest.mark.duty("17.2")
def test_where_nobody_is_left_the_place_is_vacated(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        must = session.exec(select(DrawEntry).where(DrawEntry.stratum == "must")).first()
    assert must is not None
    answer = changed(must.credit_code)
    assert (answer["vacated"], answer["substitute"], answer["inspectors"]) == (True, None, [])
    assert must.credit_code not in [each.task.credit_code for each in walk.open_ones()]
    assert len(walk.open_ones()) == 4
    with database.reading() as session:
        record, _ = record_of(session, the_draw(session))
    assert [(c["in"], c["inspectors"]) for c in record["changes"]] == [(None, [])]
    check_sound()


@pytest.mark.duty("17.3", "18.3")
def test_an_inspector_who_cannot_go_is_replaced_and_then_the_other_and_then_the_subject(
    house: Path,
) -> None:
    walk.dispatched(house)
    first = general()[0]
    lead, assistant = badges(first)
    one = changed(first, "另有任务", assistant)
    seats = badges(first)
    assert (seats[0], one["substitute"]) == (lead, None)
    assert seats[1] not in (lead, assistant)
    [out] = [each for each in walk.open_ones() if each.task.credit_code == first]
    assert [badge for badge, _ in out.task.officers] == seats
    check_sound()
    moved = changed(first)
    assert moved["inspectors"] == one["inspectors"]
    assert moved["substitute"] == general()[2]
    check_sound()


@pytest.mark.duty("18.3")
def test_who_left_for_another_duty_gets_no_new_seat_in_this_draw(house: Path) -> None:
    walk.dispatched(house)
    left: set[str] = set()
    for subject in general()[:2]:
        badge = badges(subject)[0]
        changed(subject, "离岗", badge)
        left.add(badge)
        assert not left & {*badges(subject)[:1]}
    check_sound()


@pytest.mark.duty("17.2", "18.3")
def test_substitutes_go_on_past_the_published_to_the_end_of_the_roster(house: Path) -> None:
    walk.dispatched(house)
    in_order = general()
    # By hand: two of forty were drawn, four substitutes are published; two places, each twice.
    assert len(in_order) == 6
    moved = [changed(in_order[n])["substitute"] for n in (0, 1, 2, 3)]
    assert moved == in_order[2:6]
    with database.reading() as session:
        standing = live_standing(session, the_draw(session))
        subjects = frozen(session, the_draw(session)).subjects.decode().splitlines()
    seed = bytes.fromhex(seed_of())
    waiting = sorted(
        (hashlib.sha256(seed + line.split("\t")[0].encode()).digest(), line.split("\t")[0])
        for line in subjects
        if line.endswith("general")
    )
    beyond = standing.change("subject", in_order[4], in_order[4], "suspended").comes_in
    assert beyond == waiting[6][1]
    with database.writing() as session:
        draw = the_draw(session)
        assert entry_moving_up(session, draw, "general", str(beyond)).rank == 7
        session.rollback()
    check_sound()


@pytest.mark.duty("17.2", "18.3")
def test_who_left_for_a_passing_reason_is_due_in_the_next_draw(house: Path) -> None:
    walk.dispatched(house)
    first, second, third, fourth, *_ = general()
    changed(first, "不可抗力")
    changed(second, "已迁出")
    changed(third, "应当回避", badges(third)[0])
    decide(applied(fourth, "查无下落"), False, DAY, walk.CHIEF)
    with database.reading() as session:
        later, earlier = "9999-01-01T09:00:00+08:00", f"{walk.DRAW_DAY}T09:00:00+08:00"
        assert carried_over(session, walk.REGION, "WB-01", later) == {first: "carried-over"}
        assert carried_over(session, walk.REGION, "WB-01", earlier) == {}


@pytest.mark.duty("17.2", "18.3")
def test_the_next_announcement_draws_them_in_addition(house: Path) -> None:
    walk.dispatched(house)
    first, second, *_ = general()
    with held_at(DAY):
        changed(first, "不可抗力")
        changed(second, "已迁出")
    draw_id = walk.announced(date(2026, 11, 2), 6)
    with database.reading() as session:
        draw = session.exec(select(Draw).where(Draw.draw_id == draw_id)).one()
        said, texts = json.loads(draw.announcement), frozen(session, draw)
    [carried] = [each for each in said["strata"] if each["code"] == "carried-over"]
    assert (carried["count"], carried["ratio"], carried["sample_size"]) == (1, "1/1", 1)
    assert f"{first}\tcarried-over\n" in texts.subjects.decode()
    assert texts.moves.decode() == f"{first}\tup\tcarried-over\n"
