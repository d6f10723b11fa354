"""Check the audit record: its chain, and that tables and files are what its events say."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from models import database, journal
from models.home import home
from models.rules.audit_chain import GENESIS, Link, check
from models.rules.state_sum import StateSum
from models.tables import AuditEvent
from models.tables import StateSum as StoredSum
from tasks.base import coverage
from tasks.base.step import Result

LISTED = 50
"""Problems of one kind that are named one by one; the rest are counted."""

EVENTS_AT_A_TIME = 1_000
MANIFEST = "manifest.json"


@dataclass
class _Stated:
    """What the events say in the end: the digest of each file, the rows and sum of each table."""

    events: int = 0
    files: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    covered_since: int | None = None

    def take(self, event: AuditEvent) -> None:
        self.events += 1
        try:
            payload = json.loads(event.payload)
        except ValueError:
            return  # altered: the chain says so
        self.files |= payload.get("files", {})
        if "state" in payload:
            self.tables |= payload["state"]
            self.covered_since = self.covered_since or event.number


def verify(heads: Collection[str] = ()) -> Result:
    """Replay the chain, sum every table anew, digest every file anew, and compare.

    ``heads`` are hashes printed on forms, notices or packages; those of the packages at hand are
    compared as well. Returns ``sound``, what was compared, the chain's head, and every break in
    Chinese. Reads each event, row and file once.

    Duty: 10.3 (第十条末款).
    """
    stated = _Stated()
    at_hand = _heads_at_hand()
    with database.reading() as session:
        head, breaks = check(_links(session, stated), {*heads, *at_hand})
        problems = [
            (f"第{b.number}号：" if b.number is not None else "") + b.problem for b in breaks
        ]
        problems += _triggers(session)
        rows, wrong = _tables(session, stated)
        problems += wrong + _left_over(session)
    problems += _files(stated)
    return {
        "sound": not problems,
        "events": stated.events,
        "head": head,
        "covered_since": stated.covered_since,
        "tables": len(journal.covered_tables()),
        "rows": rows,
        "files": len(stated.files),
        "heads": len({*heads, *at_hand}),
        "problems": problems,
    }


def _links(session: Session, stated: _Stated) -> Iterator[tuple[Link, str]]:
    query = (
        select(AuditEvent)
        .order_by(col(AuditEvent.number))
        .execution_options(yield_per=EVENTS_AT_A_TIME)
    )
    for event in session.exec(query):
        stated.take(event)
        yield _link(event), event.hash
        session.expunge(event)


def _link(event: AuditEvent) -> Link:
    return Link(
        number=event.number or 0,
        key=event.key,
        action=event.action,
        actor=event.actor,
        region=event.region,
        as_of=event.as_of,
        recorded_at=event.recorded_at,
        payload=event.payload,
        previous_hash=event.previous_hash,
    )


def _heads_at_hand() -> dict[str, str]:
    """Chain heads in the packages that were made, here and where they were delivered to."""
    found: dict[str, str] = {}
    for path in sorted(home().glob("**/*.zip")):
        try:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
                manifest = json.loads(packed.read(MANIFEST))
            found[str(manifest["audit_head"])] = path.name
        except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
            continue  # its digest tells what became of it
    return found


def _triggers(session: Session) -> list[str]:
    """The guards and the journal that should stand in the database and don't."""
    connection = session.connection()
    missing = [
        name for name in journal.trigger_names() if name not in set(journal.present(connection))
    ]
    return _listed([f"数据库里少了触发器 {name}：有人撤过防护" for name in missing])


def _tables(session: Session, stated: _Stated) -> tuple[int, list[str]]:
    """Every table against what the events say of it, and against its running sum."""
    if stated.covered_since is None:
        return 0, [] if stated.events == 0 else ["还没有记录含有各表的摘要，请先运行 ssj init"]
    running = {each.table_name: each for each in session.exec(select(StoredSum))}
    rows, problems = 0, []
    for table in journal.covered_tables():
        actual = coverage.summed(session, table)
        rows += actual.rows
        expected = stated.tables.get(table.name, {"rows": 0, "sum": StateSum().digest()})
        if actual.rows != expected["rows"]:
            problems.append(f"表 {table.name}：应有 {expected['rows']} 行，实有 {actual.rows} 行")
        elif actual.digest() != expected["sum"]:
            problems.append(f"表 {table.name}：内容与留痕记录不符，有行被改动过")
        kept = running.get(table.name)
        kept_sum = StateSum.read(kept.rows, kept.total) if kept else StateSum()
        if kept_sum.digest() != expected["sum"]:
            problems.append(f"表 {table.name}：累计摘要与留痕记录不符")
    return rows, problems


def _left_over(session: Session) -> list[str]:
    """Changes that the database wrote down and no step made."""
    changes = coverage.left_over(session, LISTED + 1)
    return _listed(
        [
            f"表 {change.table_name} 在任何步骤之外被改动：原为 {change.gone or '（无）'}，"
            f"现为 {change.come or '（无）'}"
            for change in changes
        ]
    )


def _files(stated: _Stated) -> list[str]:
    problems = []
    for name, digest in sorted(stated.files.items()):
        try:
            with (home() / name).open("rb") as opened:
                actual = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            problems.append(f"文件 {name} 不在了")
            continue
        if actual != digest:
            problems.append(f"文件 {name} 与写出时不同")
    return _listed(problems)


def _listed(problems: list[str]) -> list[str]:
    more = len(problems) - LISTED
    return problems if more <= 0 else [*problems[:LISTED], f"……另有 {more} 处同类问题"]


def head(session: Session) -> str:
    """The chain's head now: printed on everything that leaves the house."""
    newest = session.exec(
        select(AuditEvent.hash).order_by(col(AuditEvent.number).desc()).limit(1)
    ).first()
    return newest or GENESIS
