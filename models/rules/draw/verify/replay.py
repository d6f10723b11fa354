"""Step 6 again: a record's changes replayed one after another on the places as drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.faults import Refused
from models.rules.draw.shape import Change
from models.rules.draw.standing import Standing, deciders_due
from models.rules.draw.verify.words import say


def replay(
    standing: Standing, changes: Sequence[Change], second_decision_after: int
) -> Iterator[str]:
    """In Chinese, what is wrong with each change; the recomputed one is carried on.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    used: set[str] = set()
    for n, change in enumerate(changes, start=1):
        problems = [*_by_itself(change, n, used)]
        used.add(change.application)
        problems += _replayed(standing, change, second_decision_after)
        for problem in problems:
            yield say("change", no=n, problem=problem)


def named(codes: Iterable[str]) -> str:
    """Inspectors as a sentence lists them."""
    return "、".join(codes) or "无"


def _by_itself(change: Change, n: int, used: set[str]) -> Iterator[str]:
    if change.no != n:
        yield say("change-number", found=n, stated=change.no)
    if change.application in used:
        yield say("change-application", number=change.application)


def _replayed(standing: Standing, change: Change, second_decision_after: int) -> Iterator[str]:
    try:
        place = standing.place_of(change.subject)
        due = deciders_due(place.changes, second_decision_after)
        nth = place.changes + 1
        found = standing.change(change.kind, change.subject, change.out, change.reason)
    except Refused as refusal:
        yield from refusal.reasons
        return
    if change.in_ != found.comes_in:
        yield say("change-in", found=found.comes_in or "无", stated=change.in_ or "无")
    if change.inspectors != found.inspectors:
        stated = named(change.inspectors)
        yield say("change-seats", found=named(found.inspectors), stated=stated)
    if len(change.deciders) < due:
        yield say("change-deciders", nth=nth, found=due, stated=len(change.deciders))
