"""What a source gave is kept once, when it was due, as it was read (第十七条)."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database, district
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.tables import DrawSource
from tasks.draw.abandon import abandon
from tasks.draw.confirm import confirm
from tasks.draw.find import draw_of
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.draw.sources import read_source
from tasks.lists.version import import_items
from tasks.plan.annual import approve_plan, make_plan
from tasks.rosters.refresh import refresh_roster
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES
from tests.models.rules.draw.records import R1
from tests.models.rules.draw.records import record_of as published

NEXT = date(2026, 9, 2)
WITNESS, GIVEN = "witness-digits/notary", "27182818284590452353602874"
# A round of the vectors, with its signature as drand published it.
[ROUND] = published(R1)["sources"]


def _source() -> DrawSource:
    with database.reading() as session:
        return session.exec(select(DrawSource)).one()


@pytest.mark.duty("17.1")
def test_a_value_is_kept_once_with_when_and_by_whom(house: Path) -> None:
    walk.prepared(house)
    draw_id = walk.announced(sources=[WITNESS])
    with held_at(walk.DRAW_DAY, walk.MORNING), pytest.raises(Refused, match=r"要到 .* 才有"):
        read_source(draw_id, WITNESS, GIVEN, walk.DRAW_DAY, walk.CLERK)
    with held_at(NEXT):
        first = read_source(draw_id, WITNESS, GIVEN, walk.DRAW_DAY, walk.CLERK, request="r1")
        again = read_source(draw_id, WITNESS, GIVEN, NEXT, walk.LEADER)
        assert again == {**first, "act": "unchanged"}
        assert read_source(draw_id, WITNESS, GIVEN, NEXT, walk.CLERK, request="r1") == {
            **first,
            "act": "known",
        }
        with pytest.raises(Refused, match=r"已于 2026-09-02T12:00:00.08:00 读取，值不得修改"):
            read_source(draw_id, WITNESS, GIVEN[::-1], NEXT, walk.CLERK)
    assert (first["read_by"], first["read_at"], first["entered_on"]) == (
        walk.CLERK,
        "2026-09-02T12:00:00+08:00",
        "2026-09-02",
    )
    with pytest.raises(DBAPIError, match="随机源的值不得修改"), database.writing() as session:
        session.execute(text("UPDATE draw_source SET value = '1'"))


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("read_at", ["NULL", "'2026-09-01T08:59:59+08:00'"])
def test_the_database_keeps_no_value_from_before_the_source_was_due(
    house: Path, read_at: str
) -> None:
    walk.prepared(house)
    walk.announced(sources=[WITNESS])
    assert _source().due == "2026-09-01T09:00:00+08:00"
    with pytest.raises(DBAPIError, match="未到时间"), database.writing() as session:
        session.execute(text(f"UPDATE draw_source SET value = '{GIVEN}', read_at = {read_at}"))


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("witness-dice/b", "1" * 20, f"没有随机源「witness-dice/b」；公告的有：{WITNESS}"),
        (WITNESS, "1" * 25, "应为26 至 128 个数字"),
        (WITNESS, "１" * 26, "应为26 至 128 个数字"),
    ],
)
def test_what_it_cannot_have_given_is_refused(
    house: Path, name: str, value: str, said: str
) -> None:
    walk.prepared(house)
    draw_id = walk.announced(sources=[WITNESS])
    with held_at(NEXT), pytest.raises(Refused, match=said):
        read_source(draw_id, name, value, NEXT, walk.CLERK)
    assert _source().value is None


@pytest.mark.duty("17.1")
def test_after_it_was_given_up_nothing_is_read(house: Path) -> None:
    walk.prepared(house)
    draw_id = walk.announced(sources=[WITNESS])
    with held_at(walk.DRAW_DAY):
        abandon(draw_id, "source-failed", walk.DRAW_DAY, walk.LEADER)
        with pytest.raises(Refused, match="不再读取随机源"):
            read_source(draw_id, WITNESS, GIVEN, walk.DRAW_DAY, walk.CLERK)


def _in_the_year_of_the_round(house: Path, new_year: date, day: date) -> None:
    """District, list, plan and rosters as they would have stood then."""
    path = house / "then.toml"
    text_ = (district.SHIPPED / "mawei.toml").read_text("utf-8")
    path.write_text(text_.replace("valid_from = 2026-", f"valid_from = {day.year}-"), "utf-8")
    with held_at(new_year):
        prepare(new_year, path)
        import_items(SAMPLES / "随机抽查事项清单.xlsx", walk.REGION, new_year, walk.CLERK)
        make_plan(walk.REGION, day.year, new_year, walk.CLERK)
        approve_plan(walk.REGION, day.year, new_year, walk.LEADER)
    with held_at(day, walk.MORNING):
        for kind, file in (("subjects", walk.SUBJECTS), ("inspectors", walk.INSPECTORS)):
            refresh_roster(kind, file, walk.REGION, day, walk.CLERK)


@pytest.mark.duty("17.1")
def test_a_drand_round_is_believed_by_its_signature_alone_and_proves_level_three(
    house: Path,
) -> None:
    name, value = ROUND["name"], ROUND["value"]
    day = date.fromisoformat(ROUND["read_at"][:10])
    _in_the_year_of_the_round(house, date(day.year, 1, 5), day)
    draw_id = walk.announced(day, 5, sources=[name])
    wrong = ("a" if value[0] != "a" else "b") + value[1:]
    with held_at(day), pytest.raises(Refused, match="要到 2023-09-15T19:00:03"):
        read_source(draw_id, name, value, day, walk.CLERK)
    walk.photographed(draw_id, day)
    with held_at(day, time(20)):
        with pytest.raises(Refused, match="签名不成立"):
            run(draw_id, day, walk.CLERK, [f"{name}={wrong}"])
        groups = [value[at : at + 8] for at in range(0, len(value), 8)]
        typed, pasted = " ".join(groups).upper(), "\n".join(groups)
        first = read_source(draw_id, name, typed, day, walk.CLERK)
        assert (first["act"], first["value"]) == ("done", value)
        # Another clerk, from another phone: one act, however it is written down; another value isn't.
        for again in (value, pasted, f" {typed}\n"):
            assert read_source(draw_id, name, again, day, walk.LEADER) == {
                **first,
                "act": "unchanged",
            }
        with pytest.raises(Refused, match="值不得修改"):
            read_source(draw_id, name, wrong, day, walk.LEADER)
        run(draw_id, day, walk.CLERK, [f"{name}={pasted}"])
        assert run(draw_id, day, walk.LEADER, [f"{name} {typed}"])["act"] == "unchanged"
        with pytest.raises(Refused, match="一个编号只抽取一次"):
            run(draw_id, day, walk.LEADER, [f"{name}={wrong}"])
        confirm(draw_id, day, walk.LEADER)
    with database.reading() as session:
        record, _ = record_of(session, draw_of(session, draw_id))
    found = verify(document(record))
    assert (found.ok, found.level, found.look_up) == (True, 3, [])
