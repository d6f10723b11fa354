"""Checks 15 to 21: the draw itself, recomputed from the texts, the secret and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.rules.draw.record import cutoffs as cutoffs_of_places
from models.rules.draw.sample import Place
from models.rules.draw.shape import Draw
from models.rules.draw.verify.case import Case
from models.rules.draw.verify.files import Found
from models.rules.draw.verify.replay import named
from models.rules.draw.verify.words import say


def seed(case: Case) -> Found:
    """15: from the secret and what the sources gave.

    Duty: 17.1 (第十七条).
    """
    draw = _shown(case)
    if draw is None:
        return None
    if case.seed is None:
        return [say("seed-none")]
    return _same(draw.seed, case.seed.hex())


def drawn(case: Case) -> Found:
    """16: tickets, ranks, sizes.

    Duty: 17.1 (第十七条).
    """
    return _rows(case, drawn=True)


def substitutes(case: Case) -> Found:
    """17: as many as announced, ranks going on.

    Duty: 17.2 (第十七条).
    """
    return _rows(case, drawn=False)


def cutoffs(case: Case) -> Found:
    """18: the largest drawn ticket of each stratum with a sample."""
    draw = _shown(case)
    if draw is None or case.places is None:
        return None
    due = cutoffs_of_places(case.places)
    stated = {each.stratum: each.ticket for each in draw.cutoffs}
    return [
        say(
            "cutoff",
            stratum=case.called.get(stratum, stratum),
            found=due.get(stratum, "无"),
            stated=stated.get(stratum, "无"),
        )
        for stratum in sorted(due.keys() | stated.keys())
        if due.get(stratum) != stated.get(stratum)
    ]


def cap(case: Case) -> Found:
    """19: the smallest load that serves everybody."""
    draw = _shown(case)
    if draw is None or case.assigned is None:
        return None
    return _same(draw.cap, case.assigned[0])


def inspectors(case: Case) -> Found:
    """20: who takes which seat.

    Duty: 17.1, 17.3 (第十七条).
    """
    draw = _shown(case)
    if draw is None or case.assigned is None:
        return None
    due = case.assigned[1]
    return [
        say("seats", id=row["id"], found=named(due[row["id"]]), stated=named(row["inspectors"]))
        for row in draw.drawn
        if row["id"] in due and row["inspectors"] != due[row["id"]]
    ]


def draw_digest(case: Case) -> Found:
    """21: the digest that goes on the signed sheet."""
    if not isinstance(case.value, dict):
        return None
    if case.part("draw") is not None and case.draw_digest is None:
        return None
    return _same(case.part("draw_digest"), case.draw_digest)


def _shown(case: Case) -> Draw | None:
    return None if case.record is None else case.record.draw


def _same(stated: Any, found: Any) -> list[str]:
    return [] if stated == found else [say("differs", stated=stated, found=found)]


def _rows(case: Case, *, drawn: bool) -> Found:
    draw = _shown(case)
    if draw is None or case.places is None:
        return None
    due = [p for found in case.places.values() for p in found if p.drawn == drawn]
    stated = draw.drawn if drawn else draw.substitutes
    return list(_compare(case.called, due, stated))


def _compare(
    called: Mapping[str, str], due: Sequence[Place], stated: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    if len(due) == len(stated) and all(map(_is, due, stated)):
        return
    listed = {(row["stratum"], row["rank"]): row for row in stated}
    for p in due:
        place = {"stratum": called[p.stratum], "rank": p.rank}
        row = listed.pop((p.stratum, p.rank), None)
        if row is None:
            yield say("row-missing", **place, id=p.id)
        elif row["id"] != p.id:
            yield say("row-other", **place, id=p.id, stated=row["id"])
        elif row["ticket"] != p.ticket:
            yield say("row-ticket", id=p.id, ticket=p.ticket, stated=row["ticket"])
    for (stratum, rank), row in listed.items():
        yield say("row-more", stratum=called.get(stratum, stratum), rank=rank, id=row["id"])
    if [(p.stratum, p.rank) for p in due] != [(row["stratum"], row["rank"]) for row in stated]:
        yield say("row-order")


def _is(place: Place, row: Mapping[str, Any]) -> bool:
    return (place.id, place.ticket, place.rank, place.stratum) == (
        row["id"],
        row["ticket"],
        row["rank"],
        row["stratum"],
    )
