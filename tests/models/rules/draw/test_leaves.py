"""Every value of a record changed: none is missed; and what a forger who writes all digests anew can
still change is no more than the protocol says (step 10)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models.rules.draw.document import document
from models.rules.draw.reasons import WORDS
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from tests.models.rules.draw.records import (
    ALL_DIGESTS,
    BY_NAME,
    R1,
    R1_SEALED,
    R3,
    R4,
    R5,
    Path,
    changed_at,
    edited,
    given_up,
    leaves,
    record_of,
    redone,
)


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
@pytest.mark.parametrize("name", [R1, R1_SEALED, R3, R4, R5])
def test_no_changed_value_of_a_record_is_missed(name: str) -> None:
    record = record_of(name)
    missed = [path for path in leaves(record) if verify(document(changed_at(record, path))).ok]
    assert missed == []


FREE_WITH_A_KEPT_ANNOUNCEMENT = {
    "receipts": {"received_at", "package_digest"},
    "sources": {"read_at"},
    "draw": {"drawn_at", "confirmed_at"},
    "changes": {"applied_at", "decided_at", "application", "evidence", "reason", "deciders"},
    "photos": set(),
    "audit_head": set(),
    "sealed_digest": set(),
}
"""Times of receipts, reading, deciding, confirming; application numbers, evidence, photos, package
digests, audit head, and with them the digest of what is sealed; of a change also why and by whom,
as far as its replay stays the same."""


def _is_free(path: Path) -> bool:
    keys = FREE_WITH_A_KEPT_ANNOUNCEMENT.get(str(path[0]))
    return keys is not None and (not keys or any(part in keys for part in path[1:]))


def _forgeries(record: dict[str, Any]) -> list[tuple[Path, bytes]]:
    """Every value changed, a word of a closed list to each other word of it."""
    return [
        (path, document(redone(changed, ALL_DIGESTS)))
        for path in leaves(record)
        if path[-1] not in ("suite", "digest", "draw_digest", "announcement_digest")
        for changed in (changed_at(record, path), *_reworded(record, path))
    ]


LISTS = [{*listed} for listed in WORDS.values()]


def _reworded(record: dict[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    at: Any = record
    for part in path:
        at = at[part]
    if path[0] == "changes" and isinstance(at, str):
        for word in sorted(set().union(*(listed for listed in LISTS if at in listed)) - {at}):
            yield edited(record, [{"path": list(path), "op": "set", "value": word}])


def _put_in(record: dict[str, Any]) -> None:
    """A firm of the stratum that is drawn whole leaves, and nobody follows."""
    last, gone = record["changes"][-1], "92350105MA7K971BAE"
    anew = {"no": 7, "application": "2026-B0007", "subject": gone, "out": gone}
    record["changes"].append({**last, **anew, "in": None, "inspectors": []})


WHOLE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "the last change left out": lambda r: r["changes"].pop(),
    "every change left out": lambda r: r["changes"].clear(),
    "a change put in": _put_in,
    "given up, not confirmed": given_up,
}
"""What a forger can say more than single values."""


def _forged(change: Callable[[dict[str, Any]], Any]) -> bytes:
    record = record_of(R1)
    change(record)
    return document(redone(record, ALL_DIGESTS))


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
def test_with_a_kept_announcement_a_forger_is_free_in_no_more_than_is_said() -> None:
    record = record_of(R1)
    beside = Beside(announcement=document(record["announcement"]))
    missed = [path for path, forged in _forgeries(record) if verify(forged, beside).ok]
    assert [path for path in missed if not _is_free(path)] == []
    assert missed != []


@pytest.mark.duty("17.1", "17.2", "17.3", "18.3")
def test_with_the_next_announcement_a_forger_is_free_in_nothing() -> None:
    following = BY_NAME["R1 with the printed sheet and the next announcement"]["given"]["next"]
    beside = Beside(next=following.encode())
    missed = [path for path, forged in _forgeries(record_of(R1)) if verify(forged, beside).ok]
    assert missed == []
    assert [what for what, change in WHOLE.items() if verify(_forged(change), beside).ok] == []


@pytest.mark.duty("17.1", "18.1", "18.3")
def test_what_is_sealed_is_bound_by_the_next_announcement_too() -> None:
    record = record_of(R1_SEALED)
    following = BY_NAME["R1 with the printed sheet and the next announcement"]["given"]["next"]
    forgeries = [
        (path, document(redone(changed_at(record, path), ALL_DIGESTS)))
        for path in leaves(record)
        if path[0] == "sealed"
    ]
    assert len(forgeries) > 100
    beside = Beside(next=following.encode())
    assert [path for path, forged in forgeries if verify(forged, beside).ok] == []


@pytest.mark.duty("17.2", "18.2", "18.3")
def test_changes_and_giving_up_are_free_with_a_kept_announcement_and_not_with_the_results() -> None:
    kept = Beside(announcement=document(record_of(R1)["announcement"]))
    published = [json.dumps(each).encode() for each in BY_NAME[R1_SEALED]["given"]["results"]]
    results = Beside(results=published)
    assert [what for what, change in WHOLE.items() if not verify(_forged(change), kept).ok] == []
    assert [what for what, change in WHOLE.items() if verify(_forged(change), results).ok] == []


@pytest.mark.duty("17.1", "18.1")
def test_with_the_signed_sheet_the_times_of_drawing_and_confirming_are_bound() -> None:
    record = record_of(R1)
    beside = Beside(sheet=record["draw_digest"])
    missed = [path for path, forged in _forgeries(record) if verify(forged, beside).ok]
    assert [path for path in missed if path[0] == "draw"] == []


@pytest.mark.duty("17.2", "18.3")
@pytest.mark.parametrize("n", [0, 2, 3, 5])
def test_a_change_of_firms_left_out_is_found_by_the_results(n: int) -> None:
    """Numbered anew and all digests redone, with the results beside it: what stands differs."""
    record = record_of(R1)
    del record["changes"][n]
    for no, change in enumerate(record["changes"], start=1):
        change["no"] = no
    files = [json.dumps(each).encode() for each in BY_NAME[R1_SEALED]["given"]["results"]]
    report = verify(document(redone(record, ALL_DIGESTS)), Beside(results=files))
    assert not report.ok
