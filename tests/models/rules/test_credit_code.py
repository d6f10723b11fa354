"""Credit codes and the registration numbers before them (第十二条)."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from models.rules.credit_code import problem

WRONG = "统一社会信用代码的字符或校验位不符"


@given(st.text(string.digits + string.ascii_uppercase, min_size=18, max_size=18))
def test_credit_codes_are_judged_as_python_stdnum_does(code: str) -> None:
    assert problem(code) == (None if uscc.is_valid(code) else WRONG)


@given(
    st.from_regex(r"[0-9]{8}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True).filter(str.isascii),
    st.sampled_from(string.digits + string.ascii_uppercase),
)
def test_of_every_check_character_the_one_of_python_stdnum_is_right(
    body: str, character: str
) -> None:
    right = uscc.calc_check_digit(body)
    assert problem(body + right) is None
    assert (problem(body + character) is None) == (character == right)


@pytest.mark.duty("12.1")
@pytest.mark.parametrize("check_digit", range(10))
def test_one_check_digit_in_ten_of_a_registration_number_is_right(check_digit: int) -> None:
    # 110000450000017 by GB/T 17710-2008, worked through by hand: the pure system MOD 11,10.
    p = 10
    for digit in "11000045000001":
        p = (p + int(digit)) % 10 or 10
        p = p * 2 % 11
    right = (11 - p) % 10
    told = None if check_digit == right else "注册号的校验位不符"
    assert problem(f"11000045000001{check_digit}") == told


@pytest.mark.duty("12.1")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("92350105MA0007919C", None),
        ("92350105MA0007919D", WRONG),
        ("92350105MA0007919", "应为 18 位统一社会信用代码，实为 17 位"),
        ("92350105MA0007919C1", "应为 18 位统一社会信用代码，实为 19 位"),
        ("", "应为 18 位统一社会信用代码，实为 0 位"),
        ("11000045000001A", "应为 18 位统一社会信用代码，实为 15 位"),
        ("3501051990010100", "应为 18 位统一社会信用代码，实为 16 位"),
    ],
)
def test_a_code_is_eighteen_characters_or_a_number_of_fifteen(code: str, told: str | None) -> None:
    assert problem(code) == told
