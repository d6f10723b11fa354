"""The sample district brought to a stage, by calling the steps as the flows do, each on its day by
the clock: nothing is entered late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from sqlmodel import select

from flows.sample.answers import CONFORMS, KEEPS_OUT, REFUSES_TO_SIGN, SHORT_LOGS, form
from models import database
from models.clock import held_at
from models.rules import names
from models.rules.task import Workbook
from models.tables import Inspection
from reports.record_form import render
from tasks.base.terms import in_force
from tasks.draw import photos
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.run import run
from tasks.inspect import dispatch, messages, returns, task_sheets
from tasks.inspect.inspections import Assigned, assigned, waiting_inspections
from tasks.lists.version import import_items
from tasks.plan.annual import approve_plan, make_plan
from tasks.publish import draws
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.packages import build
from tasks.publish.release import release, unreleased
from tasks.publish.versions import due_of
from tasks.rosters.refresh import refresh_roster
from tasks.setup.prepare import prepare
from tests.conftest import SAMPLES
from tests.remembered import remembered

REGION = "350105"
CHANGED = "核对后改动（虚构）"
"""Why a form comes again."""

CLERK, LEADER, CHIEF = "内勤甲", "大队长乙", "分管领导丙"
MORNING = time(8)
NEW_YEAR, DRAW_DAY, VISIT = date(2026, 1, 5), date(2026, 9, 1), date(2026, 9, 8)
SUBJECTS, INSPECTORS = SAMPLES / "市场主体名录库.xlsx", SAMPLES / "执法检查人员名录库.csv"


@dataclass(frozen=True)
class Walk:
    """Where the walk has come to."""

    home: Path
    draw_id: str = "350105/WB-01/2026-5"


@remembered
def set_up(home: Path) -> None:
    """A database that holds nothing yet."""
    database.migrate()


@remembered
def begun(home: Path) -> None:
    """The district file, loaded as of the new year."""
    prepare(NEW_YEAR)


def prepared(home: Path) -> Walk:
    """District file, item list, an approved plan, both rosters."""
    _prepared(home)
    return Walk(home)


@remembered
def _prepared(home: Path) -> None:
    with held_at(NEW_YEAR):
        prepare(NEW_YEAR)
        import_items(SAMPLES / "随机抽查事项清单.xlsx", REGION, NEW_YEAR, CLERK)
        make_plan(REGION, 2026, NEW_YEAR, CLERK)
        approve_plan(REGION, 2026, NEW_YEAR, LEADER)
    with held_at(DRAW_DAY):
        refresh_roster("subjects", SUBJECTS, REGION, DRAW_DAY, CLERK)
        refresh_roster("inspectors", INSPECTORS, REGION, DRAW_DAY, CLERK)


def received(draw_id: str, day: date) -> None:
    """A draw's announcement built, released and received on every channel, at eight in the morning."""
    matter = names.announcement_matter(draw_id)
    region = names.region_of(draw_id)
    with held_at(day, MORNING):
        with database.reading() as session:
            terms = in_force(session, region, day)
            tellings = [each for each in draws.tellings(session, terms, day) if each.once]
            due = [due_of(session, each) for each in tellings if each.named(1) == matter]
        for each in due:
            if each is not None:
                build(each, day)
        release(matter, day, LEADER)
        deliver_pending(region, day)


def announced(
    day: date = DRAW_DAY,
    period: int = 5,
    *,
    sources: Sequence[str] = (),
    extra: bool = False,
    region: str = REGION,
    item_code: str | None = None,
) -> str:
    """A draw announced and received in the morning, to be drawn the same day; its id."""
    with held_at(day, MORNING):
        answer = announce(
            region,
            day.year,
            period,
            day,
            CLERK,
            sources,
            not_before=day,
            extra=extra,
            item_code=item_code,
        )
    received(answer["draw_id"], day)
    return str(answer["draw_id"])


def photographed(draw_id: str, day: date) -> None:
    """A photograph of the draw."""
    with held_at(day):
        photos.attach_photo(draw_id, SAMPLES / "抽取现场-1.png", day, CLERK)


def drawn(home: Path) -> Walk:
    """… announced, received and drawn."""
    _drawn(home)
    return Walk(home)


@remembered
def _drawn(home: Path) -> None:
    walk = prepared(home)
    announced()
    with held_at(DRAW_DAY):
        run(walk.draw_id, DRAW_DAY, CLERK)


def dispatched(home: Path) -> Walk:
    """… with a photo, confirmed, dispatched, told."""
    _dispatched(home)
    return Walk(home)


@remembered
def _dispatched(home: Path) -> None:
    walk = drawn(home)
    with held_at(DRAW_DAY):
        photos.attach_photo(walk.draw_id, SAMPLES / "抽取现场-1.png", DRAW_DAY, CLERK)
        confirm(walk.draw_id, DRAW_DAY, LEADER)
        dispatch.dispatch(walk.draw_id, DRAW_DAY, CLERK)
        task_sheets.write_task_sheets(REGION, DRAW_DAY)
        messages.send_pending(REGION, DRAW_DAY)


def open_ones() -> list[Assigned]:
    """The inspections that are still out."""
    with database.reading() as session:
        return assigned(session, waiting_inspections(session, REGION))


def every_one() -> list[Assigned]:
    """Every inspection."""
    with database.reading() as session:
        return assigned(session, session.exec(select(Inspection)).all())


def fill(
    home: Path,
    each: Assigned,
    visited_on: date = VISIT,
    story: str = CONFORMS,
    **otherwise: str,
) -> Path:
    """A filled-in workbook for one inspection; ``otherwise`` are fields of the form, by name."""
    with database.reading() as session:
        terms = in_force(session, REGION, visited_on)
    badge, name = each.task.officers[0]
    book = Workbook(
        brigade=terms.brigade,
        inspector=name,
        badge_number=badge,
        tasks=[each.task],
        audit_head="",
        filled={each.task.number: replace(form(each.task, visited_on, story), **otherwise)},
    )
    path = home / f"{each.task.number}.xlsx"
    path.write_bytes(render(book))
    return path


def hand_in(home: Path, each: Assigned, as_of: date, story: str = CONFORMS) -> dict[str, object]:
    """Hand one inspection's form in."""
    with held_at(as_of):
        path = fill(home, each, story=story)
        return returns.import_returns(path, REGION, as_of, CLERK, reason=CHANGED)


def all_in(home: Path, as_of: date) -> None:
    """Hand every form in: one violation, one that keeps the inspectors out, one refusing to sign."""
    stories = [SHORT_LOGS, KEEPS_OUT, REFUSES_TO_SIGN]
    for n, each in enumerate(open_ones()):
        hand_in(home, each, as_of, stories[n] if n < len(stories) else CONFORMS)


@remembered
def returned(home: Path, received_on: date) -> None:
    """… dispatched, and every form handed in."""
    dispatched(home)
    all_in(home, received_on)


@remembered
def made_public(home: Path, received_on: date, as_of: date) -> None:
    """… and what is due built, released and delivered."""
    returned(home, received_on)
    published(as_of)


def published(as_of: date, region: str = REGION) -> None:
    """Build what is due, release all of it and deliver it."""
    with held_at(as_of):
        build_due(region, as_of)
        for matter in unreleased(region):
            release(matter, as_of, LEADER)
        deliver_pending(region, as_of)
