"""A draw is announced once for its period, from the rosters as they are, by the period's terms
(第七条、第九条、第十四条至第十七条)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import database, district
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.texts import rows
from models.tables import AuditEvent, DeadlineRecord, Draw
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce, planned_sample
from tasks.draw.frozen import frozen
from tasks.draw.record import record_of
from tasks.draw.secret import secret_of
from tasks.lists.version import import_items
from tasks.plan.annual import make_plan
from tasks.rosters.refresh import refresh_roster
from tasks.setup.prepare import prepare
from tests import released, walk
from tests.tasks.lists.test_version import item_list

LATER = date(2026, 9, 3)
WITNESS, OTHER = "witness-dice/notary", "witness-digits/notary"


def _announce(as_of: date = walk.DRAW_DAY, actor: str = walk.CLERK, **more: Any) -> dict[str, Any]:
    with held_at(max(as_of, LATER)):
        return announce(walk.REGION, 2026, 5, as_of, actor, **more)


def _inspectors(home: Path, *changes: tuple[str, str]) -> None:
    """A new version of the inspectors' roster."""
    rows = walk.INSPECTORS.read_text(encoding="gb18030")
    for old, new in changes:
        assert old in rows
        rows = rows.replace(old, new)
    path = home / "执法检查人员名录库.csv"
    path.write_text(rows, encoding="gb18030")
    with held_at(walk.DRAW_DAY):
        refresh_roster("inspectors", path, walk.REGION, walk.DRAW_DAY, walk.CLERK)


def _draw() -> Draw:
    with database.reading() as session:
        return session.exec(select(Draw)).one()


@pytest.mark.duty("9.1", "17.1")
def test_the_announcement_binds_rosters_sizes_and_the_secret(house: Path) -> None:
    walk.prepared(house)
    answer = _announce()
    stated = json.loads(_draw().announcement)
    # By hand: 48 subjects, 2 suspended; 40 general at 5 %, 4 key at 1/4, 2 must at 1.
    assert (stated["subjects"]["count"], stated["inspectors"]["count"]) == (46, 8)
    assert {
        each["code"]: (each["count"], each["sample_size"], each["substitutes"])
        for each in stated["strata"]
    } == {"general": (40, 2, 4), "key": (4, 1, 2), "must": (2, 2, 0)}
    assert (answer["draw_id"], answer["period_ended_on"]) == ("350105/WB-01/2026-5", None)
    assert answer["commitment"] == stated["commitment"]
    with database.reading() as session:
        secret = secret_of(session, session.exec(select(Draw)).one()).hex()
        events = session.exec(select(AuditEvent)).all()
    assert secret not in _draw().announcement
    assert not any(secret in event.payload for event in events)


@pytest.mark.duty("10.3", "17.1")
def test_no_announced_digest_confirms_a_guess_of_who_is_left_out(house: Path) -> None:
    """The list of firms is public, so is their number: a plain digest was guessed in 0.1 s."""
    walk.prepared(house)
    _announce()
    with database.reading() as session:
        texts = frozen(session, session.exec(select(Draw)).one())
    known = sorted(id_ for text in (texts.subjects, texts.ineligible) for id_, _ in rows(text))
    guesses = {
        hashlib.sha256(f"{one}\tsuspended\n{other}\tsuspended\n".encode()).hexdigest()
        for one, other in combinations(known, 2)
    }
    assert hashlib.sha256(texts.ineligible).hexdigest() in guesses  # the truth is among them
    assert json.loads(_draw().announcement)["ineligible"]["digest"] not in guesses


