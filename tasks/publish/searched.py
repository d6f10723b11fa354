"""A package that is to leave is what was searched when it was built, and was searched for what is known
now; otherwise it is searched once more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from models.district import District
from models.faults import Refused
from models.rules.leaving import Said
from models.rules.publications import PublicationKind
from models.tables import Disclosure, Publication, RowChange, StateSum, SubjectEntry, pk
from tasks.base.screening import numbers_of, people_of
from tasks.publish.makers import made_by
from tasks.publish.tells import digest
from tasks.publish.texts import built_with, screen
from tasks.publish.undelivered import package_of


def searched_for(session: Session, terms: District, said: Sequence[Said]) -> str:
    """The digest of all that a package with these written texts is searched for: whose names, which
    telephone numbers are the body's own, and the rules by which it is searched. What persons let out
    only becomes more, and so is none of it.

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    codes = {each.credit_code for each in said}
    people = people_of(session, terms.region, sorted(codes - {""}))
    return digest(
        [
            sorted(people.officers.known),
            {code: sorted(names.known) for code, names in people.of_firm.items()},
            _table(session, SubjectEntry.__tablename__) if "" in codes else None,
            sorted(numbers_of(terms)),
            made_by("models.rules", "tasks.base", "tasks.publish"),
        ]
    )


def _table(session: Session, name: str) -> list[Any]:
    """What says whether a table is the same: its running sum, and the newest of the changes that no step
    made. A text about no firm is searched for everybody in the roster, whom to read takes long."""
    total = session.exec(select(StateSum.total).where(StateSum.table_name == name)).first()
    outside = session.exec(select(func.max(RowChange.id)).where(RowChange.table_name == name)).one()
    return [total, outside]


def check_searched(session: Session, terms: District, publication: Publication) -> None:
    """A package that is to leave, byte for byte as it was built, by what is known now. Its build said
    in the audit record what its bytes are and what they were searched for; while both are the same,
    so is the answer.

    Raises:
        Refused: it is not what was built (``package-changed``), or something stands in it that may
            not leave (``personal-data``).

    Duty: 10.2, 23.1 (第十条、第二十三条).
    """
    built, said = built_with(session, publication.matter)
    content = _as_built(session, publication, built)
    if built.get("searched_for") == searched_for(session, terms, said):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    screen(session, terms, publication.matter, PublicationKind(publication.kind), said, files)


def _as_built(session: Session, publication: Publication, built: Mapping[str, Any]) -> bytes:
    """The bytes of the first channel's package, after those of every channel were looked at."""
    packages = session.exec(
        select(Disclosure)
        .where(Disclosure.publication_id == pk(publication))
        .order_by(col(Disclosure.id))
    ).all()
    on_record = built.get("packages", {})
    first = b""
    for each in packages:
        content = package_of(each)
        if on_record.get(each.channel, each.package_digest) != each.package_digest:
            raise Refused(
                f"公示包「{each.file}」的摘要与制作时留存的不符，不得放行", code="package-changed"
            )
        first = first or content
    return first
