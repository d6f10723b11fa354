"""The check points of 第十条, as the shipped item file states them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from models import item_file
from models.rules.checklist import TAKES, Number, Rule

WB_01 = item_file.read((item_file.SHIPPED / "wb-01.toml").read_text("utf-8"), "wb-01.toml")


@pytest.mark.duty("10.1")
def test_twelve_points_in_four_groups() -> None:
    # 第十条 counts four points under 1, three under 2, one under 3, four under 4.
    assert list(Counter(point.group for point in WB_01.points).values()) == [4, 3, 1, 4]


@pytest.mark.duty("10.2")
def test_the_four_numbers_of_the_rule_are_two_two_a_twentieth_and_180() -> None:
    numbers = {of[:2]: (number.value, number.unit) for of, number in WB_01.numbers()}
    assert numbers == {
        "A1": (2, "台"),
        "B2": (2, "人"),
        "D2": (Fraction(1, 20), "占比"),
        "D3": (180, "天"),
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [(180, "180"), (Fraction(1, 20), "5%"), (Fraction(1, 30), "1/30"), (Fraction(1), "100%")],
)
def test_a_number_is_written_exactly(value: int | Fraction, written: str) -> None:
    assert str(Number(value, "天", "第十条", "样例")) == written


def test_every_rule_says_what_it_takes() -> None:
    assert set(TAKES) == set(Rule)


@pytest.mark.duty("10.1")
def test_a_point_is_worded_by_its_code() -> None:
    assert {point.code: WB_01.label(point.code) for point in WB_01.points} == {
        point.code: point.label for point in WB_01.points
    }
