"""Every workbook is on record with its digest, written once, and again when it is gone (第二十条)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import AuditEvent, Message
from tasks.draw.confirm import confirm
from tasks.inspect.dispatch import dispatch
from tasks.inspect.task_sheets import export_forms, forms_out, write_task_sheets
from tests import walk
from tests.refusal import reasons

NEXT = date(2026, 9, 2)


def _digests(action: str, part: str) -> dict[str, str]:
    with database.reading() as session:
        events = session.exec(
            select(AuditEvent).where(AuditEvent.action == action).order_by(col(AuditEvent.number))
        ).all()
    return {k: v for event in events for k, v in json.loads(event.payload)[part].items()}


@pytest.mark.duty("10.3", "20.1")
def test_each_sheet_is_on_record_and_written_once_while_it_stands(house: Path) -> None:
    done = walk.drawn(house)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
        dispatch(done.draw_id, walk.DRAW_DAY, walk.CLERK)
        first = write_task_sheets(walk.REGION, walk.DRAW_DAY)
        with database.reading() as session:
            attached = set(session.exec(select(Message.attachment)))
        digests = _digests("印制任务单和登记表", "files")
        assert set(digests) == attached
        assert first == {"task_sheets": len(attached), "act": "done"}
        for name, digest in digests.items():
            assert hashlib.sha256((house / name).read_bytes()).hexdigest() == digest
        again = write_task_sheets(walk.REGION, walk.DRAW_DAY)
        assert again == {"task_sheets": 0, "act": "unchanged"}
        (house / sorted(digests)[0]).unlink()
        assert write_task_sheets(walk.REGION, walk.DRAW_DAY)["task_sheets"] == 1
        assert (house / sorted(digests)[0]).is_file()


@pytest.mark.duty("10.3", "20.1")
def test_a_sheet_that_a_crash_left_without_its_event_is_written_again(house: Path) -> None:
    done = walk.drawn(house)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
        dispatch(done.draw_id, walk.DRAW_DAY, walk.CLERK)
        with database.reading() as session:
            name = session.exec(select(Message.attachment)).first()
        assert name is not None
        (house / name).parent.mkdir(parents=True)
        (house / name).write_bytes(b"left behind")
        write_task_sheets(walk.REGION, walk.DRAW_DAY)
    assert (house / name).read_bytes() != b"left behind"
    assert name in _digests("印制任务单和登记表", "files")


@pytest.mark.duty("10.3", "20.1")
def test_who_takes_the_forms_that_are_out_is_on_record(house: Path) -> None:
    walk.dispatched(house)
    folder = house / "taken"
    with held_at(NEXT):
        answer = export_forms(walk.REGION, NEXT, folder, walk.CLERK)
    assert answer["workbooks"] == sorted(path.name for path in folder.iterdir())
    assert set(answer["workbooks"]) == set(forms_out(walk.REGION, NEXT))
    assert len(_digests("导出任务单和登记表", "handed_over")) == len(answer["workbooks"])
    with database.reading() as session:
        [event] = session.exec(
            select(AuditEvent).where(AuditEvent.action == "导出任务单和登记表")
        ).all()
    assert event.actor == walk.CLERK
    with held_at(NEXT):
        assert reasons(export_forms, walk.REGION, NEXT, folder, " ") == [
            "须写明经办人（--by），不得为空"
        ]
        blocked = house / "file"
        blocked.write_bytes(b"")
        [said] = reasons(export_forms, walk.REGION, NEXT, blocked, walk.CLERK)
    assert said.startswith(f"无法写入文件夹「{blocked}」")
    for each in walk.open_ones():
        walk.hand_in(house, each, date(2026, 9, 11))
    with held_at(date(2026, 9, 11)):
        empty = export_forms(walk.REGION, date(2026, 9, 11), folder, walk.CLERK)
    assert (empty["workbooks"], empty["act"]) == ([], "unchanged")


@pytest.mark.duty("10.3", "20.1")
def test_no_forms_are_out_before_they_are_dispatched(house: Path) -> None:
    walk.dispatched(house)
    eve = date(2026, 8, 31)
    with held_at(NEXT):
        answer = export_forms(walk.REGION, eve, house / "taken", walk.CLERK)
    assert (answer["act"], answer["workbooks"]) == ("unchanged", [])
    assert not (house / "taken").exists()
