"""Whoever takes the record before its release is named, and codes stay opaque after it
(第十条末款、第十七条)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import AuditEvent, Draw
from tasks.draw.confirm import confirm
from tasks.draw.copies import copy_of
from tasks.draw.secret import secret_of
from tests import walk

RECEIVED = date(2026, 9, 11)


def _hidden() -> list[bytes]:
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        secret = secret_of(session, draw).hex()
    assert draw.seed is not None
    return [secret.encode(), draw.seed.encode()]


@pytest.mark.duty("10.3", "17.1")
def test_who_takes_the_record_before_its_release_is_in_the_audit_record(house: Path) -> None:
    done = walk.dispatched(house)
    with pytest.raises(Refused, match="检查尚未全部结束"):
        copy_of(done.draw_id, walk.DRAW_DAY, "审计甲")
    made = copy_of(done.draw_id, walk.DRAW_DAY, "审计甲", early=True)
    copy_of(done.draw_id, walk.DRAW_DAY, "审计乙", early=True, sealed=True)
    with database.reading() as session:
        events = session.exec(
            select(AuditEvent)
            .where(AuditEvent.action == "调阅抽取记录")
            .order_by(col(AuditEvent.number))
        ).all()
    assert [event.actor for event in events] == ["审计甲", "审计乙"]
    assert made.record["digest"] in events[0].payload
    for secret in _hidden():
        assert all(secret.decode() not in event.payload for event in events)
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    copy_of(done.draw_id, RECEIVED, "市民")
    with database.reading() as session:
        assert not session.exec(select(AuditEvent).where(AuditEvent.actor == "市民")).all()
    copy_of(done.draw_id, RECEIVED, "审计丙", sealed=True)  # badges stay sealed after the release
    with database.reading() as session:
        events = session.exec(
            select(AuditEvent)
            .where(AuditEvent.action == "调阅抽取记录")
            .order_by(col(AuditEvent.number))
        ).all()
    taken = [(e.actor, json.loads(e.payload)) for e in events]
    assert [(actor, each["sealed"], each["before_release"]) for actor, each in taken] == [
        ("审计甲", False, True),
        ("审计乙", True, True),
        ("审计丙", True, False),
    ]


@pytest.mark.duty("14.1", "17.1")
def test_with_every_badge_known_the_public_record_does_not_tell_who_is_behind_a_code(
    house: Path,
) -> None:
    done = walk.dispatched(house)
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    public = copy_of(done.draw_id, RECEIVED, "市民").record
    kept = copy_of(done.draw_id, RECEIVED, "审计甲", sealed=True).record["sealed"]
    said = public["announcement"]["codes_digest"]
    lines = kept["codes"].encode()
    # The auditor's check; and a citizen's guess, who knows all of the list and the secret.
    assert hashlib.sha256(bytes.fromhex(kept["codes_key"]) + lines).hexdigest() == said
    assert hashlib.sha256(bytes.fromhex(public["secret"]) + lines).hexdigest() != said
    assert hashlib.sha256(lines).hexdigest() != said
    assert kept["codes_key"] not in json.dumps(public)


@pytest.mark.duty("10.3")
def test_each_taking_is_an_act_of_its_own(house: Path) -> None:
    done = walk.dispatched(house)
    for _ in range(2):
        copy_of(done.draw_id, walk.DRAW_DAY, "审计甲", early=True)
    for _ in range(2):
        copy_of(done.draw_id, walk.DRAW_DAY, "审计甲", early=True, request="调阅-1")
    with pytest.raises(Refused, match="经办人"):
        copy_of(done.draw_id, walk.DRAW_DAY, " ", early=True)
    with database.reading() as session:
        events = session.exec(
            select(AuditEvent)
            .where(AuditEvent.action == "调阅抽取记录")
            .order_by(col(AuditEvent.number))
        ).all()
    # Two takings without a name, and one that was asked for twice under one name.
    assert [event.actor for event in events] == ["审计甲"] * 3


@pytest.mark.duty("10.3", "18.1")
def test_a_copy_says_which_days_were_entered_late(house: Path) -> None:
    done = walk.drawn(house)
    with pytest.raises(Refused, match="尚未确认"):
        copy_of(done.draw_id, walk.DRAW_DAY, "审计甲", early=True)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    with held_at(date(2026, 9, 3)):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    assert copy_of(done.draw_id, RECEIVED, "审计甲", early=True).days == {
        "announce": "2026-09-01",
        "run": "2026-09-01",
        "confirm": "2026-09-01（补录，2026-09-03 登记）",
    }


@pytest.mark.duty("10.3", "18.1")
def test_no_record_is_taken_on_a_day_before_its_draw_was_confirmed(house: Path) -> None:
    done = walk.dispatched(house)
    with (
        held_at(RECEIVED),
        pytest.raises(Refused, match="2026-08-31 早于确认抽取结果之日 2026-09-01"),
    ):
        copy_of(done.draw_id, date(2026, 8, 31), "审计甲", early=True)
