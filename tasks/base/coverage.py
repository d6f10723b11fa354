"""The rows a step wrote, summed up for its event; and every table summed anew, to compare.

The journal of the database (``models.journal``) says which rows went and came. A step takes up what
its own transaction wrote; what somebody changed outside every step is left in the journal, and no
sum moves with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlmodel import Session, col, delete
from sqlmodel import select as select_rows

from models import journal
from models.rules.state_sum import StateSum
from models.tables import RowChange
from models.tables import StateSum as StoredSum

ROWS_AT_A_TIME = 5_000

Covered = dict[str, dict[str, Any]]
"""Table -> rows gone and come, rows it holds now, and the digest of its sum."""


def begun(session: Session) -> int:
    """Where the journal stands before a step writes."""
    return session.exec(select_rows(func.max(RowChange.id))).one() or 0


def taken_up(session: Session, since: int) -> Covered:
    """Move the sums on by what this transaction wrote, and take it out of the journal.

    In a database that was not summed yet every table is, once.

    Duty: 10.3 (第十条末款).
    """
    session.flush()
    connection = session.connection()
    own = col(RowChange.id) > since
    if connection.dialect.name == "postgresql":
        own = text("writer = txid_current()")  # type: ignore[assignment]
    stored = {each.table_name: each for each in session.exec(select_rows(StoredSum))}
    if journal.UNCOVERED in stored:
        connection.execute(delete(RowChange).where(own))
        return _summed_whole(session)
    sums: dict[str, StateSum] = {}
    counts: dict[str, list[int]] = {}
    changes = connection.execute(
        select(col(RowChange.table_name), col(RowChange.gone), col(RowChange.come)).where(own),
        execution_options={"yield_per": ROWS_AT_A_TIME},
    )
    for some in changes.partitions():
        by_table: dict[str, tuple[list[str], list[str]]] = {}
        for table_name, gone, come in some:
            texts = by_table.setdefault(table_name, ([], []))
            for row, side in ((gone, texts[0]), (come, texts[1])):
                if row is not None:
                    side.append(row)
        for table_name, (gone_rows, come_rows) in by_table.items():
            before = sums.get(table_name)
            if before is None:
                known = stored.get(table_name)
                before = StateSum.read(known.rows, known.total) if known else StateSum()
            sums[table_name] = before.moved(table_name, gone_rows, come_rows)
            counted = counts.setdefault(table_name, [0, 0])
            counted[0] += len(gone_rows)
            counted[1] += len(come_rows)
    if not sums:
        return {}
    connection.execute(delete(RowChange).where(own))
    return {
        name: {"gone": counts[name][0], "come": counts[name][1]} | _kept(session, name, total)
        for name, total in sorted(sums.items())
    }


def _summed_whole(session: Session) -> Covered:
    session.connection().execute(delete(StoredSum))
    return {
        table.name: _kept(session, table.name, summed(session, table))
        for table in journal.covered_tables()
    }


def _kept(session: Session, table_name: str, total: StateSum) -> dict[str, Any]:
    session.merge(StoredSum(table_name=table_name, rows=total.rows, total=total.text))
    return {"rows": total.rows, "sum": total.digest()}


def summed(session: Session, table: Table) -> StateSum:
    """The sum over a table as it stands, its rows read one after another."""
    total = StateSum()
    for rows in _texts(session, table):
        total = total.moved(table.name, (), rows)
    return total


def _texts(session: Session, table: Table) -> Iterator[list[str]]:
    connection = session.connection()
    as_text = journal.row_text(table, "r", connection.dialect.name)
    result = connection.execute(
        text(f'SELECT {as_text} FROM "{table.name}" r'),
        execution_options={"yield_per": ROWS_AT_A_TIME},
    )
    for some in result.partitions():
        yield [row for (row,) in some]


def left_over(session: Session, most: int) -> list[RowChange]:
    """Changes that no step made, oldest first, at most ``most``."""
    return list(session.exec(select_rows(RowChange).order_by(col(RowChange.id)).limit(most)))
