"""``ssj plan``, ``ssj items``, ``ssj rosters``: what was done and what stands, in plain Chinese."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from models import clock
from tests import walk
from tests.conftest import SAMPLES
from tests.flows.cli.conftest import Ssj

NEW_YEAR = ("--as-of", "2026-01-05", "--by", "内勤甲")
LATER = ("--as-of", "2026-02-02", "--by", "另一人")
LIST = str(SAMPLES / "随机抽查事项清单.xlsx")


@pytest.fixture
def listed(run: Ssj) -> Ssj:
    """A house with an item list."""
    run("init", *NEW_YEAR)
    imported = run("items", "import", LIST, *NEW_YEAR)
    assert "单一部门第 1 版（2026-01-05 制修订）" in imported.output
    assert "跨部门联合第 1 版（2026-01-05 制修订）" in imported.output

    def on_its_day(*words: str) -> Result:
        """Run with the clock at the day the words name, so that nothing is entered late."""
        with clock.held_at(date.fromisoformat(words[words.index("--as-of") + 1])):
            return run(*words)

    return on_its_day


def _well(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.duty("9.2", "16.1")
def test_who_approved_first_is_named_to_who_comes_later(listed: Ssj) -> None:
    made = _well(listed("plan", "make", "2026", *NEW_YEAR))
    assert made == "已编制 2026 年度抽查计划（WB-01）：应抽 6 次，待领导批准。\n"
    _well(listed("plan", "approve", "2026", "--as-of", "2026-01-05", "--by", "大队长乙"))
    assert _well(listed("plan", "approve", "2026", *LATER)) == (
        "2026 年度抽查计划（WB-01）已由 大队长乙 于 2026-01-05 批准，未作改动。\n"
    )
    assert "已于 2026-01-05 编制：应抽 6 次，未作改动" in _well(
        listed("plan", "make", "2026", *LATER)
    )


@pytest.mark.duty("10.3")
def test_what_is_entered_later_than_its_day_says_so(listed: Ssj, run: Ssj) -> None:
    listed("plan", "make", "2026", *NEW_YEAR)
    with clock.held_at(date(2026, 2, 2)):
        approved = run("plan", "approve", "2026", "--as-of", "2026-01-05", "--by", "大队长乙")
    standing = "2026 年度抽查计划（WB-01）已由 大队长乙 于 2026-01-05 批准（补录，2026-02-02 登记）"
    assert _well(approved) == f"{standing}。\n"
    assert _well(listed("plan", "approve", "2026", *LATER)) == f"{standing}，未作改动。\n"


@pytest.mark.duty("9.2")
def test_a_late_year_is_planned_as_a_guess_or_refused(listed: Ssj) -> None:
    assert "2026-12-28 之后的放假安排尚未公布，其间的抽取日为推算。" in _well(
        listed("plan", "make", "2028", *NEW_YEAR)
    )
    refused = listed("plan", "make", "2030", *NEW_YEAR, "--json")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "不能编制 2030 年的计划" in json.loads(refused.stdout)["refused"][0]


@pytest.mark.duty("9.3")
def test_deductions_say_what_is_left_and_the_plan_shows_them(listed: Ssj) -> None:
    listed("plan", "make", "2026", *NEW_YEAR)
    deduction = ("plan", "deduct", "2026", "--reason", "停业", "--document", "文1号")
    assert _well(listed(*deduction, *NEW_YEAR, "--request", "r")) == (
        "依据「文1号」已于 2026-01-05 扣减 1 次，全年实应 5 次。\n"
    )
    assert _well(listed(*deduction, *NEW_YEAR, "--request", "r")).startswith("（这一请求此前已办）")
    assert _well(listed(*deduction, *LATER)).endswith("全年实应 5 次，未作改动。\n")
    shown = _well(listed("plan", "show", "2026", "--as-of", "2026-03-01"))
    assert shown.startswith("2026 年度抽查计划（WB-01）：应抽 6 次，扣减 1 次；尚未批准\n")
    assert "第 1 期  2026-01-01 至 2026-02-28，2026-01-04 抽取：逾期未抽取\n" in shown


@pytest.mark.duty("9.2", "9.3", "16.1")
def test_the_ledger_of_a_year_is_printed_and_has_stable_keys(listed: Ssj) -> None:
    listed("plan", "make", "2026", *NEW_YEAR)
    listed("plan", "approve", "2026", "--as-of", "2026-01-05", "--by", "大队长乙")
    deduction = ("plan", "deduct", "2026", "--reason", "停业", "--document", "文1号")
    listed(*deduction, "--as-of", "2026-02-02", "--by", "内勤甲")
    shown = _well(listed("plan", "ledger", "2026", "--as-of", "2026-03-01"))
    assert shown.splitlines()[:5] == [
        "2026 年度台账（WB-01），截至 2026-03-01；大队长乙 已于 2026-01-05 批准",
        "全年应抽取 6 次，扣减 1 次，实应 5 次；已公告 0 期；逾期未抽取 1 期，其中 1 期可由扣减抵去。",
        "  2026-02-02 扣减 1 次：停业（文1号）",
        "  第 1 期  2026-01-01 至 2026-02-28，2026-01-04 抽取：逾期未抽取",
        "  第 2 期  2026-03-01 至 2026-04-30，2026-03-02 抽取：未到抽取日",
    ]
    answer = json.loads(_well(listed("plan", "ledger", "2026", "--as-of", "2026-03-01", "--json")))
    assert set(answer) == {
        "region", "year", "item", "as_of", "approved_by", "approved_on", "approved_in_words",
        "due", "deducted", "deductions", "words", "periods", "specials", "visits", "visits_words",
    }  # fmt: skip
    assert answer["periods"][0] == {
        "period": 1, "from": "2026-01-01", "to": "2026-02-28", "draw_on": "2026-01-04",
        "state": "skipped", "late": ["announced"], "words": "逾期未抽取", "draws": [],
    }  # fmt: skip
    refused = listed("plan", "ledger", "2025", "--as-of", "2026-03-01", "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["code"]) == (1, "no-plan")


@pytest.mark.duty("13.1")
def test_a_roster_says_its_differences_and_which_version_stands(listed: Ssj) -> None:
    first = ("rosters", "import", "--kind", "subjects", str(walk.SUBJECTS))
    assert "（只看差异，名录库未更新）" in _well(listed(*first, "--dry-run", *NEW_YEAR))
    assert "市场主体名录库（WB-01）现为第 1 版（2026-01-05，市场主体名录库.xlsx）。" in _well(
        listed(*first, *NEW_YEAR)
    )
    assert _well(listed(*first, *LATER)).endswith(
        "市场主体名录库（WB-01）仍为第 1 版（2026-01-05，市场主体名录库.xlsx），未作改动。\n"
    )
    changed = listed("rosters", "import", "--kind", "subjects", str(SAMPLES / "市场主体名录库-变更.xlsx"), *LATER)  # fmt: skip
    assert "共 48 条：新增 1，变更 2，移出 1。" in _well(changed)


@pytest.mark.duty("8.1")
def test_the_list_in_force_again_is_said_to_stand(listed: Ssj, home: Path) -> None:
    again = _well(listed("items", "import", LIST, *LATER))
    assert "单一部门第 1 版（2026-01-05 制修订，与在用的一致）" in again
    assert "未作改动。\n" in again


@pytest.mark.duty("9.2")
def test_a_year_sheet_goes_to_any_folder(
    listed: Ssj, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = str(tmp_path_factory.mktemp("外"))
    words = ("calendar", "year", "2026", "--out", elsewhere, *NEW_YEAR)
    assert f"已写出 {elsewhere}/350105-2026.html" in _well(listed(*words))
    assert "已是现行内容，未作改动。" in _well(listed(*words))
