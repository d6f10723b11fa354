"""What people write with an act stays text, whichever act it is (第二十三条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from models.faults import Refused
from tasks.base.written import WRITTEN
from tasks.plan.deduct import deduct
from tests import walk

COLUMNS = [
    (table, column, label) for table, named in WRITTEN.items() for column, label in named.items()
]


@pytest.mark.duty("23.1")
def test_no_column_in_which_people_write_takes_what_a_page_would_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    walk.set_up(tmp_path)
    for table, column, label in COLUMNS:
        for written in ("<b>粗</b>", "=1+1", "@SUM(A1)", "+cmd|x"):
            with pytest.raises(Refused, match=f"^{label}应为文字") as refusal:
                store(table(**{column: written}))
            assert refusal.value.code == "unfit-words"


def store(row: object) -> None:
    """Store a row."""
    with database.writing() as session:
        session.add(row)
        session.flush()


@pytest.mark.duty("23.1")
def test_the_act_is_refused_naming_what_is_wrong_and_stores_nothing(house: Path) -> None:
    walk.prepared(house)
    day = walk.DRAW_DAY
    with pytest.raises(Refused) as refusal:
        deduct(walk.REGION, 2026, 1, "<i>并入</i>", "=1", day, walk.CLERK)
    assert refusal.value.reasons == (
        "扣减原因应为文字，不得有网页标记或公式",
        "文号应为文字，不得有网页标记或公式",
    )
    said = deduct(walk.REGION, 2026, 1, "并入联合抽查（a<5 家）", "文1号", day, walk.CLERK)
    assert said["act"] == "done"
