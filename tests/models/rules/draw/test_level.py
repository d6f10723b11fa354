"""The level says no more than the sources prove (第十七条)."""

from __future__ import annotations

import pytest

from models.rules.draw.level import LEVELS, Level, Release, announced_level, level

ROUND, DICE = "drand/quicknet/657413", "witness-dice/notary"


@pytest.mark.duty("17.1")
def test_a_round_that_was_not_checked_counts_for_nothing_and_is_looked_up() -> None:
    assert level([(ROUND, "ab")], [ROUND]) == Level(3, [])
    assert level([(ROUND, "ab")], []) == Level(2, [ROUND])
    assert level([(ROUND, "ab"), ("fc3d/2026309", "4 0 7")], []) == Level(
        2, [ROUND, "fc3d/2026309"]
    )
    assert level([(ROUND, "ab"), ("pl5/26309", "4 0 7 7 1")], []) == Level(3, [ROUND, "pl5/26309"])


@pytest.mark.duty("17.1")
def test_a_source_that_gave_nothing_proves_nothing() -> None:
    assert level([(DICE, None)], []) == Level(1, [])
    assert level([(DICE, "6" * 20)], []) == Level(2, [])
    assert level([], []) == Level(1, [])


@pytest.mark.duty("17.1")
def test_digits_add_up_and_five_are_enough() -> None:
    lottery, sse, szse = "fc3d/2026309", "index/sse/2026-11-24", "index/szse/2026-11-24"
    assert announced_level([lottery]) == Level(2, [lottery])
    assert announced_level([sse, szse]) == Level(2, [sse, szse])
    assert announced_level([lottery, sse]) == Level(3, [lottery, sse])
    assert announced_level(["witness-digits/a", DICE]) == Level(2, [])
    assert announced_level([DICE, ROUND]) == Level(3, [])
    assert announced_level([]) == Level(1, [])


@pytest.mark.duty("17.1")
def test_each_level_and_each_release_has_plain_words() -> None:
    assert sorted(LEVELS) == [0, 1, 2, 3]
    assert "试算" in LEVELS[1]
    assert Release.values() == ["kept", "stamped", "claimed"]
    assert "请向发布渠道查证" in Release.CLAIMED.words
