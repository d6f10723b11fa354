"""What was told of an inspection's result, version by version, as the public may read it now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.rules import results as rule
from models.rules.disclosure import PublicResult, in_public, withdrawn
from models.rules.publications import NEVER_LEFT
from models.rules.results import Facts, ResultKind
from models.tables import Inspection, Publication, ResultVersion
from tasks.base.queries import chunks
from tasks.inspect.inspections import assigned

DRAWN, SPECIAL = "双随机抽查", "专项检查"


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was released; ``row`` is ``None`` where an earlier release told it."""

    inspection_id: int
    version: int
    kind: ResultKind
    return_id: int
    facts: Facts
    row: PublicResult | None
    note: str
    next_word_on: date | None
    publication_id: int
    matter: str
    page: str
    released_on: date

    def last(self) -> rule.Told:
        """As the rule asks for it."""
        return rule.Told(self.kind, self.facts, self.return_id)

    def being_handled(self) -> bool:
        """Whether it said that something was still being handled."""
        return rule.being_handled(self.facts)


@dataclass(frozen=True, slots=True)
class Told:
    """A version as the public may read it: ``row`` is ``None`` where a later one took the text back."""

    version: int
    kind: ResultKind
    row: PublicResult | None
    note: str
    released_on: date
    next_word_on: date | None
    matter: str
    page: str


def told(session: Session, inspection_ids: Sequence[int]) -> dict[int, list[Told]]:
    """Inspection id -> every version of its result that was released, the oldest first.

    Duty: 23.1, 23.2 (第二十三条).
    """
    released_versions = released(session, inspection_ids)
    without = [v for versions in released_versions.values() for v in versions if v.row is None]
    rows = in_words(session, without)
    read: dict[int, list[Told]] = {}
    for inspection_id, versions in released_versions.items():
        taken_back = max(
            (v.version for v in versions if v.kind == ResultKind.WITHDRAWAL), default=0
        )
        read[inspection_id] = [
            Told(
                v.version,
                v.kind,
                None if v.version < taken_back else v.row or rows[inspection_id, v.version],
                v.note,
                v.released_on,
                v.next_word_on,
                v.matter,
                v.page,
            )
            for v in versions
        ]
    return read


def released(session: Session, inspection_ids: Sequence[int]) -> dict[int, list[Version]]:
    """Inspection id -> every version that was released, as it was told, the oldest first."""
    versions: dict[int, list[Version]] = {}
    for some in chunks(inspection_ids):
        for version, publication in session.exec(
            select(ResultVersion, Publication)
            .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
            .where(
                col(ResultVersion.inspection_id).in_(some),
                col(Publication.state).not_in(NEVER_LEFT),
            )
            .order_by(col(ResultVersion.inspection_id), col(ResultVersion.version))
        ):
            assert publication.released_on is not None
            facts, row = read_told(version.told)
            versions.setdefault(version.inspection_id, []).append(
                Version(
                    version.inspection_id,
                    version.version,
                    ResultKind(version.kind),
                    version.return_id,
                    facts,
                    row,
                    version.note,
                    version.next_word_on,
                    version.publication_id,
                    publication.matter,
                    publication.page,
                    publication.released_on,
                )
            )
    return versions


def write_told(facts: Facts, row: PublicResult) -> str:
    """The text that a version keeps."""
    values = {name: getattr(row, name) for name in PublicResult.__dataclass_fields__}
    told_values = {"facts": dict(facts), "row": values}
    return json.dumps(told_values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_told(text: str) -> tuple[Facts, PublicResult | None]:
    """What a version rests on, and its row."""
    values: dict[str, Any] = json.loads(text)
    row = values["row"]
    return values["facts"], None if row is None else PublicResult(**row)


def in_words(session: Session, versions: Sequence[Version]) -> dict[tuple[int, int], PublicResult]:
    """(Inspection id, version) -> the row of what an earlier release told, from what it rested on."""
    inspections = {
        inspection.id: inspection
        for some in chunks(sorted({version.inspection_id for version in versions}))
        for inspection in session.exec(select(Inspection).where(col(Inspection.id).in_(some)))
    }
    wanted = list(inspections.values())
    known = {each.id: each.task for each in assigned(session, wanted)}
    rows = {}
    for version in versions:
        task = known[version.inspection_id]
        row = in_public(
            version.facts,
            number=task.number,
            credit_code=task.credit_code,
            name=task.subject,
            method=method(inspections[version.inspection_id]),
            item=task.item,
            next_word=version.next_word_on,
        )
        rows[version.inspection_id, version.version] = (
            withdrawn(row) if version.kind == ResultKind.WITHDRAWAL else row
        )
    return rows


def method(inspection: Inspection) -> str:
    """How an inspection came about, as the public reads it."""
    return SPECIAL if inspection.draw_entry_id is None else DRAWN
