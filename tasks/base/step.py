"""One step: one transaction, one audit event, and three things told apart.

*The same act again* (a retry of one request) gets the answer it got, marked ``known``. *A new act
that would change nothing* stores nothing and says so (``unchanged``). Anything else is done, or
refused: what is asked is compared with the state in force, never with what was once asked.
"""

from __future__ import annotations

import gc
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from typing import Any

import rfc8785
from sqlmodel import Session, col, select

from models import clock, database
from models.rules.audit_chain import GENESIS, Link
from models.rules.order import Basis, check_order, entered_late
from models.rules.people import acting
from models.rules.states import Worded
from models.tables import AuditEvent
from tasks.base import acts, coverage, files, written

SYSTEM = "系统"

written.watch()

Result = dict[str, Any]
"""What a step gives back: small plain values, what the dashboard shows."""


class Act(Worded):
    """What became of a request; every answer carries it as ``act``."""

    DONE = "done", "已办"
    UNCHANGED = "unchanged", "未作改动"
    KNOWN = "known", "这一请求此前已办"


COVERS = ("files", "handed_over", "state")
"""The parts of an event's payload that say what it wrote: digests of files, of those we keep and
those that others may take away, and sums over tables."""


@dataclass
class Step:
    """A step that is under way, or whose request was answered before (``known``)."""

    session: Session
    subject: str
    action: str
    as_of: date
    actor: str
    known: bool = False
    answer: Result = field(default_factory=dict)

    def rests_on(self, *bases: Basis) -> None:
        """The acts this one rests on; its day may not be before any of theirs.

        Raises:
            Refused: it is.
        """
        check_order(self.action, self.as_of, clock.today(), *bases)

    def put(self, path: Path, content: bytes, *, public: Path | None = None) -> str:
        """Write a file below ``SSJ_HOME``; its digest goes into the step's event, as that of every
        file does that is written while the step is under way. In the folder ``public`` others may
        read it."""
        return files.put(path, content, public=public)

    def put_all(
        self, folder: Path, contents: Iterable[tuple[str, bytes]], *, public: Path | None = None
    ) -> list[str]:
        """Write many files to ``folder``, named from there, each as ``put`` does."""
        return files.put_all(folder, contents, public=public)

    def record(self, **result: Any) -> Result:
        """Say what was done: the audit event's payload once the step commits. Gives the answer."""
        late = {} if "entered_on" in result else _late(self.as_of, clock.today())
        self.answer = {**result, **late, "act": Act.DONE.value}
        return self.answer

    def unchanged(self, **result: Any) -> Result:
        """Say that what is asked stands already: no event is written. Gives the answer."""
        before = None if "entered_on" in result else acts.latest(self.session, self.subject)
        late = _late(before.as_of, clock.day_of(before.recorded_at)) if before else {}
        self.answer = {**result, **late, "act": Act.UNCHANGED.value}
        return self.answer


def _late(day: date, recorded_on: date) -> dict[str, str]:
    """What an answer says of an act that was entered late: the clock's day."""
    return {"late_entry_on": recorded_on.isoformat()} if entered_late(day, recorded_on) else {}


OBJECTS_PER_COLLECTION = 50_000
"""A step makes rows by the hundred thousand and hardly a cycle among them. At Python's usual 700
the collector goes through all of them again and again: a sixth of the time of a large cycle."""


@contextmanager
def step(
    subject: str,
    *,
    action: str,
    as_of: date,
    region: str,
    actor: str = SYSTEM,
    request: str | None = None,
) -> Iterator[Step]:
    """Open a step about ``subject``, e.g. ``plan.approve:350105/WB-01/2026``.

    ``request`` names one request: asked again under the same name it is ``known`` and must change
    nothing. Without a name every call is a request of its own. The write lock is taken first, so of
    two at once the second sees what the first stored. Everything the block stores and the audit
    event are committed together or not at all; where it stored something there is an event.

    Raises:
        Refused: nobody is named as acting, or ``as_of`` is yet to come.

    Duty: 10.3 (第十条末款).
    """
    gc.set_threshold(OBJECTS_PER_COLLECTION, *gc.get_threshold()[1:])
    actor = acting(actor)
    check_order(action, as_of, clock.today())
    key = f"{subject}@{request or uuid.uuid4().hex}"
    with database.writing() as session:
        before = session.exec(select(AuditEvent).where(AuditEvent.key == key)).first()
        if before is not None:
            payload = json.loads(before.payload)
            answered = {k: v for k, v in payload.items() if k not in COVERS}
            answered["act"] = Act.KNOWN.value
            yield Step(session, subject, action, as_of, actor, known=True, answer=answered)
            return
        under_way = Step(session, subject, action, as_of, actor)
        with _covered(session) as covers:
            yield under_way
        if under_way.answer.get("act") == Act.DONE or covers:
            append_event(
                session,
                key,
                action=action,
                actor=actor,
                as_of=as_of,
                region=region,
                payload={k: v for k, v in under_way.answer.items() if k != "act"} | covers,
            )


@contextmanager
def _covered(session: Session) -> Iterator[Result]:
    """At the block's end: what it wrote, files and rows, as the event carries it."""
    covers: Result = {}
    since = coverage.begun(session)
    with files.noted() as written:
        yield covers
    parts = (written.kept, written.handed_over, coverage.taken_up(session, since))
    covers |= {name: part for name, part in zip(COVERS, parts, strict=True) if part}


def append_event(
    session: Session,
    key: str,
    *,
    action: str,
    actor: str,
    as_of: date,
    region: str,
    payload: Mapping[str, Any],
) -> AuditEvent:
    """Add one event to the end of the chain, inside the caller's transaction.

    Duty: 10.3 (第十条末款).
    """
    last = session.exec(select(AuditEvent).order_by(col(AuditEvent.number).desc()).limit(1)).first()
    link = Link(
        number=(last.number or 0) + 1 if last else 1,
        key=key,
        action=action,
        actor=actor,
        region=region,
        as_of=as_of,
        recorded_at=clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        payload=rfc8785.dumps(dict(payload)).decode(),
        previous_hash=last.hash if last else GENESIS,
    )
    event = AuditEvent(
        number=link.number,
        key=link.key,
        action=link.action,
        actor=link.actor,
        region=link.region,
        as_of=link.as_of,
        recorded_at=link.recorded_at,
        payload=link.payload,
        previous_hash=link.previous_hash,
        hash=link.hash(),
    )
    session.add(event)
    session.flush()
    return event
