"""What looks like somebody's number is found wherever people write freely (第十条)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.identity import personal, shown, unfit

WIDE = str.maketrans("0123456789-X", "０１２３４５６７８９－Ｘ")
BORN = st.dates(date(1930, 1, 1), date(2020, 12, 31))


@pytest.mark.duty("10.2")
@given(
    st.integers(110000, 829999),
    BORN,
    st.integers(0, 999),
    st.sampled_from("0123456789Xx"),
    st.sampled_from(["{}", "顾客{}，男", "证号：{}。", "{}样例"]),
    st.booleans(),
)
def test_an_identity_number_is_found(
    region: int, born: date, serial: int, check: str, around: str, wide: bool
) -> None:
    number = f"{region}{born:%Y%m%d}{serial:03d}{check}"
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    for each in (number, spaced):
        text = around.format(each.translate(WIDE) if wide else each)
        assert personal(text) == "身份证号"
        assert shown(text) == "（疑似身份证号，不予显示）"


@pytest.mark.duty("10.2")
@given(
    st.integers(13_000_000_000, 19_999_999_999), st.sampled_from(["{}", "电话{}", "+86{}", "{}转"])
)
def test_a_mobile_number_is_found(number: int, around: str) -> None:
    digits = str(number)
    for each in (
        digits,
        f"{digits[:3]} {digits[3:7]} {digits[7:]}",
        f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
    ):
        assert personal(around.format(each)) == "手机号"


def test_an_older_identity_number_and_a_landline_are_found() -> None:
    assert personal("350105900101123") == "身份证号"
    assert personal("0591-83681234") == "电话号码"
    assert personal("（0591）83681234") == "电话号码"


@pytest.mark.parametrize(
    "text",
    [
        "92350105MA02771653", "913501001546118800", "马公（网安）行罚决字〔2026〕12号", "2026-09-08 09:30—10:40",
        "12号机 192.168.1.12、13号机 192.168.1.13", "035023、035036", "350105-WB-01-2026-5-00001", "照片20260908_093015.jpg",
        "mmexport1699999999999.jpg", "证书编号 20260001234", "营业面积 200㎡，终端 60 台", "350105199913011234", "",
    ],
)  # fmt: skip
def test_what_is_nobodys_number_is_left_alone(text: str) -> None:
    assert personal(text) == ""
    assert shown(text) == text


@pytest.mark.duty("10.2")
def test_what_nobody_sees_is_no_text_and_is_shown_to_nobody() -> None:
    assert unfit("按\u202e序\u200b") == "有 2 个看不见的字符，请删去"
    assert unfit("第一行\n第二行") == ""
    assert shown("按\u202e序\u200b") == "按序"
