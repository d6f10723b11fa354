"""An item in force is shown whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.faults import Refused
from tasks.lists.show import item_in_words, show_item
from tasks.lists.version import import_items
from tests import walk
from tests.conftest import SAMPLES


@pytest.mark.duty("7.1", "7.2", "10.1")
def test_elements_points_and_numbers_of_the_item_in_force(house: Path) -> None:
    walk.begun(house)
    import_items(SAMPLES / "随机抽查事项清单.xlsx", walk.REGION, walk.NEW_YEAR, walk.CLERK)
    shown = show_item(walk.REGION, "WB-01", walk.NEW_YEAR)
    assert len(shown["elements"]) == 8
    assert [point["code"] for point in shown["points"]] == [
        *("A1", "A2", "A3", "A4"),
        *("B1", "B2", "B3"),
        "C1",
        *("D1", "D2", "D3", "D4", "D5", "D6"),
    ]
    assert [(n["value"], n["unit"], n["article"]) for n in shown["numbers"]] == [
        ("2", "台", "第十条"),
        ("2", "人", "第十条"),
        ("1", "套", "第十条"),
        ("1", "条", "第十条"),
        ("180", "天", "第十条"),
        ("180", "天", "第十条"),
        ("5%", "占比", "第十条"),
        ("1", "件", "第二十条（本级自定）"),
    ]
    assert [c["code"] for c in shown["results"]["categories"] if c["counts_clean"]] == [
        "no-problem"
    ]
    assert {c["code"] for c in shown["results"]["categories"] if not c["checked"]} >= {
        "closed",
        "moved-out",
    }
    said = item_in_words(shown)
    assert "  抽查比例：5%\n" in said
    assert "  抽查方式：实地检查\n" in said
    assert "  C1 没有利用场所制作、查阅、传播有害信息（有害信息，第十条第3项）；记录：" in said
    assert (
        "没有实地检查的结果，至少要有几件佐证材料（未能实地检查的结果；第二十条（本级自定））（待核）"
        in said
    )
    assert "  未发现问题　逐项检查，算作未发现问题（省级监管平台结果代码1）\n" in said
    assert "  已搬迁　登记表选「已搬迁」，由递补对象接替（省级监管平台结果代码12）（待核）" in said


@pytest.mark.duty("7.2")
def test_an_item_that_is_not_in_force_yet_is_not_shown(house: Path) -> None:
    walk.begun(house)
    import_items(SAMPLES / "随机抽查事项清单.xlsx", walk.REGION, walk.DRAW_DAY, walk.CLERK)
    with pytest.raises(Refused, match="清单中没有事项「WB-01」"):
        show_item(walk.REGION, "WB-01", walk.NEW_YEAR)
