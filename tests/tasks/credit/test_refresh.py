"""The credit archive follows what was published (第二十三条第二款)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import (
    CreditRecord,
    ListMembership,
)
from tasks.archive import ready as archiving
from tasks.credit import refresh as credit
from tasks.inspect import dispositions
from tests import walk

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("22.1", "23.3", "21.1", "18.1")
def test_credit_follows_the_results_and_archiving_waits_for_dispositions(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    walk.published(LATER)
    credit.refresh(walk.REGION, LATER)
    credit.refresh(walk.REGION, LATER)
    with database.reading() as session:
        kinds = sorted(r.kind for r in session.exec(select(CreditRecord)))
        listed = session.exec(select(ListMembership)).all()
    # Five returns: one violation, one that kept the inspectors out, three clean.
    assert kinds == ["clean", "clean", "clean", "non_cooperation", "violation"]
    assert [(m.list, m.entered_on, m.due_off_on) for m in listed] == [
        ("blacklist", LATER, date(2027, 9, 8))
    ]
    assert archiving.archive_ready(walk.REGION, LATER)["archived"] == 4
    ((number, point),) = dispositions.undisposed(walk.REGION)
    with pytest.raises(Refused, match="接收部门"):
        dispositions.dispose(number, point, "transfer", "移字1号", LATER, walk.LEADER)
    dispositions.dispose(number, point, "transfer", "移字1号", LATER, walk.LEADER, "文化执法大队")
    assert archiving.archive_ready(walk.REGION, LATER)["archived"] == 1
    with held_at(date(2027, 9, 8)):
        credit.refresh(walk.REGION, date(2027, 9, 8))
    with database.reading() as session:
        (left,) = session.exec(select(ListMembership)).all()
    assert left.exited_on == date(2027, 9, 8)
