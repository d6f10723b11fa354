"""Refresh a roster: compare with the new list, record every difference, keep every version.

A fault anywhere in the file rolls everything back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from models import database
from models.faults import Refused
from models.rules.order import Basis
from models.rules.recusals import stored
from models.rules.rosters import RosterKind, SubjectRow, check_inspector_roster
from models.tables import RosterVersion
from tasks.base.step import Result, step
from tasks.base.terms import in_force, item_in_force
from tasks.rosters.causes import explain_by_causes, raised_by_causes
from tasks.rosters.compare import Comparison
from tasks.rosters.dossiers import named_in
from tasks.rosters.explain import StatedReasons, stated_reasons
from tasks.rosters.read import read_inspectors, read_subjects
from tasks.rosters.versions import item_of, newest_version

SUBJECT_FIELDS = [field.name for field in fields(SubjectRow)]  # asdict takes ten times as long


def refresh_roster(
    kind: str,
    path: Path,
    region: str,
    as_of: date,
    actor: str,
    *,
    item_code: str | None = None,
    request: str | None = None,
) -> Result:
    """Make the list in ``path`` the roster in force of ``kind`` (``RosterKind``) for an item.

    Returns the version number and the counts of added, changed and removed, with the names of some
    of each. A list like the roster in force is no new version, though it may say why subjects
    changed. Headings of the premises' dossier that the list has too are named: what stands below them
    is taken in by ``dossiers.import_beside``.

    Raises:
        Refused: every fault of the file; the item is on no list; a day before the roster in force.
            The roster in force stays as it is.

    Duty: 11.1, 12.1, 12.2, 13.1, 14.1, 15.1 (第十一条至第十五条).
    """
    roster = RosterKind(kind)
    source = source_digest(path)
    code = item_of(region, as_of, item_code)
    with step(
        f"roster.refresh:{region}/{code}/{roster}",
        action=f"更新{roster.words}",
        as_of=as_of,
        region=region,
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        comparison = _compared(s.session, roster, path, region, code, as_of)
        newest = newest_version(s.session, region, code, roster)
        stated = _stated(comparison, newest, as_of)
        answer = _answer(comparison, stated)
        if newest is not None:
            if not (_differs(answer) or stated.fresh):
                return s.unchanged(**answer, **_standing(newest))
            s.rests_on(Basis(f"{roster.words}第 {newest.number} 版", newest.as_of))
        version = newest
        if version is None or _differs(answer):
            version = RosterVersion(
                region=region,
                item_code=code,
                kind=roster.value,
                number=newest.number + 1 if newest else 1,
                as_of=as_of,
                source_name=path.name,
                source_digest=source,
                **{count: answer[count] for count in ("total", "added", "changed", "removed")},
            )
            s.session.add(version)
            if roster == RosterKind.SUBJECTS:
                comparison.to_general_supervision(as_of)
            comparison.close_and_open(version.number)
            stated.store(s, version)
            if roster == RosterKind.SUBJECTS:
                explain_by_causes(s, version)
        else:
            stated.store(s, version)
        return s.record(**answer, **_standing(version), source=source)


def compare_roster(
    kind: str, path: Path, region: str, as_of: date, *, item_code: str | None = None
) -> Result:
    """What ``refresh_roster`` would change; nothing is.

    Raises:
        Refused: as ``refresh_roster``.

    Duty: 13.1, 15.1 (第十三条、第十五条).
    """
    roster = RosterKind(kind)
    source_digest(path)
    code = item_of(region, as_of, item_code)
    with database.reading() as session:
        comparison = _compared(session, roster, path, region, code, as_of)
        newest = newest_version(session, region, code, roster)
        answer = _answer(comparison, _stated(comparison, newest, as_of))
        return {**answer, **(_standing(newest) if newest else {"version": 0, "as_of": None})}


def source_digest(path: Path) -> str:
    """SHA-256 (hex) of a list's file.

    Raises:
        Refused: there is no such file.
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _compared(
    session: Session, roster: RosterKind, path: Path, region: str, code: str, as_of: date
) -> Comparison:
    terms = in_force(session, region, as_of)
    item_in_force(session, region, code, as_of)
    comparison = Comparison(session, roster, region, code)
    minimum = terms.draw.minimum_inspectors.value
    comparison.stage(_rows(roster, path, region, minimum, comparison.headings))
    if roster == RosterKind.SUBJECTS:
        comparison.raise_by(raised_by_causes(session, terms, as_of))
    return comparison


def _rows(
    roster: RosterKind, path: Path, region: str, minimum: int, headings: list[str]
) -> Iterable[list[dict[str, Any]]]:
    if roster == RosterKind.SUBJECTS:
        for chunk in read_subjects(path, region, headings):
            yield [
                {
                    **{name: getattr(row, name) for name in SUBJECT_FIELDS},
                    "listed_class": row.risk_class,
                    "listed_reason": row.risk_reason,
                }
                for row in chunk
            ]
    else:
        inspectors = read_inspectors(path)
        check_inspector_roster(inspectors, minimum)
        yield [{**asdict(row), "recused_from": stored(row.recused_from)} for row in inspectors]


def _stated(comparison: Comparison, newest: RosterVersion | None, as_of: date) -> StatedReasons:
    if newest is None or comparison.kind != RosterKind.SUBJECTS:
        return StatedReasons()
    return stated_reasons(comparison, newest, as_of)


def _answer(comparison: Comparison, stated: StatedReasons) -> Result:
    beside = named_in(comparison.headings)
    return {
        **comparison.differences(),
        **({"dossier_columns": beside} if beside else {}),
        "without_email": comparison.without_email(),
        **stated.counts(),
    }


def _differs(answer: Result) -> bool:
    return bool(answer["added"] or answer["changed"] or answer["removed"])


def _standing(version: RosterVersion) -> Result:
    return {
        "item": version.item_code,
        "version": version.number,
        "as_of": version.as_of.isoformat(),
        "from": version.source_name,
    }
