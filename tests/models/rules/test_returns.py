"""What a record form says, as it is stored and read again (第二十、二十三条)."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from flows.sample.answers import STORIES, form
from models.rules.inspection import InspectionState
from models.rules.returns import SINCE_2, Form, closed_to_returns, printed_otherwise
from tests.forms import CLOSED, FIRST, FORM, ITEMS, VISIT, WB_01, first, item, task

OLD = json.loads(
    (Path(__file__).parent.parent / "released" / "items" / "return-1.json").read_text("utf-8")
)
"""A form as the code before result categories stored it."""


@pytest.mark.duty("7.2")
def test_a_form_of_another_version_is_told_by_its_labels() -> None:
    titles = [point.title for point in WB_01.points]
    labels = [*(measure.label for measure in WB_01.measures), "备注"]
    assert printed_otherwise(WB_01, titles, labels) == []
    assert printed_otherwise(WB_01, titles, labels[1:]) == [labels[0]]
    assert printed_otherwise(WB_01, titles[1:], labels) == [titles[0]]
    assert printed_otherwise(WB_01, [*titles, "E1 另一项"], labels) == ["E1 另一项"]
    assert printed_otherwise(item("example-yl-01.toml"), titles, labels)
    assert printed_otherwise(FIRST, titles, labels)


@pytest.mark.duty("20.1", "23.2")
def test_what_is_replaced_or_public_takes_no_other_form() -> None:
    told = "结果已批准公示，更正须先经决定（ssj publish correct）"
    assert {state: closed_to_returns(state) for state in InspectionState} == {
        "dispatched": "",
        "returned": "",
        "sent_back": "",
        "published": told,
        "archived": told,
        "replaced": "任务已被替换",
        "cancelled": "专项检查已经取消",
    }
    assert closed_to_returns("returned", told=True) == told
    for state in ("returned", "published"):
        assert closed_to_returns(state, told=True, correcting=True) == ""
    assert closed_to_returns("replaced", told=True, correcting=True) == "任务已被替换"


@pytest.mark.duty("20.1")
def test_a_form_is_stored_as_plain_values_under_its_own_names() -> None:
    stored = FORM.payload()
    assert json.loads(json.dumps(stored)) == stored
    assert stored["category"] == "on-site"
    assert (stored["started_at"], stored["ended_at"]) == ("09:30", "10:40")
    assert stored["officers"] == ["035001", "035002"]
    assert stored["answers"]["A1"] == ["conform", ""]
    assert stored["measured"]["terminals"] == [
        {"number": "12", "address": "192.168.0.12"},
        {"number": "07", "address": "7"},
    ]
    assert stored["measured"]["harmful"] == {"none": "未发现"}
    assert stored["measured"]["video_seen"] == {
        "from": "2026-09-07T20:00",
        "to": "2026-09-07T22:00",
    }
    assert stored["measured"]["certificate_expires"] == "2026-09-08"
    assert (stored["measured"]["officer"], stored["measured"]["headcount"]) == (True, 40)
    empty = {field.name for field in fields(Form) if not getattr(FORM, field.name)} & set(SINCE_2)
    assert {field.name for field in fields(Form)} - set(stored) == empty


@pytest.mark.duty("20.1", "23.2")
@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("story", STORIES)
def test_a_form_is_read_again_as_it_was(name: str, story: str) -> None:
    for checklist in (item(name), first(name)):
        filled = form(task(checklist), VISIT, story)
        stored = json.loads(json.dumps(filled.payload()))
        assert Form.of(stored, checklist) == filled
    assert Form.of(json.loads(json.dumps(CLOSED.payload())), WB_01) == CLOSED


@pytest.mark.duty("23.2")
def test_a_form_stored_before_is_read_and_written_byte_for_byte() -> None:
    read = Form.of(OLD, FIRST)
    assert (read.visited_on, read.category, read.evidence) == (date(2026, 9, 8), "", ())
    assert read.measured["certificate_expires"] == date(2027, 3, 31)
    assert read.payload() == OLD
    assert set(replace(read, visited_on=None).payload()) == set(OLD)
