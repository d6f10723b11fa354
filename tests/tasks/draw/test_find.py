"""Which draw is meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.faults import Refused
from tasks.change.applications import apply, decide
from tasks.draw.announce import announce
from tasks.draw.find import draw_of
from tasks.draw.photos import attach_photo
from tasks.draw.record import record_of
from tests import released, walk
from tests.conftest import SAMPLES
from tests.tasks.change.changing import DRAW_ID, EVIDENCE, applied, general


@pytest.mark.parametrize("draw_id", ["", "350105/WB-01/2026-7a", "x' OR 1=1"])
def test_what_is_no_draw_id_is_refused_before_it_is_looked_up(house: Path, draw_id: str) -> None:
    walk.prepared(house)
    with database.reading() as session:
        with pytest.raises(Refused, match="的写法不对"):
            draw_of(session, draw_id)
        with pytest.raises(Refused, match="没有名为"):
            draw_of(session, "350105/WB-01/2026-6")


@pytest.mark.duty("17.1", "18.2", "18.3")
def test_nothing_comes_to_a_record_whose_digest_a_later_announcement_names(house: Path) -> None:
    walk.dispatched(house)
    first, *_ = general()
    for each in walk.open_ones():
        if each.task.credit_code != first:
            walk.hand_in(house, each, date(2026, 9, 11))
    # By hand: the record was due on 27 November, so its digest stands in this announcement.
    day = date(2026, 11, 30)
    with held_at(day):
        number = applied(first)
        with pytest.raises(
            Refused, match=f"变更申请 {number}（待决定） 尚未决定，抽取记录不能定稿"
        ):
            announce(walk.REGION, 2026, 6, day, walk.CLERK)
        decide(number, False, day, walk.CHIEF)
        announce(walk.REGION, 2026, 6, day, walk.CLERK)
        before = _digest()
        photo = SAMPLES / "抽取现场-2.png"
        for act, said in (
            (lambda: apply(DRAW_ID, first, "停业", EVIDENCE, day, walk.CLERK), "申请变更"),
            (lambda: attach_photo(DRAW_ID, photo, day, walk.CLERK), "附照片"),
        ):
            with pytest.raises(Refused, match=f"已经定稿.*2026-6」的公告，不能再{said}") as refusal:
                act()
            assert refusal.value.code == "record-named"
    assert _digest() == before
    for statement in (
        "INSERT INTO draw_photo (draw_pk, digest, media_type, size, name, attached_on) "
        f"SELECT id, '{'0' * 64}', 'image/png', 1, 'x', '{day}' FROM draw "
        "WHERE state = 'confirmed'",
        "INSERT INTO change_application (number, draw_pk, draw_entry_id, reason, reason_class, "
        "applicant, attachments, applied_on, applied_at) SELECT 'x', draw_pk, draw_entry_id, "
        "reason, reason_class, applicant, attachments, applied_on, applied_at "
        "FROM change_application",
    ):
        assert "摘要已写入以后的公告" in str(released.refusal(statement))


@pytest.mark.duty("18.3")
def test_before_its_digest_is_announced_a_record_stays_open(house: Path) -> None:
    walk.dispatched(house)
    first, *_ = general()
    day = date(2026, 11, 2)
    with held_at(day):
        announce(walk.REGION, 2026, 6, day, walk.CLERK)  # visits are out, the record is not due
        assert decide(applied(first), True, day, walk.CHIEF)["act"] == "done"


def _digest() -> str:
    with database.reading() as session:
        return str(record_of(session, draw_of(session, DRAW_ID))[0]["digest"])
