"""An approved change moves the next up by the draw's own order, or vacates the place (第十八条)."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models import database
from models.faults import Refused
from models.rules.draw2.document import document
from models.rules.draw2.verify import verify
from models.rules.draw2.verify.case import Beside
from models.tables import ChangeApplication, Draw, DrawEntry
from tasks.change.applications import apply, decide
from tasks.draw.frozen import coded_inspectors, frozen
from tasks.draw.record import record_of, sealed_record_of
from tasks.draw.result import entry_moving_up
from tasks.draw.standing import live_standing, standing_places
from tests import walk
from tests.conftest import SAMPLES

DAY, LATER = date(2026, 9, 3), date(2026, 9, 7)
EVIDENCE, OTHER = [SAMPLES / "停业说明.txt"], [SAMPLES / "抽取现场-2.png"]
DRAW_ID = "350105/WB-01/2026-5"
C1, C2 = f"{DRAW_ID}/C1", f"{DRAW_ID}/C2"


def _the_draw(session: Session) -> Draw:
    return session.exec(select(Draw)).one()


def _general() -> list[str]:
    """The general class by ticket: the first two were drawn."""
    with database.reading() as session:
        entries = session.exec(
            select(DrawEntry).where(DrawEntry.stratum == "general").order_by(DrawEntry.rank)  # type: ignore[arg-type]
        )
        return [entry.credit_code for entry in entries]


def _seed() -> str:
    with database.reading() as session:
        return str(_the_draw(session).seed)


def _badges(subject: str) -> list[str]:
    """Who is to inspect a subject, by badge."""
    with database.reading() as session:
        draw = _the_draw(session)
        coded = coded_inspectors(session, draw)
        places = standing_places(session, draw)
        [codes] = [place.codes for place in places if place.entry.credit_code == subject]
    return [coded[code].badge_number for code in codes]


def _apply(subject: str, reason: str = "停业", badge: str | None = None) -> str:
    return str(apply(DRAW_ID, subject, reason, EVIDENCE, DAY, walk.CLERK, badge)["number"])


def _changed(subject: str, reason: str = "停业", badge: str | None = None) -> dict[str, object]:
    return decide(_apply(subject, reason, badge), True, DAY, walk.CHIEF)


def _decisions() -> list[tuple[str | None, str | None, date | None]]:
    with database.reading() as session:
        rows = session.exec(select(ChangeApplication).order_by(ChangeApplication.number)).all()
    return [(row.decision, row.decided_by, row.decided_on) for row in rows]


def _sound() -> None:
    with database.reading() as session:
        draw = _the_draw(session)
        for record, beside in (record_of(session, draw), sealed_record_of(session, draw)):
            checks = verify(document(record), Beside(texts=beside)).checks
            assert [check for check in checks if check.ok is False] == []


@pytest.mark.duty("17.2", "18.3")
def test_the_next_substitute_by_ticket_moves_up(house: Path) -> None:
    walk.dispatched(house)
    first, _, third, fourth, *_ = _general()
    assert _changed(first)["substitute"] == third
    assert _changed(third, "force-majeure")["substitute"] == fourth
    with database.reading() as session:
        record, _ = record_of(session, _the_draw(session))
    assert [(c["out"], c["in"], c["reason"]) for c in record["changes"]] == [
        (first, third, "suspended"),
        (third, fourth, "force-majeure"),
    ]
    _sound()


@pytest.mark.duty("17.2")
def test_where_nobody_is_left_the_place_is_vacated(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        must = session.exec(select(DrawEntry).where(DrawEntry.stratum == "must")).first()
    assert must is not None
    answer = _changed(must.credit_code)
    assert (answer["vacated"], answer["substitute"], answer["inspectors"]) == (True, None, [])
    assert must.credit_code not in [each.task.credit_code for each in walk.open_ones()]
    assert len(walk.open_ones()) == 4
    with database.reading() as session:
        record, _ = record_of(session, _the_draw(session))
    assert [(c["in"], c["inspectors"]) for c in record["changes"]] == [(None, [])]
    _sound()


@pytest.mark.duty("17.3", "18.3")
def test_an_inspector_who_cannot_go_is_replaced_and_then_the_other_and_then_the_subject(
    house: Path,
) -> None:
    walk.dispatched(house)
    first = _general()[0]
    lead, assistant = _badges(first)
    one = _changed(first, "另有任务", assistant)
    seats = _badges(first)
    assert (seats[0], one["substitute"]) == (lead, None)
    assert seats[1] not in (lead, assistant)
    [out] = [each for each in walk.open_ones() if each.task.credit_code == first]
    assert [badge for badge, _ in out.task.officers] == seats
    _sound()
    moved = _changed(first)
    assert moved["inspectors"] == one["inspectors"]
    assert moved["substitute"] == _general()[2]
    _sound()


@pytest.mark.duty("18.3")
def test_who_left_for_another_duty_gets_no_new_seat_in_this_draw(house: Path) -> None:
    walk.dispatched(house)
    left: set[str] = set()
    for subject in _general()[:2]:
        badge = _badges(subject)[0]
        _changed(subject, "离岗", badge)
        left.add(badge)
        assert not left & {*_badges(subject)[:1]}
    _sound()


@pytest.mark.duty("18.3")
def test_a_place_changed_twice_is_not_changed_by_one_leader_alone(house: Path) -> None:
    walk.dispatched(house)
    first, _, third, fourth, *_ = _general()
    _changed(first)
    _changed(third)
    number = _apply(fourth)
    with pytest.raises(Refused, match="已变更 2 次，再变更须由两名不同职务的领导决定"):
        decide(number, True, DAY, walk.CHIEF)
    assert _decisions()[-1] == (None, None, None)


@pytest.mark.duty("17.2", "18.3")
def test_substitutes_go_on_past_the_published_to_the_end_of_the_roster(house: Path) -> None:
    walk.dispatched(house)
    general = _general()
    # By hand: two of forty were drawn, four substitutes are published; two places, each twice.
    assert len(general) == 6
    moved = [_changed(general[n])["substitute"] for n in (0, 1, 2, 3)]
    assert moved == general[2:6]
    with database.reading() as session:
        standing = live_standing(session, _the_draw(session))
        subjects = frozen(session, _the_draw(session)).subjects.decode().splitlines()
    seed = bytes.fromhex(_seed())
    waiting = sorted(
        (hashlib.sha256(seed + line.split("\t")[0].encode()).digest(), line.split("\t")[0])
        for line in subjects
        if line.endswith("general")
    )
    beyond = standing.change("subject", general[4], general[4], "suspended").comes_in
    assert beyond == waiting[6][1]
    with database.writing() as session:
        draw = _the_draw(session)
        assert entry_moving_up(session, draw, "general", str(beyond)).rank == 7
        session.rollback()
    _sound()
