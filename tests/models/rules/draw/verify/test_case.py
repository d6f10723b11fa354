"""What is recomputed once for all checks; nothing given makes it raise."""

from __future__ import annotations

import json

import pytest

from models.rules.draw.verify.case import Beside, Case, texts_of
from tests.models.rules.draw.records import R1, R5, file_of, record_of


@pytest.mark.duty("17.1")
def test_digests_are_recomputed_from_the_file() -> None:
    case, record = Case(file_of(R1), Beside()), record_of(R1)
    assert case.faults == []
    assert case.digest == record["digest"]
    assert case.announcement_digest == record["announcement_digest"]
    assert case.draw_digest == record["draw_digest"]
    assert case.seed is not None
    assert case.seed.hex() == record["draw"]["seed"]


def test_what_a_file_lacks_is_none() -> None:
    nothing = Case(b"{}", Beside())
    assert nothing.record is None
    for name in ("digest", "announced", "announcement_digest", "draw_digest", "texts", "text_key"):
        assert getattr(nothing, name) is None
    for name in ("seed", "tickets", "places", "assigned", "replayed"):
        assert getattr(nothing, name) is None
    assert Case(file_of(R5), Beside()).seed is None


@pytest.mark.parametrize("suite", [None, 1, "md5", ["sha256"]])
def test_an_unknown_suite_digests_nothing(suite: object) -> None:
    record = record_of(R1)
    record["announcement"]["suite"] = suite
    assert Case(json.dumps(record).encode(), Beside()).digest is None


def test_texts_are_found_within_or_beside() -> None:
    case = Case(file_of(R1), Beside())
    assert case.record is not None
    inside = texts_of(case.record, {})
    assert inside["subjects"] == record_of(R1)["texts"]["subjects"].encode()
    record = record_of(R1)
    record["texts"]["subjects"] = {"file": "s.txt", "bytes": 1_048_577}
    large = Case(json.dumps(record).encode(), Beside()).record
    assert large is not None
    assert texts_of(large, {"s.txt": b"x"})["subjects"] == b"x"
    assert texts_of(large, {})["subjects"] is None
