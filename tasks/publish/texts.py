"""The written texts of a package: searched when it is built, and shown to who releases it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from models import database
from models.district import District
from models.rules.leaving import LEAVES, Said, unlisted, written
from models.rules.publications import PublicationKind
from models.tables import Publication
from tasks.base.acts import latest
from tasks.base.screening import check_said

Texts = list[dict[str, str]]
"""Each written text (``text``) with what its field is called (``field``)."""

CLOSED = (PublicationKind.ANNOUNCEMENT, PublicationKind.DRAW_RECORD)
"""Documents of the protocol: their shapes say what may be in them, and their pages are full of digests
and of sources' values."""


def check_listed(
    kind: PublicationKind, files: Mapping[str, bytes], rows: Sequence[Mapping[str, str]]
) -> None:
    """Every field of a package's data is on the list of what leaves.

    Raises:
        LookupError: one is not.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    if kind in CLOSED:
        return
    data = [json.loads(content) for name, content in files.items() if name.endswith(".json")]
    fields = {field for row in rows for field in row} | {f for each in data for f in _keys(each)}
    if more := unlisted(kind, fields):
        raise LookupError(f"not listed in models.rules.leaving for {kind}: {', '.join(more)}")


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _keys(each)


def screen(
    session: Session,
    terms: District,
    matter: str,
    kind: PublicationKind,
    said: Sequence[Said],
    files: Mapping[str, bytes],
) -> list[list[str]]:
    """The written texts of a package that may leave, as its event keeps them.

    Raises:
        Refused: something stands in it that may not leave (``personal-data``).

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    pages = {content for name, content in files.items() if name.endswith(".html")}
    text = "" if kind in CLOSED else "\n".join(map(as_read, sorted(pages)))
    check_said(session, terms, matter, kind, said, text)
    listed = LEAVES[kind]
    return [
        [each.field, each.text, each.credit_code, each.name]
        for each in dict.fromkeys(said)
        if each.text and listed[each.field].is_written
    ]


def texts_of(session: Session, matter: str, kind: PublicationKind) -> Texts:
    """What a person reads before a package leaves: every written text once."""
    return [
        {"field": words, "text": text}
        for words, text in written(kind, built_with(session, matter)[1])
    ]


def waiting_texts(matter: str) -> Texts:
    """The same of a package that waits for its release, for who holds no session."""
    with database.reading() as session:
        kind = session.exec(select(Publication.kind).where(Publication.matter == matter)).one()
        return texts_of(session, matter, PublicationKind(kind))


def built_with(session: Session, matter: str) -> tuple[dict[str, Any], list[Said]]:
    """What the event of its build says of a package, and the written texts in it, of which earlier
    releases kept none."""
    event = latest(session, f"publish.build:{matter}")
    built: dict[str, Any] = json.loads(event.payload) if event else {}
    return built, [Said(*each) for each in built.get("said", ())]


def in_lines(texts: Texts) -> list[str]:
    """As a person reads them on a screen: a text a line."""
    return [f"    {each['field']}：{' '.join(each['text'].split())}" for each in texts]


_UNREAD = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:span|b|strong|code|a|em)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def as_read(page: bytes) -> str:
    """A page as a person reads it: what stands in one paragraph or cell is one text."""
    text = _INLINE.sub("", _UNREAD.sub("", page.decode(errors="replace")))
    return html.unescape(_TAG.sub("\n", text))
