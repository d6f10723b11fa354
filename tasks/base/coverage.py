"""The rows a step wrote, summed up for its event; and every table summed anew, to compare.

The journal of the database (``models.journal``) says which rows went and came. A step takes up what
its own transaction wrote; what somebody changed outside every step is left in the journal, and no
sum moves with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, inspect, literal_column, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete
from sqlmodel import select as select_rows

from models import journal
from models.faults import Refused
from models.rules.state_sum import NOTHING, Covered, StateSum
from models.tables import RowChange
from models.tables import StateSum as StoredSum

ROWS_AT_A_TIME = 5_000

_EMPTY: Mapping[str, Any] = {"rows": 0, "sum": NOTHING.digest()}


def begun(session: Session) -> int:
    """Where the journal stands before a step writes."""
    return session.exec(select_rows(func.max(RowChange.id))).one() or 0


def marked(session: Session) -> bool:
    """Whether the database is to be summed anew."""
    return _has(session, StoredSum) and session.get(StoredSum, journal.UNCOVERED) is not None


def taken_up(session: Session, since: int) -> Covered:
    """Move the sums on by what this transaction wrote, and take it out of the journal.

    Raises:
        Refused: the database was migrated and that is not on record yet.

    Duty: 10.3 (第十条末款).
    """
    session.flush()
    if session.get(StoredSum, journal.UNCOVERED) is not None:
        raise Refused(
            "数据库升级后尚未登记各表的摘要，请先运行 ssj init", code="database-not-set-up"
        )
    own = _own(session, since)
    sums: dict[str, StateSum] = {}
    covered: Covered = {}
    for table, gone, come in _changes(session, own):
        if table not in sums:
            sums[table] = _stored(session, table)
            covered[table] = {"before": sums[table].digest(), "gone": 0, "come": 0}
        sums[table] = sums[table].moved(table, gone, come)
        covered[table]["gone"] += len(gone)
        covered[table]["come"] += len(come)
    if sums:
        session.connection().execute(delete(RowChange).where(*own))
    for table, total in sums.items():
        covered[table] |= _kept(session, table, total)
    return covered


def summed_anew(session: Session, stated: Mapping[str, Mapping[str, Any]]) -> Covered:
    """Sum every table as it stands, for the event of a migration; ``stated`` is what the events
    said until now.

    Duty: 10.3 (第十条末款).
    """
    session.connection().execute(delete(StoredSum))
    session.expire_all()
    return {
        table: ({"before": stated.get(table, _EMPTY)["sum"]} if stated else {})
        | _kept(session, table, summed(session, table, columns))
        for table, columns in journal.covered(session.connection()).items()
    }


def _own(session: Session, since: int) -> list[ColumnElement[bool]]:
    """What tells this transaction's changes in the journal. SQLite has one writer at a time, so
    there they are all, unless something was left over; and all are taken away at once."""
    if session.get_bind().dialect.name == "postgresql":
        return [
            col(RowChange.id) > since,
            col(RowChange.writer) == literal_column("txid_current()"),
        ]
    return [col(RowChange.id) > since] if since else []


def _changes(
    session: Session, own: Sequence[ColumnElement[bool]]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """The changes ``own`` finds, table by table within each batch: rows gone, rows come."""
    changes = session.connection().execute(
        select(col(RowChange.table_name), col(RowChange.gone), col(RowChange.come)).where(*own),
        execution_options={"yield_per": ROWS_AT_A_TIME},
    )
    for batch in changes.partitions(ROWS_AT_A_TIME):
        by_table: dict[str, tuple[list[str], list[str]]] = {}
        for table, gone, come in batch:
            texts = by_table.setdefault(table, ([], []))
            if gone is not None:
                texts[0].append(gone)
            if come is not None:
                texts[1].append(come)
        for table, (gone_rows, come_rows) in by_table.items():
            yield table, gone_rows, come_rows


def _has(session: Session, kept: type[RowChange | StoredSum]) -> bool:
    """Whether the database is of a release that keeps it."""
    return inspect(session.connection()).has_table(str(kept.__tablename__))


def _stored(session: Session, table: str) -> StateSum:
    stored = session.get(StoredSum, table)
    return StateSum.read(stored.rows, stored.total) if stored else NOTHING


def _kept(session: Session, table: str, total: StateSum) -> dict[str, Any]:
    session.merge(StoredSum(table_name=table, rows=total.rows, total=total.text))
    return {"rows": total.rows, "sum": total.digest()}


def summed(session: Session, table: str, columns: Sequence[str]) -> StateSum:
    """The sum over a table as it stands, its rows read one after another."""
    connection = session.connection()
    as_text = journal.row_text(columns, "r", connection.dialect.name)
    result = connection.execute(
        text(f'SELECT {as_text} FROM "{table}" r'),
        execution_options={"yield_per": ROWS_AT_A_TIME},
    )
    total = NOTHING
    for batch in result.partitions(ROWS_AT_A_TIME):
        total = total.moved(table, (), (row for (row,) in batch))
    return total


def compared(session: Session, stated: Mapping[str, Mapping[str, Any]]) -> tuple[int, list[str]]:
    """How many rows there are, and which tables are not what the events say of them (``stated``).

    Duty: 10.3 (第十条末款).
    """
    covered = journal.covered(session.connection())
    running = _has(session, StoredSum)
    rows = 0
    problems = [f"表 {table} 不在了" for table in sorted(set(stated) - set(covered))]
    for table, columns in covered.items():
        expected = stated.get(table, _EMPTY)
        try:
            with session.begin_nested():
                actual = summed(session, table, columns)
        except DBAPIError:
            problems.append(f"表 {table}：有的行读不出，内容被改动过")
            continue
        rows += actual.rows
        if actual.rows != expected["rows"]:
            problems.append(f"表 {table}：应有 {expected['rows']} 行，实有 {actual.rows} 行")
        elif actual.digest() != expected["sum"]:
            problems.append(f"表 {table}：内容与留痕记录不符，有行被改动过")
        elif running and _stored(session, table).digest() != expected["sum"]:
            problems.append(f"表 {table}：累计摘要与留痕记录不符")
    return rows, problems


def left_over(session: Session, most: int) -> list[str]:
    """Changes that no step made, oldest first, at most ``most``: table, row, what became of it.

    Duty: 10.3 (第十条末款).
    """
    if not _has(session, RowChange):
        return []
    covered = journal.covered(session.connection())
    changes = session.exec(select_rows(RowChange).order_by(col(RowChange.id)).limit(most))
    return [_in_words(change, covered.get(change.table_name, [])) for change in changes]


def _in_words(change: RowChange, columns: Sequence[str]) -> str:
    before, after = (json.loads(row) if row else None for row in (change.gone, change.come))
    row = before or after or []
    if before and after and len(before) == len(after) == len(columns):
        told = [
            f"{name} 由「{old}」改为「{new}」"
            for name, old, new in zip(columns, before, after, strict=True)
            if old != new
        ]
        return f"表 {change.table_name} {_named(columns, row)}在步骤之外被改动：{'，'.join(told)}"
    what = "新增" if before is None else "删除"
    return (
        f"表 {change.table_name} {_named(columns, row)}在步骤之外被{what}："
        f"{json.dumps(row, ensure_ascii=False)}"
    )


def _named(columns: Sequence[str], row: Sequence[Any]) -> str:
    """A row by its own number, where its table has one."""
    return f"第 {row[columns.index('id')]} 行" if "id" in columns else "有一行"
