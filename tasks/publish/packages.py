"""A matter that is due is frozen into a package for each channel, with the digest of what it tells."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from models import clock
from models.district import District
from models.home import home
from models.rules import file_names, names
from models.rules.disclosure import PublicResult
from models.rules.inspection import InspectionState
from models.rules.leaving import Said
from models.rules.order import Basis, day_in_words
from models.rules.publications import PackageState, PublicationKind, PublicationState
from models.rules.results import Facts, ResultKind
from models.tables import Disclosure, Inspection, Publication, ResultVersion, pk
from reports.packages import batch, package
from tasks.base import audit
from tasks.base.queries import chunks
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force
from tasks.publish.searched import searched_for
from tasks.publish.tells import channels_of, written
from tasks.publish.texts import check_listed, screen

BATCH_CONTENT, BATCH_FILE = "credit_publicity_batch", "公示信息.xlsx"


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version of an inspection's result that a publication tells; ``told`` is the text it keeps of
    what it rests on and of its ``row``."""

    inspection_id: int
    version: int
    kind: ResultKind
    return_id: int
    facts: Facts
    told: str
    note: str
    next_word_on: date | None
    amendment_id: int | None
    row: PublicResult
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a publication says: its page, the files that go with it, and rows for the batch.

    ``lacking`` are further rows for the batch of a channel that never got the package that held them.
    """

    kind: PublicationKind
    title: str
    page: str
    files: Mapping[str, bytes]
    rows: Sequence[Mapping[str, str]] = ()
    versions: Sequence[NewVersion] = ()
    lacking: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)
    """What it tells beside what its matter names (``Due.parts``)."""
    said: Sequence[Said] = ()
    """Its texts that a person wrote or that come from a registry (``models.rules.leaving``)."""


@dataclass(frozen=True, slots=True)
class Due:
    """A matter that is to be built now: the acts it rests on, what it tells (each part in Chinese, as
    plain values), and its content."""

    matter: str
    rests_on: Sequence[Basis]
    content: Callable[[Session, District, str], Content]
    parts: Mapping[str, Any]

    def may_be_built(self, as_of: date) -> bool:
        """Whether every act it rests on was done by ``as_of``."""
        return all(basis.day is None or basis.day <= as_of for basis in self.rests_on)


def build(due: Due, as_of: date, request: str | None = None) -> Result:
    """Freeze one matter into a package per channel, once.

    Raises:
        Refused: something stands in it that may not leave the house (``personal-data``).

    Duty: 3.1, 10.2, 23.1 (第三条、第十条、第二十三条).
    """
    region = names.read_matter(due.matter).region
    with step(
        f"publish.build:{due.matter}",
        action="制作公示包",
        as_of=as_of,
        region=region,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        built = s.session.exec(select(Publication).where(Publication.matter == due.matter)).first()
        if built is not None:
            return s.unchanged(matter=due.matter, title=built.title, built_on=str(built.built_on))
        s.rests_on(*due.rests_on)
        terms = in_force(s.session, region, as_of)
        content = due.content(s.session, terms, day_in_words(as_of, clock.today()))
        check_listed(content.kind, content.files, content.rows)
        said = screen(s.session, terms, due.matter, content.kind, content.said, content.files)
        packages = _freeze(s, terms, due, content)
        return s.record(
            matter=due.matter,
            title=content.title,
            built_on=str(as_of),
            packages=packages,
            inspections=len(content.versions),
            searched_for=searched_for(s.session, terms, [Said(*each) for each in said]),
            **({"said": said} if said else {}),
        )


def _freeze(s: Step, terms: District, due: Due, content: Content) -> dict[str, str]:
    """Store the publication and its packages; channel -> digest."""
    publication = Publication(
        matter=due.matter,
        kind=content.kind,
        region=terms.region,
        title=content.title,
        page=content.page,
        built_on=s.as_of,
        state=PublicationState.BUILT,
        tells=written({**due.parts, **content.parts, **channels_of(terms)}),
    )
    s.session.add(publication)
    s.session.flush()
    _store_versions(s.session, pk(publication), content.versions)
    head = audit.head(s.session)
    digests = {}
    for channel in terms.channels:
        files = dict(content.files)
        if channel.content == BATCH_CONTENT:
            files = {content.page: files[content.page]}
            rows = [*content.lacking.get(channel.code, ()), *content.rows]
            if rows:
                files[BATCH_FILE] = batch(terms.credit_publicity_batch.columns, _counted(rows))
        packed = package(due.matter, channel.code, head, files)
        digests[channel.code] = hashlib.sha256(packed).hexdigest()
        file = home() / "packages" / channel.code / file_names.package_file(due.matter)
        s.session.add(
            Disclosure(
                publication_id=pk(publication),
                channel=channel.code,
                file=s.put(file, packed),
                package_digest=digests[channel.code],
                state=PackageState.BUILT,
            )
        )
    return digests


def _counted(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [{**row, "serial": str(n)} for n, row in enumerate(rows, start=1)]


def _store_versions(session: Session, publication_id: int, versions: Sequence[NewVersion]) -> None:
    """Store the versions; an inspection that was archived is open until they are out."""
    if versions:
        session.execute(
            insert(ResultVersion),
            [
                {
                    "inspection_id": each.inspection_id,
                    "version": each.version,
                    "kind": each.kind,
                    "return_id": each.return_id,
                    "told": each.told,
                    "note": each.note,
                    "next_word_on": each.next_word_on,
                    "amendment_id": each.amendment_id,
                    "publication_id": publication_id,
                }
                for each in versions
            ],
        )
    for ids in chunks([each.inspection_id for each in versions]):
        session.execute(
            update(Inspection)
            .where(col(Inspection.id).in_(ids), col(Inspection.state) == InspectionState.ARCHIVED)
            .values(state=InspectionState.PUBLISHED)
            .execution_options(synchronize_session=False)
        )