@pytest.mark.duty("17.1")
def test_by_default_it_is_drawn_on_the_next_working_day_from_a_round_of_that_morning(
    house: Path,
) -> None:
    walk.prepared(house)
    with held_at(date(2026, 9, 4)):  # a Friday
        answer = announce(walk.REGION, 2026, 5, date(2026, 9, 4), walk.CLERK)
    assert (answer["not_before"], answer["announced_at"]) == (
        "2026-09-07",
        "2026-09-04T12:00:00+08:00",
    )
    # By hand: ten o'clock is 1788746400 s; quicknet began at 1692803367, a round every 3 s.
    assert answer["sources"] == [
        {"name": "drand/quicknet/31981012", "due": "2026-09-07T10:00:00+08:00"}
    ]
    assert answer["channels"] == ["city-police", "district-government"]
    # Period 5 ends on Saturday 31 October; 20 working days on, by the calendar's own command.
    assert answer["record_due"] == "2026-11-27"
    with database.reading() as session:
        [deadline] = session.exec(
            select(DeadlineRecord).where(DeadlineRecord.matter == answer["draw_id"])
        ).all()
    assert (deadline.kind, str(deadline.due_on)) == ("record", "2026-11-27")


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["大队长报数"], "随机源「大队长报数」不在登记的种类之列"),
        (["pl5/26247@2026-09-04T20:00:00+08:00"], "开奖时间应为当日 21:00:00 或以后"),
        (["witness-dice/a@2026-09-03T09:00:00+08:00"], "早于最早抽取日"),
        (["witness-dice/a", "witness-dice/a"], "写了不止一次"),
        (["index/sse/2026-09-03"], "早于最早抽取日"),
    ],
)
def test_a_source_that_is_none_is_not_announced(house: Path, sources: list[str], said: str) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match=said):
        _announce(sources=sources)
    with database.reading() as session:
        assert session.exec(select(Draw)).all() == []


@pytest.mark.duty("17.1")
def test_the_day_of_drawing_is_not_before_that_of_announcing(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="最早抽取日期 2026-09-02 早于公告之日 2026-09-03"):
        _announce(sources=[], not_before=date(2026, 9, 2))


@pytest.mark.duty("17.1", "18.2")
def test_the_extra_draw_names_the_abandoned_record(house: Path) -> None:
    walk.prepared(house)
    base = _announce(sources=[])["draw_id"]
    with held_at(LATER):
        abandon(base, "text-wrong", LATER, walk.LEADER)
    extra = _announce(LATER, extra=True, sources=[])["draw_id"]
    with database.reading() as session:
        given_up, standing_in = session.exec(select(Draw).order_by(Draw.id)).all()  # type: ignore[arg-type]
        digest = record_of(session, given_up)[0]["digest"]
    said = json.loads(standing_in.announcement)
    assert extra == standing_in.draw_id
    assert said["supersedes"] == {"draw_id": base, "record_digest": digest}
    assert said["previous"] is None
    assert given_up.seed is not None  # what it had chosen is computed, though nobody had run it


@pytest.mark.duty("9.1", "9.4")
def test_the_sample_is_planned_before_it_is_drawn(house: Path) -> None:
    walk.prepared(house)
    planned = planned_sample(walk.REGION, walk.DRAW_DAY)
    assert planned["sizes"] == {"general": 2, "key": 1, "must": 2}
    assert planned["total"] == 5
    assert planned["ineligible"] == {"suspended": 2}


@pytest.mark.duty("17.1", "18.2")
def test_announced_again_it_says_what_stands(house: Path) -> None:
    walk.prepared(house)
    first = _announce(sources=[WITNESS])
    again = _announce(LATER, walk.LEADER, sources=[WITNESS])
    assert again == {**first, "act": "unchanged"}
    for sources in ([], [OTHER], [WITNESS, OTHER]):
        with pytest.raises(
            Refused, match=f"已经公告（{WITNESS}，最早 2026-09-04 抽取），公告日期 2026-09-01"
        ):
            _announce(sources=sources)
    with pytest.raises(Refused, match="最早 2026-09-04 抽取"):
        _announce(not_before=date(2026, 9, 7))
    assert _draw().announcement_digest == first["digest"]


@pytest.mark.duty("12.2", "17.1")
def test_a_roster_refreshed_after_the_announcement_does_not_change_it(house: Path) -> None:
    walk.prepared(house)
    first = _announce()
    _inspectors(house, ("035036,陈虚乙,男", "035037,陈虚乙,男"))
    assert _announce()["digest"] == first["digest"]


@pytest.mark.duty("10.3")
def test_the_same_request_is_answered_as_it_was(house: Path) -> None:
    walk.prepared(house)
    first = _announce(request="r1")
    with held_at(LATER):
        abandon(first["draw_id"], "名单有误", LATER, walk.LEADER)
    assert _announce(request="r1") == {**first, "act": "known"}


