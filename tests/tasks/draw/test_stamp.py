"""A time-stamp over the announcement, made by openssl, is attached before the draw (第十七条)."""

from __future__ import annotations

import base64
from datetime import time
from pathlib import Path

import pytest
from sqlmodel import select

from models import clock, database
from models.clock import held_at
from models.faults import Refused
from models.rules.draw.document import document
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import Draw
from tasks.draw.abandon import abandon
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.draw.stamp import attach_stamp
from tests import walk
from tests.models.rules.draw.authority import Authority
from tests.tasks.draw import stamped


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.mark.duty("17.1")
def test_a_stamp_is_attached_once_before_the_draw_and_is_in_the_record(
    house: Path, authority: Authority
) -> None:
    walk.prepared(house)
    today, draw_id = clock.today(), stamped.announced()
    with database.reading() as session:
        announcement = session.exec(select(Draw.announcement)).one().encode()
    file, other = house / "令牌.tsr", house / "另一个.tsr"
    file.write_text(authority.stamp(announcement))
    other.write_bytes(base64.b64decode(authority.stamp(announcement + b"x")))
    with held_at(today, time(23)):
        with pytest.raises(Refused, match="时间戳所盖文件的摘要是"):
            attach_stamp(draw_id, other, today, walk.CLERK)
        first = attach_stamp(draw_id, file, today, walk.CLERK)
        assert first["signature"] is None  # the district names no authority
        again = attach_stamp(draw_id, file, today, walk.LEADER)
        assert (first["act"], again["act"]) == ("done", "unchanged")
        run(draw_id, today, walk.CLERK)
        other.write_bytes(base64.b64decode(authority.stamp(announcement)))
        with pytest.raises(Refused, match="须在抽取之前附上，不得更换"):
            attach_stamp(draw_id, other, today, walk.CLERK)
        abandon(draw_id, "system-failure", today, walk.LEADER)
    with database.reading() as session:
        record, _ = record_of(session, session.exec(select(Draw)).one())
    found = verify(document(record), Beside(authority=authority.pem))
    assert {check.key: check.ok for check in found.checks}["time-stamp"] is True


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("content", [b"", b"not a token", base64.b64encode(b"x" * 40)])
def test_what_is_no_token_is_refused(house: Path, content: bytes) -> None:
    walk.prepared(house)
    draw_id = walk.announced()
    file = house / "令牌.tsr"
    file.write_bytes(content)
    with held_at(walk.DRAW_DAY):
        with pytest.raises(Refused, match="时间戳"):
            attach_stamp(draw_id, file, walk.DRAW_DAY, walk.CLERK)
        with pytest.raises(Refused, match="读不到文件"):
            attach_stamp(draw_id, house / "没有", walk.DRAW_DAY, walk.CLERK)
    with database.reading() as session:
        assert session.exec(select(Draw.time_stamp)).one() is None
