"""What changed in a subject roster since a draw froze it, and the reasons that were said."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from models import database
from models.rules.draw.reasons import MoveKind, MoveReason
from models.rules.draw.state import DrawState
from models.rules.roster_moves import (
    UNEXPLAINED,
    Changed,
    Standing,
    Stay,
    announced_ratios,
    kinds,
    last_changed,
)
from models.rules.rosters import RosterKind
from models.tables import Draw, Item, RosterReason, RosterVersion, SubjectEntry
from tasks.base.step import Result
from tasks.base.terms import in_force, item_in_force
from tasks.rosters.versions import item_of, standing_version

CODES_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class Move:
    """A change since the last confirmed draw, and what was said of it (``None``: nothing)."""

    changed: Changed
    kind: MoveKind
    statement: RosterReason | None

    @property
    def reason(self) -> MoveReason | None:
        """Why: what its status says, else what was said of it."""
        if self.changed.implied or self.statement is None:
            return self.changed.implied
        return MoveReason(self.statement.reason)


@dataclass(frozen=True, slots=True)
class Compared:
    """The draw that was confirmed last, the number of the roster version it froze, and what changed
    since, by credit code."""

    draw_id: str
    since: int
    moves: dict[str, Move]


def roster_moves(region: str, as_of: date, item_code: str | None = None) -> Result:
    """What changed in the subject roster since the item's last confirmed draw, each with its kind
    and the reason that was said.

    Raises:
        Refused: there is no roster yet.

    Duty: 13.1 (第十三条).
    """
    code = item_of(region, as_of, item_code)
    with database.reading() as session:
        newest = standing_version(session, region, code, RosterKind.SUBJECTS)
        compared = compare_with_last_draw(session, region, code, newest.number, as_of)
    moves = list(compared.moves.values()) if compared else []
    return {
        "item": code,
        "version": newest.number,
        "draw_id": compared.draw_id if compared else None,
        "since_version": compared.since if compared else None,
        "moves": [
            {
                "credit_code": move.changed.credit_code,
                "name": move.changed.name,
                "kind": move.kind.value,
                "kind_words": move.kind.words,
                "reason": move.reason.value if move.reason else None,
                "reason_words": move.reason.words if move.reason else UNEXPLAINED,
            }
            for move in moves
        ],
        "unexplained": sum(move.reason is None for move in moves),
    }


def last_confirmed(session: Session, region: str, item_code: str) -> Draw | None:
    """The item's draw that was confirmed last in a region; none of ssj-draw/1, whose rosters no
    announcement is compared with."""
    return session.exec(
        select(Draw)
        .join(Item, col(Item.id) == col(Draw.item_id))
        .where(
            Draw.region == region,
            Item.code == item_code,
            Draw.state == DrawState.CONFIRMED,
            col(Draw.announced_at).is_not(None),
        )
        .order_by(col(Draw.id).desc())
    ).first()


def compare_with_last_draw(
    session: Session,
    region: str,
    item_code: str,
    until: int,
    as_of: date,
    coming: Callable[[], list[Changed]] = list,
) -> Compared | None:
    """What changed up to version ``until`` since the item's last confirmed draw; ``None`` if none
    was confirmed yet. ``coming`` gives what a list that is being taken in changes beyond it: of who is
    in it, what was said before says nothing.

    Duty: 13.1 (第十三条).
    """
    draw = last_confirmed(session, region, item_code)
    if draw is None:
        return None
    since = session.get_one(RosterVersion, draw.subject_version_id).number
    before = net_changes(session, region, item_code, since, until)
    statements = _statements(session, region, item_code, before, since, until)
    changed = {each.credit_code: each for each in before}
    for each in coming():
        earlier = changed.get(each.credit_code, each)
        changed[each.credit_code] = Changed(each.credit_code, each.name, earlier.then, each.now)
        if each.plays_another_part:
            statements.pop(each.credit_code, None)
    terms, item = in_force(session, region, as_of), item_in_force(session, region, item_code, as_of)
    kind_by_code = kinds(
        changed.values(),
        announced_ratios(json.loads(draw.announcement)),
        terms.draw.ratios(item.ratio),
    )
    moves = {
        code: Move(changed[code], kind, statements.get(code)) for code, kind in kind_by_code.items()
    }
    return Compared(draw.draw_id, since, moves)


def reasons_since(
    session: Session, region: str, item_code: str, since: int, until: int
) -> dict[str, MoveReason]:
    """Credit code -> why it changed between two versions of the subject roster: what its status
    says, or what was said of it since its part in the draw last changed, the newest.

    Duty: 13.1 (第十三条).
    """
    changed = net_changes(session, region, item_code, since, until)
    statements = _statements(session, region, item_code, changed, since, until)
    return {
        **{code: MoveReason(row.reason) for code, row in statements.items()},
        **{each.credit_code: each.implied for each in changed if each.implied},
    }


def _statements(
    session: Session,
    region: str,
    item_code: str,
    changed: Sequence[Changed],
    since: int,
    until: int,
) -> dict[str, RosterReason]:
    """What was said of each subject since its part in the draw last changed, the newest."""
    in_force: dict[str, RosterReason] = {}
    for start in range(0, len(changed), CODES_PER_QUERY):
        codes = [each.credit_code for each in changed[start : start + CODES_PER_QUERY]]
        changed_with = {
            code: last_changed(stays, since, until)
            for code, stays in _stays(session, region, item_code, codes).items()
        }
        rows = session.exec(
            select(RosterReason)
            .where(
                RosterReason.region == region,
                RosterReason.item_code == item_code,
                col(RosterReason.credit_code).in_(codes),
                RosterReason.version <= until,
            )
            .order_by(col(RosterReason.id))
        )
        for row in rows:
            if row.version >= changed_with[row.credit_code]:
                in_force[row.credit_code] = row
    return in_force


def net_changes(
    session: Session, region: str, item_code: str, since: int, until: int
) -> list[Changed]:
    """The subjects whose standing in version ``until`` is another than in version ``since``, in the
    order of their codes. Who only came and went in between is none of them."""
    then, now = aliased(SubjectEntry), aliased(SubjectEntry)

    def at(entry: type[SubjectEntry], version: int) -> ColumnElement[bool]:
        return and_(
            col(entry.region) == region,
            col(entry.item_code) == item_code,
            col(entry.since_version) <= version,
            or_(col(entry.until_version).is_(None), col(entry.until_version) > version),
        )

    def beside(
        one: type[SubjectEntry], other: type[SubjectEntry], version: int
    ) -> ColumnElement[bool]:
        return and_(col(other.credit_code) == col(one.credit_code), at(other, version))

    gone_or_changed = (
        select(then, now)
        .outerjoin(now, beside(then, now, until))
        .where(
            at(then, since),
            col(then.until_version) <= until,
            or_(
                col(now.id).is_(None),
                col(now.status) != col(then.status),
                col(now.risk_class) != col(then.risk_class),
            ),
        )
    )
    new = (
        select(then, now)
        .select_from(now)
        .outerjoin(then, beside(now, then, since))
        .where(at(now, until), col(now.since_version) > since, col(then.id).is_(None))
    )
    pairs = [*session.exec(gone_or_changed), *session.exec(new)]
    changed = [
        Changed((new_ or old).credit_code, (new_ or old).name, _standing(old), _standing(new_))
        for old, new_ in pairs
    ]
    return sorted(changed, key=lambda each: each.credit_code)


def _standing(entry: SubjectEntry | None) -> Standing | None:
    return None if entry is None else Standing(entry.status, entry.risk_class)


def _stays(
    session: Session, region: str, item_code: str, codes: Sequence[str]
) -> dict[str, list[Stay]]:
    entries = session.exec(
        select(SubjectEntry).where(
            col(SubjectEntry.region) == region,
            col(SubjectEntry.item_code) == item_code,
            col(SubjectEntry.credit_code).in_(codes),
        )
    )
    stays: dict[str, list[Stay]] = {}
    for entry in entries:
        stay = Stay(
            entry.since_version, entry.until_version, Standing(entry.status, entry.risk_class)
        )
        stays.setdefault(entry.credit_code, []).append(stay)
    return stays
