"""What a result rests on, as it stands: form, findings, what was done (第二十、二十一条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.tables import Inspection
from tasks.publish.rows import as_it_stands
from tests import walk
from tests.tasks.publish import stories


@pytest.mark.duty("20.1", "21.1", "22.1", "23.1")
def test_every_fact_is_that_of_the_form_in_force_and_of_what_was_done(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, stories.RECEIVED)
    number = stories.handled()
    with database.reading() as session:
        current = select(Inspection.number, Inspection.current_return_id)
        ids = {n: id_ for n, id_ in session.exec(current) if id_ is not None}
        rows = as_it_stands(session, list(ids.values()))
    facts = {n: rows[id_].facts for n, id_ in ids.items()}
    assert facts[number]["findings"] == {
        "D3": ["计费系统日志只保存了90天，规定不少于180天", ["handle", "", "罚字1号"]]
    }
    assert rows[ids[number]].decided == {"D3": stories.NEXT}
    assert sorted(f["outcome"] for f in facts.values()) == [
        "conform", "conform", "conform", "non_conform", "not_cooperating",
    ]  # fmt: skip
    [kept_out] = [f for f in facts.values() if f["outcome"] == "not_cooperating"]
    assert (kept_out["non_cooperation"], kept_out["refused_to_sign"]) == ([1], True)
    assert {each.received_on for each in rows.values()} == {stories.RECEIVED}
