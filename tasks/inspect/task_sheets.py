"""Task sheets and record forms: a workbook for every inspector, with every task and the forms of
those they lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.faults import Refused, by_the_machine
from models.home import home
from models.rules.messages import MessageKind
from models.rules.task import Task, Workbook
from models.tables import Inspection, InspectorEntry, Message, MessageInspection, pk
from reports.record_form import render
from tasks.base import audit
from tasks.base.acts import recorded_files
from tasks.base.children import end_with_parent
from tasks.base.files import put
from tasks.base.queries import chunks
from tasks.base.step import Act, Result, step
from tasks.base.terms import in_force
from tasks.inspect.amended import awaiting_correction
from tasks.inspect.inspections import assigned, by_inspector, by_person, waiting_inspections

PRINTED = "印制任务单和登记表"
FORMS_ALONE = 200
"""Forms that one process renders sooner than others start."""

BOOKS_PER_STEP = 50

Book = tuple[str, Workbook]
"""A file's name below ``SSJ_HOME`` and what it holds."""


def write_task_sheets(region: str, as_of: date, *, request: str | None = None) -> Result:
    """Write the workbook of every unsent dispatch message that is not on record yet.

    A workbook is written whole or not at all, and is on record only with its digest: after a crash
    the next run writes the same one again.

    Duty: 20.1 (第二十条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        written = recorded_files(session, region, PRINTED)
        waiting = [
            message
            for message in session.exec(
                select(Message)
                .where(
                    Message.region == region,
                    Message.kind == MessageKind.DISPATCH,
                    Message.written_on <= as_of,
                    col(Message.sent_on).is_(None),
                )
                .order_by(col(Message.id))
            )
            if message.attachment
            and not (message.attachment in written and (home() / message.attachment).exists())
        ]
        books = _books(session, terms, waiting, audit.head(session))
    rendered = _rendered(books)
    for start in range(0, len(books), BOOKS_PER_STEP):
        some = books[start : start + BOOKS_PER_STEP]
        contents = [next(rendered) for _ in some]
        subject = f"task_sheets:{some[0][0]}"
        with step(subject, action=PRINTED, as_of=as_of, region=region, request=request) as s:
            if s.known:
                continue
            for (name, _), content in zip(some, contents, strict=True):
                s.put(home() / name, content)
            s.record(task_sheets=len(some))
    return {"task_sheets": len(books), "act": (Act.DONE if books else Act.UNCHANGED).value}


def _rendered(books: Sequence[Book]) -> Iterator[bytes]:
    """The workbooks' bytes, in order; many are rendered by several processes."""
    workbooks = [book for _, book in books]
    if sum(len(book.tasks) for book in workbooks) <= FORMS_ALONE:
        yield from map(render, workbooks)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        yield from pool.map(render, workbooks, chunksize=1)


def export_forms(
    region: str, as_of: date, folder: Path, actor: str, *, request: str | None = None
) -> Result:
    """Write the workbooks of every inspection that is out by ``as_of``, or whose form is to be
    corrected, into ``folder``; who took them, and what they held, is on record.

    Raises:
        Refused: the folder can't be written to.

    Duty: 20.1 (第二十条).
    """
    with step(
        f"forms.export:{region}",
        action="导出任务单和登记表",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        books = _out(s.session, region, as_of)
        if not books:
            return s.unchanged(workbooks=[])
        try:
            for name, book in books.items():
                put(folder / name, render(book), handed_over=True)
        except OSError as error:
            raise Refused(
                f"无法写入文件夹「{folder}」：{by_the_machine(error)}", code="file"
            ) from error
        return s.record(workbooks=sorted(books))


def forms_out(region: str, as_of: date, lead_only: bool = False) -> dict[str, Workbook]:
    """File name -> workbook of each inspector (or each lead) with all that is still out, and what is to be
    corrected by another form.

    Duty: 20.1 (第二十条).
    """
    with database.reading() as session:
        return _out(session, region, as_of, lead_only)


def _out(
    session: Session, region: str, as_of: date, lead_only: bool = False
) -> dict[str, Workbook]:
    terms = in_force(session, region, as_of)
    head = audit.head(session)
    waiting = waiting_inspections(session, region)
    out = assigned(
        session,
        [each for each in waiting if each.dispatched_on <= as_of]
        + awaiting_correction(session, region, as_of),
    )
    books = {}
    for inspector_id, theirs in by_inspector(by_person(out), lead_only).items():
        person = session.get_one(InspectorEntry, inspector_id)
        books[file_name(person.badge_number)] = _book(
            terms, person, [each.task for each in theirs], head
        )
    return books


def file_name(badge_number: str) -> str:
    """The file name of an inspector's workbook."""
    return f"检查任务单-{badge_number}.xlsx"


def _book(terms: District, person: InspectorEntry, tasks: Sequence[Task], head: str) -> Workbook:
    return Workbook(
        brigade=terms.brigade,
        inspector=person.name,
        badge_number=person.badge_number,
        tasks=tasks,
        audit_head=head,
    )


def _books(session: Session, terms: District, waiting: Sequence[Message], head: str) -> list[Book]:
    by_message: dict[int, list[int]] = {}
    for ids in chunks([pk(message) for message in waiting]):
        for about in session.exec(
            select(MessageInspection).where(col(MessageInspection.message_id).in_(ids))
        ):
            by_message.setdefault(about.message_id, []).append(about.inspection_id)
    every = sorted({i for each in by_message.values() for i in each})
    loaded = {
        each.id: each
        for ids in chunks(every)
        for each in assigned(
            session, session.exec(select(Inspection).where(col(Inspection.id).in_(ids))).all()
        )
    }
    books = []
    for message in waiting:
        person = session.get_one(InspectorEntry, message.inspector_entry_id)
        tasks = [loaded[i].task for i in sorted(by_message[pk(message)])]
        books.append((message.attachment or "", _book(terms, person, tasks, head)))
    return books
