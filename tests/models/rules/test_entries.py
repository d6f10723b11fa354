"""Whose word a form is, why another version replaces it, and when it may be sent back (第二十三条)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.entries import (
    check_form_stands,
    check_sending_back,
    check_words,
    of_another_firm,
    reason_wanted,
)
from models.rules.inspection import InspectionState
from tests.forms import task


@pytest.mark.duty("23.2")
def test_every_version_but_the_first_says_why() -> None:
    said = "这是第 3 版，应写明改动原因（也可用 --reason 写明）（第二十三条）"
    assert [reason_wanted(1, ""), reason_wanted(2, "笔误"), reason_wanted(3, " ")] == ["", "", said]


@pytest.mark.duty("10.2", "23.2")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" \n", "应写明退回意见"),
        ("顾客 35010519900101123X 未登记", "退回意见不得填写身份证号"),
        ("=HYPERLINK(1)", "退回意见应为文字，不得有网页标记或公式"),
        ("<script>", "退回意见应为文字"),
    ],
)
def test_an_opinion_is_there_and_is_nothing_but_words(words: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        check_words(words, "退回意见")
    assert "1990" not in str(refusal.value)


def test_words_are_kept_without_the_spaces_around_them() -> None:
    assert check_words(" D3 写明\n天数 ", "退回意见") == "D3 写明 天数"


@pytest.mark.duty("20.1")
def test_a_form_printed_for_another_firm_is_no_form_of_the_inspection() -> None:
    own = task()
    assert of_another_firm(own, own.credit_code) == of_another_firm(own, "") == ""
    said = of_another_firm(own, "92350105MA00000002")
    assert said.startswith(
        f"任务 {own.number} 的检查对象是「样例网吧（一店）」（92350105MA00000001）"
    )


@pytest.mark.duty("20.1", "23.2")
def test_a_form_goes_back_only_while_it_waits_to_be_made_public() -> None:
    codes = {}
    for state in InspectionState:
        try:
            check_sending_back("N1", state, told=False)
            codes[str(state)] = ""
        except Refused as refusal:
            codes[str(state)] = refusal.code
    assert codes == {
        "dispatched": "nothing-returned",
        "returned": "",
        "sent_back": "",
        "published": "already-public",
        "archived": "already-public",
        "replaced": "wrong-state",
        "cancelled": "wrong-state",
    }
    with pytest.raises(Refused, match="是复查"):
        check_sending_back("N1", InspectionState.RETURNED, told=False, recheck=True)
    with pytest.raises(Refused, match="应先决定更正（ssj publish correct）"):
        check_sending_back("N1", InspectionState.RETURNED, told=True)


@pytest.mark.duty("21.1", "23.2")
def test_nothing_is_done_about_a_finding_whose_form_is_sent_back() -> None:
    check_form_stands("D3", InspectionState.RETURNED)
    with pytest.raises(Refused, match="D3所在的登记表已退回补正"):
        check_form_stands("D3", InspectionState.SENT_BACK)
