"""One form is sent back with an opinion and goes no further until another version is in (第二十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from flows.sample.answers import CONFORMS, SHORT_LOGS
from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import DeadlineRecord, Inspection, Message, RecordReturn
from tasks.archive.ready import archive_ready
from tasks.inspect.chase import chase
from tasks.inspect.inspections import Assigned
from tasks.inspect.returns import import_returns
from tasks.inspect.send_back import send_back
from tasks.overview.cycles import cycle
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tests import walk

RECEIVED, PRESSING = date(2026, 9, 11), date(2026, 9, 29)
OPINION = "D3 的天数请与系统截图核对"


def first() -> Assigned:
    """The inspection that was opened first; its form tells of short logs."""
    return min(walk.every_one(), key=lambda each: each.id)


def state(number: str) -> str:
    """Where an inspection stands."""
    with database.reading() as session:
        return session.exec(select(Inspection.state).where(Inspection.number == number)).one()


@pytest.mark.duty("20.1", "23.2")
def test_a_form_sent_back_waits_for_another_version_and_its_lead_is_told(house: Path) -> None:
    walk.returned(house, RECEIVED)
    each = first()
    number = each.task.number
    with held_at(RECEIVED):
        sent = send_back(number, OPINION, RECEIVED, walk.LEADER)
        assert (sent["act"], sent["version"], sent["opinion"]) == ("done", 1, OPINION)
        assert state(number) == "sent_back"
        assert send_back(number, f" {OPINION} ", RECEIVED, walk.CHIEF)["sent_by"] == walk.LEADER
        with pytest.raises(Refused, match=f"已由 {walk.LEADER} 于 2026-09-11 退回：{OPINION}"):
            send_back(number, "另一条意见", RECEIVED, walk.LEADER)
        with database.reading() as session:
            told = session.exec(select(Message).where(Message.kind == "sent_back")).one()
        assert f"退回意见：{OPINION}" in told.body
        assert number in told.body
        shown = cycle(walk.REGION, 2026, 5, RECEIVED)
        assert [(b["number"], b["opinion"]) for b in shown["sent_back"]] == [(number, OPINION)]
        [row] = [row for row in shown["inspections"] if row["number"] == number]
        assert (row["state_name"], row["due_on"]) == ("退回补正", str(each.task.due_on))
    # The very form that went back is none that answers the opinion.
    story = "short_logs"  # what ``walk.all_in`` handed in first
    same = walk.hand_in(house, each, RECEIVED, story)
    assert (same["act"], same["still_sent_back"]) == ("unchanged", [number])
    with held_at(RECEIVED):
        again = import_returns(walk.fill(house, each), walk.REGION, RECEIVED, walk.CLERK)
    assert again["later"] == [
        {
            "number": number,
            "version": 2,
            "author": each.task.officers[0][0],
            "reason": f"退回补正：{OPINION}",
        }
    ]
    assert state(number) == "returned"


@pytest.mark.duty("23.1", "23.2")
def test_what_was_sent_back_is_not_released_nor_archived_and_is_chased(house: Path) -> None:
    walk.returned(house, RECEIVED)
    number = first().task.number
    with held_at(PRESSING):
        build_due(walk.REGION, PRESSING)
        [built] = [matter for matter in unreleased(walk.REGION) if "results" in matter]
        due_before = _result_due(number)
        send_back(number, OPINION, PRESSING, walk.LEADER)
        with pytest.raises(Refused, match=f"{number} 登记表退回补正"):
            release(built, PRESSING, walk.LEADER)
        build_due(walk.REGION, PRESSING)
        with database.reading() as session:
            carried = session.exec(
                select(Inspection.number)
                .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
                .where(Inspection.state == "sent_back")
            ).all()
        assert carried == [number]
        [instead] = [matter for matter in unreleased(walk.REGION) if "results" in matter]
        assert instead != built
        release(instead, PRESSING, walk.LEADER)
        assert number not in _told(instead)
        assert archive_ready(walk.REGION, PRESSING)["archived"] == 0
        assert _result_due(number) == due_before
        assert chase(walk.REGION, PRESSING)["overdue"] == 1
        with database.reading() as session:
            said = session.exec(
                select(Message.body).where(
                    Message.kind == "supervisor", Message.written_on == PRESSING
                )
            ).all()
        assert any(f"{number} 的登记表" in body and "退回补正后尚未交回" in body for body in said)


def _result_due(number: str) -> date | None:
    with database.reading() as session:
        return session.exec(
            select(DeadlineRecord.due_on).where(
                DeadlineRecord.matter == number,
                DeadlineRecord.kind == "results",
                col(DeadlineRecord.met_on).is_(None),
            )
        ).one()


def _told(matter: str) -> list[str]:
    with database.reading() as session:
        return list(
            session.execute(
                text(
                    "SELECT i.number FROM result_version v JOIN inspection i ON i.id = v.inspection_id "
                    "JOIN publication p ON p.id = v.publication_id WHERE p.matter = :matter"
                ),
                {"matter": matter},
            ).scalars()
        )


@pytest.mark.duty("23.2")
def test_after_the_release_there_is_only_a_correction(house: Path) -> None:
    walk.made_public(house, RECEIVED, PRESSING)
    number = first().task.number
    with held_at(PRESSING), pytest.raises(Refused, match="已批准公示，不能退回补正") as refusal:
        send_back(number, OPINION, PRESSING, walk.LEADER)
    assert refusal.value.code == "already-public"
    assert "尚未批准公示的登记表" in _refused(SENT.format(1, number))


@pytest.mark.duty("20.1", "23.2")
def test_a_form_that_never_came_or_is_unknown_cannot_go_back(house: Path) -> None:
    walk.dispatched(house)
    number = walk.open_ones()[0].task.number
    with held_at(RECEIVED):
        with pytest.raises(Refused, match="还没有交回"):
            send_back(number, OPINION, RECEIVED, walk.LEADER)
        with pytest.raises(Refused, match="没有编号为"):
            send_back("350105-WB-01-2026-5-00099", OPINION, RECEIVED, walk.LEADER)
    walk.hand_in(house, walk.open_ones()[0], RECEIVED, SHORT_LOGS)
    with held_at(RECEIVED), pytest.raises(Refused, match="回收登记表之日"):
        send_back(number, OPINION, date(2026, 9, 10), walk.LEADER)


@pytest.mark.duty("23.2")
def test_the_database_lets_nothing_sent_back_go_on_by_itself(house: Path) -> None:
    walk.returned(house, RECEIVED)
    number = first().task.number
    move = "UPDATE inspection SET state = '{}' WHERE number = '" + number + "'"
    assert "状态不得这样变更" in _refused(move.format("sent_back"))
    with held_at(RECEIVED):
        send_back(number, OPINION, RECEIVED, walk.LEADER)
    for further in ("returned", "published", "archived", "replaced"):
        assert "状态不得这样变更" in _refused(move.format(further))
    assert "退回补正不得修改" in _refused("UPDATE send_back SET opinion = 'x'")
    for story in (CONFORMS, SHORT_LOGS):
        walk.hand_in(house, first(), RECEIVED, story)
    assert "只能退回现行的一份登记表" in _refused(SENT.format(2, number))


SENT = (
    "INSERT INTO send_back (return_id, opinion, sent_by, sent_on) "
    "SELECT id, 'x', 'x', '2026-09-30' FROM record_return WHERE version = {} "
    "AND inspection_id = (SELECT i.id FROM inspection i WHERE i.number = '{}')"
)


def _refused(statement: str) -> str:
    with pytest.raises(DBAPIError) as refusal, database.writing() as session:
        session.execute(text(statement))
    return str(refusal.value)
