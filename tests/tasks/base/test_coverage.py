"""Every row of every table is covered by the events that wrote it (第十条末款)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from models import clock, database
from models.faults import Refused
from tasks.base import audit, coverage
from tasks.base.step import append_event, step
from tasks.setup.upgrade import on_record
from tests import shell, walk
from tests.remembered import remembered

OF_THE_RECORD = ("audit_event", "row_change", "state_sum")
TABLES = [t for t in SQLModel.metadata.sorted_tables if t.name not in OF_THE_RECORD]

pytestmark = pytest.mark.duty("10.3")


def _problems(*given: str) -> str:
    return "\n".join(audit.verify(given)["problems"])


def _act(subject: str = "test.act:1") -> None:
    with step(subject, action="测试", as_of=clock.today(), region=walk.REGION) as s:
        s.record(ok=True)


@pytest.fixture
def filled(house: Path) -> Path:
    """A house with one row in every table, and one event that covers them all."""
    _fill(house)
    return house


@remembered
def _fill(house: Path) -> None:
    walk.set_up(house)
    with shell.unguarded() as at:
        for table in TABLES:
            shell.put_row(at, table, 2)
    with database.writing() as session:
        append_event(
            session, "database.upgrade@1", action=audit.UPGRADE, actor="系统", region="",
            as_of=clock.today(), payload={"state": coverage.summed_anew(session, {})},
        )  # fmt: skip
    assert _problems() == ""


def _write(at: shell.Shell, changed: dict[str, Any], number: int) -> None:
    for name, column in changed.items():
        at.run(f'UPDATE "{name}" SET "{column.name}" = ?', [shell.value(column, number)])
    at.connection.commit()


def test_each_column_of_each_table_is_covered(filled: Path) -> None:
    """In each round another column of every table is changed, then put back."""
    with shell.unguarded() as at:
        for place in range(max(len(table.columns) for table in TABLES)):
            changed = {t.name: list(t.columns)[place] for t in TABLES if place < len(t.columns)}
            _write(at, changed, 3)
            found = {p for p in audit.verify()["problems"] if p.startswith("表")}
            assert found == {f"表 {name}：内容与留痕记录不符，有行被改动过" for name in changed}, (
                place
            )
            _write(at, changed, 2)
    assert _problems() == ""


def test_a_row_gone_and_a_row_more_are_found_in_each_table(filled: Path) -> None:
    with shell.unguarded() as at:
        for table in TABLES:
            at.run(f'DELETE FROM "{table.name}"')
    assert set(audit.verify()["problems"]) == {f"表 {t.name}：应有 1 行，实有 0 行" for t in TABLES}
    with shell.unguarded() as at:
        for table in TABLES:
            shell.put_row(at, table, 2)
            shell.put_row(at, table, 4)
    assert set(audit.verify()["problems"]) == {f"表 {t.name}：应有 1 行，实有 2 行" for t in TABLES}


def test_a_change_outside_the_steps_is_told_with_row_old_and_new_and_stays(filled: Path) -> None:
    with shell.plain() as at:
        for table, operation in (("message", "update"), ("message_inspection", "delete")):
            on = "" if at.sqlite else f" ON {table}"
            at.run(f"DROP TRIGGER guard_{table}_{operation}{on}")
        at.run("UPDATE message SET body = '乙', subject = '丙'")
        at.run("DELETE FROM message_inspection")
    database.migrate()
    _act()
    _act("test.act:2")  # no step takes it for its own
    problems = audit.verify()["problems"]
    assert (
        "表 message 第 2 行在步骤之外被改动：body 由「甲2」改为「乙」，subject 由「甲2」改为「丙」"
        in problems
    )
    assert '表 message_inspection 有一行在步骤之外被删除：[2, 2, 2, "甲2"]' in problems
    assert "表 message_inspection：应有 1 行，实有 0 行" in problems


def test_what_a_plain_shell_changes_is_refused_or_told_table_row_old_and_new(filled: Path) -> None:
    """… and the next step doesn't take it for its own."""
    told, refused = set(), set()
    for table in TABLES:
        for statement in (
            f'UPDATE "{table.name}" SET "{list(table.columns)[-1].name}" = '
            + ("'甲3'" if shell.value(list(table.columns)[-1], 2) == "甲2" else "NULL"),
            f'DELETE FROM "{table.name}"',
        ):
            try:
                with shell.plain() as at:
                    at.run(statement)
                told.add(table.name)
            except at.errors:
                refused.add(table.name)
    _act()
    _act("test.act:2")
    problems = audit.verify()["problems"]
    for name in told:
        assert [p for p in problems if p.startswith(f"表 {name} 第 2 行在步骤之外被")], name
        assert any(p.startswith(f"表 {name}：") for p in problems), name
    assert told | refused == {table.name for table in TABLES}


