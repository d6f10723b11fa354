"""Refresh a roster: compare with the new list, record every difference, keep every version.

Rows go through a staging table, so that a list of a million subjects is compared by the database
and never stands in memory; a fault anywhere in the file rolls everything back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    MetaData,
    Table,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlmodel import Session, SQLModel
from sqlmodel import select as select_rows

from models.faults import Refused
from models.rules.rosters import SubjectRow, check_inspector_roster
from models.tables import GeneralSupervision, InspectorEntry, RosterVersion, SubjectEntry
from tasks.base.step import Result, _Once, step_once
from tasks.base.terms import in_force, item_in_force
from tasks.rosters.read import read_inspectors, read_subjects

SUBJECTS, INSPECTORS = "subjects", "inspectors"
SHOWN = 200  # differences listed by name in the audit record; the rest are counted, and queried

SUBJECT_FIELDS = [field.name for field in fields(SubjectRow)]  # asdict takes ten times as long

_KEY = {SUBJECTS: "credit_code", INSPECTORS: "badge_number"}
_ENTRY: dict[str, type[SubjectEntry] | type[InspectorEntry]] = {
    SUBJECTS: SubjectEntry,
    INSPECTORS: InspectorEntry,
}
_NAMES = {SUBJECTS: "市场主体名录库", INSPECTORS: "执法检查人员名录库"}


def refresh_roster(
    kind: str, path: Path, region: str, as_of: date, actor: str, dry_run: bool = False
) -> Result:
    """Make the list in ``path`` the roster in force of ``kind`` (``subjects`` or ``inspectors``).

    Returns the version number and the counts of added, changed and removed, with their names (at
    most ``SHOWN`` of each). The same list again is no new version.

    Raises:
        Refused: every fault of the file; the roster in force stays as it is.

    Duty: 11.1, 12.1, 12.2, 13.1, 14.1, 15.1 (第十一条至第十五条).
    Gap 15.1: 检查人员调离后，已派发给他的任务还不会自动标出。
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path.name}", code="file")
    with path.open("rb") as opened:
        source = hashlib.file_digest(opened, "sha256").hexdigest()
    key = f"roster:{kind}:{region}:{as_of}:{source[:16]}"
    action = f"更新{_NAMES[kind]}"
    with step_once(key, action=action, as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        terms = in_force(s.session, region, as_of)
        item_in_force(s.session, region, terms.items[0], as_of)
        scope = _Scope(s.session, kind, region, terms.items[0])
        scope.stage(_rows(kind, path, region, terms.draw.minimum_inspectors.value))
        result = scope.differences()
        if dry_run or not (result["added"] or result["changed"] or result["removed"]):
            s.skip(**result, version=scope.version(), unchanged=not dry_run)
            return s.result
        result["version"] = scope.version() + 1
        _apply(s, scope, result, path.name, source, as_of)
        return s.result


def _rows(kind: str, path: Path, region: str, minimum: int) -> Iterable[list[dict[str, Any]]]:
    if kind == SUBJECTS:
        for chunk in read_subjects(path, region):
            yield [{name: getattr(row, name) for name in SUBJECT_FIELDS} for row in chunk]
    else:
        inspectors = read_inspectors(path)
        check_inspector_roster(inspectors, minimum)
        yield [
            {**asdict(row), "recused_from": " ".join(sorted(row.recused_from))}
            for row in inspectors
        ]


def _apply(
    s: _Once, scope: _Scope, result: dict[str, Any], name: str, source: str, as_of: date
) -> None:
    version = RosterVersion(
        region=scope.region,
        item_code=scope.item_code,
        kind=scope.kind,
        number=result["version"],
        as_of=as_of,
        source_name=name,
        source_digest=source,
        total=result["total"],
        added=result["added"],
        changed=result["changed"],
        removed=result["removed"],
    )
    s.session.add(version)
    if scope.kind == SUBJECTS:
        scope.to_general_supervision(as_of)
    scope.close_and_open(result["version"])
    s.record(**result, source=source)


class _Scope:
    """One roster, and the incoming list beside it in a staging table."""

    def __init__(self, session: Session, kind: str, region: str, item_code: str) -> None:
        self.session, self.kind = session, kind
        self.region, self.item_code = region, item_code
        entry: Table = _entry_table(_ENTRY[kind])
        self.entry = entry
        not_content = {"id", "region", "item_code", "since_version", "until_version"}
        self.content = [c.name for c in entry.columns if c.name not in not_content]
        self.key = _KEY[kind]
        self.staged = Table(
            f"staged_{kind}",
            MetaData(),
            *(
                Column(name, entry.c[name].type, primary_key=name == self.key)
                for name in self.content
            ),
            prefixes=["TEMPORARY"],
        )
        self.in_force = and_(
            entry.c.region == region,
            entry.c.item_code == item_code,
            entry.c.until_version.is_(None),
        )

    def stage(self, chunks: Iterable[Sequence[dict[str, Any]]]) -> None:
        connection = self.session.connection()
        self.staged.drop(connection, checkfirst=True)
        self.staged.create(connection)
        for chunk in chunks:
            if chunk:
                connection.execute(insert(self.staged), chunk)

    def version(self) -> int:
        newest = self.session.exec(
            select_rows(func.max(RosterVersion.number)).where(
                RosterVersion.region == self.region,
                RosterVersion.item_code == self.item_code,
                RosterVersion.kind == self.kind,
            )
        ).one()
        return newest or 0

    @property
    def _same_key(self) -> Any:
        return self.staged.c[self.key] == self.entry.c[self.key]

    @property
    def _differs(self) -> Any:
        return or_(*(self.staged.c[n] != self.entry.c[n] for n in self.content if n != self.key))

    def differences(self) -> dict[str, Any]:
        """Counts and names of what is new, changed and gone."""
        staged, entry = self.staged, self.entry
        here = select(literal(1)).where(self.in_force, self._same_key)
        queries = {
            "added": select(staged.c[self.key], staged.c.name).where(~exists(here)),
            "changed": select(staged.c[self.key], staged.c.name).where(
                exists(here.where(self._differs))
            ),
            "removed": select(entry.c[self.key], entry.c.name).where(
                self.in_force, ~exists(select(literal(1)).where(self._same_key))
            ),
        }
        connection = self.session.connection()
        found: dict[str, Any] = {
            "total": connection.execute(select(func.count()).select_from(staged)).scalar_one()
        }
        for what, query in queries.items():
            found[what] = connection.execute(
                select(func.count()).select_from(query.subquery())
            ).scalar_one()
            listed = connection.execute(query.order_by(query.selected_columns[0]).limit(SHOWN))
            found[f"{what}_names"] = [f"{code} {name}" for code, name in listed]
        return found

    def close_and_open(self, version: int) -> None:
        """Close the entries that are gone or changed; open what is new or changed."""
        connection = self.session.connection()
        self.session.flush()
        unchanged = select(literal(1)).where(self._same_key, ~self._differs)
        connection.execute(
            update(self.entry)
            .where(self.in_force, ~exists(unchanged))
            .values(until_version=version)
        )
        still_open = select(literal(1)).where(self.in_force, self._same_key)
        fresh = select(
            literal(self.region),
            literal(self.item_code),
            literal(version),
            *(self.staged.c[name] for name in self.content),
        ).where(~exists(still_open))
        columns = ["region", "item_code", "since_version", *self.content]
        connection.execute(insert(self.entry).from_select(columns, fresh))

    def to_general_supervision(self, as_of: date) -> None:
        """Subjects that left the list, or stand on it as terminated, stay under supervision.

        Duty: 13.2 (第十三条第二款).
        """
        gone = self.session.connection().execute(
            select(self.entry.c.credit_code, self.entry.c.name, self.entry.c.premises).where(
                self.in_force, ~exists(select(literal(1)).where(self._same_key))
            )
        )
        for credit_code, name, premises in gone.all():
            self.session.add(
                GeneralSupervision(
                    region=self.region,
                    credit_code=credit_code,
                    name=name,
                    premises=premises,
                    since=as_of,
                    reason="已不在市场主体名录库",
                )
            )


def _entry_table(entry: type[SQLModel]) -> Table:
    table: Table = entry.__table__  # type: ignore[attr-defined]
    return table
