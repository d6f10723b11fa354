"""A firm visited as often as the district allows is skipped by rule, in every class, and comes again by
itself (ssj-draw/2, ``visit-cap``)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from models import database
from models.clock import held_at
from models.rules.draw.reasons import IneligibleReason
from models.rules.draw.texts import rows
from models.rules.rosters import RosterKind
from models.tables import Draw, DrawEntry, SubjectEntry
from tasks.base.terms import in_force, item_in_force
from tasks.draw.announce import planned_sample
from tasks.draw.confirm import confirm
from tasks.draw.frozen import frozen, newest_version, subjects_of
from tasks.draw.moves import since
from tasks.draw.run import run
from tasks.draw.skipped import skipped
from tasks.draw.stated import ratios
from tasks.inspect.dispatch import dispatch
from tasks.inspect.returns import import_returns
from tasks.inspect.special import open_special
from tests import visit_rules, walk

PAIR = ["035023", "035036"]
NEXT, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)
NOVEMBER, JANUARY = date(2026, 11, 2), date(2027, 1, 4)


def _firms(*classes: str) -> list[str]:
    with database.reading() as session:
        return list(
            session.exec(
                select(SubjectEntry.credit_code)
                .where(SubjectEntry.status == "正常", col(SubjectEntry.risk_class).in_(classes))
                .order_by(col(SubjectEntry.id))
            )
        )


def _visited(house: Path, firm: str, ground: int, document: str) -> None:
    """A special inspection opened and made on the day of the rosters."""
    with held_at(walk.DRAW_DAY):
        open_special(walk.REGION, ground, document, firm, PAIR, walk.DRAW_DAY, walk.CLERK)
        (each,) = walk.open_ones()
        form = walk.fill(house, each, walk.DRAW_DAY)
        import_returns(form, walk.REGION, walk.DRAW_DAY, walk.CLERK)


def _moved(session: Session, previous: Draw, day: date) -> list[tuple[str, str, str]]:
    """What an announcement on ``day`` would say of changes since ``previous``."""
    terms = in_force(session, walk.REGION, day)
    item = item_in_force(session, walk.REGION, "WB-01", day)
    version = newest_version(session, walk.REGION, "WB-01", RosterKind.SUBJECTS)
    subjects = subjects_of(session, version, skipped=skipped(session, terms, day))
    return since(session, previous, subjects, ratios(terms, item), version)


@pytest.mark.duty("9.4", "13.1", "17.1")
def test_whoever_was_visited_is_skipped_by_the_announced_rule_and_resumes_in_the_new_year(
    house: Path,
) -> None:
    walk.prepared(house)
    visit_rules.loaded(house)
    must, complained_of = _firms("must")[0], _firms("general")[0]
    _visited(house, must, 1, "部署1号")
    _visited(house, complained_of, 3, "投诉单1号")  # counts for no cap
    with held_at(NEXT):
        assert planned_sample(walk.REGION, NEXT)["ineligible"] == {"suspended": 2, "visit-cap": 1}
    # By hand: of two 必查 firms one is skipped, one is left; 40 general at 5 %, 4 key at 1/4.
    draw_id = walk.announced(NEXT)
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        left_out = {id_: why for id_, why in rows(frozen(session, draw).ineligible)}
    said = json.loads(draw.announcement)
    assert left_out[must] == "visit-cap"
    assert {each["code"]: each["sample_size"] for each in said["strata"]} == {
        "general": 2, "key": 1, "must": 1,
    }  # fmt: skip
    (page,) = (house / "site" / walk.REGION).glob("announcement-*.html")
    rule = "每个日历年检查满 1 次（含已派发尚未检查的，不计投诉举报）的市场主体，各类别均不参加抽取"
    assert rule in page.read_text()

    walk.photographed(draw_id, NEXT)
    with held_at(NEXT):
        run(draw_id, NEXT, walk.CLERK)
        confirm(draw_id, NEXT, walk.LEADER)
        dispatch(draw_id, NEXT, walk.CLERK)
    with database.reading() as session:
        drawn = set(session.exec(select(DrawEntry.credit_code).where(DrawEntry.role == "drawn")))
        draw = session.exec(select(Draw)).one()
        # Dispatched, not visited yet: it is to come, and counts.
        assert sorted(_moved(session, draw, NOVEMBER)) == sorted(
            (firm, "suspended", "visit-cap") for firm in drawn
        )
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    with database.reading() as session:
        assert {firm for firm, _, _ in _moved(session, draw, NOVEMBER)} == drawn
        assert _moved(session, draw, JANUARY) == [(must, "resumed", "reason-ended")]


@pytest.mark.duty("17.1", "18.3")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_who_is_carried_over_and_was_visited_enough_stands_in_the_ineligible(house: Path) -> None:
    walk.prepared(house)
    firm, other = _firms("general")[:2]
    with database.reading() as session:
        version = newest_version(session, walk.REGION, "WB-01", RosterKind.SUBJECTS)
        carried = dict.fromkeys((firm, other), "carried-over")
        subjects = subjects_of(session, version, carried, {firm})
        assert skipped(session, in_force(session, walk.REGION, NEXT), NEXT) == set()
    assert subjects.by_stratum["carried-over"] == [other]
    assert subjects.left_out[firm] == IneligibleReason.VISIT_CAP
