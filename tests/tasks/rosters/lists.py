"""Lists as they arrive after a draw was confirmed: the sample's, with what is to be different."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import SubjectEntry
from tasks.draw.confirm import confirm
from tasks.rosters.refresh import refresh_roster
from tests import walk

NEXT_DAY = date(2026, 9, 2)
CODES = {
    "credit_code": "统一社会信用代码",
    "name": "市场主体名称",
    "premises": "住所",
    "legal_representative": "法定代表人",
    "industry": "行业",
    "status": "经营状态",
    "risk_class": "风险类别",
    "risk_reason": "列入原因",
    "move_reason": "变动原因",
}
RISKS = {"general": "一般", "key": "重点", "must": "必查"}
NEW = {
    "name": "样例新星网吧",
    "premises": "虚构路1号",
    "legal_representative": "林样",
    "industry": "互联网上网服务",
    "status": "正常",
    "risk_class": "general",
    "risk_reason": "",
}


def confirmed(home: Path) -> walk.Walk:
    """A house whose first draw is confirmed, on version 1 of the sample's roster."""
    walked = walk.drawn(home)
    with held_at(walk.DRAW_DAY):
        walk.photographed(walked.draw_id, walk.DRAW_DAY)
        confirm(walked.draw_id, walk.DRAW_DAY, walk.LEADER)
    return walked


def standing() -> dict[str, dict[str, str]]:
    """Every subject in force, by code."""
    with database.reading() as session:
        rows = session.exec(
            select(SubjectEntry)
            .where(col(SubjectEntry.until_version).is_(None))
            .order_by(col(SubjectEntry.credit_code))
        )
        return {
            row.credit_code: {k: getattr(row, k) for k in CODES if k != "move_reason"}
            for row in rows
        }


def listed(home: Path, changes: dict[str, dict[str, str] | None]) -> Path:
    """The roster in force as a list, with ``changes`` by code; ``None`` takes one out."""
    rows = standing()
    for code, change in changes.items():
        if change is None:
            del rows[code]
        else:
            rows[code] = {**rows.get(code, {**NEW, "credit_code": code}), **change}
    path = home / "名录.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(CODES.values())
        for row in rows.values():
            risk = {"risk_class": RISKS[row["risk_class"]]}
            writer.writerow(({**row, **risk}).get(field, "") for field in CODES)
    return path


def taken_in(
    home: Path,
    changes: dict[str, dict[str, str] | None],
    day: date = NEXT_DAY,
    by: str = walk.CLERK,
) -> dict[str, Any]:
    """Refresh the roster with them."""
    path = listed(home, changes)
    with held_at(day):
        return refresh_roster("subjects", path, walk.REGION, day, by)


def two_inspectors_left(home: Path) -> str:
    """The roster of inspectors, with five more of the eight recused from the subject that one is
    recused from already: its code."""
    subject, rows = "92350105MA01583806", walk.INSPECTORS.read_text(encoding="gb18030")
    for n in (1, 2, 3, 5, 6):
        mail = f"inspector{n}@example.invalid,"
        assert mail in rows
        rows = rows.replace(mail, mail + subject)
    path = home / "执法检查人员名录库.csv"
    path.write_text(rows, encoding="gb18030")
    with held_at(walk.DRAW_DAY):
        refresh_roster("inspectors", path, walk.REGION, walk.DRAW_DAY, walk.CLERK)
    return subject
