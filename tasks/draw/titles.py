"""What people call a draw."""

from __future__ import annotations

from sqlmodel import Session, select

from models.rules.plans import months_in_words
from models.tables import Draw, Period


def period_called(session: Session, draw: Draw) -> str:
    """``2026年第5期（9—10月）``, as people count; that it was held in place of another is said
    where the draw itself is named."""
    if draw.period is None:
        return f"{draw.year}年另行安排的"
    period = session.exec(
        select(Period).where(Period.plan_id == draw.plan_id, Period.number == draw.period)
    ).first()
    months = f"（{months_in_words(period.starts_on, period.ends_on)}）" if period else ""
    return f"{draw.year}年第{draw.period}期{months}"
