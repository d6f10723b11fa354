"""The record, built from its parts to the published byte (step 7)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from models.rules.draw import record as build
from models.rules.draw.assign import assign
from models.rules.draw.document import document
from models.rules.draw.keys import seed, source_line
from models.rules.draw.reading import read
from models.rules.draw.sample import Tickets, by_ticket, order, sample_sizes
from models.rules.draw.shape import LARGEST_INLINE, Record
from models.rules.draw.texts import Texts, by_stratum, recused
from tests.models.rules.draw.records import R1, R1_SEALED, R2, R3, R4, R5, file_of, record_of


def _draw(record: Record, texts: Texts) -> dict[str, Any] | None:
    """Drawn anew from texts, secret and sources."""
    said = record.announcement
    lines = [source_line(each.name, each.value or "") for each in record.sources]
    drawn_from = seed(said.suite, said.draw_id, bytes.fromhex(record.secret), lines)
    if record.draw is None:
        return None
    assert drawn_from.hex() == record.draw.seed
    tickets, found = Tickets(said.suite, drawn_from), by_stratum(texts.subjects)
    ids = {each.code: found[each.code] for each in said.strata}
    ratios = {each.code: Fraction(each.ratio) for each in said.strata}
    counts = {code: len(listed) for code, listed in ids.items()}
    sizes = sample_sizes(counts, ratios, Fraction(said.floor.ratio))
    places = order(tickets, ids, sizes, {each.code: each.substitutes for each in said.strata})
    drawn = by_ticket(place for row in places.values() for place in row if place.drawn)
    codes, away = texts.inspectors.decode().split(), recused(texts.recusals)
    cap, seats = assign(tickets, drawn, codes, away, said.inspectors_per_subject)
    return build.draw_part(
        said, record.draw.drawn_at, record.draw.confirmed_at, drawn_from, places, cap, seats
    )


def _public(record: Record, sealed: Record) -> dict[str, Any]:
    assert sealed.sealed is not None
    named = {name: text.encode() for name, text in record.texts.model_dump().items()}
    texts = Texts(**named)
    inline, files = build.texts_part(texts, record.announcement.draw_id)
    assert files == {}
    return build.public_record(
        record.announcement,
        record.time_stamp,
        reversed(record.receipts),
        bytes.fromhex(record.secret),
        record.sources,
        inline,
        _draw(record, texts),
        record.abandoned,
        record.changes,
        record.audit_head,
        sealed.sealed,
    )


@pytest.mark.duty("17.1", "17.2", "18.3")
@pytest.mark.parametrize(("public", "sealed"), [(R1, R1_SEALED), (R2, R2), (R4, R4)])
def test_a_record_is_built_to_the_published_byte(public: str, sealed: str) -> None:
    record, whole = read(record_of(public))[0], read(record_of(sealed))[0]
    assert record is not None
    assert whole is not None
    assert whole.sealed is not None
    built = _public(record, whole)
    if public != sealed:
        assert document(built) == file_of(public)
    assert document(build.sealed_record(built, whole.sealed)) == file_of(sealed)


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize("name", [R3, R5])
def test_an_abandoned_draw_is_shown_as_published(name: str) -> None:
    record = read(record_of(name))[0]
    assert record is not None
    texts = Texts(**{key: text.encode() for key, text in record.texts.model_dump().items()})
    draw = _draw(record, texts)
    assert draw == record_of(name)["draw"]
    assert build.digest_of(record_of(name)) == record_of(name)["digest"]


@pytest.mark.duty("17.1")
def test_public_and_sealed_form_have_one_digest() -> None:
    assert build.digest_of(record_of(R1)) == build.digest_of(record_of(R1_SEALED))
    assert build.digest_of({**record_of(R1), "photos": []}) != record_of(R1)["digest"]


def test_a_sealed_part_belongs_to_its_record() -> None:
    whole = read(record_of(R4))[0]
    assert whole is not None
    assert whole.sealed is not None
    with pytest.raises(ValueError, match="another sealed part"):
        build.sealed_record(record_of(R1), whole.sealed)


@pytest.mark.duty("17.1")
def test_a_large_text_is_a_file_beside_the_record() -> None:
    line = b"92350105MA0TWLGND0\tgeneral\n"
    small = line * (LARGEST_INLINE // len(line))
    texts = Texts(small + line, small, b"", b"", b"")
    written, files = build.texts_part(texts, "350105/WB-01/2026-5")
    name = "350105-WB-01-2026-5-subjects.txt"
    assert written["subjects"] == {"file": name, "bytes": len(small) + len(line)}
    assert files == {name: small + line}
    assert written["inspectors"] == small.decode()


def test_files_are_listed_by_digest_and_once() -> None:
    listed = build.attachments([("b.pdf", "b" * 64), ("z.pdf", "a" * 64), ("c.pdf", "b" * 64)])
    assert [(each.name, each.digest[0]) for each in listed] == [("z.pdf", "a"), ("c.pdf", "b")]
