"""A refusal is said on stderr, and as JSON on stdout where that was asked for; it is no traceback."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from flows.cli.refusals import of_the_machine
from tests.flows.cli.conftest import Ssj


def test_a_refusal_before_the_commands_own_body_is_json_too(run: Ssj) -> None:
    answer = run("cycle", "show", "--json")  # the default region is looked up: no database yet
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert list(told) == ["code", "refused", "faults"]
    assert told["refused"] == ["数据库尚未建立，请先运行 ssj init"]
    assert answer.stderr == "错误：数据库尚未建立，请先运行 ssj init\n"


def test_without_json_a_refusal_leaves_stdout_empty(run: Ssj) -> None:
    answer = run("cycle", "show")
    assert (answer.exit_code, answer.stdout) == (1, "")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EIO, "请检查路径、权限和剩余空间"),
    ],
)
def test_what_the_machine_refuses_is_said_in_chinese(number: int, reason: str) -> None:
    refusal = of_the_machine(OSError(number, "English", "名录.xlsx"))
    assert refusal.as_dict() == {
        "code": "file",
        "refused": [f"读写不了文件「名录.xlsx」：{reason}"],
        "faults": [],
    }


def test_a_place_that_cannot_be_written_is_no_traceback(
    run: Ssj, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("SSJ_HOME", str(home / "file" / "below"))
    answer = run("init", "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["code"]) == (1, "file")
    assert "不是文件夹" in answer.stderr


def test_a_database_that_does_not_answer_is_no_traceback(
    run: Ssj, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_DATABASE_URL", "postgresql://postgres@127.0.0.1:1/x")
    answer = run("cycle", "show", "--region", "350105", "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["code"] == "database-unreachable"


def test_a_file_that_is_no_database_is_no_traceback(run: Ssj, home: Path) -> None:
    (home / "ssj.sqlite").write_bytes(b"no database at all" * 100)
    answer = run("cycle", "show", "--region", "350105", "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["code"] == "database-unreachable"
