"""Rosters as a draw freezes them: read by version when it is announced, and from then on by the five
texts it keeps, byte for byte, whatever was refreshed since."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from models.faults import Refused
from models.rules import rosters as rule
from models.rules.draw import keys
from models.rules.draw.reasons import IneligibleReason
from models.rules.draw.texts import (
    NAMES,
    Texts,
    by_stratum,
    ineligible_text,
    inspectors_text,
    moves_text,
    recusals_text,
    recused,
    rows,
    subjects_text,
)
from models.rules.recusals import read_stored
from models.tables import Draw, DrawText, InspectorEntry, RosterVersion, SubjectEntry, pk
from tasks.base.queries import chunks


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a roster version: who can be drawn, by stratum, and who is left out, why."""

    by_stratum: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, IneligibleReason] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    """Id -> its risk class, of everybody in the roster."""

    def why_left_out(self) -> dict[str, int]:
        """How many are left out, by reason."""
        return dict(sorted(Counter(reason.value for reason in self.left_out.values()).items()))

    def counts(self) -> dict[str, int]:
        """How many can be drawn, by stratum."""
        return {name: len(ids) for name, ids in self.by_stratum.items()}

    def pairs(self) -> Iterable[tuple[str, str]]:
        """``(id, stratum)`` of everyone who can be drawn."""
        return ((id_, name) for name, ids in self.by_stratum.items() for id_ in ids)


@dataclass(frozen=True, slots=True)
class Inspectors:
    """The inspectors of a roster version under their opaque codes."""

    coded: Mapping[str, InspectorEntry]

    def entry_of(self) -> dict[str, int]:
        """Code -> id of the inspector's entry."""
        return {code: pk(entry) for code, entry in self.coded.items()}

    def badges(self) -> bytes:
        """The list of codes and badges, which stays sealed."""
        return keys.codes_text((code, entry.badge_number) for code, entry in self.coded.items())

    def recusals(self, subjects: Subjects) -> list[tuple[str, str, str]]:
        """``(code, id, reason)`` of everybody who keeps away from somebody that can be drawn."""
        return [
            (code, subject, reason.value)
            for code, entry in self.coded.items()
            for subject, reason in read_stored(entry.recused_from)
            if subject in subjects.classes and subject not in subjects.left_out
        ]


def texts_of(
    subjects: Subjects, inspectors: Inspectors, moves: Iterable[tuple[str, str, str]]
) -> Texts:
    """The five texts whose digests are announced.

    Raises:
        Refused: a line against its form, or nobody to draw.

    Duty: 11.1, 17.1 (第十一条、第十七条).
    """
    return Texts(
        subjects=subjects_text(subjects.pairs()),
        inspectors=inspectors_text(inspectors.coded),
        recusals=recusals_text(inspectors.recusals(subjects)),
        ineligible=ineligible_text((id_, r.value) for id_, r in subjects.left_out.items()),
        moves=moves_text(moves),
    )


def keep(session: Session, draw: Draw, texts: Texts) -> None:
    """Store the five texts of a draw that is about to be announced."""
    session.add_all(
        DrawText(draw_pk=pk(draw), name=name, content=text.decode("ascii"))
        for name, text in texts.named().items()
    )


def frozen(session: Session, draw: Draw) -> Texts:
    """The five texts exactly as an announced draw froze them.

    Raises:
        Refused: it was announced as ssj-draw/1, which kept none.
    """
    kept = session.exec(select(DrawText).where(DrawText.draw_pk == draw.id)).all()
    found = {each.name: each.content.encode("ascii") for each in kept}
    if set(found) != set(NAMES):
        raise Refused(
            f"「{draw.draw_id}」按第 1 版规则公告，不能再抽取、变更或写出记录",
            code="first-protocol",
        )
    return Texts(**found)


def entry_ids(session: Session, draw: Draw, ids: Iterable[str]) -> dict[str, int]:
    """Id -> its entry in the roster version that a draw froze."""
    version = session.get_one(RosterVersion, draw.subject_version_id)
    return {
        code: entry_id
        for some in chunks(sorted(ids))
        for code, entry_id in session.execute(
            select(SubjectEntry.credit_code, SubjectEntry.id).where(
                *_of_version(SubjectEntry, version), col(SubjectEntry.credit_code).in_(some)
            )
        )
    }


def called(session: Session, draw: Draw, ids: Iterable[str] | None = None) -> dict[str, str]:
    """Id -> name of everyone in the roster a draw froze, or of those ``ids``; names are no part of the
    protocol."""
    version = session.get_one(RosterVersion, draw.subject_version_id)
    named = select(SubjectEntry.id, SubjectEntry.credit_code, SubjectEntry.name).where(
        *_of_version(SubjectEntry, version)
    )
    if ids is None:
        texts = frozen(session, draw)
        known = {row[0] for text in (texts.subjects, texts.ineligible) for row in rows(text)}
        # All at once: asked for by their codes, a million would be asked for five thousand at a time.
        found = [each for each in session.execute(named) if each[1] in known]
    else:
        found = [
            each
            for some in chunks(sorted(ids))
            for each in session.execute(named.where(col(SubjectEntry.credit_code).in_(some)))
        ]
    return {code: name for _, code, name in sorted(found, key=itemgetter(0))}


def strata_of(texts: Texts) -> dict[str, list[str]]:
    """Stratum -> the ids that can be drawn in it."""
    return by_stratum(texts.subjects)


def recusals_of(texts: Texts) -> dict[str, set[str]]:
    """Subject id -> codes of the inspectors recused from it."""
    return recused(texts.recusals)


def coded(session: Session, version: RosterVersion, codes_key: bytes) -> Inspectors:
    """The inspectors of a roster version who can be sent, under codes only the key can tell."""
    eligible = {
        entry.badge_number: entry
        for entry in session.exec(
            select(InspectorEntry).where(*_of_version(InspectorEntry, version))
        )
        if rule.can_inspect(entry.qualified, entry.duty)
    }
    codes = keys.codes_of(codes_key, eligible)
    return Inspectors({code: eligible[badge] for code, badge in codes.items()})


def coded_inspectors(session: Session, draw: Draw) -> dict[str, InspectorEntry]:
    """The inspectors of an announced draw under their codes."""
    codes: dict[str, int] = json.loads(draw.inspector_codes)
    entries = session.exec(select(InspectorEntry).where(col(InspectorEntry.id).in_(codes.values())))
    by_id = {entry.id: entry for entry in entries}
    return {code: by_id[entry_id] for code, entry_id in codes.items()}


def subjects_of(
    session: Session,
    version: RosterVersion,
    carried_over: Mapping[str, str] | None = None,
    skipped: Collection[str] = (),
) -> Subjects:
    """The subjects of a roster version, by whether they can be drawn; ``carried_over`` stand in a
    stratum of their own (id -> stratum), unless they are ``skipped`` because they were visited."""
    subjects, carried = Subjects(), carried_over or {}
    rows = session.execute(
        select(SubjectEntry.credit_code, SubjectEntry.risk_class, SubjectEntry.status)
        .where(*_of_version(SubjectEntry, version))
        .execution_options(yield_per=20_000)
    )
    for code, risk_class, status in rows:
        subjects.classes[code] = risk_class
        reason = rule.ineligible_reason(status)
        if reason is None and code in skipped:
            reason = IneligibleReason.VISIT_CAP
        if reason is None:
            subjects.by_stratum.setdefault(carried.get(code, risk_class), []).append(code)
        else:
            subjects.left_out[code] = reason
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
