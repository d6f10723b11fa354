"""The audit record tells what was changed in the tables, the files and itself (第十条末款)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer
from sqlmodel import SQLModel

from models import clock, database
from models.faults import Refused
from models.rules.audit_chain import Link
from reports.packages import package
from tasks.base import audit, coverage
from tasks.base.step import append_event, step
from tasks.setup.upgrade import on_record
from tests import shell, walk

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 28)
OF_THE_RECORD = ("audit_event", "row_change", "state_sum")
TABLES = [t for t in SQLModel.metadata.sorted_tables if t.name not in OF_THE_RECORD]

pytestmark = pytest.mark.duty("10.3")


def _problems(*given: str) -> str:
    return "\n".join(audit.verify(given)["problems"])


def _walked(house: Path) -> None:
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    walk.published(LATER)


def _act(subject: str = "test.act:1", **result: Any) -> None:
    with step(subject, action="测试", as_of=clock.today(), region=walk.REGION) as s:
        s.record(**result)


def _value(column: Column[Any], number: int) -> Any:
    if isinstance(column.type, Boolean):
        return number % 2 == 0
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Date):
        return date(2001, 1, number)
    return f"甲{number}"


def _put_row(at: shell.Shell, table: Any, number: int) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    at.run(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',
        [_value(column, number) for column in table.columns],
    )


@pytest.fixture
def filled(house: Path) -> Path:
    """A house with one row in every table, and one event that covers them all."""
    database.migrate()
    with shell.unguarded() as at:
        for table in TABLES:
            _put_row(at, table, 2)
    with database.writing() as session:
        append_event(
            session, "database.upgrade@1", action=audit.UPGRADE, actor="系统", region="",
            as_of=clock.today(), payload={"state": coverage.summed_anew(session, {})},
        )  # fmt: skip
    assert _problems() == ""
    return house


def test_each_column_of_each_table_is_covered(filled: Path) -> None:
    """In each round another column of every table is changed, then put back."""
    with shell.unguarded() as at:
        for place in range(max(len(table.columns) for table in TABLES)):
            changed = {t.name: list(t.columns)[place] for t in TABLES if place < len(t.columns)}
            for number in (3, 2):
                for name, column in changed.items():
                    at.run(f'UPDATE "{name}" SET "{column.name}" = ?', [_value(column, number)])
                at.connection.commit()
                found = {p for p in audit.verify()["problems"] if p.startswith("表")}
                expected = {f"表 {name}：内容与留痕记录不符，有行被改动过" for name in changed}
                assert found == (expected if number == 3 else set()), place
    assert _problems() == ""


def test_a_row_gone_and_a_row_more_are_found_in_each_table(filled: Path) -> None:
    with shell.unguarded() as at:
        for table in TABLES:
            at.run(f'DELETE FROM "{table.name}"')
    assert set(audit.verify()["problems"]) == {f"表 {t.name}：应有 1 行，实有 0 行" for t in TABLES}
    with shell.unguarded() as at:
        for table in TABLES:
            _put_row(at, table, 2)
            _put_row(at, table, 4)
    assert set(audit.verify()["problems"]) == {f"表 {t.name}：应有 1 行，实有 2 行" for t in TABLES}


def test_what_a_plain_shell_changes_is_refused_or_told_table_row_old_and_new(filled: Path) -> None:
    """… and the next step doesn't take it for its own."""
    told, refused = set(), set()
    for table in TABLES:
        for statement in (
            f'UPDATE "{table.name}" SET "{list(table.columns)[-1].name}" = '
            + ("'甲3'" if _value(list(table.columns)[-1], 2) == "甲2" else "NULL"),
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
    assert "第2号：表 message 的摘要不是由本步写入的行得出" in _problems()


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


def test_triggers_taken_away_altered_or_put_there_are_named(house: Path) -> None:
    database.migrate()
    with shell.plain() as at:
        on = "" if at.sqlite else " ON draw_secret"
        at.run(f"DROP TRIGGER guard_draw_secret_delete{on}")
        on = "" if at.sqlite else " ON message"
        at.run(f"DROP TRIGGER journal_message_update{on}")
        if at.sqlite:
            at.run("DROP TRIGGER guard_finding_delete")
            at.run(
                "CREATE TRIGGER guard_finding_delete BEFORE DELETE ON finding BEGIN SELECT 1; END"
            )
            at.run("CREATE TRIGGER theirs AFTER DELETE ON finding BEGIN SELECT 1; END")
        else:
            at.run("ALTER TABLE finding DISABLE TRIGGER guard_finding_delete")
            at.run(
                "CREATE TRIGGER theirs AFTER DELETE ON finding "
                "FOR EACH ROW EXECUTE FUNCTION guard_finding_delete()"
            )
            at.run(
                "CREATE OR REPLACE FUNCTION guard_receipt_delete() RETURNS trigger "
                "LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
            )
    problems = _problems()
    assert "少了触发器 guard_draw_secret_delete" in problems
    assert "少了触发器 journal_message_update" in problems
    assert "触发器 guard_finding_delete 被改动过或被停用" in problems
    assert "多了触发器 theirs" in problems
    assert ("guard_receipt_delete() 被改动过" in problems) == ("SSJ_DATABASE_URL" in os.environ)
    database.migrate()
    assert "guard_" not in _problems()
    assert "journal_" not in _problems()


@pytest.mark.parametrize("column", ["actor", "payload", "key", "as_of", "recorded_at", "region"])
def test_an_event_altered_is_named(house: Path, column: str) -> None:
    database.migrate()
    for number in (1, 2, 3):
        _act(f"test.act:{number}")
    other = date(2001, 1, 1) if column == "as_of" else "{}x"
    with shell.unguarded() as at:
        at.run(f"UPDATE audit_event SET {column} = ? WHERE number = 2", [other])
    assert "第2号：内容与其哈希不符" in _problems()


def _rewritten(number: int) -> None:
    """The chain written anew from event ``number`` on, every hash right."""
    with shell.unguarded() as at:
        columns = ("number", "key", "action", "actor", "region", "as_of", "recorded_at", "payload")
        events = at.rows(f"SELECT {', '.join(columns)}, hash FROM audit_event ORDER BY number")
        previous = "0" * 64
        for *values, old in events:
            said = dict(zip(columns, values, strict=True))
            said["as_of"] = date.fromisoformat(str(said["as_of"]))
            if said["number"] >= number:
                said["actor"] = "别人"
            link = Link(**said, previous_hash=previous)
            at.run(
                "UPDATE audit_event SET actor = ?, previous_hash = ?, hash = ? WHERE hash = ?",
                [link.actor, previous, link.hash(), old],
            )
            previous = link.hash()


def test_a_tail_cut_off_or_a_chain_rewritten_is_found_by_a_head_that_was_printed(
    house: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database.migrate()
    for number in (1, 2, 3):
        _act(f"test.act:{number}")
    printed = audit.verify()["head"]
    document = tmp_path_factory.mktemp("away") / "公示包.zip"
    document.write_bytes(package("甲", "site", printed, {}))
    assert audit.verify([printed[:16], printed], [document])["problems"] == []
    _rewritten(2)
    assert audit.verify()["problems"] == []  # nothing printed is at hand
    assert f"找不到所给上的链头 {printed[:16]}" in _problems(printed[:16])
    kept_at_hand = house / "delivered" / "公示包.zip"
    kept_at_hand.parent.mkdir()
    kept_at_hand.write_bytes(document.read_bytes())
    assert f"找不到delivered/公示包.zip上的链头 {printed}" in _problems()
    kept_at_hand.unlink()
    with shell.unguarded() as at:
        at.run("DELETE FROM audit_event WHERE number = 3")
    assert "末尾被截去" in str(audit.verify((), [document])["problems"])
    assert "不是 16 至 64 位十六进制数" in _problems(printed[:15])


def test_an_event_replaced_breaks_the_walk_at_hand(house: Path) -> None:
    """The documents of a walk bear heads: task sheets, packages, the draw's record."""
    _walked(house)
    sound = audit.verify()
    assert sound["problems"] == []
    assert sound["heads"] >= 3
    _rewritten(5)
    told = _problems()
    for folder in ("delivered/", "task_sheets/"):  # those in packages/ bear the same heads
        assert f"找不到{folder}" in told, folder


def test_files_changed_or_gone_are_named_and_every_file_is_covered(house: Path) -> None:
    _walked(house)
    with database.reading() as session:
        recorded = audit.recorded_files(session)
    ours = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*")
        if path.is_file()
        and not path.name.startswith("ssj.sqlite")
        and path.suffix != ".lock"
        and path.parent != house  # forms the tests filled in stand for the inspectors'
    }
    assert ours - recorded == set()
    first = {name.split("/")[0]: name for name in sorted(ours)}
    for folder, name in first.items():
        content = (house / name).read_bytes()
        (house / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert f"文件 {name} 与写出时不同" in _problems(), name
        (house / name).unlink()
        handed_over = folder in ("outbox", "delivered")
        assert (f"文件 {name} 不在了" in _problems()) == (not handed_over)
        (house / name).write_bytes(content)
    assert _problems() == ""
