"""Replacements in a record are replayed, and each that is not what was due is named (第十八条)."""

from __future__ import annotations

from collections import Counter

import pytest

from models.rules.draw.replay import replay
from models.rules.draw.sample import Tickets
from models.rules.draw.shape import InspectorReplaced, SubjectReplaced
from models.rules.draw.standing import Standing


def _standing() -> Standing:
    """One place with two of three inspectors, two substitutes: what follows is certain."""
    return Standing(
        tickets=Tickets("sha256", bytes(32)),
        called={"general": "一般"},
        waiting=lambda _, n: ("S1", "S2")[n] if n < 2 else None,
        codes=["J01", "J02", "J03"],
        recusals={},
        cap=2,
        places={"A": ["J01", "J02"]},
        stratum_of={"A": "general"},
        used=Counter(),
    )


def _moved(number: str, old: str, new: str, *inspectors: str) -> SubjectReplaced:
    return SubjectReplaced(
        application=number,
        decided_on="2026-09-03",
        replaced=old,
        substitute=new,
        inspectors=list(inspectors),
    )


def _left(number: str, subject: str, inspector: str, *inspectors: str) -> InspectorReplaced:
    return InspectorReplaced(
        application=number,
        decided_on="2026-09-03",
        subject=subject,
        inspector=inspector,
        inspectors=list(inspectors),
    )


@pytest.mark.duty("17.2", "17.3", "18.3")
def test_honest_changes_have_nothing_wrong() -> None:
    made = [
        _left("C1", "A", "J01", "J03", "J02"),
        _moved("C2", "A", "S1", "J03", "J02"),
        _moved("C3", "S1", "S2", "J03", "J02"),
    ]
    assert list(replay(_standing(), made)) == []


@pytest.mark.duty("17.2", "17.3", "18.3")
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (_moved("C1", "A", "S2", "J01", "J02"), "申请 C1：应递补「S1」，记录为「S2」"),
        (
            _moved("C1", "A", "S1", "J01", "J03"),
            "申请 C1：「S1」的检查人员应为 J01、J02，记录为 J01、J03",
        ),
        (
            _left("C1", "A", "J01", "J02", "J03"),
            "申请 C1：「A」的检查人员应为 J03、J02，记录为 J02、J03",
        ),
        (_left("C1", "A", "J03", "J01", "J02"), "申请 C1：「J03」不是「A」的检查人员"),
        (_moved("C1", "X", "S1", "J01", "J02"), "申请 C1：「X」不在抽中对象中"),
    ],
)
def test_a_change_that_was_not_due_is_named(
    change: SubjectReplaced | InspectorReplaced, wrong: str
) -> None:
    assert list(replay(_standing(), [change])) == [wrong]


@pytest.mark.duty("17.2")
def test_what_was_due_is_carried_on_after_a_wrong_change() -> None:
    made = [_moved("C1", "A", "S2", "J01", "J02"), _moved("C2", "S1", "S2", "J01", "J02")]
    assert list(replay(_standing(), made)) == ["申请 C1：应递补「S1」，记录为「S2」"]
    made = [_moved("C1", "X", "S1", "J01", "J02"), _moved("C2", "A", "S2", "J01", "J02")]
    assert list(replay(_standing(), made)) == [
        "申请 C1：「X」不在抽中对象中",
        "申请 C2：应递补「S1」，记录为「S2」",
    ]


@pytest.mark.duty("17.2")
def test_a_change_beyond_the_roster_is_named() -> None:
    made = [
        _moved("C1", "A", "S1", "J01", "J02"),
        _moved("C2", "S1", "S2", "J01", "J02"),
        _moved("C3", "S2", "S3", "J01", "J02"),
    ]
    assert list(replay(_standing(), made)) == [
        "申请 C3：类别「一般」的递补对象已经用完，不能再递补"
    ]
