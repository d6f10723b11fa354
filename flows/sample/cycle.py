"""One whole bimonthly cycle on the sample rosters, through the same doors that people use.

The days are invented (the autumn period of 2026, across Mid-Autumn, National Day and two make-up
days); the flows, the files, the database and the messages are real.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlmodel import col, select

from flows import cycle, daily, decide
from flows.sample.answers import CONFORMS, REFUSES_TO_SIGN, SHORT_LOGS, form
from models import database
from models.home import home
from models.rules.task import Workbook
from models.tables import Draw, DrawEntry, Inspection
from reports.record_form import render
from tasks.base import audit
from tasks.base.files import put
from tasks.base.step import Result
from tasks.base.terms import in_force
from tasks.change import applications
from tasks.draw import photos
from tasks.inspect import dispositions
from tasks.inspect.inspections import Assigned, assigned
from tasks.lists import version as items
from tasks.overview import cycles as overview
from tasks.plan import annual as plans
from tasks.publish import packages as publication
from tasks.setup import prepare as setup

REGION, YEAR, PERIOD = "350105", 2026, 5
CLERK, LEADER, CHIEF = "内勤（样例）", "大队领导（样例）", "分管领导（样例）"

NEW_YEAR = date(2026, 1, 5)
DRAW_DAY = date(2026, 9, 1)
CHANGE_DAY = date(2026, 9, 3)
FIRST_RETURNS = date(2026, 9, 11)
REMINDED, OVERDUE = date(2026, 9, 14), date(2026, 9, 22)
LATE_RETURNS = date(2026, 9, 24)
PUBLISHED = date(2026, 9, 28)
LATE_VISIT, VISITS = date(2026, 9, 23), date(2026, 9, 8)

Say = Callable[[str], None]


def run(samples: Path, say: Say) -> None:
    """Walk the whole cycle; every part is harmless to repeat."""
    say("一、准备：数据库、区县参数、事项清单、年度计划")
    setup.prepare(NEW_YEAR)
    items.import_items(samples / "随机抽查事项清单.xlsx", REGION, NEW_YEAR, CLERK)
    plans.make_plan(REGION, YEAR, NEW_YEAR, CLERK)
    decide.approve_plan(REGION, YEAR, LEADER, NEW_YEAR)
    daily.daily_advance(REGION, NEW_YEAR)
    _release_all(NEW_YEAR)

    say(f"二、{DRAW_DAY} 更新名录库、测算样本量、公告并抽取")
    _deliver(samples / "市场主体名录库.xlsx", "subjects")
    _deliver(samples / "执法检查人员名录库.csv", "inspectors")
    cycle.bimonthly_cycle(REGION, YEAR, PERIOD, DRAW_DAY)
    draw_id = _draw_id()
    for picture in sorted(samples.glob("抽取现场-*.png")):
        photos.attach_photo(draw_id, picture, DRAW_DAY, CLERK)
    _release_all(DRAW_DAY)
    decide.confirm_draw(draw_id, LEADER, DRAW_DAY)
    say("三、领导批准公示抽取公告，确认抽取结果；派发检查任务")
    cycle.bimonthly_cycle(REGION, YEAR, PERIOD, DRAW_DAY)

    say(f"四、{CHANGE_DAY} 一家停业装修，申请变更，分管领导批准，递补")
    _replace_one(draw_id, samples)

    say(f"五、{FIRST_RETURNS} 回收登记表；之后催办，逾期的再催")
    early, late = _split()
    if early:
        _hand_in(early, "第一批", VISITS, [SHORT_LOGS, REFUSES_TO_SIGN, CONFORMS])
    daily.daily_advance(REGION, FIRST_RETURNS)
    _dispose()
    daily.daily_advance(REGION, REMINDED)
    daily.daily_advance(REGION, OVERDUE)
    if late:
        _hand_in(late, "逾期", LATE_VISIT, [CONFORMS])
    daily.daily_advance(REGION, LATE_RETURNS)

    say(f"六、{PUBLISHED} 领导批准，在各渠道公示；更新诚信档案与名单；归档")
    _release_all(PUBLISHED)
    daily.daily_advance(REGION, PUBLISHED)
    _release_all(PUBLISHED)
    cycle.bimonthly_cycle(REGION, YEAR, PERIOD, PUBLISHED)


def _deliver(file: Path, kind: str) -> None:
    """Leave a list in the inbox, as another body would."""
    target = home() / "inbox" / REGION / kind / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)


def _draw_id() -> str:
    with database.reading() as session:
        return session.exec(
            select(Draw.draw_id).where(Draw.year == YEAR, Draw.period == PERIOD)
        ).one()


def _release_all(as_of: date) -> None:
    for matter in publication.unreleased(REGION):
        decide.release_publication(matter, LEADER, as_of)


def _inspections(state: str) -> list[Assigned]:
    with database.reading() as session:
        draw = session.exec(select(Draw).where(Draw.draw_id == _draw_id())).one()
        found = session.exec(
            select(Inspection)
            .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
            .where(DrawEntry.draw_pk == draw.id, Inspection.state == state)
            .order_by(col(Inspection.id))
        ).all()
        return assigned(session, found)


def _replace_one(draw_id: str, samples: Path) -> None:
    if _inspections("replaced"):
        return
    subject = _inspections("dispatched")[0].task.credit_code
    evidence = [samples / "停业说明.txt"]
    applied: Result = applications.apply(
        draw_id, subject, "场所停业装修，暂不能检查（虚构）", evidence, CHANGE_DAY, CLERK
    )
    decide.decide_change(applied["number"], True, CHIEF, CHANGE_DAY)


def _split() -> tuple[list[Assigned], list[Assigned]]:
    """Most are returned in time; the last comes late."""
    waiting = _inspections("dispatched")
    return waiting[:-1], waiting[-1:]


def _hand_in(found: list[Assigned], name: str, visited_on: date, stories: list[str]) -> None:
    """Fill in the forms and leave them in the inbox, a workbook for each lead inspector."""
    with database.reading() as session:
        terms = in_force(session, REGION, visited_on)
    told = {each.id: stories[min(n, len(stories) - 1)] for n, each in enumerate(found)}
    by_lead: dict[tuple[str, str], list[Assigned]] = {}
    for each in found:
        by_lead.setdefault(each.task.officers[0], []).append(each)
    for (badge, person), theirs in by_lead.items():
        book = Workbook(
            brigade=terms.brigade,
            inspector=person,
            badge_number=badge,
            tasks=[each.task for each in theirs],
            audit_head="",
            filled={e.task.number: form(e.task, visited_on, told[e.id]) for e in theirs},
        )
        put(home() / "inbox" / REGION / "returns" / f"{name}-{badge}.xlsx", render(book))


def _dispose() -> None:
    """What is done about each finding, before the matter can be archived."""
    for number, point in dispositions.undisposed(REGION):
        dispositions.dispose(
            number, point, "handle", "马公（网安）行罚决字〔2026〕样例1号", FIRST_RETURNS, LEADER
        )


def summary(folder: Path) -> Result:
    """What happened and where to look."""
    told = overview.cycle(REGION, YEAR, PERIOD, PUBLISHED)
    checked = audit.verify()
    site = folder / "site" / REGION
    records = sorted(site.glob("draw-*.json"))
    return {
        "draw_id": told["draw"]["draw_id"],
        "states": told["states"],
        "late_returns": sum(row["late_return"] for row in told["inspections"]),
        "outcomes": dict(Counter(row["outcome"] for row in told["inspections"] if row["outcome"])),
        "audit": checked,
        "public_page": str(site / "index.html"),
        "record_forms": str(folder / "task_sheets"),
        "outbox": str(folder / "outbox"),
        "draw_record": str(records[-1]) if records else None,
    }


def in_words(told: Result) -> str:
    """The summary for a person."""
    states = "，".join(f"{overview.STATES[k]} {n}" for k, n in told["states"].items())
    outcomes = "，".join(f"{k} {n}" for k, n in told["outcomes"].items())
    sound = "未被改动" if told["audit"]["sound"] else "有问题，请运行 ssj audit verify"
    return f"""
样例期已走完（名录、人员、结果均为虚构）
  抽取    {told["draw_id"]}
  任务    {states}
  结果    {outcomes}；逾期回传 {told["late_returns"]}
  留痕    {told["audit"]["events"]} 条，{sound}

看这里
  公示网页        {told["public_page"]}
  任务单和登记表  {told["record_forms"]}
  发出的消息      {told["outbox"]}
  抽取记录        {told["draw_record"]}
  核验页面        {Path(told["draw_record"]).parent / "check-draw.html"}（打开后选择抽取记录）

接着试
  核验抽取        .venv/bin/ssj draw verify {told["draw_record"]}
  签字归档        .venv/bin/ssj draw record {told["draw_id"]} --out 记录.json --pdf 抽取记录.pdf
  核验留痕        .venv/bin/ssj audit verify --head {told["audit"]["head"][:16]}…（全文见 ssj audit verify）
  各任务进度      .venv/bin/ssj cycle show --as-of {PUBLISHED}
  流程看板        .venv/bin/ssj serve，然后用浏览器打开 http://127.0.0.1:4200"""
