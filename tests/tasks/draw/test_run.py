"""Drawn once, from the sealed secret and every source announced (第九条、第十七条)."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import Assignment, AuditEvent, Draw, DrawEntry, DrawSource
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.draw.sources import read_source
from tests import databases, released, walk

LATER = date(2026, 9, 3)
WITNESS, DIGITS = "witness-dice/notary", "witness-digits/notary"
THROWN, GIVEN = "31415" * 5, "27182818284590452353602874"
DRAW_ID = "350105/WB-01/2026-5"


def _announced(*sources: str) -> None:
    walk.announced(sources=sources)


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
    read = [f"{WITNESS}={THROWN}"]
    with held_at(LATER):
        first = run(DRAW_ID, walk.DRAW_DAY, walk.CLERK, read, request="r1")
        assert first["entered_on"] == "2026-09-03"  # entered two days after its legal day
        assert run(DRAW_ID, LATER, "另一人", read) == {**first, "act": "unchanged"}
        walk.photographed(DRAW_ID, LATER)
        confirm(DRAW_ID, LATER, walk.LEADER)
        assert run(DRAW_ID, LATER, "另一人", read)["act"] == "unchanged"
        assert run(DRAW_ID, walk.DRAW_DAY, walk.CLERK, read, request="r1")["act"] == "known"
        with pytest.raises(
            Refused,
            match=f"已经抽取（{WITNESS} {THROWN}），抽取日期 2026-09-01（补录，2026-09-03 登记）",
        ):
            run(DRAW_ID, LATER, walk.CLERK, [f"{WITNESS} {'6' * 25}"])
    with database.reading() as session:
        assert session.exec(select(Draw)).one().drawn_on == walk.DRAW_DAY


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("read", "said"),
    [
        ([], f"待读取随机源 {WITNESS}；待读取随机源 {DIGITS}"),
        ([f"{WITNESS}={THROWN}"], f"还不能抽取：待读取随机源 {DIGITS}$"),
        ([f"{WITNESS}={THROWN}", f"{DIGITS} 12"], f"随机源「{DIGITS}」的值「12」应为26 至 128"),
        (
            [f"{DIGITS} {GIVEN}", "index/sse/2026-09-01=3000.00"],
            "没有随机源「index/sse/2026-09-01」",
        ),
        ([DIGITS], "应写作 随机源=值"),
    ],
)
def test_every_announced_source_is_read_and_no_other(
    house: Path, read: list[str], said: str
) -> None:
    walk.prepared(house)
    _announced(WITNESS, DIGITS)
    with held_at(LATER), pytest.raises(Refused, match=said):
        run(DRAW_ID, LATER, walk.CLERK, read)
    with database.reading() as session:
        assert session.exec(select(Draw)).one().state == "announced"
        assert session.exec(select(DrawEntry)).all() == []
        assert {each.value for each in session.exec(select(DrawSource))} == {None}


@pytest.mark.duty("17.1")
def test_not_before_it_was_announced_nor_by_nobody_nor_tomorrow(house: Path) -> None:
    walk.prepared(house)
    with held_at(LATER), pytest.raises(Refused, match="没有名为"):
        run(DRAW_ID, LATER, walk.CLERK)
    walk.announced(LATER)
    with held_at(LATER):
        with pytest.raises(
            Refused, match="随机抽取的日期 2026-09-02 早于发布抽取公告之日 2026-09-03"
        ):
            run(DRAW_ID, date(2026, 9, 2), walk.CLERK)
        with pytest.raises(Refused, match="经办人"):
            run(DRAW_ID, LATER, " ")
        with pytest.raises(Refused, match="尚未到来"):
            run(DRAW_ID, date(2026, 9, 4), walk.CLERK)
        assert run(DRAW_ID, LATER, walk.CLERK)["act"] == "done"


@pytest.mark.duty("3.1", "17.1")
def test_not_before_the_announcement_is_received_everywhere_and_its_day_has_come(
    house: Path,
) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY, walk.MORNING):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, [], not_before=LATER)
    with held_at(LATER), pytest.raises(Refused, match=r"还不能抽取：待批准公告公示$"):
        run(DRAW_ID, LATER, walk.CLERK)
    walk.received(DRAW_ID, walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        with pytest.raises(Refused, match="早于公告最早抽取之日 2026-09-03"):
            run(DRAW_ID, walk.DRAW_DAY, walk.CLERK)
        for moved, why in (
            ("drawn_at = '2026-09-02T12:00:00+08:00'", "未到公告的最早抽取日"),
            ("drawn_at = '2026-09-03T12:00:00+08:00'", None),
        ):
            statement = (
                f"UPDATE draw SET state = 'drawn', seed = 'f', cap = 1, "
                f"drawn_on = '2026-09-03', {moved}"
            )
            said = released.refusal(statement)
            assert said is None if why is None else why in str(said)
    with held_at(LATER):
        assert run(DRAW_ID, LATER, walk.CLERK)["drawn_at"] == "2026-09-03T12:00:00+08:00"


@pytest.mark.duty("3.1", "17.1")
def test_one_channel_that_has_not_received_it_holds_the_draw(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY, walk.MORNING):
        announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, [], not_before=walk.DRAW_DAY)
    blocked = house / "delivered" / "district-government"
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("not a folder")
    walk.received(DRAW_ID, walk.DRAW_DAY)
    with held_at(LATER), pytest.raises(Refused, match=r"待各渠道收到公告：福州市马尾区人民政府网$"):
        run(DRAW_ID, LATER, walk.CLERK)
    statement = (
        "UPDATE draw SET state = 'drawn', seed = 'f', cap = 1, drawn_on = '2026-09-03', "
        "drawn_at = '2026-09-03T12:00:00+08:00'"
    )
    assert "抽取公告未送达各公告渠道" in str(released.refusal(statement))
    blocked.unlink()
    walk.received(DRAW_ID, LATER)
    with held_at(LATER):
        assert run(DRAW_ID, LATER, walk.CLERK)["act"] == "done"


@pytest.mark.duty("3.1", "17.1", "18.2")
def test_an_announcement_received_when_its_source_was_due_draws_nothing_and_is_given_up(
    house: Path,
) -> None:
    walk.prepared(house)
    due = "2026-09-01T08:00:00+08:00"
    with held_at(walk.DRAW_DAY, time(7)):
        announce(
            walk.REGION,
            2026,
            5,
            walk.DRAW_DAY,
            walk.CLERK,
            [f"{WITNESS}@{due}"],
            not_before=walk.DRAW_DAY,
        )
    walk.received(DRAW_ID, walk.DRAW_DAY)  # at eight, the very moment
    said = "公告没有在随机源的时间 2026-09-01 08:00:00 之前送达各渠道"
    with held_at(LATER):
        with pytest.raises(Refused, match=f"还不能抽取：{said}，待作废"):
            run(DRAW_ID, LATER, walk.CLERK, [f"{WITNESS}={THROWN}"])
        read_source(DRAW_ID, WITNESS, THROWN, LATER, walk.CLERK)
        statement = (
            "UPDATE draw SET state = 'drawn', seed = 'f', cap = 1, drawn_on = '2026-09-03', "
            "drawn_at = '2026-09-03T12:00:00+08:00'"
        )
        assert "送达不早于随机源的时间" in str(released.refusal(statement))
        with pytest.raises(Refused, match="作废原因应为「公告未按时发布」"):
            abandon(DRAW_ID, "系统故障", LATER, walk.LEADER)
        abandon(DRAW_ID, "公告未按时发布", LATER, walk.LEADER)
    with database.reading() as session:
        record, _ = record_of(session, session.exec(select(Draw)).one())
    assert [c for c in verify(document(record)).checks if c.ok is False] == []


@pytest.mark.duty("18.2")
def test_an_abandoned_draw_is_not_drawn(house: Path) -> None:
    walk.prepared(house)
    _announced()
    with held_at(LATER):
        abandon(DRAW_ID, "名单有误", LATER, walk.LEADER)
        with pytest.raises(Refused, match="已由 大队长乙 于 2026-09-03 作废：名单有误"):
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


@pytest.mark.duty("17.1")
def test_on_copies_of_the_house_the_announced_draw_comes_out_the_same_and_no_other_passes_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight copies and 112 s were enough to draw until it pleased, and left a sound audit record."""

    def house(name: str, of: Path | None = None) -> Path:
        databases.leave()
        home = tmp_path / name
        if of is not None:
            shutil.copytree(of, home)
        monkeypatch.setenv("SSJ_HOME", str(home))
        return home

    before = house("before")
    walk.prepared(before)
    announced = house("announced", before)
    _announced(WITNESS)
    with database.reading() as session:
        kept = session.exec(select(Draw.announcement)).one().encode()
    drawn = {}
    for name, of in (("a", announced), ("b", announced), ("c", announced), ("anew", before)):
        house(name, of)
        if of == before:
            _announced(WITNESS)
        with held_at(LATER):
            run(DRAW_ID, LATER, walk.CLERK, [f"{WITNESS}={THROWN}"])
            walk.photographed(DRAW_ID, LATER)
            confirm(DRAW_ID, LATER, walk.LEADER)
        with database.reading() as session:
            drawn[name] = record_of(session, session.exec(select(Draw)).one())[0]
    databases.leave()
    assert drawn["a"]["draw"] == drawn["b"]["draw"] == drawn["c"]["draw"]
    for name, is_kept in (("a", True), ("anew", False)):
        checks = verify(document(drawn[name]), Beside(announcement=kept)).checks
        assert [check.key for check in checks if check.ok is False] == ([] if is_kept else ["kept"])
