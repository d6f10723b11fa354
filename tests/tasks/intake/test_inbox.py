"""What waits in the inbox: tables, by name, none that is hidden or half open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.intake.inbox import waiting_files


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``inbox/350105/returns`` of an empty home."""
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    folder = tmp_path / "inbox" / "350105" / "returns"
    folder.mkdir(parents=True)
    return folder


def test_tables_wait_by_name_and_nothing_else_does(inbox: Path) -> None:
    for name in (
        "乙.XLSX",
        "丙.csv",
        "甲.xls",
        "~$乙.xlsx",
        ".乙.xlsx.half",
        ".丁.csv",
        "说明.txt",
    ):
        (inbox / name).write_bytes(b"")
    assert [path.name for path in waiting_files("350105", "returns")] == sorted(
        ["乙.XLSX", "丙.csv", "甲.xls"]
    )


def test_another_region_or_an_absent_folder_holds_nothing(inbox: Path) -> None:
    (inbox / "甲.xlsx").write_bytes(b"")
    assert waiting_files("350104", "returns") == []
    assert waiting_files("350105", "subjects") == []
