"""What was late, with names: what is due, whose it is, and by how many working days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from calendars import WorkingCalendar
from models.rules.assessment import RETURNS, RETURNS_WORDS
from models.rules.deadlines import DeadlineKind
from models.rules.order import day_in_words


def kind_in_words(kind: str) -> str:
    """A kind of deadline, the terms of forms among them, as a person calls it."""
    return RETURNS_WORDS if kind == RETURNS else DeadlineKind(kind).words


def overdue(
    standing: pd.DataFrame, names: pd.DataFrame, calendar: WorkingCalendar, as_of: date
) -> list[dict[str, Any]]:
    """Every deadline that was missed, and every one in time on paper only; what is still open first, the
    longest overdue before the others. ``names``: ``number``, ``name``, ``officers``.

    Duty: 23.1, 24.1 (第二十三条、第二十四条).
    """
    rows = standing[standing["late"] | standing["on_paper"]].merge(names, on="number", how="left")
    listed = [_row(row, calendar, as_of) for row in rows.to_dict("records")]
    return sorted(
        listed, key=lambda each: (each["done"] is not None, -each["days"], each["matter"])
    )


def _row(row: dict[Any, Any], calendar: WorkingCalendar, as_of: date) -> dict[str, Any]:
    due_on, met_on, entered_on = (_day(row[name]) for name in ("due_on", "met_on", "entered_on"))
    assert due_on is not None
    on_paper = bool(row["on_paper"])
    until = (entered_on if on_paper else met_on) or as_of
    return {
        "kind": row["kind"],
        "what": kind_in_words(row["kind"]),
        "matter": row["matter"],
        "period": _text(row["period"]),
        "subject": _text(row["name"]),
        "officers": _text(row["officers"]),
        "unit": _text(row["unit"]),
        "due_on": due_on.isoformat(),
        "done": day_in_words(met_on, entered_on) if met_on else None,
        "days": calendar.working_days_between(due_on, until),
        "on_paper": on_paper,
    }


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
