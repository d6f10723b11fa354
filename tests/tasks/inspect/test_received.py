"""Record forms that lie in the inbox (第二十条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.sample.answers import SHORT_LOGS
from models import database
from models.clock import held_at
from models.home import home as ssj_home
from models.tables import AuditEvent, Inspection, RecordReturn
from reports.handling import lapsed_in_words
from tasks.inspect.dispositions import dispose
from tasks.inspect.received import lying_refused, take_in_returns
from tasks.inspect.returns import import_returns
from tasks.intake.refused import NOT_COPIED
from tests import walk
from tests.tasks.inspect.orders import ORDERED, found

RECEIVED = date(2026, 9, 11)


def inbox(path: Path, name: str = "a.xlsx") -> Path:
    """Leave a file in the inbox of returns."""
    folder = ssj_home() / "inbox" / walk.REGION / "returns"
    folder.mkdir(parents=True, exist_ok=True)
    return path.rename(folder / name)


def in_force(number: str) -> tuple[int, str]:
    """(version, outcome) of what stands for an inspection."""
    with database.reading() as session:
        return session.exec(
            select(RecordReturn.version, RecordReturn.outcome)
            .join(Inspection, col(Inspection.current_return_id) == col(RecordReturn.id))
            .where(Inspection.number == number)
        ).one()


@pytest.mark.duty("20.1", "23.2")
def test_a_file_that_stays_in_the_inbox_does_not_undo_a_correction(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    inbox(walk.fill(house, each))
    assert take_in_returns(walk.REGION, RECEIVED) == {
        "received": 1,
        "refused": {},
        "substitutes_due": [],
        "lapsed": [],
    }
    walk.hand_in(house, each, RECEIVED, SHORT_LOGS)
    assert take_in_returns(walk.REGION, RECEIVED) == {
        "received": 0,
        "refused": {},
        "substitutes_due": [],
        "lapsed": [],
    }
    assert in_force(each.task.number) == (2, "non_conform")


@pytest.mark.duty("20.1", "23.2")
def test_a_file_whose_form_stood_already_does_not_undo_a_later_correction(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    path = walk.fill(house, each)
    import_returns(path, walk.REGION, RECEIVED, walk.CLERK)
    inbox(path)
    assert take_in_returns(walk.REGION, RECEIVED) == {
        "received": 0,
        "refused": {},
        "substitutes_due": [],
        "lapsed": [],
    }
    walk.hand_in(house, each, RECEIVED, SHORT_LOGS)
    assert take_in_returns(walk.REGION, RECEIVED) == {
        "received": 0,
        "refused": {},
        "substitutes_due": [],
        "lapsed": [],
    }
    assert in_force(each.task.number) == (2, "non_conform")


@pytest.mark.duty("20.1", "23.2")
def test_a_file_that_is_left_again_is_a_delivery_of_its_own(house: Path) -> None:
    walk.dispatched(house)
    each = walk.open_ones()[0]
    for story in ("conforms", SHORT_LOGS, "conforms"):
        inbox(walk.fill(house, each, story=story, reason=walk.CHANGED))
        assert take_in_returns(walk.REGION, RECEIVED)["received"] == 1
    assert in_force(each.task.number) == (3, "conform")


@pytest.mark.duty("20.1")
def test_a_faulty_file_is_named_and_keeps_no_other_out(house: Path) -> None:
    walk.dispatched(house)
    first, second = walk.open_ones()[:2]
    inbox(walk.fill(house, first), "a.xlsx")
    (ssj_home() / "inbox" / walk.REGION / "returns" / "b.xlsx").write_bytes(b"PK")
    inbox(walk.fill(house, second), "c.xlsx")
    taken = take_in_returns(walk.REGION, RECEIVED)
    assert taken["received"] == 2
    assert taken["refused"] == {"b.xlsx": ["文件「b.xlsx」：不是有效的 xlsx 文件"]}


@pytest.mark.duty("20.1", "21.1", "23.2")
def test_what_handling_lapsed_by_a_form_from_the_inbox_is_said(home: Path) -> None:
    each = found(home)
    with held_at(ORDERED):
        dispose(each.task.number, "D3", "transfer", "移字1号", ORDERED, walk.LEADER, "区文旅局")
        inbox(walk.fill(home, each, story="conforms", reason=walk.CHANGED))
        [lapsed] = take_in_returns(walk.REGION, ORDERED)["lapsed"]
    assert lapsed_in_words(lapsed) == (
        f"  {each.task.number} D3 原登记的「已移送：移交区文旅局（移字1号）」"
        "因登记表更正不再有效，仍有问题的须重新处理"
    )


@pytest.mark.duty("10.2", "10.3")
def test_of_a_refused_form_that_names_somebody_no_copy_is_kept(home: Path) -> None:
    walk.dispatched(home)
    first, second = walk.open_ones()[:2]
    inbox(walk.fill(home, first, remarks="顾客 35010519900101123X 反映"), "a.xlsx")
    inbox(walk.fill(home, second, remarks="<b>改</b>"), "b.xlsx")
    for _ in range(2):
        assert list(take_in_returns(walk.REGION, RECEIVED)["refused"]) == ["a.xlsx", "b.xlsx"]
    named, other = [json.loads(each) for each in refusals()]
    assert (named["file"], named["why"][-1]) == ("a.xlsx", NOT_COPIED)
    assert "kept" not in named
    assert [path.name for path in (home / "refused_files" / walk.REGION).iterdir()] == [
        Path(other["kept"]).name
    ]
    assert "35010519900101123" not in json.dumps([named, other])


@pytest.mark.duty("10.3", "20.1")
def test_what_lies_refused_in_the_inbox_is_told_until_another_is_in_its_place(house: Path) -> None:
    walk.dispatched(house)
    first, second = walk.open_ones()[:2]
    inbox(walk.fill(house, first), "a.xlsx")
    inbox(walk.fill(house, second, remarks="<b>改</b>"), "b.xlsx")
    assert lying_refused(walk.REGION) == []
    take_in_returns(walk.REGION, RECEIVED)
    [told] = lying_refused(walk.REGION)
    assert told["file"] == "b.xlsx"
    assert "应为文字，不得有网页标记或公式" in told["why"][0]
    inbox(walk.fill(house, second), "b.xlsx")
    take_in_returns(walk.REGION, RECEIVED)
    assert lying_refused(walk.REGION) == []


@pytest.mark.duty("20.1", "23.2")
def test_of_two_versions_that_lie_in_the_inbox_together_neither_is_taken(home: Path) -> None:
    walk.dispatched(home)
    each = walk.open_ones()[0]
    inbox(walk.fill(home, each), "a.xlsx")
    inbox(walk.fill(home, each, story=SHORT_LOGS, reason=walk.CHANGED), "b.xlsx")
    taken = take_in_returns(walk.REGION, RECEIVED)
    assert (taken["received"], list(taken["refused"])) == (0, ["a.xlsx", "b.xlsx"])
    assert all("请只留一份" in why for [why] in taken["refused"].values())
    (ssj_home() / "inbox" / walk.REGION / "returns" / "a.xlsx").unlink()
    assert take_in_returns(walk.REGION, RECEIVED)["received"] == 1
    assert in_force(each.task.number) == (1, "non_conform")


def refusals() -> list[str]:
    """What is on record of refused files, in order."""
    with database.reading() as session:
        return list(
            session.exec(
                select(AuditEvent.payload)
                .where(AuditEvent.action == "收件夹文件不予收取")
                .order_by(col(AuditEvent.number))
            )
        )
