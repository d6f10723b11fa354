"""An entry is found by its number, and its acts are kept in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from models.faults import Refused
from tasks.credit.entries import acts_of, entry_of, next_numbers, records_of, standing
from tests.tasks.credit.entries import NUMBER, listed


@pytest.mark.duty("10.3", "23.3")
def test_an_entry_stands_with_its_acts_and_what_it_rests_on(house: Path) -> None:
    listed(house)
    with database.reading() as session:
        entry = entry_of(session, NUMBER)
        assert [(a.n, a.kind) for a in acts_of(session, entry)] == [
            (1, "act_proposed"), (2, "act_notified"), (3, "act_listed"),
        ]  # fmt: skip
        assert [r.kind for r in records_of(session, entry)] == ["non_cooperation"]
        assert standing(session, entry).repair_asked is None
        assert next_numbers(session, "350105", 2026, 2) == [
            "350105-XY-2026-00002", "350105-XY-2026-00003",
        ]  # fmt: skip
        for wrong, said in (("350105-XY-2026-00002", "没有名单条目"), ("XY1", "写法不对")):
            with pytest.raises(Refused, match=said):
                entry_of(session, wrong)
