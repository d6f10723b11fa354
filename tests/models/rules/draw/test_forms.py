"""The closed alphabets of step 1: what fits, and what just doesn't."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from models.rules.draw import forms

ID = "92350105MA0EJFYD5W"
FITS: list[tuple[Any, list[str], list[str]]] = [
    (
        forms.SubjectId,
        [ID, "350105600012345"],
        ["", ID[:17], ID + "0", ID.lower(), "92350105MA0EJFYD5Ｗ", ID + "\n", "9235010560001234"],
    ),
    (forms.Code, ["J01", "0", "Z" * 16], ["", "j01", "J-1", "Z" * 17, "J01\n", "J０1"]),
    (
        forms.StratumCode,
        ["general", "k", "a-1", "carried-over", "a" * 32],
        ["", "General", "1a", "-a", "a_b", "a" * 33, "必查", "a\n"],
    ),
    (forms.Badge, ["35010501", "A" * 20], ["", "a", "A" * 21, "3501-05"]),
    (forms.Word, ["2026-B0001", "a", "0._-", "a" * 64], ["", "-a", ".a", "a/b", "a" * 65, "a b"]),
    (forms.FileName, ["a" * 100, "subjects.txt"], ["a" * 101, "../a", "a/b", "", "_a"]),
    (forms.Hex, ["0af9" * 16], ["0AF9" * 16, "0af9" * 15, "0af9" * 16 + "\n", "g" * 64]),
    (
        forms.DrawIdText,
        ["350105/WB-01/2026-6", "350105001/W/2026-99", "350105001002/WB-/2026-X1"],
        [
            "35010/WB-01/2026-6",
            "350105/wb-01/2026-6",
            "350105/WB-01/2026-0",
            "350105/WB-01/2026-100",
            "350105/WB-01/2026-06",
            "350105/WB-01/26-6",
            "350105/-B/2026-6",
            f"350105/{'W' * 17}/2026-6",
            "350105/WB-01/2026-x1",
            "350105/WB-01/2026-6\n",
            "x350105/WB-01/2026-6",
        ],
    ),
    (
        forms.Day,
        ["2026-11-25", "2024-02-29"],
        ["2026-02-29", "2026-13-01", "2026-1-01", "20261125", "２026-11-25", "2026-11-25 "],
    ),
    (
        forms.Time,
        ["2026-11-25T09:00:00+08:00", "2026-11-25T23:59:59+08:00"],
        [
            "2026-11-25T09:00:00Z",
            "2026-11-25T09:00:00+09:00",
            "2026-11-25T09:00:00.0+08:00",
            "2026-11-25 09:00:00+08:00",
            "2026-11-25T24:00:00+08:00",
            "2026-11-25T09:60:00+08:00",
            "2026-11-31T09:00:00+08:00",
            "2026-11-25T09:00:00+08:00\n",
            "2026-11-25T09:00:00-08:00",
        ],
    ),
    (
        forms.Ratio,
        ["1/20", "1/1", "999999998/999999999"],
        ["2/40", "0/1", "3/2", "01/20", "1/020", "1/1000000000", "1/20 ", "1", "5%", "2/2"],
    ),
    (
        forms.FreeText,
        ["互联网上网服务营业场所检查", "a b", "é", "😀", "字" * 200],
        [
            "",
            " a",
            "a\u3000",
            "e\u0301",
            "字" * 201,
            "a\nb",
            "a\u200bb",
            "a\u202eb",
            "a\u2066b",
            "\ufeffa",
            "a\x7fb",
            "a\x85b",
            "a\u2028b",
        ],
    ),
    (forms.Count, [0, 2**53 - 1], [-1, 2**53]),
    (forms.Rank, [1, 2**53 - 1], [0, -1, 2**53]),
]


@pytest.mark.parametrize(
    ("form", "value"), [(form, value) for form, fit, _ in FITS for value in fit]
)
def test_what_has_the_form_is_taken_as_it_is(form: Any, value: Any) -> None:
    assert TypeAdapter(form).validate_python(value, strict=True) == value


@pytest.mark.parametrize(
    ("form", "value"), [(form, value) for form, _, strange in FITS for value in strange]
)
def test_what_hasnt_the_form_is_not_taken(form: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(form).validate_python(value, strict=True)


@pytest.mark.parametrize(
    "written", [" 92350105ma0ejfyd5w ", "９２３５０１０５ＭＡ０ＥＪＦＹＤ５Ｗ"]
)
def test_a_code_is_written_by_nfkc_and_in_capitals(written: str) -> None:
    assert forms.subject_id(written) == ID
    assert forms.is_subject_id(ID)
    assert not forms.is_subject_id(ID[:-1])


def test_a_draw_id_comes_apart_in_its_four_parts() -> None:
    assert forms.draw_id_parts("350105/WB-01/2026-X2") == ("350105", "WB-01", "2026", "X2")
    assert forms.draw_id_parts("350105/WB-01/2026") is None


def test_a_ratio_is_written_in_lowest_terms() -> None:
    assert forms.ratio_text(Fraction(2, 40)) == "1/20"
    assert forms.ratio_text(Fraction(1)) == "1/1"
