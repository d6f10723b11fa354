"""Matters that come in versions: the next is due when it would tell something else than the last."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from models.district import District
from models.rules import names
from models.rules.order import Basis
from models.rules.publications import PublicationState, parts_changed
from models.tables import Publication
from tasks.base.acts import latest
from tasks.publish.packages import Content, Due
from tasks.publish.tells import CHANNELS, channels_of, digest, digests, kept

Named = Callable[[int], str]
"""A version's number -> the matter's name, as ``models.rules.names`` builds it."""

OF_AN_EARLIER_RELEASE = "由升级前的版本制作，内容须重新核对"
NOT_TOLD_ANY_MORE = "现已无须公示"


@dataclass(frozen=True, slots=True)
class Telling:
    """A matter as it would be told now; ``content`` is given session, terms, the day in words, and the
    name it goes by. ``passing`` are parts that count until it leaves: told once, they stand.
    ``earlier`` is what earlier releases took the digest of."""

    named: Named
    parts: Mapping[str, Any]
    rests_on: Sequence[Basis]
    content: Callable[[Session, District, str, str], Content]
    earlier: Any = None
    passing: Mapping[str, Any] = field(default_factory=dict)

    @property
    def once(self) -> bool:
        """Whether it has one name and is told once."""
        return self.named(1) == self.named(2)

    @property
    def key(self) -> str:
        """Its one name, or the name that its versions share."""
        return self.named(1) if self.once else names.read_matter(self.named(1)).stem


def telling_of(tellings: Iterable[Telling], publication: Publication) -> Telling | None:
    """What the matter of a publication would tell now; ``None`` if nothing."""
    keys = (publication.matter, names.read_matter(publication.matter).stem)
    return next((each for each in tellings if each.key in keys), None)


def due_of(session: Session, telling: Telling) -> Due | None:
    """The version that is to be built, or ``None`` if the last that stands tells the same.

    Duty: 3.1 (第三条).
    """
    every = of_stem(session, telling)
    standing = [each for each in every if each.state != PublicationState.OVERTAKEN]
    if telling.once and every:
        return None
    if standing and not _otherwise(session, telling, standing[-1]):
        return None
    matter = telling.named(number_of(every[-1]) + 1 if every else 1)
    before = Basis("制作上一版公示", every[-1].built_on if every else None)
    return Due(
        matter,
        [*telling.rests_on, before],
        lambda session, terms, released: telling.content(session, terms, released, matter),
        {**telling.parts, **telling.passing},
    )


def overtaken_by(
    session: Session, terms: District, publication: Publication, telling: Telling | None
) -> list[str]:
    """What is not in force any more of a publication that waits for its release, in words; empty if
    it may go out.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    if telling is None:
        return [NOT_TOLD_ANY_MORE]
    if telling.once:
        return []
    if not publication.tells:
        return [OF_AN_EARLIER_RELEASE]
    return parts_changed(
        kept(publication), digests({**telling.parts, **telling.passing, **channels_of(terms)})
    )


def of_stem(session: Session, telling: Telling) -> list[Publication]:
    """Every publication of the matter, by number."""
    if telling.once:
        return list(session.exec(select(Publication).where(Publication.matter == telling.named(1))))
    return in_versions(session, telling.named)


def in_versions(session: Session, named: Named) -> list[Publication]:
    """Every version of a matter that was built, by number."""
    stem = names.read_matter(named(1)).stem
    built = session.exec(
        select(Publication).where(col(Publication.matter).startswith(f"{stem}/", autoescape=True))
    )
    return sorted(built, key=number_of)


def next_number(session: Session, named: Named) -> int:
    """The number that follows the last one built."""
    built = in_versions(session, named)
    return number_of(built[-1]) + 1 if built else 1


def number_of(publication: Publication) -> int:
    """A version's number."""
    return names.read_matter(publication.matter).version or 0


def _otherwise(session: Session, telling: Telling, last: Publication) -> list[str]:
    """The parts that are told otherwise than in ``last``."""
    if last.tells:
        passing = {CHANNELS, *telling.passing}
        told = {part: value for part, value in kept(last).items() if part not in passing}
        return parts_changed(told, digests(telling.parts))
    event = latest(session, f"publish.build:{last.matter}")
    before = json.loads(event.payload).get("tells") if event is not None else None
    return [] if before == digest(telling.earlier) else [OF_AN_EARLIER_RELEASE]
