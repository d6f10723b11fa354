"""What is made public about a draw, and when: announcement, abandonment, record."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import clock, database
from models.clock import held_at
from models.faults import Refused
from models.rules.deadlines import DeadlineKind
from models.rules.names import record_matter
from models.rules.order import moment_in_words
from models.tables import DeadlineRecord, Disclosure, Draw, Publication
from tasks.base.terms import in_force
from tasks.change.applications import decide
from tasks.draw.abandon import abandon
from tasks.draw.announce import announce
from tasks.draw.record import record_of
from tasks.draw.stamp import attach_stamp
from tasks.publish.deliver import deliver_pending
from tasks.publish.draws import announcement_files, record
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tests import walk
from tests.models.rules.draw.authority import Authority
from tests.pages import text_of
from tests.tasks.change import changing
from tests.tasks.draw import stamped


@pytest.mark.duty("17.1")
def test_the_announced_digest_is_of_the_published_file(house: Path) -> None:
    walk.prepared(house)
    done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, [])
    files = announcement_files(done["draw_id"])
    content = files["announcement-350105-WB-01-2026-5.json"]
    assert hashlib.sha256(content).hexdigest() == done["digest"]
    assert json.loads(content)["commitment"] == done["commitment"]
    told = text_of(files["announcement-350105-WB-01-2026-5.html"])
    assert "2026年第5期（9—10月）抽取公告" in told
    assert done["digest"] in told
    assert "第1级" in told
    assert "完全可以先用许多密文试算" in told
    for said in ("20", "最早抽取", "公布记录", "亲属关系1条", "停业2家", "首次公告"):
        assert said in told


@pytest.mark.duty("17.1")
def test_a_witness_and_a_public_source_raise_the_assurance_on_the_notice(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        sources = ["witness-dice/notary", "pl5/26245"]
        done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, sources)
    told = text_of(announcement_files(done["draw_id"])["announcement-350105-WB-01-2026-5.html"])
    assert "第3级" in told
    assert "见证人掷出的骰子（witness-dice/notary），2026-09-02 09:00:00 起可读取" in told
    assert "体彩排列5（pl5/26245），2026-09-02 21:00:00 起可读取" in told


@pytest.mark.duty("17.1")
def test_a_stamp_goes_out_with_the_announcement_and_proves_the_file_beside_it(
    house: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    walk.prepared(house)
    authority = Authority(tmp_path_factory.mktemp("authority"))
    draw_id, name = stamped.announced(), "announcement-350105-WB-01-2026-5"
    bare = announcement_files(draw_id)
    assert set(bare) == {f"{name}.json", f"{name}.html"}
    assert "时间戳" not in bare[f"{name}.html"].decode()
    token = house / "令牌.tsr"
    token.write_text(authority.stamp(bare[f"{name}.json"]))
    answer = attach_stamp(draw_id, token, clock.today(), walk.CLERK)
    files = announcement_files(draw_id)
    assert files[f"{name}.json"] == bare[f"{name}.json"]
    for file, content in (*files.items(), ("机构证书.pem", authority.pem)):
        (house / file).write_bytes(content)
    told = text_of(files[f"{name}.html"])
    assert f"写明 {moment_in_words(answer['time'])} 公告文件已经存在" in told
    [command] = re.findall(r"openssl ts -verify.+", told)
    assert subprocess.run(command.split(), cwd=house, capture_output=True).returncode == 0
    (house / f"{name}.json").write_bytes(bare[f"{name}.json"] + b" ")
    assert subprocess.run(command.split(), cwd=house, capture_output=True).returncode == 1
    abandon(draw_id, "system-failure", clock.today(), walk.LEADER)
    with database.reading() as session:
        terms, matter = in_force(session, walk.REGION, clock.today()), record_matter(draw_id, 1)
        told = record(session, terms, "今天", draw_id=draw_id, matter=matter)
    page = told.files[told.page].decode()
    assert "公告带有时间戳，内容相符；签名没有核对，请用时间戳机构的证书核对。" in page
    assert "只有抽取单位自己的说法" not in page


def test_no_such_draw_is_said(house: Path) -> None:
    walk.prepared(house)
    with pytest.raises(Refused, match="没有名为"):
        announcement_files("350105/WB-01/2026-9")


def _released() -> None:
    build_due(walk.REGION, walk.DRAW_DAY)
    for matter in unreleased(walk.REGION):
        release(matter, walk.DRAW_DAY, walk.LEADER)
    deliver_pending(walk.REGION, walk.DRAW_DAY)


@pytest.mark.duty("3.1", "17.1")
def test_the_announcement_is_published_on_every_channel_before_anything_is_drawn(
    house: Path,
) -> None:
    walk.prepared(house)
    done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    _released()
    with database.reading() as session:
        channels = session.exec(
            select(Disclosure.channel)
            .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
            .where(Publication.matter == f"{done['draw_id']}/announcement")
            .where(Disclosure.state == "delivered")
        ).all()
    assert sorted(channels) == ["city-police", "credit-publicity", "district-government"]
    site = house / "site" / walk.REGION
    announced = (site / "announcement-350105-WB-01-2026-5.json").read_bytes()
    assert hashlib.sha256(announced).hexdigest() == done["digest"]
    assert "announcement-350105-WB-01-2026-5.html" in (site / "index.html").read_text("utf-8")


@pytest.mark.duty("3.1", "17.1", "18.2")
def test_an_abandoned_draw_is_published_with_its_reason(house: Path) -> None:
    done = walk.drawn(house)
    abandon(done.draw_id, "名单有误", walk.DRAW_DAY, walk.LEADER)
    _released()
    page = house / "site" / walk.REGION / "abandoned-350105-WB-01-2026-5.html"
    told = text_of(page.read_text("utf-8"))
    assert "2026年第5期（9—10月）抽取作废" in told
    assert "名单有误" in told
    assert "尚未确认" in told
    with database.reading() as session:
        draw = session.exec(select(Draw)).one()
        assert record_of(session, draw)[0]["digest"] in told
        assert draw.seed not in told


@pytest.mark.duty("3.1", "18.3")
def test_an_application_decided_after_the_record_is_out_brings_a_new_version(house: Path) -> None:
    done = walk.dispatched(house)
    with held_at(changing.DAY):
        number = changing.applied(changing.general()[0])
    walk.all_in(house, date(2026, 9, 11))
    walk.published(date(2026, 9, 28))
    with held_at(date(2026, 9, 29)):
        decide(number, False, date(2026, 9, 29), walk.CHIEF)
    walk.published(date(2026, 9, 29))
    written = [
        json.loads(path.read_bytes())
        for path in sorted((house / "site" / walk.REGION).glob("draw-*-5-[12].json"))
    ]
    with database.reading() as session:
        record, _ = record_of(session, session.exec(select(Draw)).one())
    # The refused one is sealed, so the digest is another; nothing else is.
    assert [each["digest"] == record["digest"] for each in written] == [False, True]
    assert written[0]["changes"] == written[1]["changes"] == []
    assert done.draw_id == written[0]["announcement"]["draw_id"]


@pytest.mark.duty("3.1", "18.1", "20.1")
def test_a_record_that_falls_due_comes_out_whatever_is_missing_and_names_the_missing_visit(
    house: Path,
) -> None:
    walk.dispatched(house)
    missing, *others = walk.open_ones()
    for each in others:
        walk.hand_in(house, each, date(2026, 9, 11))
    walk.published(date(2026, 9, 29))
    due, before = date(2026, 11, 27), date(2026, 11, 26)
    site = house / "site" / walk.REGION
    walk.published(before)
    assert list(site.glob("draw-*")) == []
    walk.published(due)
    told = text_of((site / "draw-350105-WB-01-2026-5-1.html").read_text("utf-8"))
    named = f"{missing.task.subject} {missing.task.credit_code}，任务 {missing.task.number}"
    assert f"下列检查的登记表还没有交回：{named}" in told.replace("\n", "")
    assert not [each for each in others if each.task.number in told]
    with database.reading() as session:
        deadline = session.exec(
            select(DeadlineRecord).where(DeadlineRecord.kind == DeadlineKind.RECORD)
        ).one()
    assert (deadline.due_on, deadline.met_on) == (due, due)
    # The form that comes in afterwards is published like any other, and the record stands.
    walk.hand_in(house, missing, date(2026, 11, 30))
    walk.published(date(2026, 12, 1))
    [page] = site.glob("results-*.html")
    assert missing.task.subject in page.read_text("utf-8")
    assert len(list(site.glob("draw-*-5-[0-9].html"))) == 1
