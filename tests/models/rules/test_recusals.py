"""Recusals: what a cell may say, what is kept, whom a draw keeps apart (第十七条)."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.draw.reasons import RecusalReason
from models.rules.recusals import Recusal, read_recusals, read_stored, recusals, stored, tight

A, B = "92350105MA0007919C", "92350105MA0007920H"
KINSHIP, INTEREST, FORMER_POST, OWN_REQUEST, OTHER = RecusalReason
ONE_OF = "应为 亲属关系、利害关系、曾任职于该单位、本人申请回避、其他应当回避的情形 之一"


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("between", ["、", ",", " ", "，", "\n", "、 ", "；", ";"])
def test_recusals_are_credit_codes_however_they_are_separated(between: str) -> None:
    assert read_recusals(between.join([B, A, A])) == ((Recusal(A, OTHER), Recusal(B, OTHER)), [])


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("亲属关系", KINSHIP), ("亲属", KINSHIP), ("利害关系", INTEREST),
        ("曾任职于该单位", FORMER_POST), ("原任职单位", FORMER_POST),
        ("本人申请回避", OWN_REQUEST), ("本人申请", OWN_REQUEST),
        ("其他应当回避的情形", OTHER), ("其他", OTHER), ("", OTHER), (" ", OTHER),
    ],
)  # fmt: skip
def test_a_reason_stands_in_brackets_or_after_a_colon(words: str, reason: RecusalReason) -> None:
    for written in (
        f"{A}（{words}）", f"{A}({words})", f"{A} （ {words} ）", f"{A}：{words}", f"{A}: {words}",
    ):  # fmt: skip
        assert read_recusals(written) == ((Recusal(A, reason),), []), written
        beside = f"{B.lower()}、{written}、"
        if words.strip() or ":" not in written.replace("：", ":"):
            kept = (Recusal(A, reason), Recusal(B, OTHER))
            assert read_recusals(beside) == (kept, []), beside


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("written", "problems"),
    [
        (f"{A}（朋友）", [f"{A}：回避原因「朋友」{ONE_OF}"]),
        (f"{A}：朋友、{B}", [f"{A}：回避原因「朋友」{ONE_OF}"]),
        (f"{A}（亲属、利害关系）", [f"{A}：回避原因「亲属、利害关系」{ONE_OF}"]),
        (f"{A}（亲属）、{A}：利害关系", [f"{A}：写了两个不同的回避原因"]),
        (f"{A}（亲属）、{A}", [f"{A}：写了两个不同的回避原因"]),
        (
            f"{A}（亲属",
            [
                "亲属：应为 18 位统一社会信用代码，实为 2 位",
                "「(」写法不对，应为 信用代码（回避原因），之间用顿号分开",
            ],
        ),
        ("（亲属）", [
            "亲属：应为 18 位统一社会信用代码，实为 2 位",
            "「()」写法不对，应为 信用代码（回避原因），之间用顿号分开",
        ]),
        (
            f"{A} 9235 92350105MA0007919D",
            [
                "9235：应为 18 位统一社会信用代码，实为 4 位",
                "92350105MA0007919D：统一社会信用代码的字符或校验位不符",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cell_is_said(written: str, problems: list[str]) -> None:
    assert read_recusals(written)[1] == problems


def test_an_empty_cell_recuses_from_nobody() -> None:
    assert read_recusals("") == read_recusals(" 、 ") == ((), [])
    assert stored(()) == ""


@pytest.mark.duty("17.1")
def test_an_entry_of_before_there_were_reasons_is_for_another_one() -> None:
    assert list(read_stored(f"{A} {B}")) == [Recusal(A, OTHER), Recusal(B, OTHER)]
    # So the same list read again is no new version.
    assert stored(read_recusals(f"{B}、{A}")[0]) == f"{A} {B}"


@given(
    st.dictionaries(
        st.from_regex(r"[0-9A-Z]{18}", fullmatch=True), st.sampled_from(list(RecusalReason))
    )
)
def test_what_is_stored_is_read_again(kept: dict[str, RecusalReason]) -> None:
    assert [tuple(each) for each in read_stored(stored(Recusal(*r) for r in kept.items()))] == (
        sorted(kept.items())
    )


@pytest.mark.duty("17.1")
def test_every_recusal_of_a_subject_is_kept() -> None:
    told = recusals([("J01", "A B:kinship"), ("J02", "A:interest"), ("J03", ""), ("J04", "B")])
    assert told == {"A": {"J01", "J02"}, "B": {"J01", "J04"}}


@pytest.mark.duty("17.3")
@given(
    st.dictionaries(st.sampled_from("ABCDE"), st.sets(st.sampled_from(["1", "2", "3", "4", "9"]))),
    st.sets(st.sampled_from(["1", "2", "3", "4"])),
    st.integers(2, 4),
)
def test_who_has_just_as_many_inspectors_as_needed_is_counted(
    recused: dict[str, set[str]], inspectors: set[str], needed: int
) -> None:
    expected = [
        subject
        for subject in "ABCDEF"
        if sum(
            all(code not in recused.get(subject, ()) for code in team)
            for team in combinations(sorted(inspectors), needed)
        )
        == 1  # there is one team of that size, and one only
    ]
    assert tight("ABCDEF", recused, inspectors, needed) == expected
