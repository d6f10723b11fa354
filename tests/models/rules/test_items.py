"""Items, their eight elements, and the ratio that stands once (第七条、第九条)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.rules.items import (
    ELEMENTS,
    binding_ratios,
    exact_ratio,
    item_row,
    ratio_in_words,
    ratio_problem,
)

WHOLE = {**dict.fromkeys(ELEMENTS, "有"), "code": "WB-01", "ratio": "5%"}


@pytest.mark.duty("6.1", "7.1")
@pytest.mark.parametrize("element", sorted(ELEMENTS))
def test_an_item_lacking_one_of_its_eight_elements_is_refused(element: str) -> None:
    assert item_row(WHOLE)[1] == []
    assert item_row(WHOLE)[0].ratio == "1/20"
    assert [field for field, _ in item_row({**WHOLE, element: ""})[1]] == [element]


@pytest.mark.duty("7.1")
@pytest.mark.parametrize("code", ["", "WB 01", "-WB", "wb-01", "WB/01", "W" * 17])
def test_an_item_code_that_no_identifier_could_hold_is_refused(code: str) -> None:
    assert [field for field, _ in item_row({**WHOLE, "code": code})[1]] == ["code"]


@pytest.mark.parametrize("written", ["0", "0%", "101%", "五", "1/0", ""])
def test_what_is_no_ratio_is_none(written: str) -> None:
    assert exact_ratio(written) is None


@pytest.mark.duty("7.1")
@pytest.mark.parametrize("written", ["5%", "1/20", "0.05"])
def test_a_ratio_is_read_exactly_however_it_is_written(written: str) -> None:
    assert exact_ratio(written) == Fraction(1, 20)


@pytest.mark.duty("7.1")
@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (Fraction(1, 20), "5%"),
        (Fraction(1), "100%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(1, 400), "0.25%"),
        (Fraction(1, 30), "1/30"),
        (Fraction(1, 800), "1/800"),
    ],
)
def test_a_ratio_is_shown_exactly(ratio: Fraction, words: str) -> None:
    assert ratio_in_words(ratio) == words
    assert exact_ratio(words) == ratio


@pytest.mark.duty("7.2", "9.1", "9.4")
def test_the_ratio_of_the_item_binds_and_no_stratum_stands_below_it() -> None:
    raised = {"key": Fraction(1, 4), "must": Fraction(1)}
    assert binding_ratios(Fraction(1, 2), raised) == {
        "general": Fraction(1, 2),
        "key": Fraction(1, 2),
        "must": Fraction(1),
    }
    assert binding_ratios(Fraction(1, 20), raised)["key"] == Fraction(1, 4)


@pytest.mark.duty("9.1")
def test_a_ratio_below_the_floor_is_named_with_the_floor() -> None:
    assert ratio_problem(Fraction(1, 20), Fraction(1, 20), "第九条") is None
    assert ratio_problem(Fraction(1, 30), Fraction(1, 20), "第九条") == (
        "抽查比例 1/30 低于区县参数的下限 5%（第九条）"
    )
