"""What changed in a roster and why (第十三条), against a slow look at the two lists."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.draw.reasons import MOVE_REASONS, MoveKind, MoveReason
from models.rules.roster_moves import (
    Changed,
    Standing,
    Stay,
    announced_ratios,
    fitting,
    kinds,
    last_changed,
    read_reason,
    reason_problem,
)
from tests.refusal import refusal

RATIOS = {"general": Fraction(1, 20), "key": Fraction(1, 4), "must": Fraction(1)}
STATUSES = ["正常", "停业", "责令停业", "失联"]
STANDINGS = st.none() | st.builds(
    Standing, st.sampled_from(STATUSES), st.sampled_from(sorted(RATIOS))
)
CODES = [f"92350105MA000000{n:02d}" for n in range(8)]
GENERAL, KEY = Standing("正常", "general"), Standing("正常", "key")
CLOSED = Standing("停业", "general")


def _changed(then: Standing | None, now: Standing | None) -> Changed:
    return Changed(CODES[0], "样例网吧", then, now)


@pytest.mark.duty("13.1")
@given(
    st.dictionaries(st.sampled_from(CODES), st.tuples(STANDINGS, STANDINGS)),
    st.dictionaries(
        st.sampled_from(sorted(RATIOS)), st.fractions(Fraction(1, 50), 1, max_denominator=50)
    ),
)
def test_each_change_is_of_the_first_kind_that_fits(
    listed: dict[str, tuple[Standing | None, Standing | None]], altered: dict[str, Fraction]
) -> None:
    now_ratios = {**RATIOS, **altered}
    then = {code: before for code, (before, _) in listed.items() if before}
    now = {code: after for code, (_, after) in listed.items() if after}
    drawn_then = {code: each.risk_class for code, each in then.items() if each.status == "正常"}
    drawn_now = {code: each.risk_class for code, each in now.items() if each.status == "正常"}
    expected = dict.fromkeys(now.keys() - then.keys(), "added")
    expected |= dict.fromkeys(then.keys() - now.keys(), "removed")
    both = then.keys() & now.keys()
    expected |= dict.fromkeys(both & drawn_then.keys() - drawn_now.keys(), "suspended")
    expected |= dict.fromkeys(both & drawn_now.keys() - drawn_then.keys(), "resumed")
    for code in drawn_then.keys() & drawn_now.keys():
        if drawn_then[code] != drawn_now[code]:
            larger = now_ratios[drawn_now[code]] > RATIOS[drawn_then[code]]
            expected[code] = "up" if larger else "down"
    found = kinds((Changed(c, "样例", b, a) for c, (b, a) in listed.items()), RATIOS, now_ratios)
    assert found == expected


@pytest.mark.duty("13.1")
@pytest.mark.parametrize(
    ("then", "now", "another_part", "implied"),
    [
        (GENERAL, KEY, True, None),
        (GENERAL, GENERAL, False, None),
        (GENERAL, CLOSED, True, "suspended"),
        (GENERAL, Standing("失联", "key"), True, "untraceable"),
        (CLOSED, Standing("失联", "key"), False, None),
        (CLOSED, GENERAL, True, None),
        (None, CLOSED, True, None),
        (CLOSED, None, True, None),
        (None, None, False, None),
    ],
)
def test_who_is_no_longer_drawn_says_why_by_its_status(
    then: Standing | None, now: Standing | None, another_part: bool, implied: str | None
) -> None:
    changed = _changed(then, now)
    assert changed.plays_another_part is another_part
    assert changed.implied == implied


@pytest.mark.duty("13.1")
def test_only_a_reason_of_the_kind_is_taken_and_the_others_are_told() -> None:
    up = _changed(GENERAL, KEY)
    for reason in MoveReason:
        fits = reason in MOVE_REASONS[MoveKind.UP]
        assert (reason_problem(up, MoveKind.UP, reason) is None) is fits
    assert reason_problem(up, MoveKind.UP, MoveReason.ESTABLISHED) == (
        "「样例网吧」的变动是「转入抽取比例更高的类别」，变动原因应为 "
        "投诉举报、经营异常、严重违法、失信、以往检查结果、上期顺延 之一"
    )
    closed = _changed(GENERAL, CLOSED)
    assert fitting(closed, MoveKind.SUSPENDED) == (MoveReason.SUSPENDED,)
    assert reason_problem(closed, MoveKind.SUSPENDED, MoveReason.UNTRACEABLE) == (
        "「样例网吧」的变动是「转为不参加抽取」，变动原因应为 停业"
    )


@pytest.mark.duty("13.1")
def test_a_reason_is_said_in_the_words_of_the_list() -> None:
    for reason in MoveReason:
        assert read_reason(f" {reason.words} ") == read_reason(reason.value) == reason
    assert read_reason("期限届满") == MoveReason.TERM_ENDED  # as lists have it
    refused = refusal(read_reason, "领导要求")
    assert refused.code == "unknown-reason"
    assert refused.reasons[0].startswith("变动原因「领导要求」应为 新设立、迁入本辖区、")


@pytest.mark.duty("9.4")
def test_ratios_are_read_from_an_announcement() -> None:
    said = {"strata": [{"code": "general", "ratio": "1/20"}, {"code": "must", "ratio": "1/1"}]}
    assert announced_ratios(said) == {"general": Fraction(1, 20), "must": Fraction(1)}


@pytest.mark.duty("13.1")
@given(st.lists(STANDINGS, min_size=1, max_size=9), st.data())
def test_the_last_change_is_that_of_the_part_in_the_draw(
    by_version: list[Standing | None], data: st.DataObject
) -> None:
    """``by_version[n]`` is how the subject stands in version ``n + 1``."""
    until = data.draw(st.integers(1, len(by_version)))
    since = data.draw(st.integers(1, until))
    stays: list[Stay] = []
    for version, standing in enumerate(by_version, start=1):
        if stays and stays[-1].until is None:
            if stays[-1].standing == standing:
                continue
            stays[-1] = Stay(stays[-1].since, version, stays[-1].standing)
        if standing is not None:
            stays.append(Stay(version, None, standing))

    def part(version: int) -> str:
        standing = by_version[version - 1]
        if standing is None:
            return "absent"
        return standing.risk_class if standing.status == "正常" else "not drawn"

    expected = since
    for version in range(since + 1, until + 1):
        if part(version) != part(version - 1):
            expected = version
    assert last_changed(stays, since, until) == expected
