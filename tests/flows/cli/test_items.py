"""``ssj items``: what was bound is said, and what an item checks can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models import item_file
from tests.conftest import SAMPLES
from tests.flows.cli.conftest import Ssj

LIST = str(SAMPLES / "随机抽查事项清单.xlsx")
BY = ("--as-of", "2026-01-05", "--by", "内勤甲")


@pytest.mark.duty("7.2", "10.1")
def test_importing_a_list_says_which_items_have_check_points(run: Ssj) -> None:
    run("init", "--as-of", "2026-01-05")
    said = run("items", "import", LIST, *BY).stdout
    assert "WB-01：检查要点 14 项（2026-2 版）" in said
    assert "LH-01：没有检查要点，暂不能抽取、派发" in said


@pytest.mark.duty("7.2", "10.1")
def test_another_item_file_for_the_same_list_is_another_version(run: Ssj, home: Path) -> None:
    run("init", "--as-of", "2026-01-05")
    run("items", "import", LIST, *BY)
    own = home / "own.toml"
    text = (item_file.SHIPPED / "wb-01.toml").read_text("utf-8")
    own.write_text(text.replace('version = "2026-2"', 'version = "2026-3"', 1), "utf-8")
    answer = run("items", "import", LIST, "--item", str(own), *BY, "--json")
    assert json.loads(answer.stdout)["check_points"]["WB-01"] == {"version": "2026-3", "points": 14}
    assert run("items", "show", "WB-01", "--as-of", "2026-01-05").stdout.startswith(
        "WB-01（清单第 2 版，要点 2026-3 版）\n"
    )


@pytest.mark.duty("7.1", "10.1")
def test_an_item_is_shown_with_its_points_and_the_meaning_of_its_numbers(run: Ssj) -> None:
    run("init", "--as-of", "2026-01-05")
    run("items", "import", LIST, *BY)
    said = run("items", "show", "WB-01", "--as-of", "2026-01-05").stdout
    assert "D3 服务器、计费系统日志按规定保存（安全技术措施，第十条第4项③）" in said
    assert "180 天　计费系统电脑的日志至少保存多少天" in said
    answer = run("items", "show", "LH-01", "--as-of", "2026-01-05")
    assert answer.exit_code == 1
    assert "没有检查要点" in answer.stderr


@pytest.mark.duty("10.1")
def test_a_wrong_item_file_is_refused_with_every_key(run: Ssj, home: Path) -> None:
    run("init", "--as-of", "2026-01-05")
    own = home / "own.toml"
    text = (item_file.SHIPPED / "wb-01.toml").read_text("utf-8")
    own.write_text(
        text.replace('rule = "zero"', 'rule = "none"').replace('code = "A2"', 'code = "A1"'),
        "utf-8",
    )
    answer = run("items", "import", LIST, "--item", str(own), *BY)
    assert answer.exit_code == 1
    assert "键「groups[2].points[2].rules[1].rule」的值为「none」" in answer.stderr
    assert "键「groups[1].points[2].code」：检查要点编号重复：A1" in answer.stderr
