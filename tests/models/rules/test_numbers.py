"""A legal number of an item."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.rules.numbers import Number


@pytest.mark.parametrize(
    ("value", "written"),
    [(180, "180"), (Fraction(1, 20), "5%"), (Fraction(1, 30), "1/30"), (Fraction(1), "100%")],
)
def test_a_number_is_written_exactly(value: int | Fraction, written: str) -> None:
    assert str(Number(value, "天", "第十条", "样例")) == written


def test_a_number_of_the_rule_itself_is_checked_unless_it_says_otherwise() -> None:
    assert Number(1, "件", "第二十条", "样例").checked
    assert not Number(1, "件", "第二十条", "样例", "本级自定", checked=False).checked
