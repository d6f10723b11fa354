"""Item lists: what differs from the list in force is a version, a list put back too (第六至八条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import col, select

from models import database, district, item_file
from models.faults import Refused
from models.tables import DeadlineRecord, Item, ItemList
from tasks.base.terms import item_in_force
from tasks.lists.version import import_items
from tasks.setup.prepare import prepare
from tests import walk

HEADINGS = [
    "事项编号", "事项名称", "抽查依据", "抽查主体", "抽查对象", "抽查比例", "抽查频次", "抽查方式",
    "抽查内容", "清单类别",
]  # fmt: skip
DAYS = [date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)]


def item_list(house: Path, *items: tuple[str, str, str]) -> Path:
    """A list of ``(code, ratio, kind)``."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for code, ratio, kind in items:
        sheet.append([code, "检查", "依据", "大队", "场所", ratio, "每年6次", "实地", "日志", kind])
    path = house / "清单.xlsx"
    book.save(path)
    return path


def _import(path: Path, day: date, by: str = walk.CLERK, **more: Any) -> Any:
    return import_items(path, walk.REGION, day, by, **more)


def _ratio(day: date, code: str = "WB-01") -> str:
    with database.reading() as session:
        return item_in_force(session, walk.REGION, code, day).ratio


@pytest.mark.duty("7.2", "8.1")
def test_a_list_put_back_to_an_earlier_one_is_in_force_again(house: Path) -> None:
    walk.begun(house)
    for n, (ratio, day) in enumerate(zip(["5%", "50%", "5%"], DAYS, strict=True), start=1):
        done = _import(item_list(house, ("WB-01", ratio, "单一部门")), day)
        assert (done["act"], done["versions"]) == ("done", {"single": n})
    assert [_ratio(day) for day in DAYS] == ["1/20", "1/2", "1/20"]
    with database.reading() as session:
        lists = session.exec(select(ItemList).order_by(col(ItemList.number))).all()
        assert lists[0].digest == lists[2].digest
        due = session.exec(select(DeadlineRecord.event_on)).all()
    assert sorted(due) == DAYS


@pytest.mark.duty("8.1")
def test_the_list_in_force_again_is_no_version(house: Path) -> None:
    walk.begun(house)
    path = item_list(house, ("WB-01", "5%", "单一部门"), ("LH-01", "10%", "跨部门联合"))
    assert _import(path, DAYS[0])["changed"] == ["joint", "single"]
    again = _import(path, DAYS[1], "另一人")
    assert (again["act"], again["revised_on"]["single"]) == ("unchanged", "2026-01-05")
    other = _import(item_list(house, ("WB-01", "5%", ""), ("LH-01", "20%", "跨部门")), DAYS[2])
    assert (other["changed"], other["versions"]) == (["joint"], {"joint": 2, "single": 1})


@pytest.mark.duty("8.1")
def test_a_retried_request_is_known_and_changes_nothing(house: Path) -> None:
    walk.begun(house)
    five = item_list(house, ("WB-01", "5%", ""))
    _import(five, DAYS[0], request="r1")
    _import(item_list(house, ("WB-01", "50%", "")), DAYS[1], request="r2")
    assert _import(item_list(house, ("WB-01", "5%", "")), DAYS[1], request="r1")["act"] == "known"
    assert _ratio(DAYS[2]) == "1/2"


@pytest.mark.duty("7.2")
def test_a_list_of_the_future_is_not_in_force(house: Path) -> None:
    walk.begun(house)
    _import(item_list(house, ("WB-01", "5%", "")), DAYS[1])
    with pytest.raises(Refused, match="清单之外不得抽查"):
        _ratio(DAYS[0])


@pytest.mark.duty("8.1")
def test_no_list_before_the_one_in_force_none_of_tomorrow_none_by_nobody(house: Path) -> None:
    walk.begun(house)
    _import(item_list(house, ("WB-01", "5%", "")), DAYS[1])
    other = item_list(house, ("WB-01", "50%", ""))
    with pytest.raises(Refused, match="早于制修订单一部门清单第 1 版之日 2026-02-02"):
        _import(other, DAYS[0])
    with pytest.raises(Refused, match="尚未到来"):
        _import(other, date(2099, 1, 1))
    with pytest.raises(Refused, match="经办人"):
        _import(other, DAYS[2], "\u200b")
    assert _ratio(DAYS[2]) == "1/20"


@pytest.mark.duty("9.1")
def test_a_ratio_below_the_floor_of_the_district_is_refused_naming_both(house: Path) -> None:
    walk.begun(house)
    with pytest.raises(Refused) as refusal:
        _import(item_list(house, ("WB-01", "1/30", ""), ("WB-02", "4%", "")), DAYS[0])
    assert refusal.value.reasons == (
        "事项「WB-01」：抽查比例 1/30 低于区县参数的下限 5%（第九条）",
        "事项「WB-02」：抽查比例 4% 低于区县参数的下限 5%（第九条）",
    )
    with database.reading() as session:
        assert session.exec(select(Item)).all() == []


@pytest.mark.duty("6.1", "7.1")
def test_an_item_stands_on_one_list_once(house: Path) -> None:
    walk.begun(house)
    with pytest.raises(Refused, match="事项编号重复"):
        _import(item_list(house, ("WB-01", "5%", ""), ("WB-01", "5%", "跨部门")), DAYS[0])
    _import(item_list(house, ("WB-01", "5%", "")), DAYS[0])
    with pytest.raises(Refused, match="事项「WB-01」已在单一部门清单第 1 版中"):
        _import(item_list(house, ("WB-01", "5%", "跨部门")), DAYS[1])
    with pytest.raises(Refused, match="应为 1 至 16 位大写字母"):
        _import(item_list(house, ("WB 01", "5%", "")), DAYS[1])


@pytest.mark.duty("7.2", "10.1")
def test_the_same_list_with_another_item_file_is_a_version(house: Path) -> None:
    walk.begun(house)
    path = item_list(house, ("WB-01", "5%", ""))
    _import(path, DAYS[0])
    text = (item_file.SHIPPED / "wb-01.toml").read_text("utf-8")
    (house / "wb-01.toml").write_text(text.replace('version = "2026-1"', 'version = "9"'), "utf-8")
    assert _import(path, DAYS[1])["versions"] == {"single": 2}


@pytest.mark.duty("6.1", "12.2")
def test_each_region_keeps_its_own_lists(house: Path) -> None:
    walk.begun(house)
    prepare(DAYS[0], district.SHIPPED / "example.toml")
    _import(item_list(house, ("WB-01", "5%", "")), DAYS[0])
    theirs = item_list(house, ("WB-01", "50%", ""))
    done = import_items(theirs, "359901", DAYS[1], walk.CLERK)
    assert (done["act"], done["versions"]) == ("done", {"single": 1})
    assert _ratio(DAYS[1]) == "1/20"
    with pytest.raises(Refused, match="抽查比例 5% 低于区县参数的下限 10%（样例办法第八条）"):
        import_items(item_list(house, ("WB-01", "5%", "")), "359901", DAYS[2], walk.CLERK)
