"""What the inbox refused stays, with its reason (第十条末款)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.home import home as ssj_home
from models.tables import AuditEvent
from tasks.base import audit
from tasks.inspect.received import take_in_returns
from tasks.rosters.received import refresh_rosters
from tests import walk

DAY = date(2026, 9, 11)


def refusals() -> list[dict[str, object]]:
    """What is on record of refused files, in order."""
    with database.reading() as session:
        payloads = session.exec(
            select(AuditEvent.payload)
            .where(AuditEvent.action == "收件夹文件不予收取")
            .order_by(col(AuditEvent.number))
        ).all()
    return [json.loads(payload) for payload in payloads]


@pytest.mark.duty("10.3", "20.1", "12.1")
def test_a_refused_file_is_kept_with_its_reason_once_however_often_it_is_looked_at_again(
    house: Path,
) -> None:
    walk.dispatched(house)
    for folder in ("returns", "subjects"):
        inbox = ssj_home() / "inbox" / walk.REGION / folder
        inbox.mkdir(parents=True, exist_ok=True)
        (inbox / f"{folder}.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    for _ in range(2):  # the next day looks at them again
        take_in_returns(walk.REGION, DAY)
        refresh_rosters(walk.REGION, DAY)
    kept = refusals()
    assert [each["file"] for each in kept] == ["returns.csv", "subjects.csv"]
    for each in kept:
        assert each["why"]
        copy = ssj_home() / str(each["kept"])
        assert copy.read_text(encoding="utf-8") == "甲,乙\n1,2\n"
        assert copy.stat().st_mode & 0o777 == 0o600
    # The same file left anew is another delivery.
    path = ssj_home() / "inbox" / walk.REGION / "returns" / "returns.csv"
    path.unlink()
    path.write_text("甲,乙\n1,3\n", encoding="utf-8")
    take_in_returns(walk.REGION, DAY)
    assert len(refusals()) == 3
    assert audit.verify()["problems"] == []
