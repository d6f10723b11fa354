"""The blacklist and the honour list as publications, whenever they changed (第二十三条第二款)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TypedDict

from sqlmodel import Session, col, or_, select

from models.district import District
from models.rules import file_names, names
from models.rules.credit import ListName
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from models.tables import ListMembership, SubjectEntry
from reports.public_site import page
from tasks.base.queries import chunks
from tasks.base.terms import publisher
from tasks.publish.packages import Content
from tasks.publish.versions import Telling

TITLE = "、".join(name.words for name in ListName)


class Listed(TypedDict):
    """A subject on a list, as the page tells it; days in ISO 8601."""

    list: str
    credit_code: str
    name: str
    reason: str
    entered_on: str
    due_off_on: str | None


def tellings(session: Session, terms: District, as_of: date) -> Iterator[Telling]:
    """The lists as they stand; nothing before anybody was ever listed.

    Duty: 23.3 (第二十三条).
    """
    stays = session.exec(
        select(ListMembership).where(
            ListMembership.region == terms.region, ListMembership.entered_on <= as_of
        )
    ).all()
    if stays:
        listed = _standing(session, terms.region, as_of)
        changes = [day for stay in stays for day in (stay.entered_on, stay.exited_on) if day]
        yield Telling(
            partial(names.credit_matter, terms.region),
            {name.words: [each for each in listed if each["list"] == name] for name in ListName},
            [Basis("更新名单", max(day for day in changes if day <= as_of))],
            partial(content, as_of=as_of),
            listed,
        )


def content(
    session: Session, terms: District, released: str, matter: str, *, as_of: date
) -> Content:
    """A page with everybody on either list, and the same as data, from which the site tells each firm."""
    standing = _standing(session, terms.region, as_of)
    lists = {name.words: [each for each in standing if each["list"] == name] for name in ListName}
    file = file_names.file_name("credit", matter, "html")
    html = page("credit_lists", publisher(terms), TITLE, released, number=matter, lists=lists)
    data = file_names.file_name("credit", matter, "json")
    rows = json.dumps(standing, ensure_ascii=False, indent=1).encode()
    return Content(PublicationKind.CREDIT_LISTS, TITLE, file, {file: html, data: rows})


def _standing(session: Session, region: str, as_of: date) -> list[Listed]:
    stays = session.exec(
        select(ListMembership)
        .where(
            ListMembership.region == region,
            ListMembership.entered_on <= as_of,
            or_(col(ListMembership.exited_on).is_(None), col(ListMembership.exited_on) > as_of),
        )
        .order_by(col(ListMembership.credit_code), col(ListMembership.id))
    ).all()
    subjects = {
        entry.credit_code: entry.name
        for codes in chunks([stay.credit_code for stay in stays])
        for entry in session.exec(
            select(SubjectEntry)
            .where(SubjectEntry.region == region, col(SubjectEntry.credit_code).in_(codes))
            .order_by(col(SubjectEntry.id))
        )
    }
    return [
        Listed(
            list=stay.list,
            credit_code=stay.credit_code,
            name=subjects.get(stay.credit_code, ""),
            reason=stay.reason,
            entered_on=str(stay.entered_on),
            due_off_on=str(stay.due_off_on) if stay.due_off_on else None,
        )
        for stay in stays
    ]
