"""Wrong usage is said in Chinese, whatever Click's own sentence is."""

from __future__ import annotations

import gettext
import re

import pytest

from flows.cli.chinese import speak_chinese
from tests.flows.cli.conftest import Ssj


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none",), "没有「none」这个命令。"),
        (("plan", "approve"), "缺少参数"),
        (("doctor", "--none"), "没有「--none」这个选项。"),
        (("plan", "make", "x"), "不是有效的数"),
        (("rosters", "import", "--kind", "x", "y"), "应为"),
        (("special", "open"), "缺少选项"),
    ],
)
def test_usage_is_said_in_chinese(
    run: Ssj, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for looked_up_by in ("dgettext", "dngettext"):  # put back after the test
        monkeypatch.setattr(gettext, looked_up_by, getattr(gettext, looked_up_by))
    speak_chinese()
    wrong = run(*words)
    assert wrong.exit_code == 2
    assert said in wrong.stderr
    assert re.search(r"\b(Usage|Error|Try|Missing|No such|Invalid)\b", wrong.stderr) is None
