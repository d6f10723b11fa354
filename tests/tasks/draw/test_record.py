"""The secret is sealed until the visits are over, and whoever sees it before is named (第十七条)."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database, district
from models.clock import held_at
from models.home import home
from models.rules.disclosure import draw_record_may_be_public
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import DeadlineRecord, Draw
from tasks.draw import photos
from tasks.draw.abandon import abandon
from tasks.draw.confirm import confirm
from tasks.draw.copies import copy_of
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.draw.secret import secret_of
from tasks.inspect.dispatch import dispatch
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tasks.setup.prepare import prepare
from tests import walk
from tests.conftest import SAMPLES

RECEIVED = date(2026, 9, 11)
NEAR = date(2026, 9, 29)
"""Few working days are left of the twenty from the first visits, on 8 September."""
LAST = date(2026, 10, 9)


def _published(as_of: date) -> dict[str, bytes]:
    """Release and deliver what is due; every byte that left the house, by name."""
    build_due(walk.REGION, as_of)
    for matter in unreleased(walk.REGION):
        release(matter, as_of, walk.LEADER)
    deliver_pending(walk.REGION, as_of)
    left = {}
    for path in sorted((home() / "delivered").rglob("*.zip")):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
            left |= {name: packed.read(name) for name in packed.namelist()}
    return left


def _hidden() -> list[bytes]:
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        secret = secret_of(session, draw).hex()
    assert draw.seed is not None
    return [secret.encode(), draw.seed.encode()]


@pytest.mark.duty("17.1", "23.1")
def test_results_that_cannot_wait_are_published_without_the_record_that_tells_who_is_next(
    house: Path,
) -> None:
    walk.dispatched(house)
    *first, last = walk.open_ones()
    for each in first:
        walk.hand_in(house, each, RECEIVED)
    left = _published(NEAR)
    told = left["results-350105-WB-01-2026-5.html"].decode()
    early = left["results-350105-WB-01-2026-5.json"]
    assert "抽取记录在全部检查结束后公开" in told
    for secret in _hidden():
        assert [name for name, content in left.items() if secret in content] == []

    walk.hand_in(house, last, LAST)
    left = _published(LAST)
    [record] = [json.loads(left[n]) for n in left if n.startswith("draw-") and n.endswith(".json")]
    assert record["secret"].encode() == _hidden()[0]
    # One file, brought up to date: whoever keeps yesterday's has a part of today's.
    batches = [early, left["results-350105-WB-01-2026-5.json"]]
    assert [(json.loads(b)["batch"], json.loads(b)["of"]) for b in batches] == [(1, None), (1, 1)]
    assert [len(json.loads(batch)["results"]) for batch in batches] == [4, 5]
    [written] = [left[n] for n in left if n.startswith("draw-") and n.endswith(".json")]
    for each in batches:
        checks = {c.key: c for c in verify(written, Beside(results=[each])).checks}
        assert (checks["results"].ok, checks["results"].problems) == (True, [])
    pages = [name for name in left if name.startswith("draw-") and name.endswith(".html")]
    assert pages == ["draw-350105-WB-01-2026-5-1-check.html", "draw-350105-WB-01-2026-5-1.html"]
    index = (house / "site" / walk.REGION / "index.html").read_text("utf-8")
    assert all(page in index for page in pages)


@pytest.mark.duty("17.1", "18.1")
def test_the_district_may_release_the_record_at_the_draw_and_a_later_photograph_is_added(
    house: Path,
) -> None:
    other = house / "at-draw.toml"
    text = (district.SHIPPED / "mawei.toml").read_text(encoding="utf-8")
    for old, new in (
        ('record_released = "with-results"', 'record_released = "at-draw"'),
        ('version = "2026-1"', 'version = "2026-2"'),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-02"),
    ):
        assert old in text
        text = text.replace(old, new)
    other.write_text(text, encoding="utf-8")
    prepare(walk.NEW_YEAR)
    prepare(walk.NEW_YEAR, other)
    done = walk.drawn(house)
    assert not [name for name in _published(walk.DRAW_DAY) if name.startswith("draw-")]
    photos.attach_photo(done.draw_id, SAMPLES / "抽取现场-2.png", walk.DRAW_DAY, walk.CLERK)
    with held_at(walk.DRAW_DAY):
        confirm(done.draw_id, walk.DRAW_DAY, walk.LEADER)
    assert "draw-350105-WB-01-2026-5-1.json" in _published(walk.DRAW_DAY)
    assert len(copy_of(done.draw_id, walk.DRAW_DAY, walk.CLERK).record["photos"]) == 1
    photos.attach_photo(done.draw_id, SAMPLES / "抽取现场-1.png", walk.DRAW_DAY, walk.CLERK)
    left = _published(walk.DRAW_DAY)
    assert len(json.loads(left["draw-350105-WB-01-2026-5-2.json"])["photos"]) == 2
    assert _published(walk.DRAW_DAY) == left


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("released", "confirmed", "inspections", "public"),
    [
        ("with-results", True, [], False),
        ("with-results", True, ["returned", "dispatched"], False),
        ("with-results", True, ["returned", "replaced", "published", "archived"], True),
        ("with-results", False, ["returned"], False),
        ("at-draw", False, [], False),
        ("at-draw", True, ["dispatched"], True),
    ],
)
def test_the_record_is_public_when_no_visit_is_to_come_or_the_district_says_at_the_draw(
    released: str, confirmed: bool, inspections: list[str], public: bool
) -> None:
    assert draw_record_may_be_public(released, confirmed, inspections) is public


@pytest.mark.duty("17.1", "18.1")
def test_the_public_record_verifies_and_names_no_officer(house: Path) -> None:
    done = walk.dispatched(house)
    with database.reading() as session:
        draw = session.exec(select(Draw).where(Draw.draw_id == done.draw_id)).one()
        record, _ = record_of(session, draw)
        assert record_of(session, draw)[0] == record
    assert [check for check in verify(document(record)).checks if check.ok is False] == []
    written = json.dumps(record, ensure_ascii=False)
    names = walk.INSPECTORS.read_text(encoding="gb18030").splitlines()[2:]
    for line in names:
        badge, name, *_ = line.split(",")
        assert badge not in written
        assert name not in written


@pytest.mark.duty("17.1", "18.1")
def test_when_the_record_is_due_it_comes_out_and_names_the_visit_that_is_missing(
    house: Path,
) -> None:
    walk.dispatched(house)
    *first, last = walk.open_ones()
    for each in first:
        walk.hand_in(house, each, RECEIVED)
    # Twenty working days from the end of the period, 31 October 2026.
    before, due = date(2026, 11, 26), date(2026, 11, 27)
    assert not [name for name in _published(before) if name.startswith("draw-")]
    left = _published(due)
    page = left["draw-350105-WB-01-2026-5-1.html"].decode()
    assert last.task.number in page
    with database.reading() as session:
        deadline = session.exec(select(DeadlineRecord).where(DeadlineRecord.kind == "record")).one()
    assert (deadline.due_on, deadline.met_on) == (due, due)


@pytest.mark.duty("18.2")
def test_an_abandoned_record_comes_out_with_that_of_the_draw_that_stands_in(house: Path) -> None:
    walk.prepared(house)
    base = walk.announced()
    with held_at(walk.DRAW_DAY):
        abandon(base, "text-wrong", walk.DRAW_DAY, walk.LEADER)
    later = date(2026, 9, 2)
    extra = walk.announced(later, extra=True)
    with held_at(later):
        run(extra, later, walk.CLERK)
        walk.photographed(extra, later)
        confirm(extra, later, walk.LEADER)
        dispatch(extra, later, walk.CLERK)
    assert not [name for name in _published(later) if name.startswith("draw-")]
    for each in walk.open_ones():
        walk.hand_in(house, each, RECEIVED)
    left = _published(RECEIVED)
    abandoned = left["draw-350105-WB-01-2026-5-1.json"]
    standing_in = left["draw-350105-WB-01-2026-X1-1.json"]
    checks = verify(standing_in, Beside(superseded=abandoned)).checks
    assert [check for check in checks if check.ok is False] == []
    assert {check.key: check.ok for check in checks}["supersedes"] is True