@pytest.mark.duty("9.2", "18.2")
def test_an_extra_draw_stands_in_for_an_abandoned_one_only(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="没有作废"):
        _announce(extra=True)
    base = _announce()["draw_id"]
    with pytest.raises(Refused, match="没有作废"):
        _announce(extra=True)
    with held_at(LATER):
        abandon(base, "名单有误", LATER, walk.LEADER)
    with pytest.raises(Refused, match=r"已经作废.*大队长乙 于 2026-09-03 作废：名单有误"):
        _announce(LATER)
    with pytest.raises(Refused, match="早于作废「350105/WB-01/2026-5」之日 2026-09-03"):
        _announce(walk.DRAW_DAY, extra=True)
    extra = _announce(LATER, extra=True, request="r1")
    assert (extra["draw_id"], extra["act"]) == ("350105/WB-01/2026-X1", "done")
    assert _announce(LATER, extra=True) == {**extra, "act": "unchanged"}
    with pytest.raises(Refused, match="本期由「350105/WB-01/2026-X1」抽取"):
        _announce(LATER)
    with held_at(LATER):
        abandon(extra["draw_id"], "系统故障", LATER, walk.LEADER)
    # A retry means the draw it announced then; a new request another.
    assert _announce(LATER, extra=True, request="r1") == {**extra, "act": "known"}
    assert _announce(LATER, extra=True)["draw_id"] == "350105/WB-01/2026-X2"


@pytest.mark.duty("16.1")
def test_no_draw_without_an_approved_plan(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        make_plan(walk.REGION, 2027, walk.DRAW_DAY, walk.CLERK)
    with held_at(date(2027, 9, 1)), pytest.raises(Refused, match="尚未批准"):
        announce(walk.REGION, 2027, 5, date(2027, 9, 1), walk.CLERK)


@pytest.mark.duty("9.2")
def test_no_draw_before_its_period_or_before_what_it_rests_on(house: Path) -> None:
    walk.prepared(house)
    # Period 6 begins on Sunday 1 November; its first working day is the Monday.
    with held_at(date(2026, 11, 2)):
        with pytest.raises(Refused, match=r"首个工作日 2026-11-02.*尚早"):
            announce(walk.REGION, 2026, 6, date(2026, 11, 1), walk.CLERK)
        assert announce(walk.REGION, 2026, 6, date(2026, 11, 2), walk.CLERK)["act"] == "done"


@pytest.mark.duty("12.2")
@pytest.mark.parametrize("kind", ["subjects", "inspectors"])
def test_no_draw_from_a_roster_of_a_later_day(house: Path, kind: str) -> None:
    walk.prepared(house)
    if kind == "subjects":
        path = house / "市场主体名录库.xlsx"
        book = load_workbook(walk.SUBJECTS)
        sheet = book.worksheets[0]
        name = next(c for row in sheet.iter_rows(min_row=3) for c in row if "网" in str(c.value))
        name.value = f"{name.value}（新）"
        book.save(path)
    else:
        path = house / "人员.csv"
        path.write_bytes(walk.INSPECTORS.read_bytes().replace(b"035036", b"035037"))
    with held_at(LATER):
        assert refresh_roster(kind, path, walk.REGION, LATER, walk.CLERK)["act"] == "done"
    named = {"subjects": "市场主体", "inspectors": "执法检查人员"}[kind]
    with pytest.raises(Refused, match=f"早于更新{named}名录库之日 2026-09-03"):
        _announce(walk.DRAW_DAY)
    assert _announce(LATER)["announced_on"] == "2026-09-03"


@pytest.mark.duty("10.3")
def test_nobody_announces_without_a_name_or_on_a_day_to_come(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="经办人"):
        _announce(actor=" \u200b")
    with held_at(walk.DRAW_DAY), pytest.raises(Refused, match="尚未到来"):
        announce(walk.REGION, 2026, 5, LATER, walk.CLERK)


@pytest.mark.duty("7.2", "9.2", "25.1")
def test_a_late_draw_takes_the_terms_of_its_period(house: Path) -> None:
    walk.prepared(house)
    january = date(2027, 1, 8)
    next_year = house / "2027.toml"
    next_year.write_text(
        (district.SHIPPED / "mawei.toml")
        .read_text("utf-8")
        .replace('version = "2026-1"', 'version = "2027-1"')
        .replace("valid_from = 2026-01-01", "valid_from = 2027-01-01"),
        "utf-8",
    )
    with held_at(january):
        prepare(january, next_year)
        answer = announce(walk.REGION, 2026, 6, january, walk.CLERK)
    assert (answer["announced_on"], answer["period_ended_on"]) == ("2027-01-08", "2026-12-31")
    stated = json.loads(_draw().announcement)
    assert (stated["announced_at"][:10], stated["regulation"]["version"]) == (
        "2027-01-08",
        "2026-1",
    )


@pytest.mark.duty("7.2", "9.2")
def test_a_change_of_the_item_brings_no_second_draw_of_its_period(house: Path) -> None:
    walk.prepared(house)
    first = _announce()
    with held_at(walk.DRAW_DAY):
        changed = item_list(house, ("WB-01", "50%", ""))
        assert import_items(changed, walk.REGION, walk.DRAW_DAY, walk.CLERK)["act"] == "done"
    again = _announce()
    assert (again["act"], again["draw_id"]) == ("unchanged", first["draw_id"])
    assert _draw().draw_id == first["draw_id"]


@pytest.mark.duty("9.2")
def test_the_database_refuses_a_second_draw_of_a_period(house: Path) -> None:
    walk.prepared(house)
    _announce()
    columns = [c for c in Draw.model_fields if c not in ("id", "draw_id")]
    listed = ", ".join(columns)
    second = f"INSERT INTO draw (draw_id, {listed}) SELECT 'X', {listed} FROM draw"
    with pytest.raises(DBAPIError, match="一期只抽取一次"), database.writing() as session:
        session.execute(text(second))


@pytest.mark.duty("17.1", "18.2")
@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ({}, None),
        ({"announced_at": "2026-09-03T12:00:01+08:00"}, None),
        ({"announced_at": "2026-09-03T11:59:59+08:00"}, "另行抽取的公告不得早于作废"),
        ({"announced_at": "2026-09-05T12:00:00+08:00"}, "最早抽取日不得早于公告之日"),
    ],
)
def test_the_database_refuses_an_announcement_out_of_its_order(
    house: Path, moved: dict[str, str], said: str | None
) -> None:
    walk.prepared(house)
    _announce(sources=[])
    with held_at(LATER):
        abandon("350105/WB-01/2026-5", "名单有误", LATER, walk.LEADER)
    new = {
        "draw_id": "X",
        "state": "announced",
        "abandon_reason": None,
        "seed": None,
        "abandoned_at": None,
        "announced_at": "2026-09-03T12:00:00+08:00",
        **moved,
    }
    written = {
        column: column
        if column not in new
        else "NULL"
        if new[column] is None
        else f"'{new[column]}'"
        for column in Draw.model_fields
        if column != "id"
    }
    second = (
        f"INSERT INTO draw ({', '.join(written)}) SELECT {', '.join(written.values())} FROM draw"
    )
    refused = released.refusal(second)
    assert refused is None if said is None else said in str(refused)


