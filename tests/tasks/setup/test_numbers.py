"""Every legal number in force can be read with what it does (第二十五条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.setup.numbers import numbers, numbers_in_words
from tests import walk


@pytest.mark.duty("25.1")
def test_every_number_in_force_can_be_listed_with_its_meaning(house: Path) -> None:
    walk.prepared(house)
    rows = numbers(walk.REGION, walk.DRAW_DAY)
    assert {each["file"] for each in rows} == {"350105", "WB-01"}
    for each in rows:
        assert each["meaning"]
        assert each["article"]
    words = numbers_in_words(rows)
    assert (
        "draw.floor_ratio　5% 占比　每次抽取的对象不得低于名录库在业对象的这一比例（第九条）"
        in words
    )
    assert "180 天" in words
    assert (
        "7 个工作日　作出处理决定之后多久内应公示处理结果（第二十三条；国办发〔2018〕118号，待核）"
        in words
    )
    assert (
        words.count("待核") == len([each for each in rows if not each.get("checked", True)]) == 68
    )


@pytest.mark.duty("25.1")
def test_before_there_is_an_item_list_the_districts_numbers_are_told(house: Path) -> None:
    walk.begun(house)
    rows = numbers(walk.REGION, walk.NEW_YEAR)
    assert {each["file"] for each in rows} == {"350105"}
    assert len(rows) == 107
