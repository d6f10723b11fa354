"""The draw, recomputed from texts, secret and sources (checks 15 to 21)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.models.rules.draw.records import R1, R3, R5, record_of, told

ZEROS = "0" * 64


def _draw(**changed: Any) -> Any:
    return lambda r: r["draw"].update(changed)


def _row(rows: str, n: int, **changed: Any) -> Any:
    return lambda r: r["draw"][rows][n].update(changed)


@pytest.mark.duty("17.1")
def test_a_seed_is_told_alone_and_the_rest_is_judged_by_the_right_one() -> None:
    right = record_of(R1)["draw"]["seed"]
    assert told(_draw(seed=ZEROS)) == {"seed": [f"记录为 {ZEROS}，重算为 {right}"]}


@pytest.mark.duty("17.1")
def test_without_a_reading_there_is_no_seed() -> None:
    wrong = told(lambda r: r["sources"][0].update(value=None, read_at=None))
    assert wrong["seed"] == ["有随机源没有读数，不能有种子"]


@pytest.mark.duty("17.1", "17.2")
@pytest.mark.parametrize(
    ("rows", "change", "told_of"),
    [
        ("drawn", _row("drawn", 0, ticket=ZEROS), "「92350105MA81QR3M9Y」的签号应为 009b"),
        (
            "drawn",
            _row("drawn", 0, id="92350105MA10PUA8UR"),
            "类别「一般对象」第 1 位应为「92350105MA81QR3M9Y」，记录为「92350105MA10PUA8UR」",
        ),
        (
            "drawn",
            lambda r: r["draw"]["drawn"].pop(2),
            "缺少类别「一般对象」第 3 位「92350105MAA0CTA34Q」",
        ),
        ("drawn", lambda r: r["draw"]["drawn"].reverse(), "没有按类别和排位的次序列出"),
        (
            "drawn",
            lambda r: r["draw"]["drawn"].append({**r["draw"]["drawn"][0], "rank": 9}),
            "多出类别「一般对象」第 9 位「92350105MA81QR3M9Y」",
        ),
        (
            "drawn",
            lambda r: r["draw"]["drawn"].append(r["draw"]["drawn"][0]),
            "没有按类别和排位的次序列出",
        ),
        (
            "substitutes",
            lambda r: r["draw"]["substitutes"].pop(0),
            "缺少类别「一般对象」第 4 位「92350105MAYJDTQY8J」",
        ),
        (
            "substitutes",
            _row("substitutes", 0, stratum="other"),
            "多出类别「other」第 4 位「92350105MAYJDTQY8J」",
        ),
    ],
)
def test_every_row_stands_at_its_place(rows: str, change: Any, told_of: str) -> None:
    wrong = told(change)[rows]
    assert any(each.startswith(told_of) for each in wrong)


@pytest.mark.duty("17.1")
def test_each_stratum_with_a_sample_has_its_cutoff() -> None:
    right = record_of(R1)["draw"]["drawn"][4]["ticket"]
    assert told(lambda r: r["draw"]["cutoffs"].pop(1)) == {
        "cutoffs": [f"类别「重点对象」应为 {right}，记录为 无"]
    }

    def more(record: Any) -> None:
        record["draw"]["cutoffs"].append({"stratum": "other", "ticket": ZEROS})

    assert told(more)["cutoffs"] == [f"类别「other」应为 无，记录为 {ZEROS}"]


@pytest.mark.duty("17.1", "17.3")
def test_cap_and_seats_are_recomputed() -> None:
    assert told(_draw(cap=4)) == {"cap": ["记录为 4，重算为 5"]}
    assert told(_row("drawn", 3, inspectors=["J03", "J04"]))["inspectors"] == [
        "「92350105MA6PNH7209」的检查人员应为 J04、J03，记录为 J03、J04"
    ]
    assert "记录为 无" in told(_row("drawn", 3, inspectors=[]))["inspectors"][0]


@pytest.mark.duty("17.1")
def test_what_is_signed_is_the_draw_as_it_stands() -> None:
    redo = ["digest"]
    right = record_of(R1)["draw_digest"]
    assert told(lambda r: r.update(draw_digest=ZEROS), redo=redo) == {
        "draw-digest": [f"记录为 {ZEROS}，重算为 {right}"]
    }
    assert list(told(lambda r: r.update(draw_digest=None), redo=redo)) == ["draw-digest"]
    assert list(told(lambda r: r.update(draw_digest=ZEROS), R5, redo=redo)) == ["draw-digest"]
    assert told(name=R3) == {}
