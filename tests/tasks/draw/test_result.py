"""What a draw comes to is what the announcement, the secret and the sources give (第九条、第十七条)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.tables import Draw, DrawEntry
from tasks.draw.frozen import frozen, strata_of
from tasks.draw.result import announced, digest_of, entry_moving_up, part_of
from tasks.draw.secret import secret_of
from tests import walk


@pytest.mark.duty("17.1", "17.2")
def test_seed_and_order_are_those_of_the_protocol(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        secret, texts = secret_of(session, draw).hex(), frozen(session, draw)
        entries = session.exec(select(DrawEntry).order_by(col(DrawEntry.rank))).all()
    # Reckoned here from the words of the protocol: no source was announced.
    seed = hashlib.sha256(f"ssj-draw/2 seed\n{draw.draw_id}\n{secret}\n".encode()).digest()
    assert draw.seed == seed.hex()
    for stratum, ids in strata_of(texts).items():
        order = sorted((hashlib.sha256(seed + id_.encode()).hexdigest(), id_) for id_ in ids)
        mine = [(e.ticket, e.credit_code) for e in entries if e.stratum == stratum]
        assert mine == order[: len(mine)]


@pytest.mark.duty("17.1")
def test_its_part_of_the_record_has_a_digest(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        part, digest = part_of(session, draw), digest_of(session, draw)
        assert announced(draw).draw_id == draw.draw_id
    written = json.dumps(part, sort_keys=True, separators=(",", ":")) + "\n"
    assert hashlib.sha256(written.encode()).hexdigest() == digest
    assert part is not None
    assert (len(part["drawn"]), len(part["substitutes"]), part["confirmed_at"]) == (5, 6, None)


@pytest.mark.duty("17.1")
def test_before_it_is_drawn_there_is_nothing(house: Path) -> None:
    walk.prepared(house)
    walk.announced()
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        assert (part_of(session, draw), digest_of(session, draw)) == (None, None)


@pytest.mark.duty("17.2")
def test_who_moves_up_from_beyond_brings_all_before_it(house: Path) -> None:
    walk.dispatched(house)
    with database.writing() as session:
        draw = session.exec(select(Draw)).one()
        seed = bytes.fromhex(draw.seed or "")
        order = sorted(
            (hashlib.sha256(seed + id_.encode()).digest(), id_)
            for id_ in strata_of(frozen(session, draw))["general"]
        )
        entry = entry_moving_up(session, draw, "general", order[8][1])
        ranks = session.exec(
            select(DrawEntry.rank)
            .where(DrawEntry.stratum == "general")
            .order_by(col(DrawEntry.rank))
        ).all()
        assert (entry.rank, entry.ticket) == (9, order[8][0].hex())
        assert ranks == list(range(1, 10))
        assert entry_moving_up(session, draw, "general", order[3][1]).rank == 4
        session.rollback()
