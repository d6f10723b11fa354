"""Rosters as a draw freezes them: read by version, so that they are the same again whatever was
refreshed since."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from models.faults import Refused
from models.rules import rosters as rule
from models.rules.draw import canonical, sealed
from models.rules.recusals import recusals
from models.tables import Draw, InspectorEntry, RosterVersion, SubjectEntry, pk


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a roster version: who can be drawn, by stratum, and who is left out, why."""

    by_stratum: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    entry_ids: dict[str, int] = field(default_factory=dict)

    def ineligible(self) -> dict[str, int]:
        """How many are left out, by reason."""
        return dict(Counter(status for _, status in self.left_out))

    def counts(self) -> dict[str, int]:
        """How many can be drawn, by stratum."""
        return {name: len(ids) for name, ids in self.by_stratum.items()}

    def pairs(self) -> Iterable[tuple[str, str]]:
        """``(id, stratum)`` of everyone who can be drawn."""
        return ((id_, name) for name, ids in self.by_stratum.items() for id_ in ids)


@dataclass(frozen=True, slots=True)
class Frozen:
    """Both rosters of one draw; ``coded`` are the inspectors under their opaque codes."""

    subjects: Subjects
    coded: Mapping[str, InspectorEntry]

    def recusals(self) -> dict[str, set[str]]:
        """Subject id -> codes of the inspectors recused from it."""
        return recusals((code, entry.recused_from) for code, entry in self.coded.items())

    def entry_of(self) -> dict[str, int]:
        """Code -> id of the inspector's entry."""
        return {code: pk(entry) for code, entry in self.coded.items()}

    def texts(self) -> dict[str, bytes]:
        """The canonical texts whose digests are announced."""
        return {
            "subjects": canonical.subjects_text(self.subjects.pairs()),
            "inspectors": canonical.inspectors_text(self.coded),
            "recusals": canonical.recusals_text(
                (code, id_) for id_, codes in self.recusals().items() for code in codes
            ),
        }


def freeze(
    session: Session, subjects: RosterVersion, inspectors: RosterVersion, codes_key: bytes
) -> Frozen:
    """Two roster versions as a draw that is about to be announced freezes them."""
    eligible = {
        entry.badge_number: entry
        for entry in session.exec(
            select(InspectorEntry).where(*_of_version(InspectorEntry, inspectors))
        )
        if rule.can_inspect(entry.qualified, entry.duty)
    }
    codes = sealed.codes_of(codes_key, eligible)
    return Frozen(
        subjects_of(session, subjects), {code: eligible[badge] for code, badge in codes.items()}
    )


def frozen(session: Session, draw: Draw) -> Frozen:
    """The rosters exactly as an announced draw froze them."""
    version = session.get_one(RosterVersion, draw.subject_version_id)
    return Frozen(subjects_of(session, version), coded_inspectors(session, draw))


def coded_inspectors(session: Session, draw: Draw) -> dict[str, InspectorEntry]:
    """The inspectors of an announced draw under their codes."""
    codes: dict[str, int] = json.loads(draw.inspector_codes)
    entries = session.exec(select(InspectorEntry).where(col(InspectorEntry.id).in_(codes.values())))
    by_id = {entry.id: entry for entry in entries}
    return {code: by_id[entry_id] for code, entry_id in codes.items()}


def subjects_of(session: Session, version: RosterVersion) -> Subjects:
    """The subjects of a roster version, by whether they can be drawn."""
    subjects = Subjects()
    rows = session.execute(
        select(
            SubjectEntry.id, SubjectEntry.credit_code, SubjectEntry.risk_class, SubjectEntry.status
        )
        .where(*_of_version(SubjectEntry, version))
        .execution_options(yield_per=20_000)
    )
    for entry_id, code, stratum, status in rows:
        if rule.can_be_drawn(status):
            subjects.by_stratum.setdefault(stratum, []).append(code)
            subjects.entry_ids[code] = entry_id
        else:
            subjects.left_out.append((code, status))
    return subjects


def newest_version(
    session: Session, region: str, item_code: str, kind: rule.RosterKind
) -> RosterVersion:
    """The newest version of a roster.

    Raises:
        Refused: there is none.
    """
    newest = session.exec(
        select(RosterVersion)
        .where(
            RosterVersion.region == region,
            RosterVersion.item_code == item_code,
            RosterVersion.kind == kind,
        )
        .order_by(col(RosterVersion.number).desc())
        .limit(1)
    ).first()
    if newest is None:
        raise Refused(f"还没有{kind.words}，请先运行 ssj rosters import", code="no-roster")
    return newest


def _of_version(
    entry: type[SubjectEntry] | type[InspectorEntry], version: RosterVersion
) -> list[ColumnElement[bool]]:
    return [
        col(entry.region) == version.region,
        col(entry.item_code) == version.item_code,
        col(entry.since_version) <= version.number,
        or_(col(entry.until_version).is_(None), col(entry.until_version) > version.number),
    ]
