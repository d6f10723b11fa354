"""A matter that is due is frozen, once, into a package for each channel."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlmodel import Session, select

from models import clock
from models.district import District
from models.home import home
from models.rules import names
from models.rules.order import Basis, day_in_words
from models.rules.publications import PackageState, PublicationKind
from models.tables import Disclosure, Publication, PublicationInspection, pk
from reports.packages import batch, package
from tasks.base import audit
from tasks.base.step import Result, Step, step
from tasks.base.terms import in_force

BATCH_CONTENT, BATCH_FILE = "credit_publicity_batch", "公示信息.xlsx"


@dataclass(frozen=True, slots=True)
class Content:
    """What a publication says: its page, the files that go with it, and rows for the batch."""

    kind: PublicationKind
    title: str
    page: str
    files: Mapping[str, bytes]
    rows: Sequence[Mapping[str, str]] = ()
    inspections: Sequence[tuple[int, int]] = ()
    """(inspection id, return id) whose results it carries."""


@dataclass(frozen=True, slots=True)
class Due:
    """A matter that is to be built now: the acts it rests on, and what it will say."""

    matter: str
    rests_on: Sequence[Basis]
    content: Callable[[Session, District, str], Content]
    tells: str = ""
    """Digest of what it tells, of a matter that comes in versions."""

    def may_be_built(self, as_of: date) -> bool:
        """Whether every act it rests on was done by ``as_of``."""
        return all(basis.day is None or basis.day <= as_of for basis in self.rests_on)


def build(due: Due, as_of: date, request: str | None = None) -> Result:
    """Freeze one matter into a package per channel, once.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    Gap 23.1: 公示撤回尚未实现。
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
        packages = _freeze(s, terms, due.matter, content)
        return s.record(
            matter=due.matter,
            title=content.title,
            built_on=str(as_of),
            tells=due.tells,
            packages=packages,
            inspections=len(content.inspections),
        )


def _freeze(s: Step, terms: District, matter: str, content: Content) -> dict[str, str]:
    """Store the publication and its packages; channel -> digest."""
    publication = Publication(
        matter=matter,
        kind=content.kind,
        region=terms.region,
        title=content.title,
        page=content.page,
        built_on=s.as_of,
    )
    s.session.add(publication)
    s.session.flush()
    if content.inspections:
        s.session.execute(
            insert(PublicationInspection),
            [
                {"inspection_id": i, "return_id": r, "publication_id": pk(publication)}
                for i, r in content.inspections
            ],
        )
    head = audit.head(s.session)
    digests = {}
    for channel in terms.channels:
        files = dict(content.files)
        if channel.content == BATCH_CONTENT:
            files = {content.page: files[content.page]}
            if content.rows:
                files[BATCH_FILE] = batch(terms.credit_publicity_batch.columns, content.rows)
        packed = package(matter, channel.code, head, files)
        digests[channel.code] = hashlib.sha256(packed).hexdigest()
        s.session.add(
            Disclosure(
                publication_id=pk(publication),
                channel=channel.code,
                file=s.put(home() / "packages" / channel.code / names.package_file(matter), packed),
                package_digest=digests[channel.code],
                state=PackageState.BUILT,
            )
        )
    return digests
