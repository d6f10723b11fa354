"""The written texts of a package: searched when it is built and again when it is released, and shown to
who releases it."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from models import database
from models.district import District
from models.rules.leaving import LEAVES, Said, unlisted, written
from models.rules.publications import PublicationKind
from models.tables import Disclosure, Publication, pk
from tasks.base.acts import latest
from tasks.base.files import get
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


def screen_again(session: Session, terms: District, publication: Publication) -> None:
    """The package that is to leave, byte for byte as it was built, by what is known now.

    Raises:
        Refused: something stands in it that may not leave.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    file = session.exec(
        select(Disclosure.file).where(Disclosure.publication_id == pk(publication)).limit(1)
    ).one()
    with zipfile.ZipFile(io.BytesIO(get(file))) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    kind, said = PublicationKind(publication.kind), _said(session, publication.matter)
    screen(session, terms, publication.matter, kind, said, files)


def texts_of(session: Session, matter: str, kind: PublicationKind) -> Texts:
    """What a person reads before a package leaves: every written text once."""
    return [{"field": words, "text": text} for words, text in written(kind, _said(session, matter))]


def waiting_texts(matter: str) -> Texts:
    """The same of a package that waits for its release, for who holds no session."""
    with database.reading() as session:
        kind = session.exec(select(Publication.kind).where(Publication.matter == matter)).one()
        return texts_of(session, matter, PublicationKind(kind))


def _said(session: Session, matter: str) -> list[Said]:
    """What was built; earlier releases kept none of it."""
    event = latest(session, f"publish.build:{matter}")
    return [Said(*each) for each in json.loads(event.payload).get("said", ())] if event else []


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
