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
from models.tables import (
    Inspection,
    InspectionOfficer,
    Message,
    MessageInspection,
)
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


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
        forms += len(names) - 1
    assert forms == 5  # each form goes to the inspector who leads
