"""The inspections of draws, counted by column: forms that came in, results published, and how many of
either were late, as it was on a day."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from models.rules.order import Done


@dataclass(frozen=True, slots=True)
class Visits:
    """A draw's inspections counted: forms that came in, forms that came or still are late; results
    published, those late, those in time only by a day entered after it. ``published`` is when the
    last one was, ``due_on`` when the next is due.
    """

    visited: int = 0
    returns_late: int = 0
    results: int = 0
    results_late: int = 0
    results_on_paper: int = 0
    published: Done | None = None
    due_on: date | None = None


COLUMNS = ("draw", "due_on", "left_on", "received_on", "result_due", "met_on", "entered_on")
"""What ``counted`` takes of inspections, beside how many of them are alike: the draw's id, when the form is due,
when a change took the inspection away, when the form first came in, when the result is due, when
every channel had it, and the clock's day of that. All but the first are days or missing."""


def columns(rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    """Rows of ``COLUMNS`` and of how many inspections each stands for, as ``counted`` takes them."""
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "inspections"])
    return frame.astype(dict.fromkeys(COLUMNS[1:], "datetime64[s]"))


def as_published(visits: pd.DataFrame) -> pd.DataFrame:
    """What of ``visits`` every channel has: to the public a visit was made once its result is out.

    Duty: 17.1, 23.1 (第十七条、第二十三条).
    """
    public = visits[visits["met_on"].notna()]
    return public.assign(received_on=public["met_on"], due_on=public["met_on"])


def counted(visits: pd.DataFrame, as_of: date) -> dict[str, Visits]:
    """Draw id -> its inspections on ``as_of``; each row of ``visits`` stands for so many of them as are alike.

    Duty: 20.1, 23.1 (第二十条、第二十三条).
    """
    day = pd.Timestamp(as_of)
    stay = visits[~(visits["left_on"] <= day)]
    came = stay["received_on"].where(stay["received_on"] <= day)
    met = stay["met_on"].where(stay["met_on"] <= day)
    due = stay["result_due"].where(came.notna())
    entered = stay["entered_on"]
    flags = pd.DataFrame(
        {
            "visited": came.notna(),
            "returns_late": came.fillna(day) > stay["due_on"],
            "results": met.notna(),
            "results_late": met.fillna(day) > due,
            "results_on_paper": (met <= due) & (entered > due),
        }
    )
    draw = stay["draw"]
    counts = flags.mul(stay["inspections"], axis=0).groupby(draw).sum()
    last = met.groupby(draw).transform("max")
    days = pd.DataFrame(
        {"on": met, "entered_on": entered.where(met == last), "due_on": due.where(met.isna())}
    )
    of_draw = days.groupby(draw).agg({"on": "max", "entered_on": "max", "due_on": "min"})
    days_of = {str(key): row for key, row in of_draw.to_dict("index").items()}
    return {
        str(key): Visits(
            **{str(name): int(n) for name, n in row.items()},
            published=_done(days_of[str(key)]),
            due_on=_day(days_of[str(key)]["due_on"]),
        )
        for key, row in counts.to_dict("index").items()
    }


def _done(days: Mapping[Hashable, Any]) -> Done | None:
    on = _day(days["on"])
    return Done(on, _day(days["entered_on"])) if on is not None else None


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()
