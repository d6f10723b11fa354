"""The blacklist and the honour list as publications, whenever they changed (第二十三条第二款): who is on
them, and word of who left since the last time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypedDict

from sqlmodel import Session, col, or_, select

from models.district import District
from models.rules import file_names, list_names, names
from models.rules.credit_lists import (
    LEFT,
    ON,
    ActKind,
    EntryClass,
    EntryState,
    ListName,
)
from models.rules.deadlines import DeadlineKind
from models.rules.leaving import Said
from models.rules.order import Basis
from models.rules.publications import NEVER_LEFT, PublicationKind
from models.tables import ListAct, ListEntry, Publication, SubjectEntry
from reports.public_site import page
from tasks.base import deadlines
from tasks.base.queries import chunks
from tasks.base.terms import publisher
from tasks.publish.packages import Content
from tasks.publish.versions import Telling

TITLE = "、".join(name.words for name in ListName)
LEAVING = "移出说明"
UNDER_REVIEW = "依据的检查结果已撤回或更正，正在复核是否撤销列入"


class Listed(TypedDict):
    """A subject on a list, as the page tells it; days in ISO 8601. ``note`` is empty, or says that the
    entry is in doubt."""

    number: str
    list: str
    credit_code: str
    name: str
    entry_class: str
    reason: str
    basis: str
    state: str
    note: str
    entered_on: str
    repairable_from: str | None
    due_off_on: str | None
    measures: list[str]


class Gone(TypedDict):
    """A subject that left a list, as the page tells it."""

    number: str
    list: str
    credit_code: str
    name: str
    state: str
    reason: str
    entered_on: str
    exited_on: str


def tellings(session: Session, terms: District, as_of: date) -> Iterator[Telling]:
    """The lists as they stand; nothing before anybody was ever listed.

    Duty: 23.3 (第二十三条).
    """
    days = session.exec(
        select(col(ListEntry.entered_on), col(ListEntry.exited_on)).where(
            ListEntry.region == terms.region,
            col(ListEntry.shown),
            col(ListEntry.entered_on) <= as_of,
        )
    ).all()
    if days:
        changes = [day for pair in days for day in pair if day is not None and day <= as_of]
        yield Telling(
            partial(names.credit_matter, terms.region),
            _by_list(listed(session, terms, as_of)),
            [Basis("更新名单", max(changes))],
            partial(content, as_of=as_of),
            passing={LEAVING: gone(session, terms, as_of)},
        )


def content(
    session: Session, terms: District, released: str, matter: str, *, as_of: date
) -> Content:
    """A page with everybody on either list, and the same as data, from which the site tells each firm.
    Both have one name in every version, and stand at the names that earlier releases gave them too: who
    left is on none of them any more."""
    rows = listed(session, terms, as_of)
    left = gone(session, terms, as_of)
    html = page(
        "credit_lists",
        publisher(terms),
        TITLE,
        released,
        number=matter,
        lists=_by_list(rows),
        gone=left,
        procedure=terms.credit.procedure,
    )
    data = json.dumps({"listed": rows, "gone": left}, ensure_ascii=False, indent=1).encode()
    own = list_names.page_file(terms.region)
    earlier = session.exec(
        select(Publication.page)
        .where(
            Publication.region == terms.region,
            Publication.kind == PublicationKind.CREDIT_LISTS,
            Publication.page != own,
        )
        .distinct()
    )
    files = {
        file: content
        for name in (own, *earlier)
        for file, content in ((name, html), (file_names.data_file(name), data))
    }
    said = [
        *(
            Said(field, text, each["credit_code"], each["name"])
            for each in rows
            for field, text in (
                ("name", each["name"]),
                ("reason", each["reason"]),
                ("basis", each["basis"]),
            )
        ),
        *(Said("reason", each["reason"], each["credit_code"], each["name"]) for each in left),
    ]
    return Content(PublicationKind.CREDIT_LISTS, TITLE, own, files, said=said)


def listed(session: Session, terms: District, as_of: date) -> list[Listed]:
    """Who is on a list that the public reads, on a day, by credit code.

    Duty: 23.3 (第二十三条).
    """
    entries = session.exec(
        select(ListEntry)
        .where(
            ListEntry.region == terms.region,
            col(ListEntry.shown),
            col(ListEntry.entered_on) <= as_of,
            or_(col(ListEntry.exited_on).is_(None), col(ListEntry.exited_on) > as_of),
        )
        .order_by(col(ListEntry.credit_code), col(ListEntry.id))
    ).all()
    called, doubted = _names(session, entries), _doubted(session, entries, as_of)
    return [
        Listed(
            number=each.number,
            list=each.list,
            credit_code=each.credit_code,
            name=called.get(each.credit_code, ""),
            entry_class=EntryClass(each.entry_class).words if each.entry_class else "",
            reason=each.reason,
            basis=f"《{terms.rule}》{each.basis}" if each.basis.startswith("第") else each.basis,
            state=_as_told(each).words,
            note=UNDER_REVIEW if each.id in doubted else "",
            entered_on=str(each.entered_on),
            repairable_from=str(each.repairable_from) if each.repairable_from else None,
            due_off_on=str(each.due_off_on) if each.due_off_on else None,
            measures=_measures(terms, each),
        )
        for each in entries
    ]


def gone(session: Session, terms: District, as_of: date) -> list[Gone]:
    """Who left a list since the last version that was released, and by what.

    Duty: 23.3 (第二十三条).
    """
    last = session.exec(
        select(col(Publication.built_on))
        .where(
            Publication.region == terms.region,
            Publication.kind == PublicationKind.CREDIT_LISTS,
            col(Publication.state).not_in(NEVER_LEFT),
        )
        .order_by(col(Publication.id).desc())
    ).first()
    if last is None:
        return []
    entries = session.exec(
        select(ListEntry)
        .where(
            ListEntry.region == terms.region,
            col(ListEntry.shown),
            col(ListEntry.entered_on) <= last,
            col(ListEntry.exited_on) >= last,
            col(ListEntry.exited_on) <= as_of,
        )
        .order_by(col(ListEntry.exited_on), col(ListEntry.id))
    ).all()
    called = _names(session, entries)
    return [
        Gone(
            number=each.number,
            list=each.list,
            credit_code=each.credit_code,
            name=called.get(each.credit_code, ""),
            state=EntryState(each.state).words,
            reason=each.exit_reason or "",
            entered_on=str(each.entered_on),
            exited_on=str(each.exited_on),
        )
        for each in entries
    ]


def removed(session: Session, publication: Publication, on: date) -> None:
    """With this version of the lists every channel stopped showing who had left before it was built."""
    numbers = session.exec(
        select(ListEntry.number).where(
            ListEntry.region == publication.region,
            col(ListEntry.state).in_(LEFT),
            col(ListEntry.exited_on) <= publication.built_on,
        )
    ).all()
    deadlines.meet(session, DeadlineKind.LIST_REMOVAL, numbers, on)


def _as_told(entry: ListEntry) -> EntryState:
    """An entry that has left since stands on a page of an earlier day as listed."""
    state = EntryState(entry.state)
    return state if state in ON else EntryState.LISTED


def _measures(terms: District, entry: ListEntry) -> list[str]:
    entry_class = EntryClass(entry.entry_class) if entry.entry_class else None
    if entry_class is None and entry.list == ListName.BLACKLIST:
        return []
    return [each.words for each in terms.credit.measures_of(ListName(entry.list), entry_class)]


def _by_list(entries: Sequence[Listed]) -> dict[str, list[Listed]]:
    return {name.words: [each for each in entries if each["list"] == name] for name in ListName}


def _names(session: Session, entries: Sequence[ListEntry]) -> dict[str, str]:
    return {
        code: name
        for codes in chunks([each.credit_code for each in entries])
        for code, name in session.exec(
            select(SubjectEntry.credit_code, SubjectEntry.name)
            .where(
                col(SubjectEntry.credit_code).in_(codes),
            )
            .order_by(col(SubjectEntry.id))
        )
    }


def _doubted(session: Session, entries: Sequence[ListEntry], as_of: date) -> set[int]:
    """The entries whose revocation is proposed and not decided yet."""
    asked = (ActKind.REVOCATION_DUE, ActKind.REVOKED, ActKind.KEPT)
    last: dict[int, str] = {}
    for ids in chunks([each.id for each in entries]):
        for entry_id, kind in session.exec(
            select(ListAct.entry_id, ListAct.kind)
            .where(
                col(ListAct.entry_id).in_(ids),
                col(ListAct.kind).in_(asked),
                ListAct.done_on <= as_of,
            )
            .order_by(col(ListAct.id))
        ):
            last[entry_id] = kind
    return {entry_id for entry_id, kind in last.items() if kind == ActKind.REVOCATION_DUE}
