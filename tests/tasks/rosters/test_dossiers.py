"""Dossiers are taken in whole or not at all, and keep every version (第十、十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import Dossier, SubjectEntry
from tasks.rosters.dossiers import import_beside, import_dossiers, named_in, show_dossier
from tests import walk

DAY, LATER = date(2026, 9, 2), date(2026, 9, 4)
HEADINGS = "统一社会信用代码,终端数,服务器数,安全员证书编号,证书有效期\n"


def codes() -> list[str]:
    """Two firms of the roster."""
    with database.reading() as session:
        return list(session.exec(select(SubjectEntry.credit_code).order_by("credit_code").limit(2)))


def listed(house: Path, *rows: str) -> Path:
    """A clerk's file."""
    path = house / "档案.csv"
    path.write_text(HEADINGS + "\n".join(rows) + "\n", "utf-8")
    return path


@pytest.mark.duty("10.1", "13.1")
def test_each_firm_has_versions_and_any_day_is_shown(house: Path) -> None:
    walk.prepared(house)
    one, other = codes()
    with held_at(LATER):
        first = listed(house, f"{one},60,1,样证1号,2027-03-31", f"{other},30,1,,")
        assert import_dossiers(first, walk.REGION, DAY, walk.CLERK)["changed"] == sorted(codes())
        again = import_dossiers(first, walk.REGION, LATER, walk.CLERK)
        assert (again["act"], again["changed"]) == ("unchanged", [])
        second = listed(house, f"{one},58台,,,", f"{other},30,,,")
        assert import_dossiers(second, walk.REGION, LATER, walk.CLERK)["changed"] == [one]
        late = listed(house, f"{one},57,,,")
        with pytest.raises(Refused, match="上一版场所档案之日"):
            import_dossiers(late, walk.REGION, DAY, walk.CLERK)
    shown = show_dossier(walk.REGION, one, LATER)
    assert shown["facts"] == {
        "terminals": 58,
        "servers": 1,
        "certificate": "样证1号",
        "certificate_expires": "2027-03-31",
    }
    assert [(v["version"], v["as_of"], v["source"]) for v in shown["versions"]] == [
        (1, "2026-09-02", "档案.csv"),
        (2, "2026-09-04", "档案.csv"),
    ]
    assert show_dossier(walk.REGION, one, DAY)["facts"]["terminals"] == 60
    with pytest.raises(Refused, match="没有「"):
        show_dossier(walk.REGION, one, date(2026, 9, 1))
    for statement, said in (
        ("UPDATE dossier SET facts = '{}'", "场所档案的版本不得修改"),
        (
            "INSERT INTO dossier (region, credit_code, version, facts, as_of, source, entered_by) "
            f"VALUES ('350105', '{one}', 4, '{{}}', '2026-09-04', 'x', 'x')",
            "须依次编号",
        ),
        (
            "INSERT INTO dossier (region, credit_code, version, facts, as_of, source, entered_by) "
            f"VALUES ('350105', '{one}', 3, '{{}}', '2026-09-03', 'x', 'x')",
            "不得早于上一版场所档案之日",
        ),
    ):
        with pytest.raises(DBAPIError, match=said), database.writing() as session:
            session.execute(text(statement))


@pytest.mark.duty("10.1", "13.1")
def test_every_fault_is_named_and_nothing_is_taken_from_a_faulty_file(house: Path) -> None:
    walk.prepared(house)
    one, _ = codes()
    path = listed(
        house,
        f"{one},很多,1,,",
        f"{one},30,1,,",
        "92350105MA00000001,1,1,,",
        f"{codes()[1]},9,1,13800138000,明年",
    )
    with held_at(DAY), pytest.raises(Refused) as refusal:
        import_dossiers(path, walk.REGION, DAY, walk.CLERK)
    told = [(fault.row, fault.column, fault.value) for fault in refusal.value.faults]
    assert (2, "终端数", "很多") in told
    assert (3, "统一社会信用代码", one) in told
    assert (5, "证书有效期", "明年") in told
    assert (5, "安全员证书编号", "（疑似手机号，不予显示）") in told
    assert any(row == 4 and column == "统一社会信用代码" for row, column, _ in told)
    assert all(fault.file == "档案.csv" for fault in refusal.value.faults)
    with database.reading() as session:
        assert session.exec(select(Dossier)).all() == []


@pytest.mark.duty("10.1", "13.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_what_is_wrong_beside_a_roster_is_said_and_nothing_of_it_taken(house: Path) -> None:
    assert named_in(["信用代码", "住所", "机器数", "面积"]) == ["机器数", "面积"]
    walk.prepared(house)
    one, other = codes()
    with held_at(DAY):
        wrong = import_beside(listed(house, f"{one},60,,,", f"{other},约30,,,"), walk.REGION, DAY, walk.CLERK)  # fmt: skip
        [fault] = wrong["faults"]
        assert "第3行「终端数」列的值为「约30」" in fault
        with pytest.raises(Refused, match="没有「"):
            show_dossier(walk.REGION, one, DAY)
        right = import_beside(listed(house, f"{one},60,,,"), walk.REGION, DAY, walk.CLERK)
    assert right["changed"] == [one]
