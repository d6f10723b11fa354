"""``ssj calendar`` as a script uses it: answers on stdout, refusals in Chinese on stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import ssj
from tests import walk


def _ssj(*arguments: str) -> Result:
    return CliRunner().invoke(ssj, ("calendar", *arguments))


def test_the_command_that_is_installed_answers_and_refuses() -> None:
    installed = str(Path(sys.executable).with_name("ssj"))
    for year, status, said in (
        ("2026", 0, "2026-01-01 不是工作日\n"),
        ("1999", 1, "错误：日期超出日历范围"),
    ):
        asked = [installed, "calendar", "is-working-day", f"{year}-01-01"]
        ran = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert ran.returncode == status
        assert said in (ran.stderr if status else ran.stdout)


@pytest.mark.duty("23.1")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "2026-09-18", "20"], {"date": "2026-10-22", "status": "official"}),
        (["add", "2026-12-18", "20"], {"status": "provisional"}),
        (["is-working-day", "2026-09-20"], {"working": True}),
        (["is-working-day", "2026-10-01"], {"working": False}),
        (["between", "2026-09-18", "2026-10-22"], {"working_days": 20}),
        (["coverage"], {"first": "2007-01-01", "certain_until": "2026-12-28", "notices": []}),
    ],
)
def test_answers_for_scripts(
    arguments: list[str], said: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    ran = _ssj(*arguments, "--json")
    assert (ran.exit_code, ran.stderr) == (0, "")
    told = json.loads(ran.stdout)
    assert {key: told[key] for key in said} == said


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (["add", "2026-01-05", "-1"], 1, "错误：工作日数不得为负：-1"),
        (["add", "2026-13-01", "5"], 2, "「2026-13-01」不是日期，应写作 2026-09-18 的形式"),
        (["add", "2026-12-18", "20", "--certain"], 1, "之后的放假安排尚未公布"),
        (["is-working-day", "1999-01-01"], 1, "超出日历范围（2007-01-01 至 2029-12-31）"),
    ],
)
def test_wrong_questions_are_named(
    arguments: list[str],
    status: int,
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    ran = _ssj(*arguments)
    assert (ran.exit_code, ran.stdout) == (status, "")
    assert reason in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_notice_that_contradicts_itself_changes_nothing(house: Path) -> None:
    walk.begun(house)
    notice = house / "notice.toml"
    notice.write_text(
        'year = 2027\nnumber = "虚构〔2026〕1号"\ndays_off = [2027-01-01]\ndays_on = [2027-01-01]\n'
    )
    ran = _ssj("notice", "add", str(notice))
    assert ran.exit_code == 1
    assert "notice.toml" in ran.stderr
    assert "2027-01-01 既列为放假又列为上班" in ran.stderr
    assert json.loads(_ssj("coverage", "--json").stdout)["notices"] == []
    notice.write_text('year = 2027\nnumber = "虚构〔2026〕2号"\ndays_off = [2027-01-01]\n')
    assert _ssj("notice", "add", str(notice)).exit_code == 0
    told = json.loads(_ssj("coverage", "--json").stdout)
    assert (told["notices"], told["certain_until"]) == (["虚构〔2026〕2号"], "2027-12-28")
