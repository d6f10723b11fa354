"""The lists are made public when somebody comes onto one or leaves it (第二十三条第二款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import DeadlineRecord
from tasks.credit.refresh import refresh
from tasks.credit.revoke import revoke
from tasks.publish.amend import withdraw
from tasks.publish.due import build_due
from tests import walk
from tests.pages import text_of
from tests.tasks.credit.entries import DECIDED, NUMBER, entry, listed, on, told

OFF = date(2027, 10, 13)


def _built(as_of: date) -> list[str]:
    with held_at(as_of):
        return [m for m in build_due(walk.REGION, as_of)["built"] if "/credit/" in m]


def _page(house: Path) -> str:
    return (house / "site" / walk.REGION / "credit-350105.html").read_text("utf-8")


def _firm(house: Path, code: str) -> str:
    return (house / "site" / walk.REGION / "firms" / f"{code}.html").read_text("utf-8")


def _lists(house: Path) -> str:
    return (house / "site" / walk.REGION / "lists.html").read_text("utf-8")


@pytest.mark.duty("23.3")
def test_who_is_only_proposed_or_told_is_on_no_page(house: Path) -> None:
    told(house)
    assert _built(DECIDED) == []


@pytest.mark.duty("23.3")
def test_entry_and_exit_are_published_and_nothing_in_between(house: Path) -> None:
    listed(house)
    assert _built(DECIDED) == ["350105/credit/1"]
    assert _built(DECIDED) == []
    walk.published(DECIDED)
    first, code = _page(house), entry().credit_code
    for said in (
        "不予配合监督检查",
        "一般失信",
        "2027-10-13",
        "2027-01-13",
        code,
        "列为重点检查对象",
    ):
        assert said in first, said
    assert "移出说明" not in first
    firm = text_of(_firm(house, code))
    for said in (
        "黑名单　已列入",
        "不予配合监督检查（一般失信）",
        "2027年10月13日",
        "列为重点检查对象",
    ):
        assert said in firm, said
    assert f'href="firms/{code}.html#r' in _lists(house)
    assert "可以书面申请信用修复" in text_of(_lists(house))
    on(OFF, refresh, walk.REGION, OFF)
    assert _built(OFF) == ["350105/credit/2"]
    walk.published(OFF)
    # One page for all versions: who left is on none any more, but for the word of it.
    second = _page(house)
    black, _, word = second.partition("移出说明")
    assert code not in black
    assert "期满移出" in word
    assert code in word
    firm = text_of(_firm(house, code))
    assert "未列入黑名单、红名单" in firm
    assert "黑名单　期满移出" in firm
    assert "不予配合监督检查（一般失信）" not in firm
    assert code not in _lists(house)
    assert list((house / "site" / walk.REGION).glob("credit*.html")) == [
        house / "site" / walk.REGION / "credit-350105.html"
    ]
    with database.reading() as session:
        removal = session.exec(
            select(DeadlineRecord).where(DeadlineRecord.kind == "list_removal")
        ).one()
    assert (removal.matter, removal.event_on, removal.met_on) == (NUMBER, OFF, OFF)


@pytest.mark.duty("23.2", "23.3")
def test_an_entry_in_doubt_says_so_until_it_is_revoked(house: Path) -> None:
    listed(house)
    walk.published(DECIDED)
    [number] = [e.task.number for e in walk.every_one() if e.task.credit_code == entry().credit_code]  # fmt: skip
    day = date(2026, 10, 14)
    on(day, withdraw, number, "查错门店", "查错门店，予以撤回", day, walk.LEADER)
    on(day, refresh, walk.REGION, day)
    walk.published(day)
    assert "正在复核是否撤销列入" in _page(house)
    on(day, revoke, NUMBER, "依据的检查结果已撤回", day, walk.CHIEF)
    walk.published(day)
    black, _, word = _page(house).partition("移出说明")
    assert entry().credit_code not in black
    assert "已撤销" in word
