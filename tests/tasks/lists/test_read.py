"""Every fault of an item list is named where it stands (第七条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.faults import Refused
from tasks.lists.read import read_item_list
from tests.tasks.lists.test_version import item_list


@pytest.mark.duty("6.1", "7.1")
def test_items_are_read_by_list_and_the_single_one_is_meant_where_none_is_named(
    tmp_path: Path,
) -> None:
    path = item_list(tmp_path, ("WB-01", "5%", ""), ("LH-01", "1/10", "跨部门"))
    read = read_item_list(path)
    assert {kind: [item.code for item in items] for kind, items in read.items()} == {
        "single": ["WB-01"],
        "joint": ["LH-01"],
    }


@pytest.mark.duty("7.1")
def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = item_list(
        tmp_path, ("WB-01", "五成", ""), ("WB-01", "5%", ""), ("w", "5%", "省级"), ("", "5%", "")
    )
    with pytest.raises(Refused) as refusal:
        read_item_list(path)
    # Headings in row 1: the first item stands in row 2.
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [
        (2, "抽查比例"),
        (3, "事项编号"),
        (4, "事项编号"),
        (4, "清单类别"),
        (5, "事项编号"),
    ]


def test_a_list_without_items_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="表头下面没有任何事项"):
        read_item_list(item_list(tmp_path))
