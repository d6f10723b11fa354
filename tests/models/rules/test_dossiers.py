"""What a dossier holds, how it is written, and what differs from it on site (第十、十三条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.faults import Refused
from models.rules.dossiers import (
    Fact,
    brought_up_to_date,
    check_decision,
    differences,
    in_one_line,
    prefilled,
    read_facts,
)
from models.rules.observed import NoneThere
from tests.forms import SOUND, WB_01


@pytest.mark.duty("10.1", "13.1")
def test_a_row_is_read_as_people_write_it() -> None:
    said, problems = read_facts(
        {
            "licence_number": " 闽网文 2024-1 ",
            "licence_expires": "2027.3.31",
            "terminals": "60台",
            "servers": "",
            "area": "200平方米",
            "officer_name": "无",
        }
    )
    assert problems == []
    assert said == {
        "licence_number": "闽网文 2024-1",
        "licence_expires": "2027-03-31",
        "terminals": 60,
        "area": 200,
        "officer_name": None,
    }


@pytest.mark.duty("10.1")
def test_every_cell_that_cannot_be_read_is_named() -> None:
    _, problems = read_facts(
        {"terminals": "约60", "licence_expires": "明年", "officer_name": "林某 13900001234"}
    )
    assert [field for field, _ in problems] == ["licence_expires", "terminals", "officer_name"]
    assert problems[1][1] == "应为整数（台）"
    assert "手机号" in problems[2][1]


@pytest.mark.duty("13.1")
def test_a_blank_leaves_what_is_on_file_and_none_takes_it_away() -> None:
    before = {"terminals": 60, "officer_name": "林样甲", "isp": "电信"}
    now = brought_up_to_date(before, {"terminals": 58, "officer_name": None})
    assert now == {"terminals": 58, "isp": "电信"}
    assert in_one_line(now) == "终端数 58台；接入服务商 电信"


@pytest.mark.duty("10.1", "13.1")
def test_what_was_found_is_held_against_what_is_on_file_and_nothing_else() -> None:
    on_file = {
        "terminals": 62,
        "servers": 1,
        "certificate": "样证 1号",
        "certificate_expires": "2026-09-07",
    }
    assert differences(WB_01, SOUND, on_file) == {
        Fact.TERMINALS: "60",
        Fact.CERTIFICATE_EXPIRES: "2026-09-08",
    }
    assert (
        differences(WB_01, {**SOUND, "certificate": NoneThere("没有证书")}, on_file)[
            Fact.CERTIFICATE
        ]
        == "无"
    )
    assert differences(WB_01, {"certificate_expires": date(2026, 9, 7)}, on_file) == {}
    assert differences(WB_01, SOUND, {}) == {}


@pytest.mark.duty("13.1")
def test_a_difference_is_decided_once_and_with_a_reason() -> None:
    assert check_decision(None, "甲", " 已核实 ") == "已核实"
    for decided, reason, said in (
        ("accepted", "已核实", "甲已经决定：采纳"),
        (None, " ", "应写明"),
        (None, "<b>", "应为文字"),
    ):
        with pytest.raises(Refused, match=said):
            check_decision(decided, "甲", reason)


@pytest.mark.duty("10.1", "13.1")
def test_the_day_on_the_permit_is_held_against_the_one_on_file() -> None:
    on_file = {"licence_expires": "2027-03-31"}
    shown = {"permit_expires": date(2026, 12, 31)}
    assert differences(WB_01, shown, on_file) == {Fact.LICENCE_EXPIRES: "2026-12-31"}
    assert differences(WB_01, {"permit_expires": date(2027, 3, 31)}, on_file) == {}


@pytest.mark.duty("10.1", "13.1")
def test_a_form_is_printed_with_what_is_on_file_and_the_licence_comes_before_the_count() -> None:
    assert prefilled(WB_01, {"terminals": 60, "area": 200, "isp": "电信"}) == (
        ("terminals_licensed", 60), ("area_licensed", 200),
    )  # fmt: skip
    assert prefilled(WB_01, {}) == ()
    on_file = {"terminals": 60}
    for licensed, found, said in ((58, 60, "58"), (58, 61, "58"), (60, 61, "61")):
        measured = {"terminals_licensed": licensed, "terminals_found": found}
        assert differences(WB_01, measured, on_file) == {Fact.TERMINALS: said}
    both = {"terminals_licensed": 60, "terminals_found": 60}
    assert differences(WB_01, both, on_file) == {}
