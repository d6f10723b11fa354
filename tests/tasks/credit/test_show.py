"""One subject's archive says what was entered, and which day was entered late (第二十三条第二款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.tables import ListMembership
from tasks.credit.refresh import refresh
from tasks.credit.show import archive_of
from tests import walk

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)
NOVEMBER, OFF = date(2026, 11, 25), date(2027, 9, 8)


@pytest.mark.duty("10.3", "23.3")
def test_a_stay_tells_its_days_and_when_they_were_entered(house: Path) -> None:
    walk.made_public(house, RECEIVED, LATER)
    with held_at(NOVEMBER):
        refresh(walk.REGION, LATER)
    with held_at(OFF):
        refresh(walk.REGION, OFF)
    with database.reading() as session:
        credit_code = session.exec(select(ListMembership)).one().credit_code
    shown = archive_of(walk.REGION, credit_code)
    [event] = shown["events"]
    assert (event["name"], event["happened_on"]) == ("不予配合检查", walk.VISIT)
    [stay] = shown["lists"]
    assert (stay["state"], stay["state_name"]) == ("off", "已移出")
    assert (stay["name"], stay["entered_in_words"], stay["exited_in_words"]) == (
        "黑名单", "2026-09-28（补录，2026-11-25 登记）", "2027-09-08",
    )  # fmt: skip


def test_nothing_is_said_of_whom_nothing_is_known(house: Path) -> None:
    walk.prepared(house)
    shown = archive_of(walk.REGION, "92350105MA0000000X")
    assert (shown["events"], shown["lists"]) == ([], [])
