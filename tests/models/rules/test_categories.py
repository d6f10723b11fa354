"""Result categories: what counts as nothing found, what asks for a substitute, in which words (第二十三条)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules.categories import Needs, Tag, counts_clean, result_words
from models.rules.inspection import Outcome
from tests.forms import ITEMS, WB_01, item

RESULTS = WB_01.results
assert RESULTS is not None


@pytest.mark.duty("23.1", "23.3")
@pytest.mark.parametrize("name", ITEMS)
def test_only_a_visit_that_found_nothing_counts_as_nothing_found(name: str) -> None:
    results = item(name).results
    assert results is not None
    clean = {each.code: each for each in results.categories if each.counts_clean}
    assert [(each.outcome, each.needs, each.tag) for each in clean.values()] == [
        (Outcome.CONFORM, Needs.CHECKLIST, Tag.GOOD)
    ]
    for each in results.categories:
        assert counts_clean(each.outcome, each) is (each.code in clean)


@pytest.mark.duty("23.1")
def test_a_return_without_a_category_counts_by_its_outcome_as_before() -> None:
    assert {each: counts_clean(each, None) for each in Outcome} == {
        Outcome.CONFORM: True,
        Outcome.NON_CONFORM: False,
        Outcome.NOT_COOPERATING: False,
        Outcome.NO_VISIT: False,
    }


@pytest.mark.duty("17.2")
def test_a_substitute_is_asked_for_as_the_list_says() -> None:
    assert {each.code for each in RESULTS.categories if each.substitute} == {
        "moved-out",
        "deregistered",
        "licence-revoked",
    }
    kept = replace(RESULTS.of("moved-out"), leaves=None)
    assert not kept.substitute


def test_what_no_jurist_has_confirmed_is_marked() -> None:
    assert all(each.source for each in RESULTS.categories)
    assert not RESULTS.of("closed").checked
    assert not RESULTS.evidence.checked


@pytest.mark.duty("23.1")
def test_answers_lead_to_one_category_and_the_rest_is_offered() -> None:
    assert {o: RESULTS.led_to(o).code for o in (Outcome.CONFORM, Outcome.NON_CONFORM)} == {
        Outcome.CONFORM: "no-problem",
        Outcome.NON_CONFORM: "problem",
    }
    assert "拒绝进入" in [each.choice for each in RESULTS.offered]
    assert "rectified" not in [each.code for each in RESULTS.offered]
    with pytest.raises(LookupError):
        RESULTS.of("never")


@pytest.mark.duty("22.1", "23.1")
def test_a_result_is_said_as_its_faults_or_as_its_category() -> None:
    log = "计费系统日志只保存了92天，规定不少于180天"
    kept_out = "拒绝检查人员或其委托的专业机构进入"
    assert result_words("未发现问题", [], [], Outcome.CONFORM) == "未发现问题"
    assert result_words("发现问题", [log], [], Outcome.NON_CONFORM) == log
    assert (
        result_words("发现问题", [log, "没有招牌"], [], Outcome.NON_CONFORM) == f"{log}；没有招牌"
    )
    assert result_words("已停业", [], [], Outcome.NO_VISIT) == "已停业"
    assert (
        result_words("不予配合", [], [kept_out], Outcome.NOT_COOPERATING) == f"不予配合：{kept_out}"
    )
    assert (
        result_words("不予配合", [log], ["甲", "乙"], Outcome.NOT_COOPERATING)
        == f"不予配合：甲；乙；{log}"
    )
