"""Check the audit record: its chain, and that tables and files are what its events say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from models import database, guards, journal, triggers
from models.home import home
from models.rules.audit_chain import GENESIS, Link, check
from models.rules.state_sum import Covered, Stated
from models.tables import AuditEvent
from tasks.base import coverage, heads
from tasks.base.step import Result

LISTED = 50
"""Problems of one kind that are named one by one; the rest are counted."""

EVENTS_AT_A_TIME = 1_000


UPGRADE = "升级数据库"
"""The one action whose event may sum every table anew."""


@dataclass
class _Read:
    """What the events say in the end: the digest of each file, the rows and sum of each table."""

    events: int = 0
    kept: dict[str, str] = field(default_factory=dict)
    handed_over: dict[str, str] = field(default_factory=dict)
    stated: Stated = field(default_factory=Stated)
    covered_since: int | None = None
    problems: list[str] = field(default_factory=list)

    def take(self, event: AuditEvent) -> None:
        self.events += 1
        try:
            payload = json.loads(event.payload)
            self.kept |= payload.get("files", {})
            self.handed_over |= payload.get("handed_over", {})
            if "state" in payload:
                self.covered_since = self.covered_since or event.number
                anew = event.action == UPGRADE
                for problem in self.stated.take(payload["state"], anew):
                    self.problems.append(f"第{event.number}号：{problem}")
        except (ValueError, TypeError, AttributeError, KeyError):
            self.problems.append(f"第{event.number}号：内容读不出")


def verify(given: Collection[str] = (), documents: Collection[Path] = ()) -> Result:
    """Replay the chain, sum every table anew, digest every file anew, and compare.

    ``given`` are hashes printed on forms, notices or packages, ``documents`` files that bear one;
    those on the documents at hand are compared as well. Returns ``sound``, what was compared, the chain's head, and every break in
    Chinese. Reads each event, row and file once.

    Duty: 10.3 (第十条末款).
    """
    read = _Read()
    compared = heads.at_hand() | heads.on(documents) | dict.fromkeys(given, "所给")
    with database.reading() as session:
        connection = _at_one_moment(session)
        head, breaks = check(_links(session, read), compared)
        problems = [
            (f"第{b.number}号：" if b.number is not None else "") + b.problem for b in breaks
        ]
        problems += _listed(read.problems)
        made = [*guards.statements(connection), *journal.statements(connection)]
        problems += _listed(triggers.changed(connection, made))
        rows, wrong = _tables(session, read)
        problems += wrong
    problems += _listed(_files(read))
    return {
        "sound": not problems,
        "events": read.events,
        "head": head,
        "covered_since": read.covered_since,
        "tables": len(read.stated.tables),
        "rows": rows,
        "files": len(read.handed_over | read.kept),
        "heads": len(compared),
        "problems": problems,
    }


def recorded_files(session: Session) -> set[str]:
    """The names of every file whose digest is on record."""
    read = _Read()
    for _ in _links(session, read):
        pass
    return {*read.kept, *read.handed_over}


def _at_one_moment(session: Session) -> Connection:
    """Everything is read as it stood at one moment, whatever steps commit meanwhile."""
    if session.get_bind().dialect.name == "postgresql":
        return session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session.connection()


def check_tables(session: Session) -> tuple[list[str], Covered]:
    """What in the tables is not what the events say, in Chinese (nothing where they say nothing),
    and what they say.

    Duty: 10.3 (第十条末款).
    """
    read = _Read()
    _, breaks = check(_links(session, read))
    if read.covered_since is None:
        return [], {}
    _, wrong = coverage.compared(session, read.stated.tables)
    wrong += _listed(coverage.left_over(session, LISTED + 1))
    return [*(b.problem for b in breaks), *read.problems, *wrong], read.stated.tables


def _links(session: Session, read: _Read) -> Iterator[tuple[Link, str]]:
    query = (
        select(AuditEvent)
        .order_by(col(AuditEvent.number))
        .execution_options(yield_per=EVENTS_AT_A_TIME)
    )
    for event in session.exec(query):
        read.take(event)
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


def _tables(session: Session, read: _Read) -> tuple[int, list[str]]:
    """Every table against what the events say of it, and what was changed outside the steps."""
    if coverage.marked(session):
        return 0, ["数据库升级后尚未登记各表的摘要，请先运行 ssj init"]
    rows, problems = coverage.compared(session, read.stated.tables)
    return rows, problems + _listed(coverage.left_over(session, LISTED + 1))


def _files(read: _Read) -> list[str]:
    """Every file that was written against what it was; one handed over may be gone."""
    problems = []
    for name, digest in sorted((read.handed_over | read.kept).items()):
        try:
            with (home() / name).open("rb") as opened:
                actual = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            if name in read.kept:
                problems.append(f"文件 {name} 不在了")
            continue
        if actual != digest:
            problems.append(f"文件 {name} 与写出时不同")
    return problems


def _listed(problems: list[str]) -> list[str]:
    more = len(problems) - LISTED
    return problems if more <= 0 else [*problems[:LISTED], f"……另有 {more} 处同类问题"]


def head(session: Session) -> str:
    """The chain's head now: printed on everything that leaves the house."""
    newest = session.exec(
        select(AuditEvent.hash).order_by(col(AuditEvent.number).desc()).limit(1)
    ).first()
    return newest or GENESIS
