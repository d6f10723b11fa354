"""The five texts: one way to write each, and every other way named by text and line (第十七条)."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.draw import texts
from models.rules.draw.texts import Texts, form_problems, problems
from tests.refusal import reasons, refusal

A, B, C = "350105600012345", "92350105MA0EJFYD5W", "92350105MA0RN113JC"
GOOD = Texts(
    subjects=f"{A}\tgeneral\n{B}\tmust\n".encode(),
    inspectors=b"J01\nJ02\n",
    recusals=f"J01\t{B}\tkinship\n".encode(),
    ineligible=f"{C}\tvisit-cap\n".encode(),
    moves=f"{A}\tadded\tfound\n{B}\tup\tcomplaint\n".encode(),
)
STRATA = ("general", "must")


def _with(**changed: str | bytes) -> Texts:
    given = GOOD.named() | {
        k: t if isinstance(t, bytes) else t.encode() for k, t in changed.items()
    }
    return Texts(**given)


@pytest.mark.duty("11.1", "17.1")
def test_lines_are_sorted_by_their_bytes_whatever_order_they_come_in() -> None:
    assert texts.subjects_text([(B, "must"), (A, "general")]) == GOOD.subjects
    assert texts.inspectors_text(["J02", "J01"]) == GOOD.inspectors
    assert texts.recusals_text([("J01", B, "kinship")]) == GOOD.recusals
    assert texts.ineligible_text([(C, "visit-cap")]) == GOOD.ineligible
    assert texts.moves_text([(B, "up", "complaint"), (A, "added", "found")]) == GOOD.moves
    assert texts.recusals_text([]) == texts.ineligible_text([]) == texts.moves_text([]) == b""
    assert problems(GOOD, STRATA) == []


@pytest.mark.duty("17.1")
def test_what_breaks_the_form_is_not_written() -> None:
    assert reasons(texts.subjects_text, []) == ["市场主体名录：一家也没有"]
    assert refusal(texts.subjects_text, []).code == "wrong-list"
    assert reasons(texts.subjects_text, [(A, "must"), (A, "general")]) == [
        f"市场主体名录：第 2 行：「{A}」出现多次"
    ]
    assert reasons(texts.inspectors_text, ["J01", "J01"]) == [
        "检查人员代号：第 2 行：「J01」出现多次"
    ]
    assert reasons(texts.recusals_text, [("J01", A, "kinship"), ("J01", A, "other")]) == [
        f"回避名单：第 2 行：「J01 {A}」出现多次"
    ]
    assert reasons(texts.ineligible_text, [(A, "停业")]) == [
        f"未参加抽取名单：第 1 行「{A} 停业」应为18 或 15 位代码、规定的未参加原因，以制表符分开"
    ]
    assert reasons(texts.moves_text, [(A, "added", "complaint")]) == [
        f"变动清单：第 1 行「{A} added complaint」应为18 或 15 位代码、变动、与变动相符的原因，以制表符分开"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("subjects", f"{A}\tgeneral"),
        ("subjects", f"{B}\tmust\n{A}\tgeneral\n"),
        ("subjects", f"{A}\tgeneral\n{A}\tmust\n"),
        ("subjects", f"{A}\tgeneral\n{A}\tgeneral\n"),
        ("subjects", f"{A}\tgeneral\r\n"),
        ("subjects", f"{A} general\n"),
        ("subjects", f"{A}\tGeneral\n"),
        ("subjects", f"{A}\t\n"),
        ("subjects", f"{A}\n"),
        ("subjects", f"{A}\tgeneral\t\n"),
        ("subjects", f"x{A}\tgeneral\n"),
        ("subjects", f"{A[:14]}\tgeneral\n"),
        ("subjects", f"\n{A}\tgeneral\n"),
        ("subjects", f"{A}\tgeneral\n\n"),
        ("subjects", "\n"),
        ("inspectors", "J02\nJ01\n"),
        ("inspectors", "J01\nJ01\n"),
        ("inspectors", "j01\n"),
        ("recusals", f"J01\t{A}\n"),
        ("recusals", f"J01\t{A}\tfriend\n"),
        ("recusals", f"J01\t{A}\tinterest\nJ01\t{A}\tkinship\n"),
        ("ineligible", f"{A}\tsuspended\n{A}\tvisit-cap\n"),
        ("ineligible", f"{A}\tclosed\n"),
        ("moves", f"{A}\tsuspended\treason-ended\n"),
        ("moves", f"{A}\tadded\tfound\n{A}\tup\tcomplaint\n"),
    ],
)
def test_every_other_spelling_is_named(name: str, text: str) -> None:
    told = form_problems(name, text.encode())
    assert told
    assert all(each.startswith(texts.NAMES[name]) for each in told)
    assert problems(_with(**{name: text}), STRATA) == told


def test_what_is_not_text_is_named_too() -> None:
    told = form_problems("inspectors", b"J01\n\xff\x00\n")
    assert told == [
        "检查人员代号：第 2 行「\\xff□」应为1 至 16 位数字或大写字母的代号，以制表符分开"
    ]


def test_faults_beyond_the_first_are_said_to_be_more() -> None:
    told = form_problems("inspectors", b"?\n" * 30)
    assert len(told) == 21
    assert told[-1] == "检查人员代号：还有别的行不对，以上只列出前 20 处"
    assert len(form_problems("inspectors", b"?\n" * 20)) == 20


@pytest.mark.duty("11.1", "17.1")
def test_the_five_fit_each_other() -> None:
    assert problems(GOOD, ("general",)) == ["市场主体名录：类别「must」不在公告中"]
    assert problems(_with(recusals=f"J03\t{C}\tother\n"), STRATA) == [
        "回避名单：「J03」不在检查人员代号中",
        f"回避名单：「{C}」不在市场主体名录中",
    ]
    assert problems(_with(ineligible=f"{B}\tsuspended\n"), STRATA) == [
        f"「{B}」同时列在市场主体名录和未参加抽取名单中"
    ]


def test_a_text_is_read_by_its_columns() -> None:
    assert list(texts.rows(GOOD.subjects)) == [(A, "general"), (B, "must")]
    assert list(texts.ids_of(GOOD.subjects, "must")) == [B]
    assert list(texts.ids_of(GOOD.subjects, "mus")) == []
    assert texts.count(GOOD.subjects) == 2
    assert texts.by_stratum(GOOD.subjects) == {"general": [A], "must": [B]}
    assert texts.recused(GOOD.recusals) == {B: {"J01"}}
    assert texts.tally(GOOD.subjects, 1) == {"general": 1, "must": 1}
    assert [texts.count_of(GOOD.subjects, word) for word in ("must", "mus", "ust")] == [1, 0, 0]
    assert texts.tally_pairs(GOOD.moves) == {("added", "found"): 1, ("up", "complaint"): 1}
    assert list(texts.rows(b"")) == []


ID = st.from_regex(r"(?:[0-9A-Z]{18}|[0-9A-Z]{15})", fullmatch=True)


@settings(deadline=None)
@given(st.sets(ID, min_size=1), st.sets(ID))
def test_a_line_is_found_by_halving_and_no_other(listed: set[str], others: set[str]) -> None:
    text = texts.subjects_text((id_, "general") for id_ in listed)
    for id_ in listed | others:
        expected = [id_, "general"] if id_ in listed else None
        assert texts.of_id(text, id_) == expected


@pytest.mark.duty("17.1")
def test_a_text_of_many_pieces_is_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "PIECE_BYTES", 100)
    chance = random.Random(5)
    ids = [f"92350105{n:010d}" for n in chance.sample(range(10**6), 200)]
    text = texts.subjects_text((id_, chance.choice(STRATA)) for id_ in ids)
    assert b"".join(texts.pieces(text)) == text
    assert len(list(texts.pieces(text))) > 20
    assert [row[0] for row in texts.rows(text)] == sorted(ids)
    assert {name: list(texts.ids_of(text, name)) for name in STRATA} == texts.by_stratum(text)
    lines = text.splitlines(keepends=True)
    for n in range(len(lines) - 1):
        exchanged = b"".join([*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]])
        assert form_problems("subjects", exchanged) == [
            f"市场主体名录：第 {n + 2} 行「{lines[n].decode().strip().replace(chr(9), ' ')}」没有按字节排序"
        ]
        twice = b"".join([*lines[: n + 1], lines[n], *lines[n + 1 :]])
        assert "出现多次" in form_problems("subjects", twice)[0]
    assert problems(_with(subjects=text, recusals=b"", ineligible=f"{ids[7]}\tsuspended\n"), STRATA)
