"""Nobody comes onto a list past the proposal and the notice, whoever writes to the database (第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.released import passes, refusal, undone

ENTRY = (
    "INSERT INTO list_entry (id, number, region, credit_code, list, entry_class, ground, reason, basis, "
    "facts, state, shown, proposed_on, entered_on) VALUES (99, 'N9', '350105', 'X', '{list}', NULL, "
    "'other', 'x', 'x', 'x', '{state}', true, '2026-10-12', {entered})"
)
LISTED = "UPDATE list_entry SET state = 'listed', entered_on = '2026-10-13' WHERE id = 99"
TOLD = "UPDATE list_entry SET state = 'notified' WHERE id = 99"


def _proposed(name: str) -> str:
    return ENTRY.format(list=name, state="proposed", entered="NULL")


@pytest.mark.duty("23.3")
def test_nobody_is_listed_who_was_not_told(filled_and_kept: Path) -> None:
    straight = ENTRY.format(list="blacklist", state="listed", entered="'2026-10-13'")
    assert "须先提出" in (refusal(straight) or "")
    passes(_proposed("blacklist"), TOLD, LISTED)
    passes(_proposed("honour_list"), LISTED)
    for before, act, said in (
        ([], LISTED, "状态不得这样变更"),
        ([TOLD], "UPDATE list_entry SET facts = 'y' WHERE id = 99", "已经告知"),
        ([TOLD], "INSERT INTO list_basis (entry_id, record_id) SELECT 99, min(id) FROM credit_record", "不得增补"),
        ([TOLD, LISTED], "UPDATE list_entry SET due_off_on = '2031-01-01' WHERE id = 99", "期限不得修改"),
        ([TOLD, LISTED], "UPDATE list_entry SET state = 'expired' WHERE id = 99", "状态不得这样变更"),
        ([TOLD], LISTED.replace("2026-10-13", "2026-10-11"), "早于提出列入"),
    ):  # fmt: skip
        with undone() as connection:
            for statement in (_proposed("blacklist"), *before):
                connection.execute(statement)
            with pytest.raises(Exception, match=said):
                connection.execute(act)
