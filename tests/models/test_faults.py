"""A user's mistake: every fault named, with keys and codes that programs can rely on."""

from __future__ import annotations

import ast
import errno
import re
from pathlib import Path

import pytest

from models.faults import Fault, Refused, by_the_machine


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


def test_faults_of_a_file_have_a_code_of_their_own() -> None:
    assert Refused(faults=[Fault("a", "乙")]).code == "wrong-file"
    assert Refused("甲").code == "refused"
    assert Refused("甲", faults=[Fault("a", "乙")], code="own").code == "own"


HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("calendars", "models", "reports", "tasks", "flows")


def _modules() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(HOUSE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for room in ROOMS
        for path in sorted((HOUSE / room).rglob("*.py"))
    ]


def test_every_refusal_has_a_code_of_its_own() -> None:
    raised = [
        (name, node.lineno, {keyword.arg for keyword in node.keywords})
        for name, module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused"
    ]
    assert len(raised) > 100
    assert [(name, line) for name, line, said in raised if not said & {"code", "faults"}] == []


def test_what_the_machine_says_in_english_reaches_nobody() -> None:
    assert [
        (name, node.lineno)
        for name, module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr == "strerror"
    ] == []


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.ENOTDIR, "路径中有一段不是文件夹"),
        (errno.EISDIR, "它是文件夹，应为文件"),
        (errno.EEXIST, "已有同名的文件"),
        (errno.EACCES, "没有权限"),
        (errno.EPERM, "没有权限"),
        (errno.EROFS, "所在的盘只读"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.ENAMETOOLONG, "名称太长"),
        (errno.EIO, "请检查路径、权限和剩余空间"),
    ],
)
def test_why_the_machine_refused_is_said_in_chinese(number: int, reason: str) -> None:
    assert by_the_machine(OSError(number, "English")) == reason
    assert by_the_machine(OSError("no number")) == "请检查路径、权限和剩余空间"


def test_codes_are_written_alike() -> None:
    codes = [
        keyword.value.value
        for _, module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Refused", "Fault")
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    ]
    assert len(set(codes)) > 30
    assert [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []
