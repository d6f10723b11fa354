"""Messages: each sent once, with its receipt; without an address kept for handing over (第二十条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import Draw, Inspection, Message, SubjectEntry, pk
from reports.dashboard import by_hand_in_words, cycle_in_words
from tasks.draw import photos
from tasks.draw.confirm import confirm
from tasks.draw.run import run
from tasks.inspect.dispatch import dispatch
from tasks.inspect.messages import send_pending, to_hand_over
from tasks.inspect.special import open_special
from tasks.inspect.task_sheets import write_task_sheets
from tasks.overview.cycles import cycle
from tasks.rosters.refresh import refresh_roster
from tests import walk
from tests.conftest import SAMPLES

NEXT = date(2026, 9, 2)


def _dispatched_without(house: Path, *without_mail: str) -> dict[str, object]:
    """A dispatched draw whose roster has no address for the badges named."""
    done = walk.prepared(house)
    _roster_without(house, *without_mail)
    walk.announced()
    with held_at(walk.DRAW_DAY):
        run(done.draw_id, walk.DRAW_DAY, walk.CLERK)
        photos.attach_photo(done.draw_id, SAMPLES / "抽取现场-1.png", walk.DRAW_DAY, walk.CLERK)
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
        answer = dispatch(done.draw_id, walk.DRAW_DAY, walk.CLERK)
        write_task_sheets(walk.REGION, walk.DRAW_DAY)
        send_pending(walk.REGION, walk.DRAW_DAY)
    return answer


def _roster_without(house: Path, *without_mail: str) -> None:
    text = walk.INSPECTORS.read_text(encoding="gb18030")
    for n, line in enumerate(text.splitlines()[2:], start=1):
        if line.split(",")[0] in without_mail:
            text = text.replace(f"inspector{n}@example.invalid", "")
    roster = house / "inspectors.csv"
    roster.write_text(text, encoding="gb18030")
    with held_at(walk.DRAW_DAY):
        refresh_roster("inspectors", roster, walk.REGION, walk.DRAW_DAY, walk.CLERK)


def _every_badge() -> list[str]:
    lines = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()[2:]
    return [line.split(",")[0] for line in lines]


@pytest.mark.duty("20.1")
def test_every_message_keeps_its_receipt_and_goes_once(house: Path) -> None:
    walk.dispatched(house)
    with database.reading() as session:
        sent = session.exec(select(Message)).all()
    assert {message.sent_on for message in sent} == {walk.DRAW_DAY}
    mails = {path.name for path in (house / "outbox").glob("*.eml")}
    assert {message.receipt for message in sent} == mails
    assert len(mails) == len(sent)
    with held_at(NEXT):
        assert send_pending(walk.REGION, NEXT) == {
            "sent": 0, "failed": [], "act": "unchanged",
        }  # fmt: skip


@pytest.mark.duty("10.3", "20.1")
def test_without_an_address_nothing_is_noted_as_sent_and_the_sheet_is_written(house: Path) -> None:
    badges = _every_badge()
    answer = _dispatched_without(house, *badges)
    seated = {badge for each in walk.open_ones() for badge, _ in each.task.officers}
    assert len(answer["by_hand"]) == len(seated)  # type: ignore[arg-type]
    with database.reading() as session:
        messages = session.exec(select(Message)).all()
        draw = session.exec(select(Draw)).one()
        waiting = to_hand_over(session, pk(draw))
    to_inspectors = [m for m in messages if m.kind == "dispatch"]
    assert {(m.address, m.sent_on, m.receipt) for m in to_inspectors} == {("", None, None)}
    for message in to_inspectors:
        assert message.attachment is not None
        assert (house / message.attachment).is_file()
    assert {each["badge_number"] for each in waiting} == seated
    # Nobody is left to be told of them but the supervisor, by mail.
    [told] = [m for m in messages if m.kind == "supervisor"]
    assert told.sent_on == walk.DRAW_DAY
    for badge in seated:
        assert f"（{badge}）无邮箱，须当面交付" in told.body
    for mail in (house / "outbox").glob("*.eml"):
        assert "@example.invalid" in mail.read_text("utf-8")
        assert not any(f"{badge}@" in mail.read_text("utf-8") for badge in badges)
    shown = cycle(walk.REGION, 2026, 5, walk.DRAW_DAY)
    assert f"无邮箱，须当面交付的消息 {len(seated)}" in cycle_in_words(shown)
    assert [by_hand_in_words(each) for each in shown["by_hand"]] == [
        f"  {each['inspector']}（{each['badge_number']}）无邮箱，须当面交付：{each['subject']}，"
        f"2026-09-01 写成，附件 {each['file']}"
        for each in waiting
    ]


@pytest.mark.duty("20.1")
@pytest.mark.parametrize("quiet_leads", [False, True])
def test_the_lead_is_told_which_colleague_has_no_address(house: Path, quiet_leads: bool) -> None:
    walk.prepared(house)
    _roster_without(house, "035036")
    pair = ["035036", "035023"] if quiet_leads else ["035023", "035036"]
    with database.reading() as session:
        subject = session.exec(select(SubjectEntry.credit_code)).first()
    assert subject is not None
    with held_at(walk.DRAW_DAY):
        answer = open_special(walk.REGION, 3, "文1号", subject, pair, walk.DRAW_DAY, walk.CLERK)
    assert answer["by_hand"] == ["陈虚乙（035036）"]
    with database.reading() as session:
        bodies = {m.address: m.body for m in session.exec(select(Message))}
    told = "以下协检人员无邮箱，须当面交付，请主检当面告知并交付任务单：陈虚乙（035036）。"
    assert (told in bodies["inspector1@example.invalid"]) is not quiet_leads
    assert told not in bodies[""]
    # A lead without an address can be told of by nobody: the supervisor is told.
    assert ("supervisor@example.invalid" in bodies) is quiet_leads


@pytest.mark.duty("20.1")
def test_what_came_back_need_not_be_handed_over_any_more(house: Path) -> None:
    _dispatched_without(house, *_every_badge())
    for each in walk.open_ones():
        walk.hand_in(house, each, date(2026, 9, 11))
    with database.reading() as session:
        assert set(session.exec(select(Inspection.state))) == {"returned"}
        assert to_hand_over(session, pk(session.exec(select(Draw)).one())) == []
