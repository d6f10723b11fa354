"""The rows of the record form."""

from __future__ import annotations

from dataclasses import fields

import pytest

from models.rules.form import FIELDS, LABELS, NON_COOPERATION, PRINTED, Answer, Signature
from models.rules.returns import Form


@pytest.mark.duty("22.1")
def test_five_kinds_of_non_cooperation() -> None:
    assert sorted(NON_COOPERATION) == [1, 2, 3, 4, 5]


@pytest.mark.duty("20.1")
def test_every_row_is_a_field_of_the_form_and_no_label_stands_twice() -> None:
    apart = {"inspection", "answers", "measured"}
    assert set(FIELDS) == {field.name for field in fields(Form)} - apart
    assert len(LABELS) == len(PRINTED) + 1 + len(FIELDS)


@pytest.mark.duty("10.1", "20.2")
def test_what_may_be_chosen() -> None:
    assert Answer.all_words() == "符合、不符合、不适用"
    assert FIELDS["signature"].choices == {
        "签字": "signed",
        "盖章": "sealed",
        "拒绝签字": "refused",
        "无人在场": "absent",
    }
    assert Signature.values() == ["signed", "sealed", "refused", "absent"]
    assert [each for each in Signature if each.is_given] == ["signed", "sealed"]
    assert FIELDS["police_id_shown"].choices == {"是": True, "否": False}


@pytest.mark.duty("10.2")
def test_where_people_write_freely_is_marked() -> None:
    free = {name for name, field in FIELDS.items() if field.free}
    assert free == {
        "received_by",
        "situation",
        "evidence",
        "non_cooperation_detail",
        "opinion",
        "refusal_reason",
        "witness",
        "remarks",
        "reason",
    }
