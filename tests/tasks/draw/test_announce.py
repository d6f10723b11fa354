"""A draw is announced once for its period, from the rosters as they are, by the period's terms
(第七条、第九条、第十四条至第十七条)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from openpyxl import load_workbook
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
from tests.tasks.draw.announced import LATER, OTHER, WITNESS, announced, the_draw, with_inspectors
from tests.tasks.lists.test_version import item_list


@pytest.mark.duty("9.1", "17.1")
def test_the_announcement_binds_rosters_sizes_and_the_secret(house: Path) -> None:
    walk.prepared(house)
    answer = announced()
    stated = json.loads(the_draw().announcement)
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
    assert secret not in the_draw().announcement
    assert not any(secret in event.payload for event in events)


@pytest.mark.duty("10.3", "17.1")
def test_no_announced_digest_confirms_a_guess_of_who_is_left_out(house: Path) -> None:
    """The list of firms is public, so is their number: a plain digest was guessed in 0.1 s."""
    walk.prepared(house)
    announced()
    with database.reading() as session:
        texts = frozen(session, session.exec(select(Draw)).one())
    known = sorted(id_ for text in (texts.subjects, texts.ineligible) for id_, _ in rows(text))
    guesses = {
        hashlib.sha256(f"{one}\tsuspended\n{other}\tsuspended\n".encode()).hexdigest()
        for one, other in combinations(known, 2)
    }
    assert hashlib.sha256(texts.ineligible).hexdigest() in guesses  # the truth is among them
    assert json.loads(the_draw().announcement)["ineligible"]["digest"] not in guesses


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
        announced(sources=sources)
    with database.reading() as session:
        assert session.exec(select(Draw)).all() == []


@pytest.mark.duty("17.1")
def test_the_day_of_drawing_is_not_before_that_of_announcing(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="最早抽取日期 2026-09-02 早于公告之日 2026-09-03"):
        announced(sources=[], not_before=date(2026, 9, 2))


@pytest.mark.duty("17.1", "18.2")
def test_the_extra_draw_names_the_abandoned_record(house: Path) -> None:
    walk.prepared(house)
    base = announced(sources=[])["draw_id"]
    with held_at(LATER):
        abandon(base, "text-wrong", LATER, walk.LEADER)
    extra = announced(LATER, extra=True, sources=[])["draw_id"]
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
    first = announced(sources=[WITNESS])
    again = announced(LATER, walk.LEADER, sources=[WITNESS])
    assert again == {**first, "act": "unchanged"}
    for sources in ([], [OTHER], [WITNESS, OTHER]):
        with pytest.raises(
            Refused, match=f"已经公告（{WITNESS}，最早 2026-09-04 抽取），公告日期 2026-09-01"
        ):
            announced(sources=sources)
    with pytest.raises(Refused, match="最早 2026-09-04 抽取"):
        announced(not_before=date(2026, 9, 7))
    assert the_draw().announcement_digest == first["digest"]


@pytest.mark.duty("12.2", "17.1")
def test_a_roster_refreshed_after_the_announcement_does_not_change_it(house: Path) -> None:
    walk.prepared(house)
    first = announced()
    with_inspectors(house, ("035036,陈虚乙,男", "035037,陈虚乙,男"))
    assert announced()["digest"] == first["digest"]


@pytest.mark.duty("10.3")
def test_the_same_request_is_answered_as_it_was(house: Path) -> None:
    walk.prepared(house)
    first = announced(request="r1")
    with held_at(LATER):
        abandon(first["draw_id"], "名单有误", LATER, walk.LEADER)
    assert announced(request="r1") == {**first, "act": "known"}


@pytest.mark.duty("9.2", "18.2")
def test_an_extra_draw_stands_in_for_an_abandoned_one_only(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="没有作废"):
        announced(extra=True)
    base = announced()["draw_id"]
    with pytest.raises(Refused, match="没有作废"):
        announced(extra=True)
    with held_at(LATER):
        abandon(base, "名单有误", LATER, walk.LEADER)
    with pytest.raises(Refused, match=r"已经作废.*大队长乙 于 2026-09-03 作废：名单有误"):
        announced(LATER)
    with pytest.raises(Refused, match="早于作废「350105/WB-01/2026-5」之日 2026-09-03"):
        announced(walk.DRAW_DAY, extra=True)
    extra = announced(LATER, extra=True, request="r1")
    assert (extra["draw_id"], extra["act"]) == ("350105/WB-01/2026-X1", "done")
    assert announced(LATER, extra=True) == {**extra, "act": "unchanged"}
    with pytest.raises(Refused, match="本期由「350105/WB-01/2026-X1」抽取"):
        announced(LATER)
    with held_at(LATER):
        abandon(extra["draw_id"], "系统故障", LATER, walk.LEADER)
    # A retry means the draw it announced then; a new request another.
    assert announced(LATER, extra=True, request="r1") == {**extra, "act": "known"}
    assert announced(LATER, extra=True)["draw_id"] == "350105/WB-01/2026-X2"


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
        announced(walk.DRAW_DAY)
    assert announced(LATER)["announced_on"] == "2026-09-03"


@pytest.mark.duty("10.3")
def test_nobody_announces_without_a_name_or_on_a_day_to_come(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="经办人"):
        announced(actor=" \u200b")
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
    stated = json.loads(the_draw().announcement)
    assert (stated["announced_at"][:10], stated["regulation"]["version"]) == (
        "2027-01-08",
        "2026-1",
    )


@pytest.mark.duty("7.2", "9.2")
def test_a_change_of_the_item_brings_no_second_draw_of_its_period(house: Path) -> None:
    walk.prepared(house)
    first = announced()
    with held_at(walk.DRAW_DAY):
        changed = item_list(house, ("WB-01", "50%", ""))
        assert import_items(changed, walk.REGION, walk.DRAW_DAY, walk.CLERK)["act"] == "done"
    again = announced()
    assert (again["act"], again["draw_id"]) == ("unchanged", first["draw_id"])
    assert the_draw().draw_id == first["draw_id"]


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