DUE = "2026-09-04T09:00:00+08:00"
SOURCE = "INSERT INTO draw_source (draw_pk, name, due) SELECT id, '{}', '{}' FROM draw"
CHANNEL = "INSERT INTO draw_channel (draw_pk, channel) SELECT id, '{}' FROM draw"
TEXT = "INSERT INTO draw_text (draw_pk, name, content) SELECT id, '{}', '' FROM draw"


@pytest.mark.duty("17.1")
def test_the_database_takes_no_source_due_before_the_day_of_drawing(house: Path) -> None:
    walk.prepared(house)
    _announce(sources=[f"{WITNESS}@{DUE}"])
    early = DUE.replace("09-04", "09-03")
    released.by_force("DELETE FROM draw_source")
    released.by_force(
        f'UPDATE draw SET announcement = replace(announcement, \'"due":"{DUE}"\', '
        f'\'"due":"{early}"\')'
    )
    assert "不得早于最早抽取日" in str(released.refusal(SOURCE.format(WITNESS, early)))


@pytest.mark.duty("11.1", "17.1")
def test_the_database_adds_nothing_to_a_draw_that_its_announcement_does_not_name(
    house: Path,
) -> None:
    walk.prepared(house)
    _announce(sources=[f"{WITNESS}@{DUE}", f"{OTHER}@{DUE}"])
    channels = json.loads(_draw().announcement)["channels"]
    for table in ("draw_source", "draw_channel", "draw_text"):
        released.by_force(f"DELETE FROM {table}")
    for taken in (
        *(SOURCE.format(name, DUE) for name in (WITNESS, OTHER)),
        *(CHANNEL.format(channel) for channel in channels),
        *(TEXT.format(name) for name in ("subjects", "moves")),
    ):
        assert released.refusal(taken) is None
    two = f'{WITNESS}"}},{{"due":"{DUE}","name":"{OTHER}'
    later = DUE.replace("09:00", "10:00")
    strings = f'{channels[0]}","{channels[1]}'
    for refused, said in (
        (SOURCE.format("witness-dice/own", DUE), "随机源须在公告时写明"),
        (SOURCE.format(WITNESS, later), "随机源须在公告时写明"),
        (SOURCE.format(two, DUE), "随机源须在公告时写明"),
        (CHANNEL.format("own-site"), "公告渠道须在公告时写明"),
        (CHANNEL.format("general"), "公告渠道须在公告时写明"),
        (CHANNEL.format("codes_digest"), "公告渠道须在公告时写明"),
        (CHANNEL.format(strings), "公告渠道须在公告时写明"),
        (TEXT.format("own"), "公告没有这份抽取名单"),
    ):
        assert said in str(released.refusal(refused))