@pytest.mark.parametrize("table", ["message", "audit_event", "draw_secret", "draw_photo"])
def test_a_row_replaced_from_a_plain_shell_is_refused_or_found(filled: Path, table: str) -> None:
    """``INSERT OR REPLACE`` doesn't ask DELETE triggers on SQLite."""
    with shell.plain() as at:
        names = [column.name for column in SQLModel.metadata.tables[table].columns]
        (row,) = at.rows(f"SELECT {', '.join(names)} FROM {table}")
        changed = [
            f"{v}改" if n in ("body", "actor", "file") else v
            for n, v in zip(names, row, strict=True)
        ]
        insert = "INSERT OR REPLACE" if at.sqlite else "INSERT"
        then = (
            ""
            if at.sqlite
            else (
                f" ON CONFLICT ({names[0]}) DO UPDATE SET "
                + ", ".join(f"{n} = EXCLUDED.{n}" for n in names)
            )
        )
        statement = (
            f"{insert} INTO {table} ({', '.join(names)}) "
            f"VALUES ({', '.join('?' for _ in names)}){then}"
        )
        try:
            at.run(statement, changed)
        except at.errors:
            return
    assert _problems() != ""


def test_sums_changed_along_with_the_rows_are_found_and_stay_found(filled: Path) -> None:
    """Whoever knows how sums are made moves them too, and lets a step carry them on."""
    with shell.unguarded() as at:
        at.run("UPDATE message SET body = '乙'")
    with database.writing() as session:
        columns = sorted(column.name for column in SQLModel.metadata.tables["message"].columns)
        forged = coverage.summed(session, "message", columns)
    with shell.plain() as at:
        at.run("UPDATE state_sum SET total = ? WHERE table_name = 'message'", [forged.text])
    assert _problems() == "表 message：内容与留痕记录不符，有行被改动过"
    with shell.unguarded() as at:
        at.run("UPDATE message SET body = '丙'")
    with database.writing() as session:
        actual = coverage.summed(session, "message", columns)
        stated = {"message": {"before": forged.digest(), "gone": 0, "come": 0, "rows": 1}}
        stated["message"]["sum"] = actual.digest()
        append_event(
            session, "test.forged@1", action="测试", actor="系统", region="",
            as_of=clock.today(), payload={"state": stated},
        )  # fmt: skip
    assert "第2号：表 message 的摘要与此前的记录不相接" in _problems()


def test_a_database_marked_to_be_summed_anew_is_not_taken_over_unseen(filled: Path) -> None:
    with shell.unguarded() as at:
        at.run("UPDATE message SET body = '乙'")
        at.run("INSERT INTO state_sum (table_name, rows, total) VALUES ('*', 0, '0')")
    with pytest.raises(Refused, match="请先运行 ssj init"):
        _act()
    with pytest.raises(Refused, match="表 message：内容与留痕记录不符"):
        database.migrate(around=on_record)
    assert "请先运行 ssj init" in _problems()


def test_only_migrating_sums_anew(filled: Path) -> None:
    with database.writing() as session:
        read = {"message": {"sum": "0" * 64}}
        append_event(
            session, "test.act@1", action="测试", actor="系统", region="",
            as_of=clock.today(), payload={"state": coverage.summed_anew(session, read)},
        )  # fmt: skip
    assert "第2号：表 amendment 的摘要不是由本步写入的行得出" in _problems()
