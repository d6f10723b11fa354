"""An incoming list beside the roster in force: what is new, changed and gone.

Rows go through a staging table, so that a list of a million subjects is compared by the database
and never stands in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    MetaData,
    String,
    Table,
    and_,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlmodel import Session, SQLModel

from models.rules.draw.reasons import MoveReason
from models.rules.risk_causes import Raised, standing
from models.rules.roster_moves import Changed, Standing
from models.rules.rosters import RiskClass, RosterKind
from models.tables import GeneralSupervision, InspectorEntry, SubjectEntry
from tasks.base.queries import chunks

DIFFERENCES_LISTED = 200
"""Differences listed by name in the audit record; the rest are counted, and queried."""

OFF_THE_ROSTER = "已不在市场主体名录库"

_KEY = {RosterKind.SUBJECTS: "credit_code", RosterKind.INSPECTORS: "badge_number"}
_ENTRY: dict[RosterKind, type[SubjectEntry] | type[InspectorEntry]] = {
    RosterKind.SUBJECTS: SubjectEntry,
    RosterKind.INSPECTORS: InspectorEntry,
}


class Comparison:
    """One roster, and the incoming list beside it in a staging table."""

    def __init__(self, session: Session, kind: RosterKind, region: str, item_code: str) -> None:
        self.session, self.kind = session, kind
        self.region, self.item_code = region, item_code
        self.headings: list[str] = []
        """Every heading of the incoming list."""
        entry = _table(_ENTRY[kind])
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
            *([Column("move_reason", String)] if kind == RosterKind.SUBJECTS else []),
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

    def raise_by(self, causes: Mapping[str, Raised]) -> None:
        """Let each staged subject stand as its list and its causes say.

        Duty: 9.4 (第九条).
        """
        connection, staged = self.session.connection(), self.staged
        for codes in chunks(sorted(causes)):
            rows = connection.execute(
                select(staged.c[self.key], staged.c.listed_class, staged.c.listed_reason).where(
                    staged.c[self.key].in_(codes)
                )
            ).all()
            for code, listed, reason in rows:
                risk, why = standing(RiskClass(listed), reason, causes[code])
                connection.execute(
                    update(staged)
                    .where(staged.c[self.key] == code)
                    .values(risk_class=risk.value, risk_reason=why)
                )

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
            listed = connection.execute(
                query.order_by(query.selected_columns[0]).limit(DIFFERENCES_LISTED)
            )
            found[f"{what}_names"] = [f"{code} {name}" for code, name in listed]
        return found

    def standing_changes(self) -> list[Changed]:
        """The subjects that stand otherwise, as the draw sees them, once the list is taken in."""
        staged, entry = self.staged, self.entry
        both = [entry.c.status, entry.c.risk_class, staged.c.status, staged.c.risk_class]
        joined = staged.outerjoin(entry, and_(self._same_key, self.in_force))
        new_or_changed = select(staged.c[self.key], staged.c.name, *both).select_from(joined)
        otherwise = or_(
            entry.c.id.is_(None),
            entry.c.status != staged.c.status,
            entry.c.risk_class != staged.c.risk_class,
        )
        gone = select(entry.c[self.key], entry.c.name, *both[:2], null(), null()).where(
            self.in_force, ~exists(select(literal(1)).where(self._same_key))
        )
        connection = self.session.connection()
        return [
            Changed(
                code,
                name,
                Standing(status, risk) if status else None,
                Standing(new_status, new_risk) if new_status else None,
            )
            for query in (new_or_changed.where(otherwise), gone)
            for code, name, status, risk, new_status, new_risk in connection.execute(query)
        ]

    def stated_reasons(self) -> Iterator[tuple[str, MoveReason]]:
        """Why subjects changed, as the list says it."""
        reason = self.staged.c.move_reason
        query = select(self.staged.c[self.key], reason).where(reason != "").order_by(self.key)
        for code, stated in self.session.connection().execute(query):
            yield code, MoveReason(stated)

    def without_email(self) -> list[str]:
        """Incoming inspectors whom no message can reach."""
        reached = self.staged.c.get("email")
        if reached is None:
            return []
        named = select(self.staged.c[self.key], self.staged.c.name).where(reached == "")
        rows = self.session.connection().execute(named.order_by(self.staged.c[self.key]))
        return [f"{key} {name}" for key, name in rows]

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
        """Subjects that left the list stay under supervision, since the first time on that day.

        Duty: 13.2 (第十三条第二款).
        """
        entry, kept = self.entry, _table(GeneralSupervision)
        known = select(literal(1)).where(
            kept.c.region == self.region,
            kept.c.credit_code == entry.c.credit_code,
            kept.c.since == as_of,
        )
        gone = select(
            entry.c.region,
            entry.c.credit_code,
            entry.c.name,
            entry.c.premises,
            literal(as_of, Date()),
            literal(OFF_THE_ROSTER),
        ).where(self.in_force, ~exists(select(literal(1)).where(self._same_key)), ~exists(known))
        columns = [
            kept.c.region,
            kept.c.credit_code,
            kept.c.name,
            kept.c.premises,
            kept.c.since,
            kept.c.reason,
        ]
        self.session.connection().execute(insert(kept).from_select(columns, gone))


def _table(rows: type[SQLModel]) -> Table:
    table: Table = rows.__table__  # type: ignore[attr-defined]
    return table
