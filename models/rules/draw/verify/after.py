"""Checks 22, 23 and 26: what came after the draw: changes, giving up, results."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from models.rules.draw.document import MOST
from models.rules.draw.reading import read_results
from models.rules.draw.shape import Record, Results
from models.rules.draw.sources import kind_of
from models.rules.draw.verify.case import Case
from models.rules.draw.verify.files import Found
from models.rules.draw.verify.words import say


def changes(case: Case) -> Found:
    """22: replayed one after another: numbers, reasons, who follows, deciders, applications once.

    Duty: 17.2, 17.3, 18.3 (第十七条、第十八条).
    """
    if case.record is None or case.record.draw is None or case.replayed is None:
        return None
    return case.replayed[1]


def abandoned(case: Case) -> Found:
    """23: confirmed, or given up with its result shown.

    Duty: 18.2 (第十八条).
    """
    record = case.record
    if record is None:
        return None
    confirmed = record.draw is not None and record.draw.confirmed_at is not None
    if record.abandoned is not None:
        return list(_abandoned(record, confirmed=confirmed))
    if record.draw is None:
        return [say("draw-none")]
    return None if confirmed else [say("neither")]


def _abandoned(record: Record, *, confirmed: bool) -> Iterator[str]:
    if confirmed:
        yield say("both")
    if record.changes:
        yield say("abandoned-changes")
    unread = [each.name for each in record.sources if each.value is None]
    if record.draw is None and not unread:
        yield say("abandoned-hidden")
    if record.draw is not None and unread:
        yield say("abandoned-shown")
    due = {each.name: each.due for each in record.announcement.sources}
    at = record.abandoned.at if record.abandoned is not None else ""
    for name in unread:
        witness = (kind_of(name) or "").startswith("witness-")
        if not witness and due.get(name, "") <= at:
            yield say("abandoned-source", name=name, at=at)


def results(case: Case) -> Found:
    """26: every result is of who stands at its place after all changes.

    Duty: 17.2, 18.3 (第十七条、第十八条).
    """
    record = case.record
    if case.beside.results is None or record is None:
        return None
    read, wrong = [], []
    for n, content in enumerate(case.beside.results, start=1):
        found, problems = _read(content)
        if found is not None:
            read.append(found)
        wrong += [say("results-file", n=n, problem=each) for each in problems]
    wrong += _batches(record, read)
    if record.abandoned is not None:
        wrong.append(say("results-abandoned"))
    elif case.replayed is not None:
        places = case.replayed[0].places
        held = {(place.stratum, place.rank): place.subject for place in places}
        wrong += _places(case, read, held)
    return wrong


def _read(content: bytes) -> tuple[Results | None, list[str]]:
    twice: list[str] = []

    def closed(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            twice.append("有重复的项")
        return found

    def none(word: str) -> None:
        raise ValueError(word)

    try:
        value = json.loads(
            content.decode("utf-8"), object_pairs_hook=closed, parse_constant=none, parse_int=_whole
        )
    except (ValueError, RecursionError):
        return None, ["不是 JSON"]
    found, problems = read_results(value)
    return found, [*twice, *problems]


def _whole(digits: str) -> int | None:
    """A number of the protocol's; any other can only stand under a key that is free."""
    return int(digits) if len(digits) <= len(str(MOST)) + 1 else None


def _batches(record: Record, read: Sequence[Results]) -> Iterator[str]:
    for each in read:
        if each.draw_id != record.announcement.draw_id:
            yield say("results-draw", stated=each.draw_id)
        if each.of is not None and each.batch > each.of:
            yield say("results-beyond", batch=each.batch, of=each.of)
    for batch, n in Counter(each.batch for each in read).items():
        if n > 1:
            yield say("results-batch", batch=batch)
    totals = sorted({each.of for each in read if each.of is not None})
    if len(totals) > 1:
        yield say("results-of", stated="、".join(map(str, totals)))


Held = Mapping[tuple[str, int], str | None]
"""Place -> who stands there; ``None`` where it is vacated."""


def _places(case: Case, read: Sequence[Results], held: Held) -> Iterator[str]:
    told: set[tuple[str, int]] = set()
    for row in (row for each in read for row in each.results):
        key = row.stratum, row.rank
        place = {"stratum": case.called.get(row.stratum, row.stratum), "rank": row.rank}
        if key in told:
            yield say("results-twice", **place)
        told.add(key)
        found = held.get(key)
        if found is None:
            yield say("results-no-place", **place, stated=row.subject)
        elif found != row.subject:
            yield say("results-place", **place, found=found, stated=row.subject)
    of = next((each.of for each in read if each.of is not None), None)
    if of is not None and {each.batch for each in read} >= set(range(1, of + 1)):
        for (stratum, rank), id_ in held.items():
            if id_ is not None and (stratum, rank) not in told:
                called = case.called.get(stratum, stratum)
                yield say("results-missing", stratum=called, rank=rank, id=id_)
