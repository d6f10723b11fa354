"""Bars and tables as values (第二十四条)."""

from __future__ import annotations

from models.rules.charts import Bar, Table


def test_a_part_is_a_percentage_of_the_whole() -> None:
    bar = Bar("回传登记表", "1/3", good=1, most=3, late=2)
    assert [bar.part(n) for n in (0, 1, 2, 3)] == ["0.0", "33.3", "66.7", "100.0"]
    assert Bar("", "", 0, 0).part(0) == "0"


def test_a_column_of_numbers_is_one_with_nothing_else_in_it() -> None:
    table = Table("表", "", ("名", "数", "多"), [("甲", 1, 2), ("乙", 3, "缺")])
    assert table.numeric == {1}
    assert Table("表", "", ("名",), []).numeric == set()
