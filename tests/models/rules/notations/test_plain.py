"""Counts, shares, choices and ticks are read as they are meant, or asked about (第十条)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.form import Answer
from models.rules.notations.plain import (
    Unclear,
    answer,
    choice,
    chosen,
    count,
    is_blank,
    named,
    several,
    share,
    text,
    yes_no,
)

WIDE = str.maketrans("0123456789%/.,", "０１２３４５６７８９％／．，")
UNITS = {"人": ["人", "名", "位", "个人"], "台": ["台", "部"], "天": ["天", "日"], "㎡": ["㎡", "平方米", "平米"]}  # fmt: skip


def unclear(read: Any, *given: Any) -> str:
    """What is expected instead of something that can't be read."""
    with pytest.raises(Unclear) as asked:
        read(*given)
    return str(asked.value)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, str, object]:
    """A count, its unit, and one way to write it."""
    number = draw(st.integers(0, 99_999))
    unit = draw(st.sampled_from(sorted(UNITS)))
    written = draw(st.sampled_from([str(number), f"{number:,}"]))
    if draw(st.booleans()):
        written += draw(st.sampled_from(["", " "])) + draw(st.sampled_from(UNITS[unit]))
    if draw(st.booleans()):
        written = written.translate(WIDE)
    spaced = draw(st.sampled_from([written, f" {written}　", f"{written}\u200b"]))
    return number, unit, draw(st.sampled_from([spaced, number, float(number)]))


@pytest.mark.duty("10.2")
@given(counts())
def test_a_count_is_read_however_it_is_written(written: tuple[int, str, object]) -> None:
    number, unit, cell = written
    assert count(cell, unit) == number


@pytest.mark.duty("10.2")
@given(st.integers(0, 10_000), st.booleans(), st.sampled_from(["{}%", "{} %", "百分之{}"]))
def test_a_share_is_read_however_it_is_written(hundredths: int, wide: bool, way: str) -> None:
    percent = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    written = way.format(percent)
    exact = Fraction(hundredths, 10_000)
    assert share(written.translate(WIDE) if wide else written) == exact
    assert share(str(exact)) == exact
    assert share(float(exact)) == exact


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("cell", "unit"),
    [("21台", "人"), ("二十六", ""), ("-1", ""), ("2.5", ""), (2.5, ""), ("约20", "人"), ("20左右", "人"), ("9" * 40, "")],
)  # fmt: skip
def test_what_is_no_plain_count_is_asked_about(cell: object, unit: str) -> None:
    assert unclear(count, cell, unit) == "应为整数" + (f"（{unit}）" if unit else "")


@pytest.mark.parametrize("cell", ["5", "1.5", "120%", "1/0", "五成", "", True])
def test_what_could_be_either_share_is_asked_about(cell: object) -> None:
    assert unclear(share, cell) == "应为占比，例如 5%"


@pytest.mark.duty("10.1")
@pytest.mark.parametrize(
    ("meant", "written"),
    [
        (Answer.CONFORM, ["符合", "√", "✓", "✔", "☑", "是", "对", "合格", "☑符合", "√ 符合", " 符 合".replace(" ", "")]),
        (Answer.NON_CONFORM, ["不符合", "×", "✗", "✘", "☒", "不合格", "☑不符合"]),
        (Answer.NOT_APPLICABLE, ["不适用", "无此项", "N/A", "Ｎ/Ａ"]),
    ],
)  # fmt: skip
def test_an_answer_is_read_from_words_ticks_and_crosses(meant: Answer, written: list[str]) -> None:
    assert [answer(each) for each in written] == [meant] * len(written)


@pytest.mark.duty("10.1")
@pytest.mark.parametrize("cell", ["否", "无", "有", "/", "符", "符合？", "基本符合", "1"])
def test_an_answer_that_could_be_either_is_asked_about(cell: str) -> None:
    assert unclear(answer, cell) == "应填 符合、不符合、不适用 之一"


def test_yes_and_no_are_read_from_words_ticks_and_crosses() -> None:
    assert all(yes_no(each) is True for each in ("是", "有", "√", "✓", "Y", True))
    assert all(yes_no(each) is False for each in ("否", "没有", "无", "×", "N", False))
    assert unclear(yes_no, "不清楚") == "应填 是 或 否"


def test_choices_are_read_with_a_tick_or_without_in_the_order_of_the_file() -> None:
    kinds = ["涉政", "涉黄", "其他"]
    assert [choice(each, kinds) for each in ("涉黄", "☑涉黄", "√涉黄", " 涉黄 ")] == ["涉黄"] * 4
    assert chosen("其他,涉政；涉政 ☑涉黄", kinds) == kinds
    assert unclear(choice, "涉赌", kinds) == "应填 涉政、涉黄、其他 之一"
    assert "涉政、涉黄、其他" in unclear(chosen, "涉政、涉赌", kinds)
    assert "涉政、涉黄、其他" in unclear(chosen, "", kinds)


def test_a_stroke_says_that_nothing_is_filled_in() -> None:
    assert all(
        is_blank(cell) for cell in (None, "", "  ", "/", "／", "-", "——", "—", "…", "\u200b")
    )
    assert not any(is_blank(cell) for cell in ("0", 0, "无", "/1", False))


def test_what_is_named_is_taken_apart_and_texts_are_made_plain() -> None:
    assert several("a、b,c；d e/a") == ["a", "b", "c", "d", "e"]
    assert named("照片 3 张、《情况说明》；马公〔2026〕1号\n录像") == [
        "照片 3 张",
        "《情况说明》",
        "马公〔2026〕1号",
        "录像",
    ]
    assert [text(cell) for cell in (None, 3.0, date(2026, 9, 8), "１２\u200b", True)] == [
        "", "3", "2026-09-08", "12", "是",
    ]  # fmt: skip
