"""Outside the draw only on one of seven grounds, with its document (第四条、第十七条)."""

from __future__ import annotations

import pytest

from models.rules.special import GROUNDS, check
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
