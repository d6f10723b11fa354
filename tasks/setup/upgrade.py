"""Migrating is on record: what stands is checked before, and summed anew after."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import inspect
from sqlmodel import Session

from models import clock, database
from models.faults import Refused
from models.rules.state_sum import Covered
from tasks.base import audit, coverage
from tasks.base.step import SYSTEM, append_event

PROBLEMS_SHOWN = 20


@contextmanager
def on_record(session: Session) -> Iterator[None]:
    """Around a migration, in its transaction: one event, with the sums before and after.

    A database whose events don't sum its tables yet is summed from here on. One that is up to date
    gets no event, and one that holds nothing yet needs none.

    Raises:
        Refused: tables are not what the audit record says, so an upgrade would hide it.

    Duty: 10.3 (第十条末款).
    """
    connection = session.connection()
    before = database.revision_of(connection)
    stated: Covered = {}
    if inspect(connection).has_table("audit_event") and (
        before != database.newest_revision() or coverage.marked(session)
    ):
        problems, stated = audit.check_tables(session)
        if problems:
            raise Refused(
                "各表与留痕记录不符，查明以前不得升级：",
                *problems[:PROBLEMS_SHOWN],
                code="record-not-sound",
            )
    yield
    if coverage.marked(session):
        append_event(
            session,
            f"database.upgrade@{uuid.uuid4().hex}",
            action=audit.UPGRADE,
            actor=SYSTEM,
            as_of=clock.today(),
            region="",
            payload={
                "from": before,
                "to": database.revision_of(connection),
                "state": coverage.summed_anew(session, stated),
            },
        )
