"""Outside the draw only on one of seven grounds, with its document (第四条、第十七条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.rules.special import GROUNDS, Case, Opened, check, stands_already
from tests.refusal import reasons

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


def test_the_number_of_inspectors_is_the_districts() -> None:
    assert reasons(check, 3, "文1号", TWO, 3) == ["检查人员不得少于 3 人"]


CASE = Case("投诉单1号", 3, ("035001", "035002"))
OPENED = Opened(CASE, "350105-ZX-2026-00001", date(2026, 9, 1), "大队长")


@pytest.mark.duty("4.1")
def test_the_case_that_stands_is_the_same_only_in_every_part() -> None:
    assert stands_already(CASE, OPENED)
    stands = (
        "「投诉单1号」已由 大队长 于 2026-09-01 对该市场主体立项，任务编号 350105-ZX-2026-00001，"
    )
    end = "，不能以同一文件另行立项"
    assert reasons(stands_already, replace(CASE, ground=5), OPENED) == [
        f"{stands}情形为第 3 种{end}"
    ]
    turned = replace(CASE, ground=5, badges=("035002", "035001"))
    assert reasons(stands_already, turned, OPENED) == [
        f"{stands}情形为第 3 种，检查人员为 035001、035002{end}"
    ]
