"""Given up before it is confirmed, a draw shows what it had chosen, and why it was (第十八条)."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.record import digest_of
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import AuditEvent, Draw
from tasks.base.terms import in_force
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.photos import attach_photo
from tasks.draw.record import may_be_public, record_of
from tasks.draw.run import run
from tests import released, walk
from tests.conftest import SAMPLES

LATER = date(2026, 9, 3)
WITNESS, THROWN = "witness-dice/notary", "31415" * 5
INDEX = "index/sse/2026-09-01"


def _draw() -> Draw:
    with database.reading() as session:
        return session.exec(select(Draw)).one()


def _sound() -> dict[str, object]:
    """The record, which a verifier finds right."""
    with database.reading() as session:
        record, _ = record_of(session, session.exec(select(Draw)).one())
    assert [c for c in verify(document(record)).checks if c.ok is False] == []
    return record


@pytest.mark.duty("18.2")
def test_a_confirmed_draw_is_not_given_up(house: Path) -> None:
    done = walk.drawn(house)
    walk.photographed(done.draw_id, LATER)
    with held_at(LATER):
        confirm(done.draw_id, LATER, walk.LEADER)
        with pytest.raises(Refused, match="一经确认不得变更"):
            abandon(done.draw_id, "名单有误", LATER, walk.LEADER)
    assert _draw().state == "confirmed"


@pytest.mark.duty("18.2")
def test_a_draw_is_given_up_once_for_one_reason(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(LATER):
        for reason in (" ", "看着不顺眼"):
            with pytest.raises(Refused, match=r"作废原因.*应为 公告未按时发布（release-late）"):
                abandon(done.draw_id, reason, LATER, walk.LEADER)
        with pytest.raises(Refused, match="决定人职务「科员」应为 分管领导"):
            abandon(done.draw_id, "名单有误", LATER, walk.LEADER, role="科员")
        with pytest.raises(Refused, match="早于发布抽取公告之日"):
            abandon(done.draw_id, "名单有误", date(2026, 8, 31), walk.LEADER)
        first = abandon(done.draw_id, "名单有误", walk.DRAW_DAY, walk.LEADER)
        assert abandon(done.draw_id, "名单有误 ", LATER, "另一领导") == {
            **first,
            "act": "unchanged",
        }
        named = "已由 大队长乙 于 2026-09-01（补录，2026-09-03 登记） 作废：名单有误"
        with pytest.raises(Refused, match=f"{named}，原因不能再改"):
            abandon(done.draw_id, "系统故障", LATER, walk.LEADER)
        with pytest.raises(Refused, match=f"不能确认，{named}"):
            confirm(done.draw_id, LATER, walk.LEADER)
    assert (first["abandoned_by"], first["reason"]) == (walk.LEADER, "text-wrong")
    assert (_draw().state, _draw().abandon_reason) == ("abandoned", "text-wrong")


@pytest.mark.duty("18.2")
def test_whom_it_had_chosen_is_in_its_record_at_once(house: Path) -> None:
    done = walk.drawn(house)
    with database.reading() as session:
        drawn_at = session.exec(select(Draw.drawn_at)).one()
    evidence = [SAMPLES / "停业说明.txt"]
    with held_at(LATER):
        answer = abandon(
            done.draw_id, "system-failure", LATER, walk.LEADER, role="head", attachments=evidence
        )
    record = _sound()
    with database.reading() as session:
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "作废抽取")).all()
    given_up, drawn = record["abandoned"], record["draw"]
    assert isinstance(given_up, dict)
    assert isinstance(drawn, dict)
    assert (given_up["at"], given_up["reason"], given_up["decider"]) == (
        "2026-09-03T12:00:00+08:00",
        "system-failure",
        "head",
    )
    [digest] = given_up["evidence"]
    assert (house / "evidence" / f"{digest}.txt").read_bytes() == evidence[0].read_bytes()
    assert (drawn["drawn_at"], drawn["confirmed_at"], len(drawn["drawn"])) == (drawn_at, None, 5)
    assert record["audit_head"] == event.hash
    assert (
        json.loads(event.payload)["draw_digest"] == record["draw_digest"] == answer["draw_digest"]
    )


@pytest.mark.duty("18.2")
def test_it_is_drawn_even_if_nobody_had_run_it(house: Path) -> None:
    walk.prepared(house)
    draw_id = walk.announced()
    with held_at(LATER):
        abandon(draw_id, "release-late", LATER, walk.LEADER)
    drawn = _sound()["draw"]
    assert isinstance(drawn, dict)
    assert len(drawn["drawn"]) == 5
    assert (_draw().drawn_on, _draw().drawn_at) == (None, "2026-09-03T12:00:00+08:00")


@pytest.mark.duty("18.2")
def test_only_what_a_witness_or_the_future_holds_may_be_missing(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY, walk.MORNING):
        draw_id = announce(
            walk.REGION,
            2026,
            5,
            walk.DRAW_DAY,
            walk.CLERK,
            [WITNESS, INDEX],
            not_before=walk.DRAW_DAY,
        )["draw_id"]
    with held_at(walk.DRAW_DAY, time(16)):
        with pytest.raises(Refused, match=f"随机源「{INDEX}」的值已经公布，作废之前须先读取"):
            abandon(draw_id, "source-failed", walk.DRAW_DAY, walk.LEADER)
        abandon(draw_id, "source-failed", walk.DRAW_DAY, walk.LEADER, sources=[f"{INDEX}=3456.78"])
    record = _sound()
    assert (record["draw"], record["draw_digest"]) == (None, None)
    read = record["sources"]
    assert isinstance(read, list)
    assert [each["value"] for each in read] == [None, "3456.78"]


@pytest.mark.duty("18.2")
def test_before_the_exchange_closes_nothing_is_asked_of_it(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY, walk.MORNING):
        draw_id = announce(
            walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, [INDEX], not_before=walk.DRAW_DAY
        )["draw_id"]
        abandon(draw_id, "superior-order", walk.DRAW_DAY, walk.LEADER)
        with pytest.raises(Refused, match="不能抽取，已由 大队长乙 于 2026-09-01 作废：上级要求"):
            run(draw_id, walk.DRAW_DAY, walk.CLERK)
    assert _sound()["draw"] is None


@pytest.mark.duty("18.2")
def test_its_record_is_final_at_once_whatever_comes_after(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY, walk.MORNING):
        draw_id = announce(
            walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, [], not_before=walk.DRAW_DAY
        )["draw_id"]
    walk.photographed(draw_id, walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        abandon(draw_id, "release-late", walk.DRAW_DAY, walk.LEADER)
    before = _sound()
    walk.received(draw_id, LATER)  # its announcement comes out all the same
    assert _sound() == before
    assert before["receipts"] == []
    with held_at(LATER):
        with pytest.raises(Refused, match="不再附照片，已由 大队长乙 于 2026-09-01 作废"):
            attach_photo(draw_id, SAMPLES / "抽取现场-2.png", LATER, walk.CLERK)
        walk.photographed(draw_id, LATER)  # what it has may come again
    one_more = (
        "INSERT INTO draw_photo (draw_pk, digest, media_type, size, name, attached_on) "
        "SELECT draw_pk, 'x', media_type, size, name, attached_on FROM draw_photo"
    )
    assert "抽取已经作废，其记录不得增补" in str(released.refusal(one_more))
    assert _sound() == before


@pytest.mark.duty("18.2")
def test_the_database_keeps_what_it_had_chosen_and_when(house: Path) -> None:
    walk.drawn(house)
    given_up = "UPDATE draw SET state = 'abandoned', abandon_reason = 'x', abandoned_at = '{}'{}"
    early = given_up.format("2026-09-01T11:59:59+08:00", "")
    assert "不得早于公告或者抽取" in str(released.refusal(early))
    assert released.refusal(given_up.format("2026-09-01T12:00:00+08:00", "")) is None


@pytest.mark.duty("18.2")
def test_the_database_wants_its_result_where_every_source_gave_one(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    given_up = (
        "UPDATE draw SET state = 'abandoned', abandon_reason = 'x', "
        "abandoned_at = '2026-09-01T12:00:00+08:00'"
    )
    assert "须算出结果" in str(released.refusal(given_up))
    assert released.refusal(f"{given_up}, seed = 'f'") is None


@pytest.mark.duty("17.1", "18.2")
def test_who_draws_looks_and_gives_up_again_and_again_leaves_every_look_in_the_chain(
    house: Path,
) -> None:
    walk.prepared(house)
    looks = 4
    for n in range(looks):
        day = walk.DRAW_DAY + timedelta(days=n)
        draw_id = walk.announced(day, extra=n > 0)
        with held_at(day):
            run(draw_id, day, walk.CLERK)
            if n < looks - 1:
                abandon(draw_id, "system-failure", day, walk.LEADER)
    walk.photographed(draw_id, day)
    with held_at(day):
        confirm(draw_id, day, walk.LEADER)
    with database.reading() as session:
        draws = session.exec(select(Draw).order_by(col(Draw.id))).all()
        records = [record_of(session, draw)[0] for draw in draws]
    assert len({record["secret"] for record in records}) == looks
    for before, after in pairwise(records):
        # What was looked at stands in the announcement of what came instead, and can be held to it.
        named = after["announcement"]["supersedes"]
        said = before["announcement"]
        assert named == {"draw_id": said["draw_id"], "record_digest": before["digest"]}
        assert len(before["draw"]["drawn"]) == 5
        checks = verify(document(after), Beside(superseded=document(before))).checks
        assert {check.key: check.ok for check in checks}["supersedes"] is True
        hidden = {**before, "abandoned": {**before["abandoned"], "reason": "text-wrong"}}
        hidden["digest"] = digest_of(hidden)
        checks = verify(document(after), Beside(superseded=document(hidden))).checks
        assert {check.key: check.ok for check in checks}["supersedes"] is False
    with database.reading() as session:
        due = in_force(session, walk.REGION, day), records[-1]["announcement"]["record_due"]
        out = [may_be_public(session, due[0], draw, date.fromisoformat(due[1])) for draw in draws]
    assert out == [True] * looks
