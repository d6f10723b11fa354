"""What a year's work is assessed by, as flat frames: inspections, forms, officers, deadlines, classes of
the draws, rosters. One query each; nothing is counted here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from models.rules.assessment import returns_due
from models.rules.firm_visits import VisitKind
from models.rules.rosters import RosterKind
from models.tables import (
    ChangeApplication,
    Draw,
    DrawEntry,
    Inspection,
    InspectionOfficer,
    InspectorEntry,
    Item,
    RecordReturn,
    Replacement,
    RosterVersion,
    SpecialCancellation,
    SpecialInspection,
    SubjectEntry,
)
from tasks.assess.deadlines import COLUMNS, tracked, with_entry
from tasks.assess.scope import Scope, codes, frame_of, period_name
from tasks.base.queries import chunks
from tasks.draw.find import shown

OUTSIDE = {kind: kind.words for kind in (VisitKind.JOINT, VisitKind.SPECIAL, VisitKind.RECHECK)}
"""Under what an inspection is grouped that belongs to no period."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames that ``models.rules.assessment`` names."""

    inspections: pd.DataFrame
    forms: pd.DataFrame
    officers: pd.DataFrame
    deadlines: pd.DataFrame
    strata: pd.DataFrame
    roster: pd.DataFrame


def frames(session: Session, scope: Scope, draws: Sequence[Draw], as_of: date) -> Frames:
    """Everything stored about the year's work; ``draws`` are those in scope.

    Duty: 24.1 (第二十四条).
    """
    inspections = _inspections(session, scope)
    numbers = dict(zip(inspections["number"], inspections["id"], strict=True))
    forms = _forms(session, list(numbers.values()))
    officers = _officers(session, list(numbers.values()))
    leads = officers[officers["seat"] == 1][["number", "unit"]]
    inspections = inspections.merge(leads, on="number", how="left")
    deadlines = pd.concat(
        [
            returns_due(inspections, forms)[COLUMNS],
            tracked(session, scope, inspections, draws),
        ]
    )
    return Frames(
        inspections,
        forms,
        officers,
        with_entry(session, scope.region, deadlines),
        _strata(draws),
        _roster(session, scope, as_of),
    )


def _inspections(session: Session, scope: Scope) -> pd.DataFrame:
    left = (
        select_columns(col(Replacement.replaced_entry_id), col(ChangeApplication.decided_on))
        .join(ChangeApplication, col(ChangeApplication.id) == col(Replacement.application_id))
        .where(col(ChangeApplication.inspector_code).is_(None))
        .subquery()
    )
    rows = session.execute(
        select_columns(
            col(Inspection.id),
            col(Inspection.number),
            col(Item.code),
            col(Inspection.period),
            col(Inspection.special_id),
            col(SpecialInspection.joint_with),
            col(DrawEntry.stratum),
            col(Draw.draw_id),
            col(SubjectEntry.credit_code),
            col(SubjectEntry.name),
            col(Inspection.dispatched_on),
            col(Inspection.due_on),
            func.coalesce(left.c.decided_on, col(SpecialCancellation.cancelled_on)),
        )
        .join(Item, col(Item.id) == col(Inspection.item_id))
        .join(SubjectEntry, col(SubjectEntry.id) == col(Inspection.subject_entry_id))
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id), isouter=True)
        .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk), isouter=True)
        .join(
            SpecialInspection, col(SpecialInspection.id) == col(Inspection.special_id), isouter=True
        )
        .join(
            SpecialCancellation,
            col(SpecialCancellation.special_id) == col(Inspection.special_id),
            isouter=True,
        )
        .join(left, left.c.replaced_entry_id == col(DrawEntry.id), isouter=True)
        .where(
            col(Inspection.region) == scope.region,
            col(Inspection.year) == scope.year,
            col(Item.code).in_(scope.items),
            *([col(Inspection.period) == scope.period] if scope.period else []),
        )
        .order_by(col(Inspection.number))
    ).all()
    columns = [
        "id", "number", "item", "period", "special", "joint", "stratum", "draw", "code", "name",
        "dispatched_on", "due_on", "left_on",
    ]  # fmt: skip
    frame = frame_of(rows, columns, ["dispatched_on", "due_on", "left_on"])
    kinds = [_kind(*row) for row in frame[["draw", "special", "joint"]].itertuples(index=False)]
    periods = [
        OUTSIDE.get(kind) or period_name(int(period))
        for kind, period in zip(kinds, frame["period"], strict=True)
    ]
    return frame.assign(kind=[kind.value for kind in kinds], period=periods)


