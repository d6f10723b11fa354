"""Dispatch, chase, return, publish, credit, archive (第十九条至第二十三条)."""

from __future__ import annotations

import email
import json
import zipfile
from datetime import date
from email.policy import default
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from flows.sample.answers import KEEPS_OUT, REFUSES_TO_SIGN, SHORT_LOGS
from models import database
from models.faults import Refused
from models.tables import (
    CreditRecord,
    DeadlineRecord,
    Disclosure,
    Inspection,
    InspectionOfficer,
    ListMembership,
    Message,
    MessageInspection,
    Receipt,
)
from tasks.archive import ready as archiving
from tasks.base import audit
from tasks.credit import refresh as credit
from tasks.inspect import chase, dispositions, special
from tasks.publish import due as matters
from tasks.publish import packages as publication
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


@pytest.mark.duty("20.1")
def test_returns_are_chased_before_and_after_the_due_date_on_working_days(house: Path) -> None:
    walk.dispatched(house)
    # Dispatched on Tuesday 2026-09-01, 15 working days: Monday 21 September (the 20th, a Sunday,
    # is worked). Reminders 5 and 1 working days before: 14 (five left counting 15-18, 20, 21: six
    # from the 14th, five from the 15th) and the 20th; overdue from the 22nd.
    kinds = {}
    for day in (14, 15, 16, 19, 20, 21, 22, 23):
        kinds[day] = chase.chase(walk.REGION, date(2026, 9, day))["reminders"] > 0
    assert kinds == {
        14: False,
        15: True,
        16: False,
        19: False,
        20: True,
        21: False,
        22: True,
        23: False,
    }
    assert chase.chase(walk.REGION, date(2026, 9, 22))["reminders"] > 0  # the same, not more
    with database.reading() as session:
        occasions = {m.occasion for m in session.exec(select(MessageInspection))}
    assert occasions == {"dispatch", "before-5", "before-1", "overdue-1"}


@pytest.mark.duty("23.1")
def test_twenty_working_days_run_from_each_visit(house: Path) -> None:
    walk.dispatched(house)
    walk.hand_in(house, walk.open_ones()[0], RECEIVED)
    with database.reading() as session:
        (deadline,) = session.exec(
            select(DeadlineRecord).where(DeadlineRecord.kind == "results")
        ).all()
    # Visited Tuesday 2026-09-08; by hand: 9-11 Sep (3), 14-18 (8), 20-24 (13; the 20th is worked,
    # the 25th is Mid-Autumn), 28-30 (16), 8-10 Oct (19; the 10th is worked), 12 Oct (20).
    assert deadline.due_on == date(2026, 10, 12)
    assert deadline.status == "official"


def _all_in(home: Path) -> None:
    stories = [SHORT_LOGS, KEEPS_OUT, REFUSES_TO_SIGN]
    for n, each in enumerate(walk.open_ones()):
        walk.hand_in(home, each, RECEIVED, stories[n] if n < len(stories) else "conforms")


def _published() -> None:
    matters.build_due(walk.REGION, LATER)
    for matter in publication.unreleased(walk.REGION):
        publication.release(matter, LATER, walk.LEADER)
    publication.deliver_pending(walk.REGION, LATER)


@pytest.mark.duty("3.1", "23.1")
def test_results_go_to_all_three_channels_once_released_each_with_a_receipt(house: Path) -> None:
    walk.dispatched(house)
    _all_in(house)
    matters.build_due(walk.REGION, LATER)
    publication.deliver_pending(walk.REGION, LATER)
    with database.reading() as session:
        assert session.exec(select(Receipt)).all() == []  # nothing leaves before the release
    _published()
    _published()
    with database.reading() as session:
        rows = session.exec(select(Disclosure)).all()
        receipts = session.exec(select(Receipt)).all()
        open_deadlines = session.exec(
            select(DeadlineRecord).where(
                DeadlineRecord.kind == "results", col(DeadlineRecord.met_on).is_(None)
            )
        ).all()
    assert {row.channel for row in rows} == {
        "city-police",
        "district-government",
        "credit-publicity",
    }
    assert len(receipts) == len(rows)
    assert {row.state for row in rows} == {"delivered"}
    assert open_deadlines == []


@pytest.mark.duty("22.1", "23.1", "23.2")
def test_the_public_page_tells_results_and_names_no_officer(house: Path) -> None:
    walk.dispatched(house)
    _all_in(house)
    _published()
    site = house / "site" / walk.REGION
    (results,) = site.glob("results-*.html")
    said = results.read_text()
    assert "日志只保存 92 天" in said or "日志" in said
    assert "不予配合检查：拒绝检查人员或其委托的专业机构进入" in said
    assert "被检查对象拒绝签字" in said
    for line in walk.INSPECTORS.read_text(encoding="gb18030").splitlines()[2:]:
        badge, name, *_ = line.split(",")
        assert badge not in said
        assert name not in said
    package = house / "delivered" / "credit-publicity" / f"{walk.REGION}-WB-01-2026-5-results-1.zip"
    with zipfile.ZipFile(package) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        assert set(manifest["files"]) == {n for n in packed.namelist() if n != "manifest.json"}


