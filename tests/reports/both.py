"""What the command and the page say of the same record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside


def beside(given: dict[str, Any]) -> Beside:
    files = {
        key: given[key].encode()
        for key in ("announcement", "previous", "next", "superseded")
        if key in given
    }
    results = (
        [
            (each if isinstance(each, str) else json.dumps(each)).encode()
            for each in given["results"]
        ]
        if "results" in given
        else None
    )
    return Beside(sheet=given.get("sheet"), results=results, **files)


def said_here(content: bytes, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the command says, and why where it compared nothing."""
    report = verify(content, beside(given or {}))
    lacks = {check.key: check.lacks for check in report.checks if check.ok is None}
    return {**report.as_json(), "lacks": lacks}


def said_there(rules: Any, contents: list[bytes], given: dict[str, Any] | None = None) -> list[Any]:
    """What the page says of records, each with the same beside it."""
    given = given or {}
    asked = {key: value for key, value in given.items() if key not in ("record", "edits", "redo")}
    found: list[Any] = rules.evaluate(
        "(each) => each.map((given) => KINDS_OF_VECTORS.whole(given))",
        [{**asked, "file": content.decode()} for content in contents],
    )
    return found


def ends(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value, of a list only those in its first and its last entry."""
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else []
    if isinstance(value, list) and value:
        inside = {0: value[0], len(value) - 1: value[-1]}.items()
    for part, each in inside:
        yield from ends(each, (*path, part))
