"""``ssj credit``: an entry from the notice to its repair, typed as a clerk would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tests.flows.cli.conftest import Ssj
from tests.tasks.credit.entries import LATER, NUMBER, paper, proposed
from tests.tasks.inspect.checked_terms import confirm_terms


@pytest.mark.duty("23.3")
def test_an_entry_goes_its_way_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Ssj
) -> None:
    proposed(tmp_path)
    confirm_terms(tmp_path, LATER)
    attached = ("--attach", str(paper(tmp_path)))
    whole = ("--corrected", "--performed", "--committed")
    said = []
    for day, words in (
        ("2026-09-29", ("notice", "--taken-by", "店长", "--by", "内勤甲")),
        ("2026-09-30", ("objection", "--reason", "当日停电", *attached, "--by", "内勤甲")),
        ("2026-10-08", ("objection", "--reject", "--reason", "查无停电", "--by", "大队长乙")),
        ("2026-10-13", ("decide", "--enter", "--by", "大队长乙")),
        ("2027-01-13", ("repair", *whole, *attached, "--by", "内勤甲")),
        ("2027-01-14", ("repair", "--grant", "--by", "大队长乙")),
    ):
        command, *options = words
        with held_at(date.fromisoformat(day)):
            answer = run("credit", command, NUMBER, *options)
        assert answer.exit_code == 0, answer.output
        said.append(answer.stdout.strip().removeprefix(f"{NUMBER}（黑名单）："))
    assert said == [
        "2026-09-29 内勤甲 送达事先告知书，现为「已告知」，可以提出异议至 2026-10-12。",
        "2026-09-30 内勤甲 收到异议，现为「告知后异议处理中」。",
        "2026-10-08 大队长乙 异议不成立，现为「已告知」。",
        "2026-10-13 大队长乙 决定列入，现为「已列入」，2027-10-13 期满移出。",
        "2027-01-13 内勤甲 收到信用修复申请，现为「已列入」。",
        "2027-01-14 大队长乙 准予信用修复，现为「已修复」。",
    ]
    out = tmp_path / "out"
    assert run("credit", "papers", NUMBER, "--out", str(out)).exit_code == 0
    assert len(list(out.iterdir())) == 3
    for wrong, options in (("decide", ()), ("repair", ("--grant", "--refuse"))):
        assert run("credit", wrong, NUMBER, *options).exit_code == 2
