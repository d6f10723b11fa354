"""The places that stand, and what the database adds to them (第十七、十八条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.tables import Assignment, Draw, DrawEntry
from tasks.change.applications import apply, decide
from tasks.draw.standing import live_standing, standing_places
from tests import walk
from tests.conftest import SAMPLES

EVIDENCE = [SAMPLES / "停业说明.txt"]


@pytest.mark.duty("17.1", "17.3")
def test_a_draw_stands_as_it_was_drawn(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        places = standing_places(session, session.exec(select(Draw)).one())
        drawn = session.exec(select(DrawEntry).where(DrawEntry.role == "drawn")).all()
        seats = session.exec(select(Assignment)).all()
    assert {p.entry.credit_code for p in places} == {e.credit_code for e in drawn}
    for place in places:
        mine = [a for a in seats if a.draw_entry_id == place.entry.id]
        assert place.codes == [a.code for a in sorted(mine, key=lambda a: a.seat)]


@pytest.mark.duty("17.2", "18.3")
def test_a_change_is_what_the_next_one_starts_from(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        first = standing_places(session, draw)[0].entry
    number = apply(done.draw_id, first.credit_code, "停业", EVIDENCE, walk.VISIT, walk.CLERK)
    answer = decide(number["number"], True, walk.VISIT, walk.CHIEF)
    with database.reading() as session:
        standing = live_standing(session, session.exec(select(Draw)).one())
        rank_of = dict(session.exec(select(DrawEntry.credit_code, DrawEntry.rank)).all())
        assert first.credit_code not in [place.subject for place in standing.places]
        place = standing.place_of(str(answer["substitute"]))
        assert (place.stratum, place.rank) == (first.stratum, first.rank)
        assert place.inspectors == answer["inspectors"]
        assert len(standing.places) == 5
        moved = standing.change("subject", str(place.subject), str(place.subject), "suspended")
        assert rank_of[str(moved.comes_in)] == rank_of[str(answer["substitute"])] + 1


@pytest.mark.duty("18.2")
@pytest.mark.parametrize("rank", ["999", "1", "(SELECT max(rank) FROM draw_entry)"])
def test_only_the_very_next_rank_can_be_added_to_a_confirmed_draw(house: Path, rank: str) -> None:
    walk.dispatched(house)
    with pytest.raises(DBAPIError, match=r"抽取|UNIQUE|unique"), database.writing() as session:
        session.execute(
            text(
                "INSERT INTO draw_entry (draw_pk, stratum, rank, role, credit_code,"
                f" subject_entry_id, ticket) SELECT draw_pk, 'must', {rank}, 'substitute', 'X',"
                " subject_entry_id, 'f' FROM draw_entry LIMIT 1"
            )
        )