@pytest.mark.duty("22.1", "23.3", "21.1", "18.1")
def test_credit_follows_the_results_and_archiving_waits_for_dispositions(house: Path) -> None:
    walk.dispatched(house)
    _all_in(house)
    _published()
    credit.refresh(walk.REGION, LATER)
    credit.refresh(walk.REGION, LATER)
    with database.reading() as session:
        kinds = sorted(r.kind for r in session.exec(select(CreditRecord)))
        listed = session.exec(select(ListMembership)).all()
    # Five returns: one violation, one that kept the inspectors out, three clean.
    assert kinds == ["clean", "clean", "clean", "non_cooperation", "violation"]
    assert [(m.list, m.entered_on, m.due_off_on) for m in listed] == [
        ("blacklist", LATER, date(2027, 9, 8))
    ]
    assert archiving.archive_ready(walk.REGION, LATER)["archived"] == 4
    ((number, point),) = dispositions.undisposed(walk.REGION)
    with pytest.raises(Refused, match="接收部门"):
        dispositions.dispose(number, point, "transfer", "移字1号", LATER, walk.LEADER)
    dispositions.dispose(number, point, "transfer", "移字1号", LATER, walk.LEADER, "文化执法大队")
    assert archiving.archive_ready(walk.REGION, LATER)["archived"] == 1
    credit.refresh(walk.REGION, date(2027, 9, 8))
    with database.reading() as session:
        (left,) = session.exec(select(ListMembership)).all()
    assert left.exited_on == date(2027, 9, 8)


@pytest.mark.duty("4.1")
def test_a_special_inspection_names_one_ground_and_its_document(house: Path) -> None:
    walk.prepared(house)
    badges = ["035023", "035036"]
    with database.reading() as session:
        known = session.execute(text("SELECT credit_code FROM subject_entry")).scalars().all()
    subject = known[0]
    for ground, document in ((8, "投诉单1号"), (3, " ")):
        with pytest.raises(Refused):
            special.open_special(
                walk.REGION, ground, document, subject, badges, walk.DRAW_DAY, walk.CLERK
            )
    with pytest.raises(Refused, match="不得少于 2 人"):
        special.open_special(
            walk.REGION, 3, "投诉单1号", subject, badges[:1], walk.DRAW_DAY, walk.CLERK
        )
    for _ in range(2):
        done = special.open_special(
            walk.REGION, 3, "投诉单1号", subject, badges, walk.DRAW_DAY, walk.CLERK
        )
    (each,) = walk.open_ones()
    assert each.task.number == done["number"]
    walk.hand_in(house, each, RECEIVED)
    _published()
    (page,) = (house / "site" / walk.REGION).glob("results-*.html")
    assert "被投诉举报涉嫌违法违规（投诉单1号）" in page.read_text()


@pytest.mark.duty("8.1", "16.1")
def test_item_lists_and_the_plan_are_published_and_their_deadline_is_met(house: Path) -> None:
    walk.prepared(house)
    # Revised Monday 2026-01-05; ten working days: Monday 19 January.
    with database.reading() as session:
        due = {d.due_on for d in session.exec(select(DeadlineRecord))}
    assert due == {date(2026, 1, 19)}
    chase.chase(walk.REGION, date(2026, 1, 13))  # four working days left: too early to warn
    chase.chase(walk.REGION, date(2026, 1, 14))
    with database.reading() as session:
        assert {d.warned_on for d in session.exec(select(DeadlineRecord))} == {date(2026, 1, 14)}
    _published()
    with database.reading() as session:
        assert all(d.met_on == LATER for d in session.exec(select(DeadlineRecord)))
    titles = (house / "site" / walk.REGION / "index.html").read_text()
    assert "单一部门随机抽查事项清单（第 1 版）" in titles
    assert "2026 年度抽查计划" in titles


@pytest.mark.duty("10.3")
def test_any_changed_byte_and_a_cut_tail_are_found(house: Path) -> None:
    walk.dispatched(house)
    before = audit.verify()
    assert before["sound"]
    printed = before["head"]
    with pytest.raises(DBAPIError, match="留痕记录不得"), database.writing() as session:
        session.execute(text("DELETE FROM audit_event"))
    engine = database.engine()
    drop = (
        "DROP TRIGGER {0}" if engine.dialect.name == "sqlite" else "DROP TRIGGER {0} ON audit_event"
    )
    with database.writing() as session:  # what only somebody with the database's keys could do
        for guard in ("guard_audit_event_update", "guard_audit_event_delete"):
            session.execute(text(drop.format(guard)))
    with database.writing() as session:
        session.execute(
            text("DELETE FROM audit_event WHERE number = (SELECT max(number) FROM audit_event)")
        )
    assert audit.verify()["sound"]  # a bare chain doesn't see it
    assert "末尾被截去" in str(audit.verify(printed)["problems"])
    for column in ("actor", "payload", "key", "as_of", "recorded_at"):
        with database.writing() as session:
            kept = session.execute(
                text(f"SELECT {column} FROM audit_event WHERE number = 3")
            ).scalar()
            new = date(2001, 1, 1) if column == "as_of" else f"{kept}x"
            session.execute(
                text(f"UPDATE audit_event SET {column} = :v WHERE number = 3"), {"v": new}
            )
        assert "第3号" in str(audit.verify()["problems"]), column
        with database.writing() as session:
            session.execute(
                text(f"UPDATE audit_event SET {column} = :v WHERE number = 3"), {"v": kept}
            )
        assert audit.verify()["sound"]


@pytest.mark.duty("10.3")
def test_one_command_tells_a_subjects_whole_history(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED)
    told = [event["action"] for event in audit.history(each.task.credit_code)]
    assert "回收登记表" in told
    assert "抽中" in told
    with pytest.raises(Refused, match="从未有过"):
        audit.history("X")
