"""Drawn once, from the sealed secret and every source announced (第九条、第十七条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import Assignment, AuditEvent, Draw, DrawEntry
from tasks.draw.announce import announce
from tasks.draw.confirm import abandon, confirm
from tasks.draw.run import run
from tests import walk

LATER = date(2026, 9, 3)
WITNESS = "见证人掷骰"
DRAW_ID = "350105/WB-01/2026-5"


def _announced(*sources: str) -> None:
    with held_at(LATER):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, sources)


@pytest.mark.duty("9.1", "9.4", "17.1", "17.2", "17.3")
def test_drawn_by_risk_class_with_substitutes_and_two_inspectors_each(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        entries = session.exec(select(DrawEntry)).all()
        seats = session.exec(select(Assignment)).all()
    drawn = [e for e in entries if e.role == "drawn"]
    # By hand: 48 subjects, 2 suspended, 4 key, 2 must: 5 % of 40 = 2, 1/4 of 4 = 1, all of 2.
    assert sorted(e.stratum for e in drawn) == ["general", "general", "key", "must", "must"]
    # Two substitutes for each drawn, as far as the stratum goes: 4 + 2 + 0.
    assert len(entries) - len(drawn) == 6
    by_place: dict[int, set[int]] = {}
    for seat in seats:
        by_place.setdefault(seat.draw_entry_id, set()).add(seat.inspector_entry_id)
    assert [len(officers) for officers in by_place.values()] == [2] * 5


@pytest.mark.duty("17.1")
def test_drawn_again_it_says_what_stands(house: Path) -> None:
    walk.prepared(house)
    _announced(WITNESS)
    read = [f"{WITNESS} 3 1 5"]
    with held_at(LATER):
        first = run(DRAW_ID, walk.DRAW_DAY, walk.CLERK, read, request="r1")
        assert first["entered_on"] == "2026-09-03"  # entered two days after its legal day
        assert run(DRAW_ID, LATER, "另一人", read) == {**first, "act": "unchanged"}
        confirm(DRAW_ID, LATER, walk.LEADER)
        assert run(DRAW_ID, LATER, "另一人", read)["act"] == "unchanged"
        assert run(DRAW_ID, walk.DRAW_DAY, walk.CLERK, read, request="r1")["act"] == "known"
        for other in ([], [f"{WITNESS} 6 6 6"]):
            with pytest.raises(
                Refused,
                match="已经抽取（随机源：见证人掷骰 3 1 5），抽取日期 2026-09-01（补录，2026-09-03 登记）",
            ):
                run(DRAW_ID, LATER, walk.CLERK, other)
    with database.reading() as session:
        assert session.exec(select(Draw)).one().drawn_on == walk.DRAW_DAY


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("read", "said"),
    [
        ([], f"公告写明的随机源「{WITNESS}」尚未读取"),
        ([f"{WITNESS} 1"], "公告写明的随机源「福彩3D 2026309期」尚未读取"),
        (["福彩3D 2026309期 407", f"{WITNESS} 1"], f"第1个随机源应为「{WITNESS}」"),
        ([f"{WITNESS} 1", "福彩3D 2026309期 407", "股指 1"], "公告没有写明的随机源：「股指 1」"),
    ],
)
def test_every_announced_source_is_read_and_no_other(
    house: Path, read: list[str], said: str
) -> None:
    walk.prepared(house)
    _announced(WITNESS, "福彩3D 2026309期")
    with held_at(LATER), pytest.raises(Refused, match=said):
        run(DRAW_ID, LATER, walk.CLERK, read)
    with database.reading() as session:
        assert session.exec(select(Draw)).one().state == "announced"
        assert session.exec(select(DrawEntry)).all() == []


@pytest.mark.duty("17.1")
def test_not_before_it_was_announced_nor_by_nobody_nor_tomorrow(house: Path) -> None:
    walk.prepared(house)
    with held_at(LATER):
        with pytest.raises(Refused, match="没有名为"):
            run(DRAW_ID, LATER, walk.CLERK)
        announce(walk.REGION, 2026, 5, LATER, walk.CLERK)
        with pytest.raises(
            Refused, match="随机抽取的日期 2026-09-02 早于发布抽取公告之日 2026-09-03"
        ):
            run(DRAW_ID, date(2026, 9, 2), walk.CLERK)
        with pytest.raises(Refused, match="经办人"):
            run(DRAW_ID, LATER, " ")
        with pytest.raises(Refused, match="尚未到来"):
            run(DRAW_ID, date(2026, 9, 4), walk.CLERK)
        assert run(DRAW_ID, LATER, walk.CLERK)["act"] == "done"


@pytest.mark.duty("18.2")
def test_an_abandoned_draw_is_not_drawn(house: Path) -> None:
    walk.prepared(house)
    _announced()
    with held_at(LATER):
        abandon(DRAW_ID, "名录有误", LATER, walk.LEADER)
        with pytest.raises(Refused, match="已由 大队长乙 于 2026-09-03 作废：名录有误"):
            run(DRAW_ID, LATER, walk.CLERK)


@pytest.mark.duty("10.3", "17.1")
def test_the_audit_record_does_not_tell_who_is_coming(house: Path) -> None:
    walk.drawn(house)
    with database.reading() as session:
        seed = session.exec(select(Draw.seed)).one()
        drawn = session.exec(select(DrawEntry.credit_code)).all()
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "随机抽取")).all()
    assert seed is not None
    assert seed not in event.payload
    assert not any(code in event.payload for code in drawn)


@pytest.mark.duty("17.1")
def test_a_second_seed_is_refused_by_the_database(house: Path) -> None:
    walk.drawn(house)
    with pytest.raises(DBAPIError, match="一次抽取只有一个种子"), database.writing() as session:
        session.execute(text("UPDATE draw SET seed = 'ff'"))


@pytest.mark.parametrize(
    "draw_id", ["350105/WB-01/2026-5 ", "350105-WB-01-2026-5", "35010/A/2026-5"]
)
def test_a_draw_id_written_otherwise_is_refused_in_words(house: Path, draw_id: str) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match=r"抽取编号.*的写法不对"):
        run(draw_id, walk.DRAW_DAY, walk.CLERK)
