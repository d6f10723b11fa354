"""What came after the draw: changes, giving up, results (checks 22, 23 and 26)."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tests.models.rules.draw.records import BY_NAME, R1, R1_SEALED, R3, R5, record_of, told

RESULTS = BY_NAME[R1_SEALED]["given"]["results"]


@pytest.mark.duty("18.2")
def test_a_draw_is_confirmed_or_given_up() -> None:
    assert told(lambda r: r["draw"].update(confirmed_at=None))["abandoned"] == [
        "既没有确认，也没有作废"
    ]
    assert told(lambda r: r.update(abandoned=None), R5)["abandoned"] == ["没有作废，却没有抽取结果"]
    given_up = record_of(R3)["abandoned"]
    wrong = told(lambda r: r.update(abandoned=given_up))["abandoned"]
    assert wrong == ["已经作废，却有确认时间", "已经作废，不应有变更"]


@pytest.mark.duty("18.2")
def test_the_result_of_an_abandoned_draw_is_shown() -> None:
    assert told(lambda r: r.update(draw=None), R3)["abandoned"] == [
        "随机源都有读数，应当列出抽取结果"
    ]
    shown = record_of(R3)["draw"]
    wrong = told(lambda r: r.update(draw=copy.deepcopy(shown)), R5)
    assert wrong["abandoned"] == ["有随机源没有读数，不能有抽取结果"]


@pytest.mark.duty("18.2")
@pytest.mark.parametrize(
    ("name", "due", "hidden"),
    [
        ("drand/quicknet/34221804", "2026-11-24T17:10:09+08:00", True),
        ("pl5/26309", "2026-11-24T21:25:00+08:00", False),
        ("witness-digits/notary", "2026-11-24T17:10:10+08:00", False),
    ],
)
def test_only_a_witness_or_what_was_not_yet_due_may_have_given_nothing(
    name: str, due: str, hidden: bool
) -> None:
    def named(record: Any) -> None:
        record["announcement"]["sources"] = [{"name": name, "due": due}]
        record["sources"][0]["name"] = name

    at = record_of(R5)["abandoned"]["at"]
    expected = [f"随机源「{name}」在作废（{at}）之前已到时间，不能没有读数"]
    assert told(named, R5).get("abandoned", []) == (expected if hidden else [])


def _results(*changes: Any, files: Any = RESULTS) -> list[bytes]:
    changed = copy.deepcopy(list(files))
    for change in changes:
        change(changed)
    return [json.dumps(each).encode() for each in changed]


def _wrong(*changes: Any, files: Any = RESULTS, name: str = R1) -> list[str]:
    return told(name=name, results=_results(*changes, files=files)).get("results", [])


def _result(batch: int, n: int, **changed: Any) -> Any:
    return lambda files: files[batch]["results"][n].update(changed)


@pytest.mark.duty("17.2", "18.3")
@pytest.mark.parametrize(
    ("change", "told_of"),
    [
        (
            _result(0, 0, subject="92350105MA81QR3M9Y"),
            "类别「一般对象」第 1 位在检的是「92350105MA4D7GRLYD」，结果写的是「92350105MA81QR3M9Y」",
        ),
        (
            _result(0, 6, subject="92350105MA2L39L154", rank=1),
            "类别「必查对象」第 1 位没有在检对象，结果写的是「92350105MA2L39L154」",
        ),
        (_result(0, 0, rank=4), "类别「一般对象」第 4 位没有在检对象，结果写的是「92350105MA4D7GRLYD」"),
        (_result(0, 0, stratum="other"), "类别「other」第 1 位没有在检对象"),
        (
            lambda f: f[1]["results"].append(f[0]["results"][0]),
            "类别「一般对象」第 1 位的结果出现多次",
        ),
        (
            lambda f: f[1]["results"].pop(),
            "各批结果已齐，类别「必查对象」第 11 位「92350105MAY2JET5UM」没有结果",
        ),
        (lambda f: f[0].update(draw_id="350105/WB-01/2023-4"), "是「350105/WB-01/2023-4」的结果，不是本次抽取的"),
        (lambda f: f[1].update(batch=1), "第 1 批出现多次"),
        (lambda f: f[1].update(batch=3), "第 3 批超出总批数 2"),
        (lambda f: f[1].update(of=3), "批次总数写法不一：2、3"),
        (lambda f: f[1].update(batch=0), "第 2 份结果：「batch」格式不对"),
    ],
)  # fmt: skip
def test_every_result_is_of_who_stands_there(change: Any, told_of: str) -> None:
    assert any(each.startswith(told_of) for each in _wrong(change))


@pytest.mark.duty("17.2")
def test_all_batches_are_needed_before_one_is_missed() -> None:
    assert _wrong() == []
    assert _wrong(files=RESULTS[1:]) == []
    assert _wrong(lambda f: f[0].update(of=None)) == []
    assert _wrong(lambda f: (f[0].update(of=None), f[1].update(of=None))) == []
    assert len(_wrong(lambda f: f[0].update(of=None), lambda f: f[1]["results"].pop())) == 1


def test_free_keys_may_hold_anything() -> None:
    assert _wrong(_result(0, 0, score=1.5, passed=True)) == []


def test_a_free_key_may_hold_any_number_and_no_word_that_is_none() -> None:
    long = _results()[0].replace(b'{"format"', b'{"score": %s, "format"' % (b"9" * 5000), 1)
    assert told(results=[long]).get("results") is None
    none = _results()[0].replace(b'{"format"', b'{"score": NaN, "format"', 1)
    assert told(results=[none])["results"] == ["第 1 份结果：不是 JSON"]


def test_what_is_no_file_of_results_is_told() -> None:
    assert told(results=[b"x", b"\xff"])["results"] == [
        "第 1 份结果：不是 JSON",
        "第 2 份结果：不是 JSON",
    ]
    twice = _results()[0].replace(b'{"format"', b'{"of": 2, "format"', 1)
    assert told(results=[twice])["results"] == ["第 1 份结果：有重复的项"]


@pytest.mark.duty("18.2")
def test_an_abandoned_draw_has_no_results() -> None:
    files = [{**RESULTS[0], "draw_id": "350105/WB-01/2026-6", "results": [], "of": None}]
    assert _wrong(files=files, name=R3) == ["抽取已经作废，不应有检查结果"]
