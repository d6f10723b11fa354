"""Outside the draw only on one of seven grounds, with its document (第四条、第十七条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.special import GROUNDS, Case, Opened, check, stands_already
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
    ],
)
def test_a_document_opens_one_inspection_of_a_subject(asked: Case, differs: str) -> None:
    refused = refusal(stands_already, asked, STANDS)
    assert refused.reasons == (BEGINS + differs + ENDS,)
    assert refused.code == "document-used"


@pytest.mark.duty("4.1")
def test_the_same_case_again_is_the_one_that_stands() -> None:
    assert stands_already(CASE, STANDS) is True