@pytest.mark.duty("17.1")
def test_no_draw_is_announced_while_the_one_before_may_still_be_confirmed(house: Path) -> None:
    """Both would name the same one before them, and the next could name but one of the two."""
    day = date(2026, 11, 2)
    walk.drawn(house)
    with held_at(day):
        with pytest.raises(Refused, match="「350105/WB-01/2026-5」已经公告，尚未确认") as refusal:
            announce(walk.REGION, 2026, 6, day, walk.CLERK, [])
        assert refusal.value.code == "unsettled"
        columns = ", ".join(
            c for c in Draw.model_fields if c not in ("id", "draw_id", "state", "period")
        )
        second = (
            f"INSERT INTO draw (draw_id, state, period, {columns}) "
            f"SELECT 'X', 'announced', 6, {columns} FROM draw"
        )
        assert "上一次抽取尚未确认" in str(released.refusal(second))
        abandon("350105/WB-01/2026-5", "text-wrong", day, walk.LEADER)
        assert announce(walk.REGION, 2026, 6, day, walk.CLERK, [])["act"] == "done"


@pytest.mark.duty("14.1", "14.2")
def test_who_may_not_inspect_is_not_drawn_and_too_few_are_refused(house: Path) -> None:
    walk.prepared(house)
    off_duty = [
        (f"一级警员,是,在岗,inspector{n}@", f"一级警员,是,离岗,inspector{n}@") for n in (2, 4)
    ]
    unqualified = [("三级警长,是,在岗,inspector3@", "三级警长,否,在岗,inspector3@")]
    _inspectors(house, *off_duty, *unqualified)
    _announce()
    assert json.loads(_draw().announcement)["inspectors"]["count"] == 5


@pytest.mark.duty("14.2")
def test_fewer_inspectors_than_the_rule_asks_for_are_not_announced(house: Path) -> None:
    walk.prepared(house)
    _inspectors(
        house,
        ("三级警长,是", "三级警长,否"),
        ("一级警员,是,在岗,inspector8", "一级警员,是,离岗,inspector8"),
    )
    with pytest.raises(Refused, match="只有 3 人，不得少于 4 人"):
        _announce()
    with database.reading() as session:
        assert session.exec(select(Draw)).all() == []


@pytest.mark.duty("17.3")
def test_a_subject_that_cannot_be_staffed_is_refused_before_any_seed_exists(house: Path) -> None:
    walk.prepared(house)
    # Seven of eight are recused from one subject: one is left, two are needed.
    rows = [
        (f"inspector{n}@example.invalid,\n", f"inspector{n}@example.invalid,92350105MA01583806\n")
        for n in (1, 2, 3, 5, 6, 7)
    ]
    _inspectors(house, *rows)
    with pytest.raises(
        Refused, match="「92350105MA01583806」未被回避的检查人员只有 1 人，应至少 2 人"
    ):
        _announce()


@pytest.mark.duty("14.1", "17.1")
def test_the_codes_do_not_follow_the_badges(house: Path) -> None:
    walk.prepared(house)
    orders = set()
    for n in range(3):
        extra = n > 0
        draw_id = _announce(LATER, extra=extra)["draw_id"]
        with database.reading() as session:
            draw = session.exec(select(Draw).where(Draw.draw_id == draw_id)).one()
        orders.add(tuple(json.loads(draw.inspector_codes).values()))
        with held_at(LATER):
            abandon(draw_id, "名单有误", LATER, walk.LEADER)
    # Eight inspectors in three secret orders: twice the same one time in 13,000.
    assert len(orders) > 1
