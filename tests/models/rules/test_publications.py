"""What is published, and where the package for a channel stands (第三条、第二十三条)."""

from __future__ import annotations

import pytest

from models.rules.publications import MOVES, PackageState, PublicationKind


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


@pytest.mark.duty("3.1")
def test_what_the_regulation_makes_public_has_its_kind() -> None:
    assert {each.words for each in PublicationKind} >= {
        "随机抽查事项清单", "年度抽查计划", "检查结果", "黑名单、红名单", "抽取公告", "抽取记录",
    }  # fmt: skip
