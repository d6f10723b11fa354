"""A matter is published when every channel has taken it (第三条)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.publications import (
    MOVES,
    NEVER_LEFT,
    PUBLICATION_MOVES,
    PackageState,
    PublicationKind,
    PublicationState,
    is_published,
    parts_changed,
)
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
        ("built", "laid_ready"),
        ("built", "delivered"),
        ("built", "withdrawn"),
        ("laid_ready", "delivered"),
        ("laid_ready", "withdrawn"),
        ("delivered", "withdrawn"),
    }
    assert {each.value: each.words for each in PackageState} == {
        "built": "已制作",
        "laid_ready": "已备妥，待人工上传",
        "delivered": "已送达",
        "withdrawn": "已撤回",
    }


@pytest.mark.duty("23.1")
def test_what_is_released_never_goes_back_and_only_what_is_not_may_be_overtaken() -> None:
    assert {(str(move.before), str(move.after)) for move in PUBLICATION_MOVES} == {
        ("built", "released"),
        ("built", "overtaken"),
        ("released", "published"),
        ("released", "withdrawn"),
        ("published", "withdrawn"),
    }
    reached = {move.after for move in PUBLICATION_MOVES if move.before in NEVER_LEFT}
    assert reached == {PublicationState.RELEASED, PublicationState.OVERTAKEN}


@pytest.mark.duty("3.1", "23.1")
def test_what_is_told_otherwise_is_named_part_by_part() -> None:
    built = {"扣减": "a", "各期": "b"}
    assert parts_changed(built, dict(built)) == []
    assert parts_changed(built, {"扣减": "x", "各期": "b"}) == ["扣减"]
    assert parts_changed(built, {"扣减": "a"}) == ["各期"]
    assert parts_changed({}, built) == ["扣减", "各期"]


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
