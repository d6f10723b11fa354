"""Who acts is named, and one person is one person however the name is typed."""

from __future__ import annotations

import pytest

from models.rules.people import acting, same_person
from tests.refusal import refusal

ZERO_WIDTH, NBSP, WIDE_SPACE, BIDI, SOFT_HYPHEN = "\u200b", "\u00a0", "\u3000", "\u202e", "\u00ad"


@pytest.mark.duty("18.3")
@pytest.mark.parametrize(
    "typed",
    ["张三 ", " 张三", "张 三", f"张{ZERO_WIDTH}三", f"张三{NBSP}", f"{WIDE_SPACE}张三",
     f"{BIDI}张三", f"张三{SOFT_HYPHEN}", "张三\ufeff", "张\x00三", "张三\x7f", "张\u0378三", "张三\ue000"],
)  # fmt: skip
def test_spaces_and_unseen_characters_make_no_other_person(typed: str) -> None:
    assert same_person("张三", typed)


@pytest.mark.duty("18.3")
def test_full_width_letters_and_case_make_no_other_person() -> None:
    assert same_person("Ａｎｎａ", "anna")
    assert not same_person("张三", "张三丰")
    assert not same_person("张三", "章三")


@pytest.mark.duty("10.3")
def test_a_name_is_kept_without_what_nobody_sees() -> None:
    assert acting(f"  大队长{ZERO_WIDTH} 乙{NBSP}") == "大队长 乙"
    assert acting("大队领导（样例）") == "大队领导（样例）"
    for unseen in ("\x00", "\x7f", "\u0378", "\ue000", SOFT_HYPHEN):
        assert acting(f"大队长{unseen}乙") == "大队长乙"
    assert acting("大队长\t\n乙") == "大队长 乙"


@pytest.mark.duty("10.3")
@pytest.mark.parametrize("blank", ["", " ", WIDE_SPACE, ZERO_WIDTH, f"{NBSP}{BIDI}", "\t\n"])
def test_nobody_is_refused_with_a_sentence(blank: str) -> None:
    refused = refusal(acting, blank)
    assert (refused.reasons, refused.code) == (("须写明经办人（--by），不得为空",), "nobody-named")


@pytest.mark.duty("10.3", "18.1")
def test_a_name_is_kept_as_a_record_may_hold_it() -> None:
    # Composed, without halves of characters, at most 200 long: a record's free text.
    assert acting("Ren\u0065\u0301e\ud800") == "Ren\u00e9e"
    assert acting("名" * 200) == "名" * 200
    refused = refusal(acting, "名" * 201)
    assert (refused.reasons, refused.code) == (("经办人（--by）至多 200 字",), "name-too-long")
