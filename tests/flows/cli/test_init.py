"""``ssj init`` and ``ssj doctor``: what was done, what stands, and every number with its meaning."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models import clock, district
from tests.flows.cli.conftest import Ssj

NEW_YEAR = ("--as-of", "2026-01-05", "--by", "内勤甲")


@pytest.mark.duty("25.1")
def test_it_may_be_run_again_and_says_so(run: Ssj, home: Path) -> None:
    with clock.held_at(date(2026, 1, 5)):
        prepared = run("init", *NEW_YEAR)
        again = run("init", *NEW_YEAR)
    ready, key = prepared.output.splitlines()
    assert ready == "已就绪：350105，参数 2026-1 版，自 2026-01-01 起生效。"
    assert f"已造抽取密钥 {home / 'keys' / 'draw.key'}" in key
    assert "另存备份" in key
    assert again.exit_code == 0
    assert again.output.endswith("起生效，未作改动。\n")


@pytest.mark.duty("25.1")
def test_gaps_are_said_and_another_content_is_refused(run: Ssj, home: Path) -> None:
    run("init", *NEW_YEAR)
    text = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    again = home / "again.toml"
    again.write_text(text.replace('version = "2026-1"', 'version = "2026-2"'), "utf-8")
    assert "都自 2026-01-01 起生效，以后载入的为准" in run("init", "--district", str(again), *NEW_YEAR).output  # fmt: skip
    again.write_text(text.replace("value = 20", "value = 21"), "utf-8")
    refused = run("init", "--district", str(again), *NEW_YEAR, "--json")
    assert refused.exit_code == 1
    assert "内容不同" in json.loads(refused.stdout)["refused"][0]


@pytest.mark.parametrize("words", [("--by", " "), ("--as-of", "2999-01-01")])
def test_nobody_and_tomorrow_are_refused(run: Ssj, words: tuple[str, str]) -> None:
    refused = run("init", *words)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("错误：")


@pytest.mark.duty("25.1")
def test_every_number_is_listed_with_unit_article_and_meaning(run: Ssj) -> None:
    shown = run("init", "--table", *NEW_YEAR).output
    line = "350105  publication.results_within　20 个工作日　检查结束之后多久内应公示抽查结果（第二十三条）"
    assert line in shown
    assert line in run("doctor", "--table", "--as-of", "2026-01-05").output
    rows = json.loads(
        run("doctor", "--table", "--region", "350105", "--as-of", "2026-01-05", "--json").stdout
    )
    assert "　visit　抽查结果的公示期限自何时起算" in shown  # chosen, not counted: no unit
    assert set(rows[0]) == {"file", "name", "value", "unit", "article", "meaning", "checked"}
    refused = run("doctor", "--table", "--region", "马尾")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "行政区划代码「马尾」的写法不对" in refused.stderr


def test_a_lost_key_is_made_anew_when_it_is_asked_for(run: Ssj, home: Path) -> None:
    run("init", *NEW_YEAR)
    file = home / "keys" / "draw.key"
    assert "还在，不另造" in run("init", "--new-key", *NEW_YEAR).stderr
    before = file.read_text()
    file.unlink()
    gone = run("init", *NEW_YEAR)
    assert gone.exit_code == 0
    assert f"抽取密钥文件 {file} 不在：公告、抽取、生成抽取记录时须插入" in gone.output
    assert not file.exists()
    assert "已造抽取密钥" in run("init", "--new-key", *NEW_YEAR).output
    assert file.read_text() != before


def test_what_was_too_open_is_named_and_mended(run: Ssj, home: Path) -> None:
    run("init", *NEW_YEAR)
    (home / "ssj.sqlite").chmod(0o644)
    (home / "keys").chmod(0o755)
    named = run("doctor").output
    assert "别的账户也能读写：ssj.sqlite、keys；请运行 ssj init 收紧" in named
    assert "已收紧 2 个文件和文件夹的权限" in run("init", *NEW_YEAR).output
    assert "正常  文件权限：数据只有本账户能读写" in run("doctor").output
