"""Each item of a list carries the check points of its item file (第七、十条)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database, item_file
from models.faults import Refused
from models.tables import Item, ItemList
from tasks.base.terms import item_in_force
from tasks.inspect.special import open_special
from tasks.lists.checklists import bound_item
from tasks.lists.version import import_items
from tests import walk
from tests.conftest import SAMPLES

LIST = SAMPLES / "随机抽查事项清单.xlsx"
SHIPPED = (item_file.SHIPPED / "wb-01.toml").read_text("utf-8")


def own_list(house: Path, name: str = "清单.xlsx") -> Path:
    """The sample list in a folder of its own."""
    path = house / "lists" / name
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(LIST, path)
    return path


def own_file(house: Path, version: str, name: str = "own.toml", code: str = "WB-01") -> Path:
    """WB-01's item file as another version."""
    path = house / "lists" / name
    path.parent.mkdir(exist_ok=True)
    text = SHIPPED.replace('version = "2026-2"', f'version = "{version}"', 1)
    path.write_text(text.replace('code = "WB-01"', f'code = "{code}"', 1), "utf-8")
    return path


def said() -> str:
    """The version of WB-01 in force, as its forms say it."""
    with database.reading() as session:
        item = item_in_force(session, walk.REGION, "WB-01", walk.NEW_YEAR)
        return bound_item(session, item).version


@pytest.mark.duty("7.2", "10.1")
def test_a_given_file_comes_before_one_beside_the_list_before_the_shipped_one(house: Path) -> None:
    walk.begun(house)
    path = own_list(house)
    import_items(path, walk.REGION, walk.NEW_YEAR, walk.CLERK)
    assert said() == "清单第 1 版，要点 2026-2 版"
    own_file(house, "乙", "wb-01.TOML")
    import_items(path, walk.REGION, walk.NEW_YEAR, walk.CLERK)
    assert said() == "清单第 2 版，要点 乙 版"
    given = own_file(house, "丙")
    done = import_items(path, walk.REGION, walk.NEW_YEAR, walk.CLERK, [given])
    assert said() == "清单第 3 版，要点 丙 版"
    assert done["check_points"] == {"WB-01": {"version": "丙", "points": 14}}


@pytest.mark.duty("7.1", "7.2")
def test_the_lists_elements_bind_and_what_the_file_says_otherwise_is_named(house: Path) -> None:
    walk.begun(house)
    path = own_file(house, "乙")
    text = path.read_text("utf-8").replace('method = "实地检查"', 'method = "书面检查"')
    path.write_text(text, "utf-8")
    done = import_items(LIST, walk.REGION, walk.NEW_YEAR, walk.CLERK, [path])
    assert done["stated_otherwise"] == {"WB-01": ["抽查方式"]}
    with database.reading() as session:
        item = item_in_force(session, walk.REGION, "WB-01", walk.NEW_YEAR)
        assert bound_item(session, item).checklist.elements["method"] == "实地检查"


@pytest.mark.duty("7.2")
def test_an_item_without_check_points_is_listed_but_nothing_is_done_for_it(house: Path) -> None:
    walk.begun(house)
    import_items(LIST, walk.REGION, walk.NEW_YEAR, walk.CLERK)
    with (
        database.reading() as session,
        pytest.raises(
            Refused, match=r"事项「LH-01」在事项清单第 1 版中没有检查要点，不能抽取、派发"
        ),
    ):
        bound_item(session, item_in_force(session, walk.REGION, "LH-01", walk.NEW_YEAR))


@pytest.mark.duty("7.2", "10.1")
def test_an_inspection_keeps_the_check_points_under_which_it_was_dispatched(house: Path) -> None:
    walk.dispatched(house)
    number = walk.open_ones()[0].task.number
    given = own_file(house, "乙")
    given.write_text(given.read_text("utf-8").replace("value = 180", "value = 365"), "utf-8")
    import_items(LIST, walk.REGION, walk.DRAW_DAY, walk.CLERK, [given])
    special = open_special(
        walk.REGION,
        1,
        "样例〔2026〕1号",
        walk.open_ones()[0].task.credit_code,
        [badge for badge, _ in walk.open_ones()[0].task.officers],
        walk.DRAW_DAY,
        walk.CLERK,
    )
    versions = {each.task.number: each.task.item_version for each in walk.open_ones()}
    assert versions[number] == "清单第 1 版，要点 2026-2 版"
    assert versions[special["number"]] == "清单第 2 版，要点 乙 版"
    # 200 days do for the first, not for the second.
    days = {
        each.task.number: [n.value for of, n in each.task.item.numbers() if of.startswith("D3")]
        for each in walk.open_ones()
    }
    assert (days[number], days[special["number"]]) == ([180, 180], [365, 365])


@pytest.mark.duty("7.2")
def test_files_that_cannot_be_bound_are_refused_all_at_once(house: Path) -> None:
    walk.begun(house)
    path = own_list(house)
    files = [
        own_file(house, "乙", "a.toml"),
        own_file(house, "丙", "b.toml"),
        own_file(house, "丁", "c.toml", code="WB-99"),
        house / "none.toml",
    ]
    gbk = house / "gbk.toml"
    gbk.write_bytes("甲".encode("gbk"))
    own_file(house, "戊", "lh-01.toml")
    with pytest.raises(Refused) as refusal:
        import_items(path, walk.REGION, walk.NEW_YEAR, walk.CLERK, [*files, gbk])
    assert [(fault.file, fault.expected) for fault in refusal.value.faults] == [
        ("b.toml", "事项「WB-01」给了两个事项文件"),
        ("c.toml", "清单里没有事项「WB-99」"),
        ("none.toml", "没有这个文件，或不能读取"),
        ("gbk.toml", "文字编码应为 UTF-8"),
        ("lh-01.toml", "文件名与其中的事项编号「WB-01」不一致"),
    ]
    with database.reading() as session:
        assert session.exec(select(ItemList)).all() == []


@pytest.mark.duty("7.2", "10.1")
def test_the_file_is_stored_with_the_item_as_it_was(house: Path) -> None:
    walk.begun(house)
    import_items(LIST, walk.REGION, walk.NEW_YEAR, walk.CLERK)
    with database.reading() as session:
        stored = session.exec(select(Item.code, Item.file).order_by(col(Item.code))).all()
    assert stored == [("LH-01", ""), ("WB-01", SHIPPED)]
