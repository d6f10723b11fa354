"""Items, their eight elements, and the ratio that stands once (第七条、第九条)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.rules.items import (
    ELEMENTS,
    KINDS_BY_WORDS,
    ItemRow,
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
    told = [(element, "不得为空（第七条）")]
    assert item_row({**WHOLE, element: ""})[1] == told
    row, problems = item_row({key: text for key, text in WHOLE.items() if key != element})
    assert problems == told
    assert getattr(row, element) == ""


@pytest.mark.duty("7.1")
@pytest.mark.parametrize("code", ["", "WB 01", "-WB", "wb-01", "WB/01", "W" * 17])
def test_an_item_code_that_no_identifier_could_hold_is_refused(code: str) -> None:
    assert [field for field, _ in item_row({**WHOLE, "code": code})[1]] == ["code"]


@pytest.mark.duty("6.1", "7.1")
def test_an_item_is_kept_with_everything_its_row_says() -> None:
    texts = {element: f"某{element}" for element in ELEMENTS if element != "ratio"}
    row, problems = item_row({**texts, "code": "WB-01", "ratio": "5%"})
    assert problems == []
    assert row == ItemRow(code="WB-01", ratio="1/20", **texts)
    nameless = {**texts, "ratio": "5%"}
    row, problems = item_row(nameless)
    assert (row.code, [field for field, _ in problems]) == ("", ["code"])


@pytest.mark.duty("7.1", "9.1")
@pytest.mark.parametrize("written", ["0%", "101%", "五成"])
def test_an_item_with_what_is_no_ratio_is_refused(written: str) -> None:
    row, problems = item_row({**WHOLE, "ratio": written})
    assert problems == [("ratio", "应为大于 0 且不超过 1 的比例，如 5% 或 1/20")]
    assert row.ratio == ""


@pytest.mark.parametrize("written", ["0", "0%", "-5%", "101%", "1.01", "五", "1/0", "5X%", "%", ""])
def test_what_is_no_ratio_is_none(written: str) -> None:
    assert exact_ratio(written) is None


@pytest.mark.duty("7.1")
@pytest.mark.parametrize("written", ["5%", "1/20", "0.05", "5.0%"])
def test_a_ratio_is_read_exactly_however_it_is_written(written: str) -> None:
    assert exact_ratio(written) == Fraction(1, 20)


@pytest.mark.duty("7.1", "9.1")
@pytest.mark.parametrize(
    ("written", "ratio"),
    [("1", Fraction(1)), ("100%", Fraction(1)), ("1%", Fraction(1, 100)), ("0.5", Fraction(1, 2))],
)
def test_only_a_percent_sign_makes_hundredths(written: str, ratio: Fraction) -> None:
    assert exact_ratio(written) == ratio


@pytest.mark.duty("7.1")
@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (Fraction(1, 20), "5%"),
        (Fraction(1), "100%"),
        (Fraction(1, 2), "50%"),
        (Fraction(3, 10), "30%"),
        (Fraction(101, 1000), "10.1%"),
        (Fraction(1, 10_000), "0.01%"),
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


@pytest.mark.duty("6.1")
def test_a_list_is_single_or_joint_whatever_it_is_called() -> None:
    assert {words: str(kind) for words, kind in KINDS_BY_WORDS.items()} == {
        "单一部门": "single",
        "跨部门联合": "joint",
        "跨部门": "joint",
    }
