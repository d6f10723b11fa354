"""Dispatch: an inspection for every drawn subject, a task sheet and a message for every inspector."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.faults import Refused
from models.home import home
from models.rules.task import Task, Workbook
from models.tables import (
    Inspection,
    InspectorEntry,
    Message,
    MessageInspection,
)
from reports.record_form import render
from tasks.base import audit
from tasks.base.children import end_with_parent
from tasks.base.deadlines import starting
from tasks.base.files import put
from tasks.base.queries import chunks
from tasks.base.step import Result, step_once
from tasks.base.terms import in_force
from tasks.draw.find import draw_of
from tasks.draw.standing import standing_places
from tasks.inspect import messages
from tasks.inspect.inspections import Assigned, assigned, by_inspector, waiting_inspections
from tasks.inspect.opening import Opening, open_inspections

ALONE = 200  # forms that one process renders sooner than others start


def dispatch(draw_id: str, as_of: date, actor: str) -> Result:
    """Open an inspection for each standing place of a confirmed draw and write to its inspectors.

    Raises:
        Refused: the draw is not confirmed.

    Duty: 7.2, 17.3, 19.1, 20.1 (第七条、第十七条、第十九条、第二十条).
    """
    region = draw_id.partition("/")[0]
    with step_once(
        f"dispatch:{draw_id}", action="派发检查任务", as_of=as_of, region=region, actor=actor
    ) as s:
        if s.done:
            return s.result
        draw = draw_of(s.session, draw_id)
        if draw.state != "confirmed":
            raise Refused(f"「{draw_id}」的抽取结果尚未确认，不能派发", code="not-confirmed")
        terms = in_force(s.session, region, as_of)
        due_on = starting(region, terms.inspection.return_within, as_of).due_on
        entry_of = json.loads(draw.inspector_codes)
        found = open_inspections(
            s.session,
            draw_id.replace("/", "-"),
            [
                Opening(
                    subject_entry_id=place.entry.subject_entry_id,
                    officers=[entry_of[code] for code in place.codes],
                    draw_entry_id=place.entry.id,
                )
                for place in standing_places(s.session, draw)
            ],
            region=region,
            item_id=draw.item_id,
            year=draw.year,
            period=draw.period,
            as_of=as_of,
            due_on=due_on,
        )
        write_dispatch(s.session, terms, draw_id, found, as_of)
        s.record(draw_id=draw_id, inspections=len(found), due_on=due_on.isoformat())
        return s.result


def write_dispatch(
    session: Session,
    terms: District,
    scope: str,
    found: list[Assigned],
    as_of: date,
    occasion: str = "dispatch",
) -> None:
    """Write the dispatch message of each inspector of ``found``, naming the task sheet it carries.

    An inspection dispatched a second time, to other inspectors, is an ``occasion`` of its own.
    """
    grouped = by_inspector(found)
    folder = f"task_sheets/{scope.replace('/', '-')}"
    names = {
        inspector_id: f"{folder}/检查任务单-{_badge(theirs[0], inspector_id)}.xlsx"
        for inspector_id, theirs in grouped.items()
    }
    messages.write(session, terms, "dispatch", occasion, scope, grouped, as_of, names)


def _badge(one: Assigned, inspector_id: int) -> str:
    return one.task.officers[one.officer_ids.index(inspector_id)][0]


def write_task_sheets(region: str, as_of: date) -> Result:
    """Render the workbook of every unsent dispatch message that has none yet.

    A workbook is written whole or not at all, so a crash leaves only whole ones.

    Duty: 20.1 (第二十条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        head = audit.head(session)
        waiting = [
            message
            for message in session.exec(
                select(Message).where(
                    Message.region == region,
                    Message.kind == "dispatch",
                    col(Message.sent_on).is_(None),
                )
            )
            if message.attachment and not (home() / message.attachment).exists()
        ]
        books = _books(session, terms, waiting, head)
    forms = sum(len(book.tasks) for _, book in books)
    if forms <= ALONE:
        for name, book in books:
            put(home() / name, render(book))
    else:
        with ProcessPoolExecutor(
            mp_context=get_context("spawn"), initializer=end_with_parent
        ) as pool:
            for name, content in pool.map(_render, books, chunksize=1):
                put(home() / name, content)
    return {"task_sheets": len(books)}


def export_forms(region: str, as_of: date, folder: Path) -> list[str]:
    """Write the workbooks of every inspection that is still out into ``folder``; their names.

    Duty: 20.1 (第二十条).
    """
    books = forms_out(region, as_of)
    folder.mkdir(parents=True, exist_ok=True)
    for name, book in books.items():
        (folder / name).write_bytes(render(book))
    return sorted(books)


def forms_out(region: str, as_of: date, lead_only: bool = False) -> dict[str, Workbook]:
    """File name -> workbook of each inspector (or each lead) with all that is still out.

    Duty: 20.1 (第二十条).
    """
    with database.reading() as session:
        terms = in_force(session, region, as_of)
        head = audit.head(session)
        out = assigned(session, waiting_inspections(session, region))
        books = {}
        for inspector_id, theirs in by_inspector(out, lead_only).items():
            person = session.get_one(InspectorEntry, inspector_id)
            name = f"检查任务单-{person.badge_number}.xlsx"
            books[name] = _book(terms, person, [each.task for each in theirs], head)
        return books


def _book(terms: District, person: InspectorEntry, tasks: Sequence[Task], head: str) -> Workbook:
    return Workbook(
        brigade=terms.brigade,
        inspector=person.name,
        badge_number=person.badge_number,
        tasks=tasks,
        audit_head=head,
    )


def _render(job: tuple[str, Workbook]) -> tuple[str, bytes]:
    return job[0], render(job[1])


def _books(
    session: Session, terms: District, waiting: list[Message], head: str
) -> list[tuple[str, Workbook]]:
    by_message: dict[int, list[int]] = {}
    for ids in chunks([message.id or 0 for message in waiting]):
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
        tasks = [loaded[i].task for i in sorted(by_message[message.id or 0])]
        books.append((message.attachment or "", _book(terms, person, tasks, head)))
    return books
