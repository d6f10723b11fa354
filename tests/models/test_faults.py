"""A user's mistake: every fault named, with keys and codes that programs can rely on."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from models.faults import Fault, Refused


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


def test_codes_are_written_alike() -> None:
    root = Path(__file__).resolve().parents[2]
    codes = [
        keyword.value.value
        for room in ("calendars", "models", "tasks", "flows")
        for path in (root / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Refused", "Fault")
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    ]
    assert len(set(codes)) > 30
    assert [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []
