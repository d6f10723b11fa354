"""The canonical texts: written sorted, read strictly, everything else refused by name (第十七条)."""

from __future__ import annotations

import pytest

from models.rules.draw import canonical
from tests.refusal import reasons

A, B, C = "92350105MA0007919C", "92350105MA0007920H", "92350105MA00079211"
SORTED = "各行没有按字节排序，或有重复"


@pytest.mark.parametrize(
    ("written", "kept"),
    [(" 92350105ma0007919c\n", A), ("９２３５０１０５ＭＡ０００７９１９Ｃ", A), ("", "")],
)
def test_a_credit_code_is_kept_in_one_form(written: str, kept: str) -> None:
    assert canonical.subject_id(written) == kept


@pytest.mark.duty("17.1")
def test_texts_are_written_in_the_order_of_their_bytes() -> None:
    assert canonical.subjects_text([(B, "key"), (A, "general")]) == (
        f"{A}\tgeneral\n{B}\tkey\n".encode()
    )
    assert canonical.inspectors_text(["J02", "J10", "J01"]) == b"J01\nJ02\nJ10\n"
    recusals = [("J02", A), ("J01", B), ("J01", A), ("J02", A)]
    assert canonical.recusals_text(recusals) == (f"J01\t{A}\nJ01\t{B}\nJ02\t{A}\n".encode())
    assert canonical.recusals_text([]) == b""


@pytest.mark.duty("17.1")
def test_nobody_and_doubles_are_refused_before_a_draw() -> None:
    assert reasons(canonical.subjects_text, []) == ["可抽取的市场主体为零，不能抽取"]
    assert reasons(canonical.inspectors_text, []) == ["可抽取的检查人员为零，不能抽取"]
    doubled = [(B, "general"), (A, "general"), (B, "key"), (A, "key"), (C, "key")]
    assert reasons(canonical.subjects_text, doubled) == [
        f"市场主体「{A}」在名录中出现多次，不能抽取",
        f"市场主体「{B}」在名录中出现多次，不能抽取",
    ]
    assert reasons(canonical.inspectors_text, ["J01", "J01"]) == [
        "检查人员「J01」在名录中出现多次，不能抽取"
    ]


@pytest.mark.duty("17.1")
def test_texts_are_read_as_they_were_written() -> None:
    subjects = [(A, "general"), (B, "key")]
    assert canonical.read_subjects(canonical.subjects_text(subjects)) == subjects
    assert canonical.read_inspectors(b"J01\nJ02\n") == ["J01", "J02"]
    assert canonical.read_inspectors(b"") == []
    text = canonical.recusals_text([("J02", A), ("J01", B), ("J01", A)])
    assert canonical.read_recusals(text, ["J01", "J02"]) == {A: {"J01", "J02"}, B: {"J01"}}
    assert canonical.read_recusals(b"", ["J01"]) == {}


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", ["市场主体名录：一家也没有"]),
        (f"{B}\tkey\n{A}\tkey\n".encode(), [f"市场主体名录：{SORTED}"]),
        (f"{A}\tkey\n{A}\tkey\n".encode(), [f"市场主体名录：{SORTED}"]),
        (f"{A}\tgeneral\n{A}\tkey\n{B}\tkey\n".encode(), [f"市场主体名录：「{A}」出现多次"]),
        (f"{A}\tkey".encode(), ["市场主体名录：末行没有换行符"]),
        (f"{A} key\n".encode(), [f"市场主体名录：「{A} key」不是以制表符分开的两列"]),
        (f"{A}\t\n".encode(), [f"市场主体名录：「{A}\t」不是以制表符分开的两列"]),
        (b"\tkey\n", ["市场主体名录：「\tkey」不是以制表符分开的两列"]),
        (b"\xff\tkey\n", ["市场主体名录：不是 UTF-8 文字"]),
        (
            b"a\tkey\nb\tkey\n",
            [f"市场主体名录：「{code}」不是大写字母和数字的代码" for code in "ab"],
        ),
        (f"{'9' * 65}\tkey\n".encode(), [f"市场主体名录：「{'9' * 65}」不是大写字母和数字的代码"]),
    ],
)
def test_a_subjects_text_not_as_the_protocol_writes_it_is_refused(
    text: bytes, told: list[str]
) -> None:
    assert reasons(canonical.read_subjects, text) == told
    assert canonical.read_subjects(f"{'9' * 64}\tkey\n".encode()) == [("9" * 64, "key")]


@pytest.mark.duty("17.1")
def test_several_doubled_subjects_are_all_named() -> None:
    text = f"{A}\ta\n{A}\tb\n{B}\ta\n{B}\tb\n".encode()
    told = [f"市场主体名录：「{A}」出现多次", f"市场主体名录：「{B}」出现多次"]
    assert reasons(canonical.read_subjects, text) == told


@pytest.mark.duty("17.1")
def test_an_inspectors_text_not_as_the_protocol_writes_it_is_refused() -> None:
    assert canonical.read_inspectors(f"J-01a\n{'Z' * 64}\n".encode()) == ["J-01a", "Z" * 64]
    strange = ["J 01", "J/01", "Z" * 65]
    text = "".join(f"{code}\n" for code in strange).encode()
    assert reasons(canonical.read_inspectors, text) == [
        f"检查人员代号：「{code}」不是字母和数字的代号" for code in strange
    ]
    assert reasons(canonical.read_inspectors, b"J02\nJ01\n") == [f"检查人员代号：{SORTED}"]
    assert reasons(canonical.read_inspectors, b"J01\nJ01\n") == [f"检查人员代号：{SORTED}"]


@pytest.mark.duty("17.1")
def test_a_recusal_of_somebody_unknown_is_refused() -> None:
    text = f"J01\t{A}\nJ09\t{A}\n".encode()
    told = ["回避名单：「J09」不在检查人员代号中"]
    assert reasons(canonical.read_recusals, text, ["J01"]) == told
    assert reasons(canonical.read_recusals, b"J01\n", ["J01"]) == [
        "回避名单：「J01」不是以制表符分开的两列"
    ]
