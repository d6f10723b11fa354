"""A parsed file against its shape: what a verifier accepts before it recomputes anything."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from models.rules.draw.announced import Announcement
from models.rules.draw.shape import Record, Results

Shape = TypeVar("Shape", bound=BaseModel)
Keys = Iterable[Any]


def read(value: Any) -> tuple[Record | None, list[str]]:
    """The record and in Chinese every place where its shape is wrong.

    A record whose lists are out of order is a record all the same: the rest can be checked.
    """
    record, problems = _shaped(Record, value, "记录")
    return record, [*problems, *(_unsorted(_lists(record)) if record is not None else ())]


def read_announcement(value: Any) -> tuple[Announcement | None, list[str]]:
    """The same of an announcement by itself."""
    found, problems = _shaped(Announcement, value, "公告")
    return found, [*problems, *(_unsorted(_announced("", found)) if found is not None else ())]


def read_results(value: Any) -> tuple[Results | None, list[str]]:
    """The same of a published file of results; keys that the protocol doesn't name are free."""
    return _shaped(Results, value, "结果")


def _shaped(shape: type[Shape], value: Any, called: str) -> tuple[Shape | None, list[str]]:
    try:
        return shape.model_validate(value), []
    except ValidationError as error:
        told = (_told(value, each, called) for each in error.errors(include_url=False))
        return None, list(dict.fromkeys(told))


def _told(value: Any, error: Any, called: str) -> str:
    """``「draw.drawn[3].ticket」格式不对``: the path as far as the file has it."""
    path, here = "", value
    for part in error["loc"]:
        inside = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        )
        named = f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
        if not inside:
            # Beyond the file's own keys pydantic goes on with the names of alternatives.
            missing = error["type"] == "missing" and part == error["loc"][-1]
            return f"「{path}{named}」缺少" if missing else f"「{path or called}」格式不对"
        path, here = path + named, here[part]
    wrong = "不应有" if error["type"] == "extra_forbidden" else "格式不对"
    return f"「{path or called}」{wrong}"


def _unsorted(lists: Iterable[tuple[str, Keys]]) -> Iterator[str]:
    for path, keys in lists:
        if any(a >= b for a, b in pairwise(keys)):
            yield f"「{path}」没有按规定的次序，或有重复"


def _announced(before: str, said: Announcement) -> Iterator[tuple[str, Keys]]:
    yield f"{before}strata", (each.code for each in said.strata)
    yield f"{before}channels", said.channels
    yield f"{before}recusals.by_reason", (each.reason for each in said.recusals.by_reason)
    yield f"{before}ineligible.by_reason", (each.reason for each in said.ineligible.by_reason)
    yield f"{before}moves.by_kind", ((each.kind, each.reason) for each in said.moves.by_kind)


def _lists(record: Record) -> Iterator[tuple[str, Keys]]:
    yield from _announced("announcement.", record.announcement)
    yield "receipts", (each.channel for each in record.receipts)
    yield "photos", record.photos
    if record.draw is not None:
        yield "draw.drawn", ((each["stratum"], each["rank"]) for each in record.draw.drawn)
        rest = record.draw.substitutes
        yield "draw.substitutes", ((each["stratum"], each["rank"]) for each in rest)
        yield "draw.cutoffs", (each.stratum for each in record.draw.cutoffs)
    if record.abandoned is not None:
        yield "abandoned.evidence", record.abandoned.evidence
    for n, change in enumerate(record.changes):
        yield f"changes[{n}].evidence", change.evidence
        yield f"changes[{n}].deciders", change.deciders
    if record.sealed is not None:
        yield "sealed.photos", (each.digest for each in record.sealed.photos)
        yield "sealed.applications", (each.number for each in record.sealed.applications)
        for n, application in enumerate(record.sealed.applications):
            path = f"sealed.applications[{n}]"
            yield f"{path}.evidence", (each.digest for each in application.evidence)
            yield f"{path}.deciders", application.deciders


def doubled(values: Iterable[Hashable]) -> list[Any]:
    """What comes more than once, each once, in its order."""
    seen: set[Hashable] = set()
    twice: dict[Hashable, None] = {}
    for each in values:
        if each in seen:
            twice[each] = None
        seen.add(each)
    return list(twice)
