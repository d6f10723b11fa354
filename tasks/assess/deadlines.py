"""The deadlines of what is assessed, of every kind that is tracked, each with what it belongs to and the
clock's day of what met it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_

from models.rules import names
from models.tables import DeadlineRecord, Draw
from tasks.assess.entered import Met, entered_late_on
from tasks.assess.scope import DAYS, Scope, codes, frame_of, period_name

COLUMNS = [
    "kind", "matter", "number", "draw", "item", "period", "unit", "event_on", "due_on", "met_on",
]  # fmt: skip


def tracked(
    session: Session, scope: Scope, inspections: pd.DataFrame, draws: Sequence[Draw]
) -> pd.DataFrame:
    """Of every kind that is tracked: what names an inspection or a draw of the scope; and, where a whole
    year is assessed, what began in the year and belongs to neither."""
    first, last = date(scope.year, 1, 1), date(scope.year, 12, 31)
    rows = session.execute(
        select_columns(
            col(DeadlineRecord.kind),
            col(DeadlineRecord.matter),
            col(DeadlineRecord.event_on),
            col(DeadlineRecord.due_on),
            col(DeadlineRecord.met_on),
        )
        .where(
            col(DeadlineRecord.region) == scope.region,
            or_(
                col(DeadlineRecord.event_on).between(first, last),
                col(DeadlineRecord.matter).contains(f"{scope.year}-"),
            ),
        )
        .order_by(col(DeadlineRecord.id))
    ).all()
    frame = frame_of(
        rows, ["kind", "matter", "event_on", "due_on", "met_on"], ["event_on", "due_on", "met_on"]
    )
    frame["number"] = frame["matter"].map(names.inspection_of_finding)
    about = inspections[["number", "draw", "item", "period", "unit"]]
    frame = frame.merge(about, on="number", how="left")
    frame = frame.astype(dict.fromkeys(("draw", "item", "period"), object))  # none may be there
    of_draw = {
        draw.draw_id: (code, period_name(draw.period or 0))
        for draw, code in zip(draws, codes(draws), strict=True)
    }
    drawn = frame["matter"].isin(list(of_draw))
    frame.loc[drawn, "draw"] = frame.loc[drawn, "matter"]
    for n, column in enumerate(("item", "period")):
        frame.loc[drawn, column] = [of_draw[draw_id][n] for draw_id in frame.loc[drawn, "matter"]]
    inside = frame["item"].notna()
    if scope.period is None:
        of_the_house = ~frame["matter"].map(names.is_of_a_draw_or_inspection).astype(bool)
        inside |= of_the_house & (frame["event_on"] >= pd.Timestamp(first))
    frame.loc[frame["item"].isna(), "number"] = None
    return frame[inside][COLUMNS]


def with_entry(session: Session, region: str, deadlines: pd.DataFrame) -> pd.DataFrame:
    """The deadlines, with the clock's day on which one was met that was met in time."""
    whole = deadlines.reset_index(drop=True)
    asked = whole[whole["met_on"] <= whole["due_on"]]
    met = [
        Met(int(place), str(kind), str(matter), on.date())
        for place, kind, matter, on in asked[["kind", "matter", "met_on"]].itertuples()
    ]
    late: Mapping[int, date] = entered_late_on(session, region, met)
    entered = pd.Series([late.get(place) for place in whole.index], index=whole.index)
    return whole.assign(entered_on=entered.astype(DAYS))
