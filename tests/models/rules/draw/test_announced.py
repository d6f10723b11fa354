"""The closed shape of an announcement (step 4)."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from models.rules.draw.announced import Previous, Supersedes
from models.rules.draw.reading import read_announcement
from tests.models.rules.draw.cases import of_kind
from tests.models.rules.draw.records import leaves

[CASE] = of_kind("announcement")
SAID: dict[str, Any] = CASE["given"]["object"]


def _told(change: Any) -> list[str]:
    value = copy.deepcopy(SAID)
    change(value)
    return read_announcement(value)[1]


def test_the_published_announcement_has_it() -> None:
    found, problems = read_announcement(SAID)
    assert problems == []
    assert found is not None
    assert found.model_dump() == SAID


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("path", [p for p in leaves(SAID) if isinstance(p[-1], str)], ids=str)
def test_every_key_must_be_there(path: tuple[str | int, ...]) -> None:
    def without(value: Any) -> None:
        for part in path[:-1]:
            value = value[part]
        del value[path[-1]]

    [told] = _told(without)
    assert told.endswith("缺少")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda a: a.update(note="x"), "「note」不应有"),
        (lambda a: a["item"].update(note="x"), "「item.note」不应有"),
        (lambda a: a.update(suite="md5"), "「suite」格式不对"),
        (lambda a: a.update(format="ssj-draw/1"), "「format」格式不对"),
        (lambda a: a.update(draw_id="350105/WB-01/2026-0"), "「draw_id」格式不对"),
        (lambda a: a.update(announced_at="2023-09-13T01:30:00Z"), "「announced_at」格式不对"),
        (lambda a: a.update(not_before="2023-02-29"), "「not_before」格式不对"),
        (lambda a: a["inspectors"].update(minimum=1), "「inspectors.minimum」格式不对"),
        (lambda a: a.update(inspectors_per_subject=1), "「inspectors_per_subject」格式不对"),
        (lambda a: a.update(inspectors_per_subject=10), "「inspectors_per_subject」格式不对"),
        (lambda a: a["load"].update(slack=1001), "「load.slack」格式不对"),
        (lambda a: a["load"].update(rule="any"), "「load.rule」格式不对"),
        (lambda a: a.update(second_decision_after=0), "「second_decision_after」格式不对"),
        (lambda a: a.update(second_decision_after=100), "「second_decision_after」格式不对"),
        (lambda a: a.update(second_decision_after=True), "「second_decision_after」格式不对"),
        (lambda a: a.update(strata=[]), "「strata」格式不对"),
        (lambda a: a.update(channels=[]), "「channels」格式不对"),
        (lambda a: a["strata"][0].update(ratio="2/40"), "「strata[0].ratio」格式不对"),
        (lambda a: a["strata"][0].update(name=" 一般"), "「strata[0].name」格式不对"),
        (lambda a: a["subjects"].update(digest="AB" * 32), "「subjects.digest」格式不对"),
        (lambda a: a["subjects"].update(count=-1), "「subjects.count」格式不对"),
        (lambda a: a["subjects"].update(count="64"), "「subjects.count」格式不对"),
        (
            lambda a: a["recusals"]["by_reason"][0].update(count=0),
            "「recusals.by_reason[0].count」格式不对",
        ),
        (
            lambda a: a["recusals"]["by_reason"][0].update(reason="friend"),
            "「recusals.by_reason[0].reason」格式不对",
        ),
        (lambda a: a.update(previous={"draw_id": "x"}), "「previous.draw_id」格式不对"),
    ],
)
def test_what_is_against_its_form_is_told_by_its_place(change: Any, told: str) -> None:
    assert told in _told(change)


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("strata", lambda a: a["strata"].reverse()),
        ("channels", lambda a: a["channels"].append(a["channels"][-1])),
        ("recusals.by_reason", lambda a: a["recusals"]["by_reason"].reverse()),
        ("ineligible.by_reason", lambda a: a["ineligible"]["by_reason"].reverse()),
        (
            "moves.by_kind",
            lambda a: a["moves"].update(
                by_kind=[
                    {"kind": "up", "reason": "complaint", "count": 1},
                    {"kind": "down", "reason": "repaired", "count": 1},
                ]
            ),
        ),
    ],
)
def test_lists_are_sorted_and_hold_nothing_twice(path: str, change: Any) -> None:
    assert _told(change) == [f"「{path}」没有按规定的次序，或有重复"]


@pytest.mark.duty("17.1", "18.2")
def test_it_names_the_record_of_the_draw_before_or_of_the_one_it_stands_in_for() -> None:
    said, _ = read_announcement(SAID)
    assert said is not None
    before = Previous(draw_id="350105/WB-01/2026-4", draw_digest="0" * 64, record_digest="1" * 64)
    open_ = before.model_copy(update={"record_digest": None})
    given_up = Supersedes(draw_id="350105/WB-01/2026-5", record_digest="2" * 64)
    named = {
        draw_id: [
            said.model_copy(update=stated).names_record_of(draw_id)
            for stated in (
                {"previous": before, "supersedes": None},
                {"previous": open_, "supersedes": None},
                {"previous": None, "supersedes": given_up},
            )
        ]
        for draw_id in ("350105/WB-01/2026-4", "350105/WB-01/2026-5")
    }
    assert named == {
        "350105/WB-01/2026-4": [True, False, False],
        "350105/WB-01/2026-5": [False, False, True],
    }
