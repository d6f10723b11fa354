"""The record and its digest, key by key as the protocol lists them (第十七条)."""

from __future__ import annotations

import hashlib
import json

import pytest
import rfc8785

from models.rules.draw.record import cutoffs, digest_of, public_record, sealed_record, written
from models.rules.draw.sample import Place
from models.rules.draw.shape import Sealed, SubjectReplaced

SAID = {"suite": "sha256", "draw_id": "350105/WB-01/2026-6"}
PLACES = {
    "general": [
        Place("general", 1, "A", "aa", True),
        Place("general", 2, "B", "bb", True),
        Place("general", 3, "C", "cc", False),
    ],
    "key": [Place("key", 1, "D", "dd", False)],
    "must": [],
}
REPLACED = SubjectReplaced(
    application="C1", decided_on="2026-11-03", replaced="A", substitute="C", inspectors=["J01"]
)
RECORD = {
    "format": "ssj-draw-record/1",
    "announcement": SAID,
    "announcement_digest": hashlib.sha256(rfc8785.dumps(SAID)).hexdigest(),
    "secret": "0102",
    "sources": ["福彩3D 2026309期 4 0 7"],
    "seed": "0304",
    "texts": {"subjects": "s", "inspectors": "i", "recusals": {"file": "r.txt", "digest": "ab"}},
    "drawn": [
        {"stratum": "general", "rank": 1, "id": "A", "ticket": "aa", "inspectors": ["J02", "J01"]},
        {"stratum": "general", "rank": 2, "id": "B", "ticket": "bb", "inspectors": ["J03", "J04"]},
    ],
    "substitutes": [
        {"stratum": "general", "rank": 3, "id": "C", "ticket": "cc"},
        {"stratum": "key", "rank": 1, "id": "D", "ticket": "dd"},
    ],
    "cutoffs": {"general": "bb"},
    "cap": 2,
    "replacements": [
        {
            "application": "C1",
            "decided_on": "2026-11-03",
            "replaced": "A",
            "substitute": "C",
            "inspectors": ["J01"],
        }
    ],
    "photos": ["ef"],
    "audit_head": "cd",
}  # fmt: skip
SEALED = Sealed(
    inspector_codes="",
    codes_key="ab" * 32,
    ineligible="",
    confirmed_on="2026-11-02",
    confirmed_by="分管领导",
    applications=[],
    photos=[],
)


def _digest(rest: dict[str, object]) -> str:
    return hashlib.sha256(rfc8785.dumps(rest)).hexdigest()


@pytest.mark.duty("17.1", "17.2")
def test_the_public_record_holds_what_the_protocol_lists_and_its_digest() -> None:
    record = public_record(
        SAID,
        b"\x01\x02",
        ["福彩3D 2026309期 4 0 7"],
        b"\x03\x04",
        RECORD["texts"],
        PLACES,
        2,
        {"A": ["J02", "J01"], "B": ["J03", "J04"]},
        [REPLACED],
        ["ef"],
        "cd",
    )
    assert record == {**RECORD, "digest": _digest(RECORD)}
    assert list(record) == [*RECORD, "digest"]
    assert digest_of(record) == record["digest"]


@pytest.mark.duty("18.1")
def test_the_sealed_record_is_the_public_one_with_what_is_not_published() -> None:
    public = {**RECORD, "digest": "ab"}
    sealed = {**RECORD, "sealed": SEALED.model_dump()}
    record = sealed_record(public, SEALED)
    assert record == {**sealed, "digest": _digest(sealed)}
    assert public["digest"] == "ab"


def test_a_record_is_written_one_member_a_line() -> None:
    assert written({"a": ["网吧"], "b": 1}) == '{\n "a": [\n  "网吧"\n ],\n "b": 1\n}'.encode()
    assert json.loads(written(RECORD)) == RECORD
    assert written("\ud800") == b'"\xed\xa0\x80"'


@pytest.mark.duty("17.1")
def test_a_cutoff_is_the_largest_drawn_ticket_of_a_stratum() -> None:
    assert cutoffs(PLACES) == {"general": "bb"}
