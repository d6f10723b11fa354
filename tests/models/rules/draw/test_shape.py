"""What a record must look like before anything is recomputed (第十七条)."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from models.rules.draw.shape import MOST, StatedText, read
from tests.models.rules.draw import made


def _told(change: Any) -> list[str]:
    given = made.record(with_sealed=True)
    change(given)
    record, problems = read(given)
    assert (record is None) == bool(problems)
    return problems


def test_a_text_is_stated_by_digest_and_lines() -> None:
    text = b"J01\nJ02\n"
    expected = StatedText(digest=hashlib.sha256(text).hexdigest(), count=2)
    assert StatedText.of("sha256", text) == expected
    assert StatedText.of("sha256", b"").count == 0


@pytest.mark.parametrize("with_sealed", [True, False])
def test_a_record_as_made_has_its_shape(with_sealed: bool) -> None:
    record, problems = read(made.record(with_sealed=with_sealed))
    assert problems == []
    assert record is not None
    assert (record.sealed is not None) is with_sealed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r.pop("seed"), ["「seed」缺少"]),
        (lambda r: r["announcement"].pop("suite"), ["「announcement.suite」缺少"]),
        (lambda r: r["drawn"][1].pop("rank"), ["「drawn[1].rank」缺少"]),
        (lambda r: r.update(extra=1), ["「extra」不应有"]),
        (lambda r: r["drawn"][0].update(badge="035001"), ["「drawn[0].badge」不应有"]),
        (lambda r: r["drawn"][1].update(rank="1"), ["「drawn[1].rank」格式不对"]),
        (lambda r: r["drawn"][1].update(rank=0), ["「drawn[1].rank」格式不对"]),
        (lambda r: r["drawn"][1].update(rank=True), ["「drawn[1].rank」格式不对"]),
        (lambda r: r.update(cap=1.0), ["「cap」格式不对"]),
        (lambda r: r.update(cap=-1), ["「cap」格式不对"]),
        (lambda r: r.update(cap=MOST + 1), ["「cap」格式不对"]),
        (lambda r: r.update(texts=[]), ["「texts」格式不对"]),
        (lambda r: r["texts"].update(subjects=1), ["「texts.subjects」格式不对"]),
        (lambda r: r.update(seed="AB" * 32), ["「seed」格式不对"]),
        (lambda r: r.update(seed="ab" * 31), ["「seed」格式不对"]),
        (lambda r: r.update(seed="ab" * 32 + "\n"), ["「seed」格式不对"]),
        (lambda r: r["photos"].append("x"), ["「photos[1]」格式不对"]),
        (lambda r: r["cutoffs"].update(key="x"), ["「cutoffs.key」格式不对"]),
        (lambda r: r["announcement"].update(suite="md5"), ["「announcement.suite」格式不对"]),
        (lambda r: r["announcement"].update(load_slack=2**60), ["「announcement.load_slack」格式不对"]),
        (lambda r: r["announcement"].update(inspectors_per_subject=0), ["「announcement.inspectors_per_subject」格式不对"]),
        (lambda r: r["announcement"]["strata"]["key"].update(ratio="1/0"), ["「announcement.strata.key.ratio」格式不对"]),
        (lambda r: r["announcement"]["strata"]["key"].update(ratio="0.5"), ["「announcement.strata.key.ratio」格式不对"]),
        (lambda r: (r.pop("cap"), r.pop("seed")), ["「seed」缺少", "「cap」缺少"]),
        (lambda r: r.update(sources=["\ud800"]), ["记录中有不成对的代理码位，或层次过深"]),
    ],
)  # fmt: skip
def test_what_is_no_record_is_told_by_its_place(change: Any, told: list[str]) -> None:
    assert _told(change) == told


@pytest.mark.parametrize("name", ["subjects.txt", "a", "9" * 200, "a-b_c.d"])
def test_a_file_beside_the_record_has_a_plain_name(name: str) -> None:
    filed = {"file": name, "digest": "ab" * 32}
    assert _told(lambda r: r["texts"].update(subjects=filed)) == []


@pytest.mark.parametrize("name", ["", ".txt", "../a", "a/b", "9" * 201, "名录.txt"])
def test_a_file_elsewhere_is_none(name: str) -> None:
    filed = {"file": name, "digest": "ab" * 32}
    told = _told(lambda r: r["texts"].update(subjects=filed))
    assert "「texts.subjects.file」格式不对" in told or "「texts.subjects」格式不对" in told


def test_integers_are_whole_up_to_what_every_reader_keeps() -> None:
    assert _told(lambda r: r.update(cap=MOST)) == []
    assert _told(lambda r: r["announcement"]["item"].update(version=-MOST)) == []
    assert MOST == 9_007_199_254_740_991


@pytest.mark.parametrize("given", [None, [], 1, "x"])
def test_anything_else_is_no_record(given: Any) -> None:
    assert read(given) == (None, ["「记录」格式不对"])


def test_a_record_nested_too_deeply_is_told() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert read(deep) == (None, ["记录中有不成对的代理码位，或层次过深"])
