"""A stamp fetched from an authority on loopback that answers with ``openssl ts`` (第十七条)."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models import clock, database
from models.clock import held_at
from models.rules.draw.document import document
from models.rules.draw.stamping import query
from models.rules.draw.timestamp import read
from models.rules.draw.verify import verify
from models.rules.draw.verify.case import Beside
from models.tables import AuditEvent, Draw
from tasks.draw.abandon import abandon
from tasks.draw.fetch_stamp import fetch_stamp, fetch_stamps, unstamped
from tasks.draw.record import record_of
from tasks.draw.run import run
from tasks.draw.stamp import attach_stamp
from tasks.draw.waiting import current
from tasks.publish.draws import announcement_files
from tests import walk
from tests.models.rules.draw.authority import Authority, openssl
from tests.refusal import refusal
from tests.tasks.channels.letters import closed_port
from tests.tasks.channels.loopback import Reply, answer, serving
from tests.tasks.draw import stamped

DRAW_ID = "350105/WB-01/2026-5"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def _stored() -> tuple[str | None, int]:
    """The token as the draw has it, and how often one was attached."""
    with database.reading() as session:
        keys = session.exec(select(AuditEvent.key)).all()
        token = session.exec(select(Draw.time_stamp)).one()
    return token, sum(key.startswith("draw.stamp:") for key in keys)


def _fetch(by: str = walk.CLERK, request: str | None = None) -> dict[str, Any]:
    return fetch_stamp(DRAW_ID, clock.today(), by, request=request)


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("imprint", ["sha256", "sm3"])
def test_a_stamp_is_fetched_once_checked_and_proves_the_published_file(
    house: Path, authority: Authority, imprint: str
) -> None:
    walk.prepared(house)
    asked = stamped.Asked(authority)
    with serving(asked) as url:
        stamped.load(house, stamped.terms(url, authority.pem, imprint=imprint))
        stamped.announced()
        first = _fetch(request="r1")
        again, known = _fetch(walk.LEADER), _fetch(request="r1")
    assert len(asked.queries) == 1  # who has a stamp asks nobody
    assert (first["act"], again["act"], known["act"]) == ("done", "unchanged", "known")
    assert first["signature"] is again["signature"] is True
    assert first["time"] == again["time"] <= clock.moment()
    token, events = _stored()
    stamp, _ = read(token or "")
    assert stamp is not None
    assert (stamp.suite, events) == (imprint, 1)
    announced = announcement_files(DRAW_ID)["announcement-350105-WB-01-2026-5.json"]
    assert stamp.imprint == hashlib.new(imprint, announced).hexdigest()
    (house / "announcement.json").write_bytes(announced)
    (house / "token.der").write_bytes(base64.b64decode(token or ""))
    (house / "authority.pem").write_bytes(authority.pem)
    by_openssl = (
        "openssl ts -verify -token_in -in token.der -data announcement.json -CAfile authority.pem"
    )
    assert subprocess.run(by_openssl.split(), cwd=house, capture_output=True).returncode == 0
    abandon(DRAW_ID, "system-failure", clock.today(), walk.LEADER)
    with database.reading() as session:
        record, _ = record_of(session, session.exec(select(Draw)).one())
    found = verify(document(record), Beside(authority=authority.pem))
    assert {check.key: check.ok for check in found.checks}["time-stamp"] is True


@pytest.mark.duty("17.1")
def test_without_the_authoritys_certificate_a_stamp_is_kept_and_its_signature_unchecked(
    house: Path, authority: Authority
) -> None:
    walk.prepared(house)
    with serving(stamped.Asked(authority)) as url:
        stamped.load(house, stamped.terms(url))
        stamped.announced()
        assert _fetch()["signature"] is None


class Changing:
    """An authority whose behaviour changes from one question to the next."""

    reply: Reply = staticmethod(stamped.answering(b""))

    def __call__(self, handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        self.reply(handler, asked)


def _of_another_file(authority: Authority) -> Reply:
    """Stamps something else, under the number it was asked with."""

    def reply(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        (authority.folder / "theirs").write_bytes(asked)
        said = openssl(authority.folder, "ts", "-query", "-in", "theirs", "-text").decode()
        [nonce] = [line.split()[1] for line in said.splitlines() if line.startswith("Nonce:")]
        answer(handler, 200, authority.answer(query("sha256", "00" * 32, int(nonce, 16))))

    return reply


@pytest.mark.duty("17.1")
def test_whatever_an_authority_does_wrong_is_one_line_and_nothing_is_kept(
    house: Path, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    walk.prepared(house)
    other, changing = Authority(tmp_path_factory.mktemp("other")), Changing()
    with serving(changing) as url:
        stamped.load(house, stamped.terms(url, authority.pem))
        stamped.announced()
        for reply, code, told in (
            (stamped.answering(b"", 500), "authority-failed", f"时间戳机构 {url} 没有受理（HTTP 500）"),
            (stamped.answering(b"<html>"), "authority-gave-none", "不是 RFC 3161 的 TimeStampResp（DER）"),
            (stamped.answering(b"\x30\x05\x30\x03\x02\x01\x02"), "authority-gave-none", "没有给出时间戳：拒绝"),
            (
                stamped.answering(authority.answer(query("sha256", "00" * 32, 7))),
                "authority-gave-none",
                "答复的不是这次请求",
            ),
            (_of_another_file(authority), "wrong-stamp", f"时间戳所盖文件的摘要是 {'00' * 32}"),
            (stamped.Asked(other), "wrong-stamp", "时间戳的签名与所给机构的证书不符"),
        ):  # fmt: skip
            changing.reply = reply
            refused = refusal(_fetch)
            assert (refused.code, len(refused.reasons)) == (code, 1)
            assert told in refused.reasons[0]
            assert _stored() == (None, 0)
        changing.reply = stamped.Asked(authority)
        assert _fetch()["act"] == "done"


@pytest.mark.duty("17.1")
def test_an_authority_that_is_silent_or_gone_is_left(house: Path) -> None:
    walk.prepared(house)
    quiet = threading.Event()
    with serving(lambda *_: quiet.wait(60) and None) as url:
        stamped.load(house, stamped.terms(url, seconds=1))
        stamped.announced()
        silent = refusal(_fetch)
        quiet.set()
    assert (silent.code, silent.reasons) == (
        "authority-failed",
        (f"时间戳机构 {url} 在 1 秒内没有答复",),
    )
    gone = f"http://127.0.0.1:{closed_port()}/"
    stamped.load(house, stamped.terms(gone, version="2026-3"))
    assert refusal(_fetch).reasons == (f"时间戳机构 {gone} 连接不上，或答复中断",)
    assert _stored() == (None, 0)


@pytest.mark.duty("17.1")
def test_where_no_authority_is_named_nobody_is_asked(house: Path) -> None:
    walk.prepared(house)
    stamped.announced()
    assert refusal(_fetch).code == "no-authority"
    assert unstamped(walk.REGION, clock.today()) == []


@pytest.mark.duty("17.1")
def test_of_two_at_once_one_is_kept(house: Path, authority: Authority) -> None:
    walk.prepared(house)
    both, asked = threading.Barrier(2, timeout=60), stamped.Asked(authority)
    one_after_another = threading.Lock()

    def reply(handler: BaseHTTPRequestHandler, query: bytes) -> None:
        both.wait()  # each was asked before either was answered
        with one_after_another:
            asked(handler, query)

    with serving(reply) as url, ThreadPoolExecutor(2) as pool:
        stamped.load(house, stamped.terms(url, authority.pem))
        stamped.announced()
        answers = list(pool.map(_fetch, (walk.CLERK, walk.LEADER)))
    assert len(asked.queries) == 2
    assert sorted(each["act"] for each in answers) == ["done", "unchanged"]
    assert len({each["time"] for each in answers}) == 1
    assert _stored()[1] == 1


@pytest.mark.duty("17.1")
def test_while_the_authority_thinks_others_write(house: Path, authority: Authority) -> None:
    walk.prepared(house)
    asked = stamped.Asked(authority)

    def reply(handler: BaseHTTPRequestHandler, query: bytes) -> None:
        with database.writing() as session:
            session.execute(text("UPDATE deadline SET id = id WHERE id < 0"))
        asked(handler, query)

    with serving(reply) as url:
        stamped.load(house, stamped.terms(url, authority.pem))
        stamped.announced()
        assert _fetch()["act"] == "done"


@pytest.mark.duty("17.1")
def test_a_stamp_by_hand_is_checked_against_the_districts_authority_too(
    house: Path, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    walk.prepared(house)
    stamped.load(house, stamped.terms("http://127.0.0.1:1/", authority.pem))
    stamped.announced()
    with database.reading() as session:
        announced = session.exec(select(Draw.announcement)).one().encode()
    file, today = house / "令牌.tsr", clock.today()
    file.write_text(Authority(tmp_path_factory.mktemp("other")).stamp(announced))
    assert refusal(attach_stamp, DRAW_ID, file, today, walk.CLERK).code == "wrong-stamp"
    file.write_text(authority.stamp(announced))
    assert attach_stamp(DRAW_ID, file, today, walk.CLERK)["signature"] is True
    assert _fetch()["act"] == "unchanged"


@pytest.mark.duty("17.1")
def test_a_region_fetches_what_is_missing_and_names_what_failed(
    house: Path, authority: Authority
) -> None:
    walk.prepared(house)
    today, changing = clock.today(), Changing()
    with serving(changing) as url:
        stamped.load(house, stamped.terms(url, authority.pem))
        assert unstamped(walk.REGION, today) == []
        stamped.announced()
        assert unstamped(walk.REGION, today) == [DRAW_ID]
        changing.reply = stamped.answering(b"", 503)
        why = f"时间戳机构 {url} 没有受理（HTTP 503）"
        told = fetch_stamps(walk.REGION, today, walk.CLERK)
        assert told == {"stamped": [], "failed": {DRAW_ID: why}}
        changing.reply = stamped.Asked(authority)
        told = fetch_stamps(walk.REGION, today, walk.CLERK)
        assert told == {"stamped": [DRAW_ID], "failed": {}}
    assert unstamped(walk.REGION, today) == []
    assert fetch_stamps(walk.REGION, today, walk.CLERK) == {"stamped": [], "failed": {}}


@pytest.mark.duty("17.1")
def test_once_a_source_is_due_or_the_draw_is_drawn_nobody_is_asked(
    house: Path, authority: Authority
) -> None:
    walk.prepared(house)
    asked = stamped.Asked(authority)
    with serving(asked) as url:
        stamped.load(house, stamped.terms(url, authority.pem))
        due = f"{walk.DRAW_DAY}T15:00:00+08:00"
        draw_id = walk.announced(sources=[f"witness-dice/notary@{due}"])
        with held_at(walk.DRAW_DAY, time(14, 59, 59)):
            assert unstamped(walk.REGION, walk.DRAW_DAY) == [draw_id]
        with held_at(walk.DRAW_DAY, time(15)):
            assert unstamped(walk.REGION, walk.DRAW_DAY) == []
            late = refusal(fetch_stamp, draw_id, walk.DRAW_DAY, walk.CLERK)
    assert (late.code, asked.queries) == ("too-late-to-stamp", [])


@pytest.mark.duty("17.1")
def test_a_draw_waits_for_its_stamp_only_where_the_district_wants_it_first(
    house: Path, authority: Authority
) -> None:
    walk.prepared(house)
    today = clock.today()
    with serving(stamped.Asked(authority)) as url:
        stamped.load(house, stamped.terms(url, authority.pem, first=True))
        stamped.announced()
        standing = current(walk.REGION, 2026, 5, today)
        assert standing is not None
        assert standing["waits"] == ["待附公告时间戳"]
        assert refusal(run, DRAW_ID, today, walk.CLERK).reasons == (
            f"「{DRAW_ID}」还不能抽取：待附公告时间戳",
        )
        drawn = "UPDATE draw SET state = 'drawn', drawn_on = not_before, drawn_at = '9'"
        with (
            pytest.raises(DBAPIError, match="公告尚未附时间戳，不得抽取"),
            database.writing() as session,
        ):
            session.execute(text(drawn))
        _fetch()
        assert run(DRAW_ID, today, walk.CLERK)["act"] == "done"
