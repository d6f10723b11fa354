"""Where a draw stands, and who did what about it."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from models import clock
from models.rules.draw.state import DrawState
from models.rules.order import day_in_words
from models.tables import Draw, DrawPhoto
from tasks.base.acts import latest
from tasks.base.step import Result
from tasks.draw.changes import rate_of, rate_shown, vacated_shown, waiting_shown
from tasks.draw.fetch_stamp import stamp_standing
from tasks.draw.find import shown
from tasks.draw.waiting import waits_and_key

ACTS = {
    "draw.announce": "公告",
    "draw.run": "抽取",
    "draw.confirm": "确认",
    "draw.abandon": "作废",
}
"""What is done to a draw, by what the audit record calls it, in the order it is done."""


def draw_shown(session: Session, draw: Draw, as_of: date) -> Result:
    """A draw as plain values: what it waits for, how often it was changed, who did what on which day.

    Duty: 10.3 (第十条末款).
    """
    announced = shown(draw)
    photos = session.exec(select(DrawPhoto.digest).where(DrawPhoto.draw_pk == draw.id)).all()
    return {
        "draw_id": draw.draw_id,
        "state": draw.state,
        "state_name": DrawState(draw.state).words,
        "announcement_digest": draw.announcement_digest,
        "commitment": draw.commitment,
        **announced,
        "not_before": str(draw.not_before) if draw.not_before else None,
        "record_due": str(draw.record_due) if draw.record_due else None,
        "draw_digest": draw.draw_digest,
        "time_stamp": stamp_standing(session, draw, as_of),
        "waits": waits_and_key(session, draw, as_of),
        "cap": draw.cap,
        **_changes(session, draw),
        "acts": _acts(session, draw.draw_id),
        "confirmed_by": draw.confirmed_by,
        "photos": len(photos),
        "complete": bool(photos),
    }


def _changes(session: Session, draw: Draw) -> Result:
    """How often a confirmed draw was changed, which of its places are empty, and what waits."""
    if draw.state != DrawState.CONFIRMED:
        return {"changes": None, "vacated": [], "applications": []}
    return {
        "changes": rate_shown(rate_of(session, draw)),
        "vacated": vacated_shown(session, draw),
        "applications": waiting_shown(session, draw),
    }


def _acts(session: Session, draw_id: str) -> list[dict[str, str]]:
    """What was done to a draw, by whom, on which day, and when it was entered."""
    events = [
        (words, event)
        for act, words in ACTS.items()
        if (event := latest(session, f"{act}:{draw_id}")) is not None
    ]
    return [
        {
            "act": words,
            "by": event.actor,
            "day": event.as_of.isoformat(),
            "entered_on": clock.day_of(event.recorded_at).isoformat(),
            "day_in_words": day_in_words(event.as_of, clock.day_of(event.recorded_at)),
        }
        for words, event in events
    ]
