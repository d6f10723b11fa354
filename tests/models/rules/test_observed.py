"""What was observed, stored and read again as the same value (第十条)."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.observed import (
    NoneThere,
    Span,
    Terminal,
    amount,
    in_words,
    is_there,
    restored,
    stored,
    written,
)
from models.rules.rule_set import Kind

MOMENTS = st.builds(
    lambda day, at: datetime.combine(day, at),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)
VALUES = st.one_of(
    st.tuples(st.just(Kind.COUNT), st.integers(0, 10**6)),
    st.tuples(st.just(Kind.SHARE), st.fractions(0, 1, max_denominator=1000)),
    st.tuples(st.just(Kind.DATE), st.dates()),
    st.tuples(st.just(Kind.SPAN), st.builds(Span, MOMENTS, MOMENTS)),
    st.tuples(st.just(Kind.TEXT), st.text()),
    st.tuples(st.just(Kind.CHOICES), st.lists(st.text())),
    st.tuples(st.just(Kind.YES_NO), st.booleans()),
    st.tuples(
        st.just(Kind.TERMINALS),
        st.lists(
            st.builds(Terminal, st.from_regex(r"[A-Z]?\d{1,3}", fullmatch=True), st.text()),
            min_size=1,
        ),
    ),
    st.tuples(st.sampled_from(Kind), st.builds(NoneThere, st.text())),
)


@pytest.mark.duty("10.2", "20.1")
@given(VALUES)
def test_what_is_stored_is_read_again_as_the_same(value: tuple[Kind, Any]) -> None:
    kind, observed = value
    plain = stored(observed)
    assert restored(kind, json.loads(json.dumps(plain))) == observed


@pytest.mark.duty("10.2")
def test_a_machine_is_told_by_its_number_however_it_is_padded() -> None:
    assert {Terminal(n, "").machine for n in ("7", "07", "007")} == {"7"}
    assert Terminal("A07", "").machine == "A7"
    agree = [("12", "192.168.0.12"), ("07", "7"), ("A07", "7"), ("12", "012")]
    assert all(Terminal(number, address).agrees for number, address in agree)
    differ = [("12", "192.168.0.112"), ("12", "13"), ("12", ""), ("A", "7"), ("1", "1.2.3.11")]
    assert not any(Terminal(number, address).agrees for number, address in differ)


@pytest.mark.duty("10.2")
def test_only_what_could_be_looked_at_counts_and_each_once() -> None:
    looked_at = [Terminal("1", "1"), Terminal("01", "1"), Terminal("2", ""), Terminal("3", "3")]
    assert amount(looked_at) == 2
    assert [amount(each) for each in (3, ["a", "b", "a"], [], True, "3", NoneThere("无"), None)] == [
        3, 2, 0, None, None, None, None,
    ]  # fmt: skip


def test_a_sentence_says_days_in_words_and_a_cell_as_they_are_read_again() -> None:
    assert in_words(date(2026, 9, 7)) == "2026年9月7日"
    assert written(date(2026, 9, 7)) == "2026-09-07"
    cells = [
        True,
        False,
        Fraction(1, 20),
        Fraction(0),
        NoneThere("无人上网"),
        ["涉黄", "涉赌"],
        None,
        0,
    ]
    assert [written(each) for each in cells] == [
        "是", "否", "5%", "0%", "无人上网", "涉黄、涉赌", "", "0",
    ]  # fmt: skip
    assert written([Terminal("12", "192.168.1.12"), Terminal("7", "7"), Terminal("8", "")]) == (
        "12号机 192.168.1.12、7-7、8号机 未开机"
    )


def test_what_is_there_is_neither_nought_nor_no_nor_none() -> None:
    assert all(is_there(each) for each in (1, True, "正常", ["a"], date(2026, 1, 1)))
    assert not any(is_there(each) for each in (None, 0, False, "", [], NoneThere("没有")))