def _kind(draw: Any, special: Any, joint: Any) -> VisitKind:
    if pd.notna(draw):
        return VisitKind.DRAWN
    if pd.isna(special):
        return VisitKind.RECHECK
    return VisitKind.JOINT if joint else VisitKind.SPECIAL


def _forms(session: Session, ids: Sequence[int]) -> pd.DataFrame:
    rows = [
        row
        for some in chunks(ids)
        for row in session.execute(
            select_columns(
                col(Inspection.number),
                col(RecordReturn.id),
                col(RecordReturn.version),
                col(RecordReturn.received_on),
                col(RecordReturn.visited_on),
                col(RecordReturn.outcome),
            )
            .join(Inspection, col(Inspection.id) == col(RecordReturn.inspection_id))
            .where(col(RecordReturn.inspection_id).in_(some))
        )
    ]
    columns = ["number", "id", "version", "received_on", "visited_on", "outcome"]
    return frame_of(rows, columns, ["received_on", "visited_on"])


def _officers(session: Session, ids: Sequence[int]) -> pd.DataFrame:
    rows = [
        row
        for some in chunks(ids)
        for row in session.execute(
            select_columns(
                col(Inspection.number),
                col(InspectionOfficer.seat),
                col(InspectorEntry.badge_number),
                col(InspectorEntry.name),
                col(InspectorEntry.unit),
            )
            .join(InspectionOfficer, col(InspectionOfficer.inspection_id) == col(Inspection.id))
            .join(
                InspectorEntry, col(InspectorEntry.id) == col(InspectionOfficer.inspector_entry_id)
            )
            .where(col(Inspection.id).in_(some))
            .order_by(col(Inspection.number), col(InspectionOfficer.seat))
        )
    ]
    frame = frame_of(rows, ["number", "seat", "badge", "name", "unit"], [])
    named = [
        f"{name}（{badge}）" for badge, name in frame[["badge", "name"]].itertuples(index=False)
    ]
    return frame.assign(inspector=named)


def _strata(draws: Sequence[Draw]) -> pd.DataFrame:
    rows = [
        (
            draw.draw_id,
            code,
            period_name(draw.period or 0),
            stated.get("code", stated["name"]),
            stated["name"],
            str(stated["ratio"]),
            stated.get("count", 0),
            stated["sample_size"],
        )
        for draw, code in zip(draws, codes(draws), strict=True)
        for stated in shown(draw)["strata"]
    ]
    columns = ["draw", "item", "period", "stratum", "name", "ratio", "count", "due"]
    return pd.DataFrame(rows, columns=columns)


def _roster(session: Session, scope: Scope, as_of: date) -> pd.DataFrame:
    rows: list[tuple[str, str]] = []
    for item in scope.items:
        number = session.exec(
            select(RosterVersion.number)
            .where(
                RosterVersion.region == scope.region,
                RosterVersion.item_code == item,
                RosterVersion.kind == RosterKind.SUBJECTS,
                RosterVersion.as_of <= as_of,
            )
            .order_by(col(RosterVersion.number).desc())
            .limit(1)
        ).first()
        if number is None:
            continue
        rows += [
            (item, code)
            for code in session.exec(
                select(SubjectEntry.credit_code).where(
                    SubjectEntry.region == scope.region,
                    SubjectEntry.item_code == item,
                    SubjectEntry.since_version <= number,
                    or_(
                        col(SubjectEntry.until_version).is_(None),
                        col(SubjectEntry.until_version) > number,
                    ),
                )
            )
        ]
    return pd.DataFrame(rows, columns=["item", "code"])
