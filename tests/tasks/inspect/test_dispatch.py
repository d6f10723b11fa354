"""Dispatch: each inspector gets every task and the forms of those they lead (第十九、二十条)."""

from __future__ import annotations

import email
from datetime import date
from email.policy import default
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import (
    Inspection,
    InspectionOfficer,
    Message,
    MessageInspection,
)
from tasks.draw.confirm import confirm
from tasks.inspect.dispatch import dispatch
from tests import walk
from tests.refusal import reasons

NEXT = date(2026, 9, 2)


@pytest.mark.duty("17.3", "19.1", "20.1")
def test_every_inspection_has_two_officers_a_form_and_one_message_each(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        inspections = session.exec(select(Inspection)).all()
        seats = session.exec(select(InspectionOfficer)).all()
        told = session.exec(select(MessageInspection)).all()
        sent = session.exec(select(Message)).all()
    assert len(inspections) == 5
    assert sorted((t.inspection_id, t.inspector_entry_id) for t in told) == sorted(
        (s.inspection_id, s.inspector_entry_id) for s in seats
    )
    mails = list((house / "outbox").glob("*.eml"))
    assert len(mails) == len(sent) == len({s.inspector_entry_id for s in seats})
    forms = 0
    for path in mails:
        mail = email.message_from_bytes(path.read_bytes(), policy=default)
        (sheet,) = mail.iter_attachments()
        workbook = house / "opened.xlsx"
        workbook.write_bytes(sheet.get_content())
        names = load_workbook(workbook).sheetnames
        assert names[0] == "检查任务单"
        forms += sum(name.startswith("登记表 ") for name in names)
    assert forms == 5  # each form goes to the inspector who leads


@pytest.mark.duty("18.2", "19.1")
def test_a_draw_is_dispatched_once_and_not_before_it_is_confirmed(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(NEXT):
        [said] = reasons(dispatch, done.draw_id, NEXT, walk.CLERK)
        assert said == f"「{done.draw_id}」的抽取结果尚未确认，不能派发"
        walk.photographed(done.draw_id, NEXT)
        confirm(done.draw_id, NEXT, walk.LEADER)
        assert reasons(dispatch, done.draw_id, walk.DRAW_DAY, walk.CLERK) == [
            "派发检查任务的日期 2026-09-01 早于确认抽取结果之日 2026-09-02"
        ]
        assert reasons(dispatch, done.draw_id, NEXT, " ") == ["须写明经办人（--by），不得为空"]
        first = dispatch(done.draw_id, NEXT, walk.CLERK)
        again = dispatch(done.draw_id, NEXT, walk.LEADER)
    # By hand: fifteen working days after 2 September end on Tuesday the 22nd.
    standing = {"inspections": 5, "dispatched_on": "2026-09-02", "due_on": "2026-09-22"}
    assert first["act"] == "done"
    assert first.items() >= standing.items()
    assert again["act"] == "unchanged"
    assert again.items() >= standing.items()
    with database.reading() as session:
        assert len(session.exec(select(Inspection)).all()) == 5


@pytest.mark.duty("7.2")
def test_what_is_no_draw_is_refused(house: Path) -> None:
    walk.prepared(house)
    with held_at(NEXT):
        [said] = reasons(dispatch, "350105/WB-01/2026-5 ", NEXT, walk.CLERK)
        assert said.startswith("抽取编号「350105/WB-01/2026-5 」的写法不对")
        [said] = reasons(dispatch, "350105/WB-01/2026-5", NEXT, walk.CLERK)
        assert said.startswith("没有名为")
