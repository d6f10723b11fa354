"""What the year's ledger is made of: every draw with its acts, entered late or not, and the visits
counted by the database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from models import database
from models.clock import held_at
from models.rules.held_draw import HeldDraw
from models.rules.order import Done
from models.rules.visits import Visits, counted
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.find import draw_of
from tasks.draw.record import record_of
from tasks.plan.deduct import deduct
from tasks.plan.find import plan_of
from tasks.publish.amend import withdraw
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tasks.publish.year import YearFacts, year_facts
from tasks.setup.upgrade import on_record
from tests import released, two_items, walk
from tests.tasks.change import changing
from tests.tasks.publish import stories

DAY_AFTER = date(2026, 9, 2)
RECEIVED, OUT, LATER = date(2026, 9, 11), date(2026, 9, 28), date(2026, 9, 30)


def _facts(region: str = walk.REGION, item_code: str = "WB-01") -> YearFacts:
    with database.reading() as session:
        return year_facts(session, plan_of(session, region, 2026, item_code=item_code))


def _only_draw() -> HeldDraw:
    [draw] = _facts().draws
    return draw


@pytest.mark.duty("9.2", "10.3")
def test_every_act_of_a_draw_has_its_day_and_a_late_entry_the_clocks_too(house: Path) -> None:
    done = walk.drawn(house)
    walk.photographed(done.draw_id, walk.DRAW_DAY)
    with held_at(date(2026, 9, 4)):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    draw = _only_draw()
    on_the_day = Done(walk.DRAW_DAY, walk.DRAW_DAY)
    assert (draw.draw_id, draw.period, draw.sample) == (done.draw_id, 5, 5)
    assert (draw.announced, draw.received, draw.drawn) == (on_the_day,) * 3
    assert draw.confirmed == Done(walk.DRAW_DAY, date(2026, 9, 4))
    assert (draw.record_due, draw.record) == (date(2026, 11, 27), None)


@pytest.mark.duty("3.1", "17.1")
def test_an_announcement_is_received_once_every_channel_has_it(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    assert _only_draw().received is None
    walk.received(done["draw_id"], date(2026, 9, 2))
    assert _only_draw().received == Done(date(2026, 9, 2), date(2026, 9, 2))


@pytest.mark.duty("18.1", "23.1")
def test_record_and_results_are_published_on_the_day_the_last_channel_has_them(house: Path) -> None:
    walk.returned(house, RECEIVED)
    with held_at(LATER):
        build_due(walk.REGION, OUT)
        for matter in unreleased(walk.REGION):
            release(matter, OUT, walk.LEADER)
        deliver_pending(walk.REGION, OUT)
    late = Done(OUT, LATER)
    facts = _facts()
    [draw] = facts.draws
    assert draw.record == late
    # By hand: five were drawn, all came in on the eleventh and are out together.
    [visits] = counted(facts.visits, OUT).values()
    assert visits == Visits(visited=5, results=5, published=late)
    [before] = counted(facts.visits, date(2026, 9, 10)).values()
    assert before == Visits()


@pytest.mark.duty("3.1", "10.3", "23.1")
def test_a_result_that_went_to_a_channel_in_a_later_package_is_out_when_that_one_is(
    house: Path,
) -> None:
    walk.returned(house, RECEIVED)
    blocked = house / "delivered" / "credit-publicity"
    shutil.rmtree(blocked)
    blocked.write_text("not a folder")
    walk.published(OUT)
    first = stories.each_one(0).task.number
    with held_at(OUT):
        withdraw(first, "查错了", "撤回", OUT, walk.LEADER)
    blocked.unlink()
    assert [each.results for each in counted(_facts().visits, LATER).values()] == [0]
    with held_at(LATER):
        build_due(walk.REGION, OUT)
        for matter in unreleased(walk.REGION):
            release(matter, OUT, walk.LEADER)
        deliver_pending(walk.REGION, OUT, at_once=True)
    [visits] = counted(_facts().visits, LATER).values()
    assert (visits.results, visits.published) == (5, Done(OUT, LATER))


@pytest.mark.duty("17.1", "18.2")
def test_an_abandoned_draw_has_its_reason_and_the_digest_the_next_one_announced(
    house: Path,
) -> None:
    first = walk.drawn(house).draw_id
    with held_at(walk.DRAW_DAY):
        abandon(first, "名单有误", walk.DRAW_DAY, walk.LEADER)
    given_up = _only_draw().abandoned
    assert given_up
    assert (given_up.done.on, given_up.reason) == (walk.DRAW_DAY, "名单有误")
    assert given_up.record_digest is None
    extra = walk.announced(DAY_AFTER, extra=True)
    one, other = _facts().draws
    assert (one.draw_id, other.draw_id, other.abandoned) == (first, extra, None)
    with database.reading() as session:
        record, _ = record_of(session, draw_of(session, first))
    assert one.abandoned
    assert one.abandoned.record_digest == record["digest"]


@pytest.mark.duty("18.3")
def test_changes_have_day_and_place_and_what_they_took_away_is_not_visited(house: Path) -> None:
    walk.dispatched(house)
    with held_at(changing.DAY):
        changing.changed(changing.general()[0])
    facts = _facts()
    [draw] = facts.draws
    [change] = draw.changes
    assert (change.on, change.vacates, change.made.place) == (changing.DAY, False, ("general", 1))
    due = date(2026, 9, 22)  # the day after the forms are due
    before, after = (counted(facts.visits, day) for day in (changing.DAY, due))
    assert before[draw.draw_id] == Visits()
    # By hand: the substitute came in on the third, its form is due later; four were there before.
    assert after[draw.draw_id].returns_late == 4


@pytest.mark.duty("9.3")
def test_deductions_are_on_record_with_their_day(house: Path) -> None:
    walk.prepared(house)
    with held_at(LATER):
        deduct(walk.REGION, 2026, 1, "联合抽查", "文〔2026〕7号", OUT, walk.CLERK)
    [deducted] = _facts().deductions
    assert (deducted.count, deducted.document) == (1, "文〔2026〕7号")
    assert (deducted.recorded, deducted.number > 0) == (Done(OUT, LATER), True)


@pytest.mark.duty("10.3")
@pytest.mark.parametrize("version", released.VERSIONS)
def test_a_year_of_an_earlier_release_is_read(house: Path, version: str) -> None:
    released.load(version)
    database.migrate(around=on_record)
    facts = _facts()
    first = facts.draws[0]
    assert first.draw_id == "350105/WB-01/2026-5"
    # As the sample cycle was then: five drawn and confirmed, and no record fell due.
    assert (first.sample, first.record_due) == (5, None)
    assert first.confirmed
    assert len(facts.deductions) == 1


@contextmanager
def _queries() -> Iterator[list[str]]:
    said: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    sa.event.listen(database.engine(), "before_cursor_execute", listen)
    yield said
    sa.event.remove(database.engine(), "before_cursor_execute", listen)


def test_more_inspections_are_no_more_queries(house: Path) -> None:
    two_items.dispatched(house)
    counts = []
    for code, inspections in (("YL-01", 4), ("YL-02", 3)):
        with _queries() as said:
            facts = _facts(two_items.REGION, code)
        assert facts.visits["inspections"].sum() == inspections
        assert len(facts.visits) == 1
        counts.append(len(said))
    assert counts[0] == counts[1]
