"""Who has the database has not the draw: without the key file nothing of the secret is to be had."""

from __future__ import annotations

import os
import shutil
import traceback
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import AuditEvent, Draw
from tasks.base import key_file
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.confirm import confirm
from tasks.draw.copies import copy_of
from tasks.draw.find import draw_of
from tasks.draw.result import announced as said_of
from tasks.draw.run import run
from tasks.draw.secret import codes_key_of, missing, secret_of
from tasks.publish.due import build_due
from tasks.setup.keys import ready_key
from tests import released, walk

pytestmark = pytest.mark.duty("17.1")

DRAW = "350105/WB-01/2026-5"


@pytest.fixture
def announced(house: Path) -> Path:
    walk.prepared(house)
    walk.announced()
    with held_at(walk.DRAW_DAY):
        build_due(walk.REGION, walk.DRAW_DAY)
    return house


def _hidden() -> list[bytes]:
    """The secret, the key of codes and the key itself: as bytes, in hexadecimal, large and small."""
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        values = [secret_of(session, draw), codes_key_of(session, draw), key_file.read().value]
    return [form for v in values for form in (v, v.hex().encode(), v.hex().upper().encode())]


def _away() -> Path:
    """The supervisor takes the stick along."""
    return key_file.path().rename(key_file.path().parent.parent.parent / "supervisor.key")


def test_no_byte_of_it_is_in_the_database_or_in_anything_written(announced: Path) -> None:
    hidden = _hidden()
    for path in announced.rglob("*"):
        if path.is_file() and path != key_file.path():
            content = path.read_bytes()
            assert not [form for form in hidden if form in content], path
    for table in ("draw_secret", "draw", "audit_event", "row_change"):
        rows = repr(released.rows(table)).encode()
        assert not [form for form in hidden if form in rows], table


def test_a_copied_database_draws_nothing(
    announced: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "SSJ_DATABASE_URL" not in os.environ:
        elsewhere = tmp_path_factory.mktemp("copied")
        for file in announced.glob("ssj.sqlite*"):
            shutil.copy(file, elsewhere)
        monkeypatch.setenv("SSJ_HOME", str(elsewhere))
    else:
        _away()
    key_file.path().unlink(missing_ok=True)
    with held_at(walk.DRAW_DAY), pytest.raises(Refused, match="没有抽取密钥") as refusal:
        run(DRAW, walk.DRAW_DAY, "另一人")
    assert refusal.value.code == "no-key"
    own = key_file.make()  # a key of one's own is of no use
    with held_at(walk.DRAW_DAY), pytest.raises(Refused, match=f"是编号 {own.id} 的") as refusal:
        run(DRAW, walk.DRAW_DAY, "另一人")
    assert refusal.value.code == "no-key"
    assert released.rows("draw", "state, seed") == [("announced", None)]
    database._engine.cache_clear()


def test_without_the_key_nothing_is_announced_drawn_or_written_and_all_else_goes_on(
    house: Path,
) -> None:
    walk.prepared(house)
    stick = _away()
    with held_at(walk.DRAW_DAY):
        with pytest.raises(Refused, match="请插入存放密钥文件的介质") as refusal:
            announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
        assert refusal.value.code == "no-key"
        assert released.rows("draw") == []
    stick.rename(key_file.path())
    walk.announced()
    walk.photographed(DRAW, walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        run(DRAW, walk.DRAW_DAY, walk.CLERK)
        _away()
        assert confirm(DRAW, walk.DRAW_DAY, walk.LEADER)["act"] == "done"
        assert build_due(walk.REGION, walk.DRAW_DAY)["without_key"] == {}
        with pytest.raises(Refused) as refusal:
            copy_of(DRAW, walk.DRAW_DAY, walk.CLERK, early=True)
        assert refusal.value.code == "no-key"


@pytest.mark.duty("18.2")
def test_a_lost_key_is_no_way_to_draw_again_and_the_next_period_goes_on(announced: Path) -> None:
    lost = key_file.path().rename(announced / "lost")
    with held_at(walk.DRAW_DAY):
        ready_key(walk.LEADER, new=True)
        with pytest.raises(Refused, match="不能另行抽取") as refusal:
            abandon(DRAW, "system-failure", walk.DRAW_DAY, walk.LEADER)
    assert refusal.value.code == "no-key"
    assert released.rows("draw", "state, seed") == [("announced", None)]
    later = date(2026, 11, 2)
    assert walk.announced(later, 6) == "350105/WB-01/2026-6"
    # Found again, it draws what the next announcement had passed over no more.
    lost.replace(key_file.path())
    with held_at(later), pytest.raises(Refused, match="其后的「350105/WB-01/2026-6」已经公告"):
        run(DRAW, later, walk.CLERK)
    said = released.refusal(
        "UPDATE draw SET state = 'drawn', seed = 'f', cap = 1, drawn_on = '2026-11-02', "
        f"drawn_at = '2026-11-02T12:00:00+08:00' WHERE draw_id = '{DRAW}'"
    )
    assert "其后的抽取已经公告" in str(said)


@pytest.mark.duty("17.1")
def test_a_record_whose_key_was_lost_stops_no_later_announcement_and_is_overdue_there(
    announced: Path,
) -> None:
    walk.photographed(DRAW, walk.DRAW_DAY)
    with held_at(walk.DRAW_DAY):
        run(DRAW, walk.DRAW_DAY, walk.CLERK)
        confirm(DRAW, walk.DRAW_DAY, walk.LEADER)
    key_file.path().unlink()
    after_it_was_due = date(2026, 12, 1)
    with held_at(after_it_was_due):
        ready_key(walk.LEADER, new=True)
        announce(walk.REGION, 2026, 6, after_it_was_due, walk.CLERK, [])
    with database.reading() as session:
        previous = said_of(draw_of(session, "350105/WB-01/2026-6")).previous
    assert previous is not None
    assert (previous.draw_id, previous.record_digest) == (DRAW, None)


def test_who_goes_on_alone_is_told_what_is_missing(announced: Path) -> None:
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        assert missing(session, draw) is None
        _away()
        assert "没有抽取密钥" in (missing(session, draw) or "")


def test_no_refusal_and_no_event_carries_any_of_it(announced: Path) -> None:
    hidden = [form for form in _hidden() if form.isascii()]
    key_file.path().rename(key_file.path().with_suffix(".away"))
    key_file.make()
    with held_at(walk.DRAW_DAY), pytest.raises(Refused) as refusal:
        run(DRAW, walk.DRAW_DAY, walk.CLERK)
    told = traceback.TracebackException.from_exception(refusal.value, capture_locals=True)
    shown = "".join(told.format_exception_only())
    shown += "".join(str(frame.locals) for frame in told.stack if frame.filename != __file__)
    with database.reading() as session:
        shown += "".join(event.payload for event in session.exec(select(AuditEvent)))
    assert not [form for form in hidden if form.decode() in shown]
