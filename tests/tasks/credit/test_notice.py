"""The prior notice is served on a day, from which the time for an objection runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.faults import Refused
from models.tables import DeadlineRecord
from tasks.credit.notice import serve_notice
from tests import walk
from tests.tasks.credit.entries import LAST_DAY, LATER, NOTICE, NUMBER, entry, on, proposed
from tests.tasks.inspect.checked_terms import confirm_terms


@pytest.mark.duty("23.3")
def test_it_is_served_once_with_its_paper_its_number_and_the_last_day_to_object(
    house: Path,
) -> None:
    proposed(house)
    confirm_terms(house, LATER)
    for said, day in ((NUMBER, date(2026, 9, 27)), ("350105-XY-2026-00009", NOTICE)):
        with pytest.raises(Refused, match=r"早于提出列入|没有名单条目"):
            on(NOTICE, serve_notice, said, day, walk.CLERK)
    served = on(NOTICE, serve_notice, NUMBER, NOTICE, walk.CLERK)
    assert (served["state_name"], served["document"]) == ("已告知", "马公（网安）信告〔2026〕1号")
    assert served["until"] == str(LAST_DAY)
    assert entry().state == "notified"
    assert (house / "credit" / f"{NUMBER}-notice-paper.pdf").read_bytes().startswith(b"%PDF")
    assert on(NOTICE, serve_notice, NUMBER, NOTICE, walk.CLERK)["act"] == "unchanged"
    with pytest.raises(Refused, match="已由 内勤甲 于 2026-09-29 送达"):
        on(date(2026, 9, 30), serve_notice, NUMBER, date(2026, 9, 30), walk.CLERK)
    with database.reading() as session:
        due = {
            d.kind: (d.event_on, d.met_on)
            for d in session.exec(select(DeadlineRecord).where(DeadlineRecord.matter == NUMBER))
        }
    assert due == {"list_notice": (LATER, NOTICE), "list_decision": (NOTICE, None)}
