"""Outside the draw only on one of seven grounds, with its document (第四条、第十七条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.draw.reasons import RecusalReason
from models.rules.special import (
    GROUNDS,
    Case,
    Opened,
    check,
    check_cancelling,
    check_officers,
    ground_in_words,
    stands_already,
)
from tests.refusal import reasons, refusal

TWO = ["035001", "035002"]


@pytest.mark.duty("4.1")
@pytest.mark.parametrize("ground", range(1, 8))
def test_each_of_the_seven_grounds_allows_it(ground: int) -> None:
    check(ground, "文1号", TWO, 2)
    assert list(GROUNDS) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.duty("4.1", "17.3")
@pytest.mark.parametrize(
    ("ground", "document", "badges", "told"),
    [
        (0, "文1号", TWO, ["专项检查须写明第四条七种情形之一（1 至 7），实为 0"]),
        (8, "文1号", TWO, ["专项检查须写明第四条七种情形之一（1 至 7），实为 8"]),
        (3, " ", TWO, ["专项检查须写明依据的文件或编号（第四条）"]),
        (3, "文1号", ["035001"], ["检查人员不得少于 2 人"]),
        (3, "文1号", ["035001", "035001"], ["检查人员不得少于 2 人"]),
        (
            9, "", [],
            [
                "专项检查须写明第四条七种情形之一（1 至 7），实为 9",
                "专项检查须写明依据的文件或编号（第四条）",
                "检查人员不得少于 2 人",
            ],
        ),
    ],
)  # fmt: skip
def test_without_ground_document_or_enough_inspectors_it_is_refused(
    ground: int, document: str, badges: list[str], told: list[str]
) -> None:
    assert reasons(check, ground, document, badges, 2) == told
    assert refusal(check, ground, document, badges, 2).code == "special-incomplete"


def test_the_number_of_inspectors_is_the_districts() -> None:
    assert reasons(check, 3, "文1号", TWO, 3) == ["检查人员不得少于 3 人"]


CASE = Case("文1号", "WB-01", 3, ("035001", "035002"))
STANDS = Opened(CASE, "350105-ZX-2026-00001", date(2026, 9, 8), "内勤甲")
BEGINS = "「文1号」已由 内勤甲 于 2026-09-08 对该市场主体立项，任务编号 350105-ZX-2026-00001，"
ENDS = "，不能以同一文件另行立项"


@pytest.mark.duty("4.1")
@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        (replace(CASE, item_code="WB-02"), "事项为 WB-01"),
        (replace(CASE, ground=5), "情形为第 3 种"),
        (replace(CASE, badges=("035002", "035001")), "检查人员为 035001、035002"),
        (Case("文1号", "WB-01", 5, ("035003",)), "情形为第 3 种，检查人员为 035001、035002"),
        (replace(CASE, source="media"), "来源为 投诉举报"),
        (replace(CASE, joint_with="消防"), "来源为 投诉举报"),
    ],
)
def test_a_document_opens_one_inspection_of_a_subject(asked: Case, differs: str) -> None:
    refused = refusal(stands_already, asked, STANDS)
    assert refused.reasons == (BEGINS + differs + ENDS,)
    assert refused.code == "document-used"


@pytest.mark.duty("4.1")
def test_the_same_case_again_is_the_one_that_stands() -> None:
    assert stands_already(CASE, STANDS) is True


@pytest.mark.duty("14.1", "17.1")
def test_every_officer_that_cannot_go_is_named_with_the_reason() -> None:
    away = {"035002": RecusalReason.KINSHIP}
    assert reasons(check_officers, [*TWO, "035003"], TWO, away) == [
        "警号「035003」不在名录库，或不在岗、无执法资格",
        "警号「035002」应当回避该市场主体：亲属关系",
    ]
    assert refusal(check_officers, TWO, TWO, away).code == "recused"
    check_officers(TWO, TWO, {"035009": RecusalReason.OTHER})


@pytest.mark.duty("4.1")
def test_it_is_cancelled_with_a_reason_and_only_before_its_form_came_in() -> None:
    check_cancelling("350105-ZX-2026-00001", "dispatched", "投诉人撤回")
    assert reasons(check_cancelling, "350105-ZX-2026-00001", "returned", " ") == [
        "取消专项检查须写明原因",
        "任务 350105-ZX-2026-00001 现为「已回传待公示」，不能转为「已取消」",
    ]


@pytest.mark.duty("4.1")
def test_its_form_says_ground_document_and_company() -> None:
    assert ground_in_words(7, "移送函2号", "区消防大队") == (
        "第四条第七种情形：其他部门移交案件线索；依据：移送函2号，会同区消防大队联合检查"
    )
