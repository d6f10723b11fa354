"""What stands in the archive is what stands of the results: withdrawn it ends, corrected it is new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import CONFORMS
from models import database
from models.clock import held_at
from models.rules.credit import CreditKind
from models.tables import CreditRecord
from tasks.credit.archive import events_of
from tasks.credit.refresh import refresh
from tasks.inspect.special import open_special
from tasks.publish.amend import correct
from tests import walk
from tests.tasks.credit.entries import NOTICE, NUMBER, entry, on, proposed
from tests.tasks.publish.stories import form_again

TOLD = date(2026, 9, 30)
FIRM = "92350105MA0015838Y"


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


@pytest.mark.duty("4.1", "23.3")
def test_what_the_same_officers_found_on_one_day_is_one_visit_and_others_found_is_another(
    house: Path,
) -> None:
    walk.prepared(house)
    pairs = {1: ["035023", "035036"], 2: ["035036", "035049"], 3: ["035075", "035088"]}
    with held_at(walk.DRAW_DAY):
        for n, badges in pairs.items():
            open_special(walk.REGION, 3, f"投诉单{n}号", FIRM, badges, walk.DRAW_DAY, walk.CLERK)
    one, two, three = (f"350105-ZX-2026-0000{n}" for n in pairs)
    with database.writing() as session:
        for number in (one, two, three):
            session.add(
                CreditRecord(
                    region=walk.REGION,
                    credit_code=FIRM,
                    kind=CreditKind.VIOLATION,
                    inspection=number,
                    happened_on=walk.VISIT,
                    expires_on=date(2027, 9, 30),
                )
            )
    with database.reading() as session:
        found = events_of(session, walk.REGION, [FIRM])[FIRM]
    assert [each.visit for each in found] == [one, one, three]
