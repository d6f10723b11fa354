"""The versions of results that a package tells now, and the rows of its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.district import District
from models.rules.disclosure import PublicResult, in_public, withdrawn, written_in
from models.rules.leaving import Said
from models.rules.results import (
    Facts,
    ResultKind,
    being_handled,
    extension_in_words,
    next_word_on,
    note_in_words,
    outlasting,
)
from models.tables import Inspection
from tasks.base.deadlines import starting
from tasks.inspect.inspections import Assigned, assigned
from tasks.publish.coming import Coming, coming
from tasks.publish.packages import NewVersion
from tasks.publish.told import in_words, method, released, write_told


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: what stands of a result, which version it is, and every note on it."""

    told: PublicResult
    version: int
    kind: ResultKind
    notes: tuple[str, ...]


def new_versions(
    session: Session,
    terms: District,
    as_of: date,
    inspections: Mapping[int, Inspection],
    ids: Sequence[int],
) -> dict[int, NewVersion]:
    """Inspection id -> the version that is told now."""
    due = coming(session, terms, as_of, ids)
    known = assigned(session, [inspections[each.inspection_id] for each in due])
    counted = None
    if any(each.now is not None and being_handled(each.now.facts) for each in due):
        counted = starting(terms.region, terms.publication.handled_within, as_of).due_on
    return {
        each.inspection_id: _version(
            terms, each, task, method(inspections[each.inspection_id]), as_of, counted
        )
        for each, task in zip(due, known, strict=True)
    }


def _version(
    terms: District, due: Coming, known: Assigned, came_by: str, as_of: date, counted: date | None
) -> NewVersion:
    assert due.now is not None
    facts, next_word, longer = due.now.facts, None, due.outlasting
    if counted is not None and being_handled(facts) and due.kind != ResultKind.WITHDRAWAL:
        promised = due.last.next_word_on if due.last and longer is None else None
        next_word = next_word_on(promised, as_of, counted)
        if (beyond := outlasting(due.now.extended, next_word)) is not None:
            within = terms.publication.handled_within
            next_word = starting(terms.region, within, beyond.until).due_on
    row = in_public(
        facts,
        number=known.task.number,
        credit_code=known.task.credit_code,
        name=known.task.subject,
        method=came_by,
        item=known.task.item,
        next_word=next_word,
    )
    if due.kind == ResultKind.WITHDRAWAL:
        row = withdrawn(row)
    amendment, note = due.amendment, ""
    if amendment is not None:
        note = note_in_words(due.kind, terms.brigade, amendment.decided_on, amendment.note)
    elif longer is not None and next_word is not None:
        note = extension_in_words(terms.brigade, longer)
    return NewVersion(
        due.inspection_id,
        due.version,
        due.kind,
        due.now.return_id,
        facts,
        write_told(facts, row),
        note,
        next_word,
        amendment.id if amendment else None,
        row,
        tuple(_said(known, facts, due.kind, amendment.note if amendment else "")),
    )


def _said(known: Assigned, facts: Facts, kind: ResultKind, note: str) -> Iterator[Said]:
    """What of a version a person wrote and the public reads; by an item file of the second format a
    fault is worded by it. Of a withdrawn result only the note is told."""
    of = known.task.credit_code, known.task.subject
    yield Said("name", known.task.subject, *of)
    yield Said("note", note, *of)
    if kind == ResultKind.WITHDRAWAL:
        return
    for fault, done in facts["findings"].values():
        if known.task.item.results is None:
            yield Said("fault", fault, *of)
        department, document = written_in(done)
        yield Said("department", department, *of)
        yield Said("document", document, *of)


def rows_of(
    session: Session, inspections: Mapping[int, Inspection], fresh: Mapping[int, NewVersion]
) -> dict[int, Row]:
    """Inspection id -> its row: the version told now, or the last that was."""
    versions = released(session, list(inspections))
    last = {id_: told[-1] for id_, told in versions.items() if id_ not in fresh}
    spelt = in_words(session, [each for each in last.values() if each.row is None])
    rows = {}
    for id_ in inspections:
        notes = tuple(each.note for each in versions.get(id_, []) if each.note)
        if (new := fresh.get(id_)) is not None:
            more = (new.note,) if new.note else ()
            rows[id_] = Row(new.row, new.version, new.kind, (*notes, *more))
        else:
            told = last[id_]
            row = told.row or spelt[id_, told.version]
            rows[id_] = Row(row, told.version, told.kind, notes)
    return rows
