"""Machines and their addresses: read however they are noted, asked about, never guessed (第十条)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.notations.machines import terminals
from models.rules.notations.plain import Unclear
from models.rules.observed import Terminal, written

WIDE = str.maketrans("0123456789.:-", "０１２３４５６７８９．：－")
WHOLE = [
    "{n}号机 {a}", "{n}-{a}", "{n}：{a}", "{n}号:{a}", "{n}#{a}", "{n} {a}", "{n}号机（{a}）", "{n}号机IP{a}", "{n}号机，{a}",
    "{n}台 {a}", "第{n}号机 {a}", "{n}机={a}", "{a}（{n}号机）", "{n}号机IP地址为{a}", "{n}号→{a}",
]  # fmt: skip
LAST = [
    "{n}-{l}",
    "{n}：{l}",
    "{n}号:{l}",
    "{n}号机 {l}",
    "{n}号机IP末位{l}",
    "{n}#{l}",
    "{n}-.{l}",
    "{n}＝{l}",
]
BETWEEN = ["、", "；", "，", ";", "\n", " ", "、 ", "和", "及"]


@st.composite
def noted(draw: st.DrawFn) -> tuple[list[Terminal], str]:
    """Some machines with different numbers, and one way to note them all."""
    numbers = draw(st.lists(st.integers(1, 254), min_size=1, max_size=4, unique=True))
    whole = draw(st.booleans())
    way = draw(st.sampled_from(WHOLE if whole else LAST))
    meant, parts = [], []
    for n in numbers:
        last = draw(st.one_of(st.just(n), st.integers(0, 255)))
        address = f"192.168.{draw(st.integers(0, 255))}.{last}"
        number = draw(st.sampled_from([f"{n}", f"{n:03d}"]))
        meant.append(Terminal(number, address if whole else str(last)))
        parts.append(way.format(n=number, a=address, l=last))
    text = draw(st.sampled_from(BETWEEN)).join(parts)
    return meant, text.translate(WIDE) if draw(st.booleans()) else text


@pytest.mark.duty("10.2")
@given(noted())
def test_machines_are_read_however_they_are_noted(given_: tuple[list[Terminal], str]) -> None:
    meant, text = given_
    assert terminals(text) == meant
    assert terminals(written(meant)) == meant


@pytest.mark.duty("10.2")
def test_the_same_machine_twice_counts_once() -> None:
    once = [Terminal("12", "12")]
    assert terminals("12-12、12-12") == once
    assert terminals("12-12、012-12") == once
    # The whole address says more than its last part.
    assert terminals("12-12、12-192.168.0.12") == [Terminal("12", "192.168.0.12")]
    assert terminals("A12-12、B12-12") == [Terminal("A12", "12"), Terminal("B12", "12")]


def test_a_machine_that_was_off_is_noted_without_an_address() -> None:
    assert terminals("12号机 未开机、13-13") == [Terminal("12", ""), Terminal("13", "13")]
    assert terminals("12号机：关机") == [Terminal("12", "")]


@pytest.mark.duty("10.2")
@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("12、35", "「12」不能确定是哪台机器、什么地址"),
        ("12 35", "不能确定"),
        ("12 12", "不能确定"),
        ("12,12", "不能确定"),
        ("12号机", "不能确定"),
        ("192.168.1.12", "不能确定"),
        ("12192.168.1.12", "不能确定"),
        ("抽查12-12", "不能确定"),
        ("12-12等三台", "不能确定"),
        ("12-1.12", "不能确定"),
        ("-", "不能确定"),
        ("", "写作 12号机 192.168.1.12"),
        ("12-300", "「12-300」的地址每段应为 0 至 255"),
        ("12号机 192.168.1.256", "每段应为 0 至 255"),
        ("12-12、12-13", "12号机写了两个不同的地址，请核对"),
        ("12-192.168.0.12、12-192.168.1.12", "12号机写了两个不同的地址"),
        ("12号机 未开机、12-12", "12号机写了两个不同的地址"),
        (date(2026, 12, 12), "表格软件把它改成了日期或时间，写作 12号机 192.168.1.12"),
        (time(12, 12), "表格软件把它改成了日期或时间"),
    ],
)
def test_what_could_mean_another_machine_is_asked_about(cell: Any, why: str) -> None:
    with pytest.raises(Unclear, match=why):
        terminals(cell)
