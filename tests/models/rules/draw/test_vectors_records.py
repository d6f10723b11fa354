"""The published vectors of records: honest, tampered with, and forged in all that a forger can."""

from __future__ import annotations

import json
from typing import Any

import pytest

from models.rules.draw.verify import Report, verify
from models.rules.draw.verify.case import Beside
from tests.models.rules.draw.cases import name_of, of_kind
from tests.models.rules.draw.records import forged


def _beside(given: dict[str, Any]) -> Beside:
    def content(key: str) -> bytes | None:
        text: str | None = given.get(key)
        return None if text is None else text.encode()

    results = given.get("results")
    return Beside(
        announcement=content("announcement"),
        previous=content("previous"),
        next=content("next"),
        superseded=content("superseded"),
        sheet=given.get("sheet"),
        authority=content("tsa_certificate"),
        results=None
        if results is None
        else [json.dumps(each, ensure_ascii=False).encode() for each in results],
    )


def _verified(case: dict[str, Any]) -> Report:
    return verify(forged(case), _beside(case["given"]))


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
@pytest.mark.parametrize("case", of_kind("record"), ids=name_of)
def test_every_honest_record_verifies(case: dict[str, Any]) -> None:
    report, expect = _verified(case), case["expect"]
    assert [problem for check in report.checks for problem in check.problems] == []
    found = report.as_json()
    assert {check["key"]: check["ok"] for check in found["checks"]} == expect["checks"]
    assert [check["key"] for check in found["checks"]] == list(expect["checks"])
    for key in ("ok", "level", "look_up", "release"):
        assert found[key] == expect[key]
    assert json.loads(forged(case))["digest"] == expect["digest"]


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
@pytest.mark.parametrize("case", of_kind("tampered", "anchored"), ids=name_of)
def test_every_tampered_record_is_found_wrong_where_it_is(case: dict[str, Any]) -> None:
    report = _verified(case)
    wrong = {check.key: check.problems for check in report.checks if check.ok is False}
    assert case["expect"]["wrong"] in wrong
    assert all(wrong.values())
    assert not report.ok
    assert report.level == 0
