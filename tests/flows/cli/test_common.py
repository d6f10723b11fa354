"""What every command shares: checked options, refusals with codes, what stands now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import ssj
from flows.cli.common import acted
from models.faults import Fault, Refused


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ``SSJ_HOME``."""
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(ssj, words)


@pytest.mark.duty("10.3")
@pytest.mark.parametrize("nobody", ["", " ", "\u200b", "\u3000\ufeff"])
def test_nobody_cannot_act(home: Path, nobody: str) -> None:
    answer = run("plan", "approve", "2026", "--region", "350105", "--by", nobody)
    assert answer.exit_code == 1
    assert answer.stderr == "错误：须写明经办人（--by），不得为空\n"


@pytest.mark.duty("12.2")
@pytest.mark.parametrize("region", ["3501", "35010x", "３５０１０５", "../350105"])
def test_a_region_of_another_shape_is_refused_at_the_door(home: Path, region: str) -> None:
    answer = run("cycle", "show", "--region", region, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["refused"] == [
        f"行政区划代码「{region}」的写法不对，应为 6、9 或 12 位数字"
    ]


def test_a_refusal_before_the_commands_own_body_is_json_too(home: Path) -> None:
    answer = run("cycle", "show", "--json")  # the default region is looked up: no database yet
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert list(told) == ["code", "refused", "faults"]
    assert told["refused"] == ["数据库尚未建立，请先运行 ssj init"]
    assert answer.stderr == "错误：数据库尚未建立，请先运行 ssj init\n"


def test_without_json_a_refusal_leaves_stdout_empty(home: Path) -> None:
    answer = run("cycle", "show")
    assert (answer.exit_code, answer.stdout) == (1, "")


def test_a_refusal_names_each_fault_with_stable_keys() -> None:
    fault = Fault("名录.xlsx", "应为 18 位", "名录", 3, "信用代码", "12", code="credit-code")
    refusal = Refused("整份不收", faults=[fault], code="wrong-file")
    assert refusal.as_dict() == {
        "code": "wrong-file",
        "refused": [
            "整份不收",
            "文件「名录.xlsx」工作表「名录」第3行「信用代码」列的值为「12」，应为 18 位",
        ],
        "faults": [
            {
                "file": "名录.xlsx",
                "expected": "应为 18 位",
                "sheet": "名录",
                "row": 3,
                "column": "信用代码",
                "value": "12",
                "code": "credit-code",
            }
        ],
    }


def test_several_refusals_together_lose_nothing() -> None:
    one = Refused("甲", faults=[Fault("a", "乙")], code="wrong-file")
    both = Refused.together([one, Refused("丙", code="wrong-file")])
    assert both.code == "wrong-file"
    assert set(both.reasons) == {"甲", "文件「a」：乙", "丙"}
    assert both.faults == one.faults
    assert Refused.together([one, Refused("丙", code="other")]).code == "refused"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("done", "计划已批准。"),
        ("unchanged", "计划已由 甲 于 2026-01-05 批准，未作改动。"),
        ("known", "（这一请求此前已办）计划已批准。"),
    ],
)
def test_a_command_says_what_stands_now(act: str, said: str) -> None:
    assert acted({"act": act}, "计划已批准。", "计划已由 甲 于 2026-01-05 批准") == said
