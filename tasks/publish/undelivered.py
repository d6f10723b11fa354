"""Packages that were released and did not reach their channel yet; and what is withdrawn leaves none
that still tells it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.faults import Refused
from models.rules import names
from models.rules.publications import NEVER_LEFT, PackageState, PublicationState
from models.rules.results import ResultKind
from models.tables import Disclosure, Publication, ResultVersion, pk
from tasks.base.files import get

ON_THE_WAY = (PackageState.BUILT, PackageState.LAID_READY)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a channel never got: the packages, their matters, and the inspections that are not
    withdrawn, of which the next package has to tell it."""

    disclosure_ids: Sequence[int]
    matters: Sequence[str]
    inspection_ids: Sequence[int]


def lacking_of(
    session: Session, scope: str, withdrawn: Collection[int], but: int | None = None
) -> Mapping[str, Lacking]:
    """Channel -> what of a scope never reached it and tells something of the inspections
    ``withdrawn``: it is not sent any more, and what else it held goes with the next package, ``but``
    (a publication's id) where that is released already.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    if not withdrawn:
        return {}
    stem = names.read_matter(names.results_matter(scope, 1)).stem
    waiting = session.exec(
        select(Disclosure, Publication)
        .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
        .where(
            col(Publication.matter).startswith(f"{stem}/", autoescape=True),
            Publication.state == PublicationState.RELEASED,
            col(Disclosure.state).in_(ON_THE_WAY),
            col(Publication.id) != but,
        )
        .order_by(col(Disclosure.id))
    ).all()
    carried = _carried(session, [pk(publication) for _, publication in waiting])
    found: dict[str, list[tuple[Disclosure, Publication]]] = {}
    for disclosure, publication in waiting:
        if carried.get(pk(publication), set()) & set(withdrawn):
            found.setdefault(disclosure.channel, []).append((disclosure, publication))
    return {
        channel: Lacking(
            [pk(disclosure) for disclosure, _ in packages],
            [publication.matter for _, publication in packages],
            sorted(set().union(*(carried[pk(p)] for _, p in packages)) - set(withdrawn)),
        )
        for channel, packages in found.items()
    }


def package_of(disclosure: Disclosure) -> bytes:
    """A package's bytes.

    Raises:
        Refused: the file is gone, or is not what was built.
    """
    try:
        content = get(disclosure.file)
    except OSError as error:
        raise Refused(f"公示包「{disclosure.file}」不在了", code="package-changed") from error
    if hashlib.sha256(content).hexdigest() != disclosure.package_digest:
        raise Refused(
            f"公示包「{disclosure.file}」与制作时的摘要不符，不予送达", code="package-changed"
        )
    return content


def _carried(session: Session, publication_ids: Sequence[int]) -> dict[int, set[int]]:
    """Publication id -> the inspections of which it tells a version."""
    carried: dict[int, set[int]] = {}
    for publication_id, inspection_id in session.exec(
        select(ResultVersion.publication_id, ResultVersion.inspection_id).where(
            col(ResultVersion.publication_id).in_(publication_ids)
        )
    ):
        carried.setdefault(publication_id, set()).add(inspection_id)
    return carried


def take_back(session: Session, publication: Publication) -> None:
    """A released publication takes back what it withdraws: packages that never reached their channel
    are not sent any more, and an earlier publication of which nothing stands is withdrawn.

    Duty: 23.1 (第二十三条).
    """
    gone = session.exec(
        select(ResultVersion.inspection_id).where(
            ResultVersion.publication_id == pk(publication),
            ResultVersion.kind == ResultKind.WITHDRAWAL,
        )
    ).all()
    if not gone:
        return
    scope = names.scope_of_matter(publication.matter)
    into = {
        disclosure.channel: pk(disclosure)
        for disclosure in session.exec(
            select(Disclosure).where(Disclosure.publication_id == pk(publication))
        )
    }
    for channel, lacking in lacking_of(session, scope, gone, pk(publication)).items():
        session.execute(
            update(Disclosure)
            .where(col(Disclosure.id).in_(lacking.disclosure_ids))
            .values(state=PackageState.WITHDRAWN, taken_into_id=into[channel])
            .execution_options(synchronize_session="fetch")
        )
    for earlier in _of_which_nothing_stands(session, publication):
        earlier.state = PublicationState.WITHDRAWN
        session.add(earlier)


def _of_which_nothing_stands(session: Session, publication: Publication) -> list[Publication]:
    """Earlier publications of the same results whose every result is withdrawn now."""
    stem = names.read_matter(publication.matter).stem
    standing: dict[int, str] = {}
    carried: dict[int, set[int]] = {}
    by_id: dict[int, Publication] = {}
    for version, of in session.exec(
        select(ResultVersion, Publication)
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(
            col(Publication.matter).startswith(f"{stem}/", autoescape=True),
            col(Publication.state).not_in(NEVER_LEFT),
        )
        .order_by(col(ResultVersion.inspection_id), col(ResultVersion.version))
    ):
        standing[version.inspection_id] = version.kind
        carried.setdefault(pk(of), set()).add(version.inspection_id)
        by_id[pk(of)] = of
    return [
        by_id[id_]
        for id_, inspections in carried.items()
        if id_ < pk(publication)
        and by_id[id_].state != PublicationState.WITHDRAWN
        and all(standing[each] == ResultKind.WITHDRAWAL for each in inspections)
    ]
