"""The records of the published vectors, by name, and every way to change one of their values."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from models.rules.draw.document import D, document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from tests.models.rules.draw.cases import VECTORS

BY_NAME = {case["name"]: case for case in VECTORS["cases"]}
R1 = "R1 public, drand/quicknet, six changes, kept announcement"
R1_SEALED = "R1 sealed, with results"
R2 = "R2 after R1: moves and carried over, lotteries to look up"
R3 = "R3 abandoned after the draw: the result is shown"
R4 = "R4 extra draw after R3, witness, time-stamped"
R5 = "R5 abandoned before the witness threw: no result"

Path = tuple[str | int, ...]


def file_of(name: str) -> bytes:
    """The exact bytes of a published record."""
    content: str = BY_NAME[name]["given"]["file"]
    return content.encode()


def record_of(name: str) -> dict[str, Any]:
    """A published record, parsed."""
    parsed: dict[str, Any] = json.loads(file_of(name))
    return parsed


def edited(value: Any, edits: list[dict[str, Any]]) -> Any:
    """``value`` with the edits of a vector."""
    changed = copy.deepcopy(value)
    for edit in edits:
        here = changed
        for part in edit["path"][:-1]:
            here = here[part]
        last = edit["path"][-1]
        if edit["op"] == "set":
            here[last] = edit["value"]
        elif edit["op"] == "insert":
            here.insert(last, edit["value"])
        else:
            assert edit["op"] == "delete"
            del here[last]
    return changed


ALL_DIGESTS = ["announcement", "sealed_digest", "draw_digest", "digest"]


def redone(value: dict[str, Any], redo: list[str]) -> dict[str, Any]:
    """``value`` with its digests written anew, as a forger would."""
    suite = value["announcement"]["suite"]
    if "announcement" in redo:
        digest = D(suite, value["announcement"])
        value["announcement_digest"] = digest
        for each in (*value["receipts"], *([value["draw"]] if value["draw"] else [])):
            each["announcement_digest"] = digest
    if "sealed_digest" in redo and "sealed" in value:
        value["sealed_digest"] = D(suite, value["sealed"])
    if "draw_digest" in redo:
        value["draw_digest"] = None if value["draw"] is None else D(suite, value["draw"])
    if "digest" in redo:
        rest = {k: v for k, v in value.items() if k not in ("digest", "sealed")}
        value["digest"] = D(suite, rest)
    return value


def forged(case: dict[str, Any]) -> bytes:
    """The file of a tampered or anchored case."""
    given = case["given"]
    if "file" in given:
        content: str = given["file"]
        return content.encode()
    if "replace" in given:
        old, new = given["replace"]
        text = file_of(given["record"]).decode()
        assert old in text
        return text.replace(old, new, 1).encode()
    return document(redone(edited(record_of(given["record"]), given["edits"]), given["redo"]))


def given_up(record: dict[str, Any]) -> dict[str, Any]:
    """``record`` as of a draw that was abandoned the moment it would have been confirmed."""
    at = record["draw"]["confirmed_at"]
    record["draw"]["confirmed_at"] = None
    record["changes"] = []
    record["abandoned"] = {"at": at, "reason": "text-wrong", "decider": "head", "evidence": []}
    return record


def told(
    change: Callable[[dict[str, Any]], Any] | None = None,
    name: str = R1,
    redo: list[str] = ALL_DIGESTS,
    **beside: Any,
) -> dict[str, list[str]]:
    """What a verifier finds wrong, by check, after a change whose digests were written anew."""
    value = record_of(name)
    if change is not None:
        change(value)
    report = verify(document(redone(value, redo)), Beside(**beside))
    return {check.key: check.problems for check in report.checks if check.ok is False}


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where every value stands that holds no other."""
    if isinstance(value, dict) and value:
        for key, inside in value.items():
            yield from leaves(inside, (*path, key))
    elif isinstance(value, list) and value:
        for place, inside in enumerate(value):
            yield from leaves(inside, (*path, place))
    else:
        yield path


def changed_at(value: Any, path: Path) -> Any:
    """``value`` with one leaf changed: by one sign, by one, to something or to an entry more."""
    changed = copy.deepcopy(value)
    here = changed
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = _other(here[path[-1]])
    return changed


def _other(value: Any) -> Any:
    if value is None:
        return "0" * 64
    if isinstance(value, list):
        return ["0" * 64]
    if isinstance(value, int):
        return value + 1
    last = "1" if value.endswith("0") else "0"
    return value[:-1] + last if value and not value.endswith("\n") else last + value[1:]
