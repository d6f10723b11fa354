"""What stands in the archive is what stands of the results: withdrawn it ends, corrected it is new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import CONFORMS
from models import database
from models.tables import CreditRecord
from tasks.credit.refresh import refresh
from tasks.publish.amend import correct
from tests import walk
from tests.tasks.credit.entries import NOTICE, NUMBER, entry, on, proposed
from tests.tasks.publish.stories import form_again

TOLD = date(2026, 9, 30)


@pytest.mark.duty("23.2", "23.3")
def test_a_corrected_result_is_entered_anew_once_it_is_released(house: Path) -> None:
    proposed(house)
    [each] = [e for e in walk.every_one() if e.task.credit_code == entry().credit_code]
    number = each.task.number
    on(NOTICE, correct, number, "填错", "登记表填写有误，更正", NOTICE, walk.LEADER)
    form_again(house, each, NOTICE, CONFORMS)
    assert on(NOTICE, refresh, walk.REGION, NOTICE)["act"] == "unchanged"
    walk.published(TOLD)
    answer = on(TOLD, refresh, walk.REGION, TOLD)
    assert (answer["ended"], answer["lapsed"]) == (1, [NUMBER])
    with database.reading() as session:
        records = session.exec(select(CreditRecord).where(CreditRecord.inspection == number)).all()
    assert sorted((r.version, r.kind, r.ended_on, r.end_reason) for r in records) == [
        (1, "non_cooperation", TOLD, "检查结果已更正"),
        (2, "clean", None, None),
    ]
