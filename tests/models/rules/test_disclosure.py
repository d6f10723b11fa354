"""When a draw's record is made public, and in which words a result is (第二十二条、第二十三条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.checklist import Checklist
from models.rules.disclosure import (
    PublicResult,
    disposition_in_words,
    draw_record_may_be_public,
    in_public,
    result_in_words,
    withdrawn,
    written_in,
)
from models.rules.dispositions import DispositionKind
from models.rules.inspection import Outcome
from tests.forms import FIRST, WB_01


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("released", "confirmed", "inspections", "public"),
    [
        ("at-draw", True, [], True),
        ("at-draw", True, ["dispatched"], True),
        ("at-draw", False, ["returned"], False),
        ("with-results", True, [], False),
        ("with-results", True, ["returned", "dispatched"], False),
        ("with-results", True, ["returned", "published"], True),
        ("with-results", False, ["returned"], False),
    ],
)
def test_a_secret_is_not_public_while_somebody_is_still_to_come(
    released: str, confirmed: bool, inspections: list[str], public: bool
) -> None:
    assert draw_record_may_be_public(released, confirmed, inspections) is public


@pytest.mark.duty("22.1", "23.1")
@pytest.mark.parametrize(
    ("outcome", "findings", "non_cooperation", "refused", "words"),
    [
        ("conform", [], [], False, "未发现问题"),
        ("conform", [], [], True, "未发现问题。企业未在记录上签字"),
        ("non_conform", ["甲", "乙"], [], False, "甲；乙"),
        ("not_cooperating", [], ["拒绝进入", "其他"], False, "不予配合：拒绝进入；其他"),
        ("not_cooperating", ["甲"], ["其他"], True, "不予配合：其他；甲。企业未在记录上签字"),
    ],
)  # fmt: skip
def test_a_result_in_the_words_the_public_reads(
    outcome: str, findings: list[str], non_cooperation: list[str], refused: bool, words: str
) -> None:
    assert result_in_words(Outcome(outcome), findings, non_cooperation, refused) == words


@pytest.mark.duty("21.1", "23.1")
@pytest.mark.parametrize(
    ("kind", "department", "words"),
    [
        (None, "", "正在处理"),
        ("handle", "", "依法查处（文1号）"),
        ("handle", "文旅局", "依法查处（文1号）"),
        ("transfer", "文旅局", "移交文旅局（文1号）"),
        ("criminal", "", "涉嫌犯罪，依法追究刑事责任"),
    ],
)
def test_what_is_done_about_a_finding_in_the_words_the_public_reads(
    kind: str | None, department: str, words: str
) -> None:
    decided = None if kind is None else DispositionKind(kind)
    assert disposition_in_words(decided, department, "文1号") == words


@pytest.mark.duty("21.1", "23.1")
def test_a_row_says_what_was_found_what_is_done_and_when_more_is_told() -> None:
    facts = {
        "visited_on": "2026-09-08",
        "outcome": "not_cooperating",
        "findings": {
            "D3": ["只保存 90 天", None],
            "D4": ["证书过期", ["transfer", "文旅局", "移字1号"]],
        },
        "non_cooperation": [2],
        "refused_to_sign": True,
    }
    row = in_public(
        facts,
        number="350105-WB-01-2026-5-00001",
        credit_code="92350105MA00475145",
        name="样例网吧",
        method="双随机抽查",
        item=WB_01,
        next_word=date(2026, 12, 31),
    )
    assert row.result == "不予配合：拒绝提供相关材料；只保存 90 天；证书过期。企业未在记录上签字"
    assert row.disposition == "正在处理，2026-12-31 前公布处理结果；移交文旅局（移字1号）"
    assert (row.visited_on, row.clean) == ("2026-09-08", False)
    left = withdrawn(row)
    assert (left.number, left.name) == (row.number, row.name)
    assert (left.visited_on, left.result, left.disposition, left.clean) == ("", "撤回", "", None)


@pytest.mark.duty("21.1", "23.1")
def test_what_is_the_same_of_every_finding_is_said_once() -> None:
    facts = {
        "visited_on": "2026-09-08",
        "outcome": "non_conform",
        "findings": {"D3": ["只保存 90 天", None], "D5": ["人数不一致", None]},
        "non_cooperation": [],
        "refused_to_sign": False,
    }
    row = in_public(
        facts,
        number="350105-WB-01-2026-5-00001",
        credit_code="92350105MA00475145",
        name="样例网吧",
        method="双随机抽查",
        item=WB_01,
        next_word=date(2026, 12, 31),
    )
    assert row.disposition == "正在处理，2026-12-31 前公布处理结果"


@pytest.mark.duty("23.1", "23.3")
@pytest.mark.parametrize(
    ("category", "outcome", "result", "clean"),
    [
        ("no-problem", "conform", "未发现问题", True),
        ("closed", "no_visit", "已停业", False),
        ("unreachable", "no_visit", "无法联系", False),
        ("", "conform", "未发现问题", True),
        ("", "no_visit", "未能实地检查", False),
    ],
)
def test_a_row_is_told_and_counted_by_its_category(
    category: str, outcome: str, result: str, clean: bool
) -> None:
    row = _told({"outcome": outcome, "category": category, "findings": {}}, WB_01)
    assert (row.result, row.clean, row.disposition) == (result, clean, "")


@pytest.mark.duty("23.1")
def test_a_finding_stored_without_words_is_said_not_to_conform() -> None:
    row = _told({"outcome": "non_conform", "findings": {"A2": ["", None]}}, FIRST)
    assert row.result == "招牌含营业执照登记的名称：不符合"


def _told(facts: dict[str, object], item: Checklist) -> PublicResult:
    """A row of some facts, nothing else being remarkable."""
    usual = {"visited_on": "2026-09-08", "non_cooperation": [], "refused_to_sign": False}
    return in_public(
        usual | facts,
        number="350105-WB-01-2026-5-00001",
        credit_code="92350105MA00475145",
        name="样例网吧",
        method="双随机抽查",
        item=item,
        next_word=None,
    )


@pytest.mark.duty("10.2", "21.1", "23.1")
@pytest.mark.parametrize(
    ("done", "read"),
    [
        (None, ("", "")),
        (["order", "", "责改〔2026〕1号"], ("", "责改〔2026〕1号")),
        (["handle", "", "罚字1号", "corrected"], ("", "罚字1号")),
        (["transfer", "区文旅局", "移字1号", "answered"], ("区文旅局", "移字1号")),
        (["criminal", "", "马公刑立字〔2026〕3号"], ("", "")),
        (["criminal", "", "马公刑立字〔2026〕3号", "filed"], ("", "")),
    ],
)
def test_of_a_decision_the_public_reads_whom_and_which_paper_but_nothing_of_a_criminal_file(
    done: list[str] | None, read: tuple[str, str]
) -> None:
    assert written_in(done) == read
