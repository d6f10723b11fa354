"""A matter is published when every channel has taken it (第三条)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.publications import MOVES, PackageState, PublicationKind, is_published
from models.rules.states import check_move

BUILT, DELIVERED, WITHDRAWN = PackageState.BUILT, PackageState.DELIVERED, PackageState.WITHDRAWN


@pytest.mark.duty("3.1", "23.1")
@pytest.mark.parametrize(
    ("packages", "published"),
    [
        ([], False),
        ([BUILT], False),
        ([DELIVERED], True),
        ([DELIVERED, BUILT, BUILT], False),
        ([DELIVERED, DELIVERED, BUILT], False),
        ([DELIVERED, DELIVERED, DELIVERED], True),
        ([DELIVERED, WITHDRAWN, DELIVERED], False),
    ],
)
def test_one_channel_is_not_enough(packages: list[PackageState], published: bool) -> None:
    assert is_published(packages) is published


@pytest.mark.duty("3.1", "23.1")
def test_a_package_is_built_delivered_and_may_be_withdrawn() -> None:
    assert {(str(move.before), str(move.after)) for move in MOVES} == {
        ("built", "delivered"),
        ("built", "withdrawn"),
        ("delivered", "withdrawn"),
    }
    assert {each.value: each.words for each in PackageState} == {
        "built": "已制作",
        "delivered": "已送达",
        "withdrawn": "已撤回",
    }


def test_a_package_is_delivered_after_it_is_built_and_never_built_again() -> None:
    check_move(MOVES, "公示包", BUILT, DELIVERED)
    for before, after in ((DELIVERED, BUILT), (WITHDRAWN, DELIVERED), (WITHDRAWN, BUILT)):
        with pytest.raises(Refused, match="不能转为"):
            check_move(MOVES, "公示包", before, after)


@pytest.mark.duty("8.1", "16.1", "17.1", "23.1", "23.3")
def test_what_is_made_public_is_listed_in_the_order_of_the_regulation() -> None:
    # 第八条 lists, 第十六条 plan, 第十七条 draw, 第二十三条 results and lists.
    assert [kind.words for kind in PublicationKind] == [
        "事项清单", "年度计划", "抽取公告", "抽取记录", "检查结果", "信用名单",
    ]  # fmt: skip
