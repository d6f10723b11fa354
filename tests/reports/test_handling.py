"""The handling of a finding in plain words."""

from __future__ import annotations

import pytest

from reports.handling import handling_in_words


@pytest.mark.duty("21.1")
def test_a_finding_and_its_steps_in_words() -> None:
    step = {
        "number": 2, "act": "更正登记（第 1 项）", "on": "2026-09-15", "by": "内勤甲",
        "document": "罚字2号", "department": "", "outcome": "", "due_on": None, "reason": "误抄文号",
    }  # fmt: skip
    shown = {
        "number": "350105-WB-01-2026-5-00001", "subject": "某网吧", "check_point": "D3",
        "words": "已查处：依法查处（罚字2号）", "due": None, "steps": [step],
    }  # fmt: skip
    assert handling_in_words(shown).splitlines() == [
        "  350105-WB-01-2026-5-00001  某网吧  D3  已查处：依法查处（罚字2号）",
        "      2. 2026-09-15  更正登记（第 1 项）（罚字2号），原因：误抄文号，内勤甲",
    ]
