"""Somebody puts a package up by hand and says so: where, when, with a picture (第三条、第二十三条)."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import DeadlineRecord, Disclosure, Publication, Receipt
from tasks.base import audit
from tasks.draw.announce import announce
from tasks.draw.waiting import underway
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.receipts import enter_receipt, received_in_words
from tasks.publish.release import release
from tests import walk
from tests.conftest import SAMPLES
from tests.refusal import reasons
from tests.tasks.channels.letters import closed_port
from tests.tasks.publish import channels, stories

PLAN = "350105/plan/WB-01/2026/1"
LIST = "350105/items/single/1"
DAY, NEXT, LATER = date(2026, 1, 6), date(2026, 1, 7), date(2026, 1, 8)
WHERE = "https://portal.invalid/ssj/1"
PICTURE = SAMPLES / "抽取现场-1.png"


def _laid_ready(house: Path, *matters: str) -> None:
    """The matters are released; two channels take theirs, the third is served by hand."""
    walk.prepared(house)
    channels.served(house, DAY, city_police=channels.BY_HAND)
    with held_at(DAY):
        build_due(walk.REGION, DAY)
        for matter in matters:
            release(matter, DAY, walk.LEADER)
        answer = deliver_pending(walk.REGION, DAY)
    assert [each["matter"] for each in answer["laid_ready"]] == list(matters)
    assert answer["delivered"] == 2 * len(matters)


def _met(matter: str) -> date | None:
    with database.reading() as session:
        return session.exec(
            select(DeadlineRecord.met_on).where(DeadlineRecord.matter == matter)
        ).one()


@pytest.mark.duty("3.1", "8.1", "23.1")
def test_a_deadline_is_met_on_the_day_the_last_channel_has_it_and_the_record_says_which(
    house: Path,
) -> None:
    _laid_ready(house, LIST)
    laid = house / "by-hand" / "city-police" / "350105-items-single-1"
    assert (laid / "items-350105-single-1.html").is_file()
    assert _met(LIST) is None
    with held_at(LATER):
        answer = enter_receipt(LIST, "city-police", WHERE, NEXT, walk.CLERK, picture=PICTURE)
    assert answer["received"] == {
        "city-police": "2026-01-07", "district-government": "2026-01-06",
        "credit-publicity": "2026-01-06",
    }  # fmt: skip
    assert received_in_words(answer) == (
        f"{LIST} 已由 内勤甲 于 2026-01-07 在 {WHERE} 上传，网页未与公示包对照"
    )
    assert (_met(LIST), stories.state(LIST)) == (NEXT, "published")
    digest = hashlib.sha256(PICTURE.read_bytes()).hexdigest()
    assert answer["picture"] == digest
    assert (house / "receipts" / f"{digest}.png").read_bytes() == PICTURE.read_bytes()
    with database.reading() as session:
        receipt = session.exec(
            select(Receipt)
            .join(Disclosure, col(Disclosure.id) == col(Receipt.disclosure_id))
            .join(Publication, col(Publication.id) == col(Disclosure.publication_id))
            .where(Publication.matter == LIST, Disclosure.channel == "city-police")
        ).one()
    assert (receipt.put_up_at, receipt.put_up_by, receipt.received_on) == (WHERE, "内勤甲", NEXT)
    assert receipt.received_at == "2026-01-08T12:00:00+08:00"
    with held_at(LATER):
        again = enter_receipt(LIST, "city-police", WHERE, NEXT, walk.CLERK, picture=PICTURE)
        assert again["act"] == "unchanged"
        assert reasons(enter_receipt, LIST, "city-police", WHERE, LATER, walk.CLERK) == [
            "该渠道的回执已经登记，内容与此不同"
        ]
    assert audit.verify()["problems"] == []


@pytest.mark.duty("3.1", "23.1")
def test_a_receipt_of_what_nobody_sent_and_every_other_that_cannot_be_is_refused(
    house: Path,
) -> None:
    _laid_ready(house, PLAN)
    no_picture = house / "页面.png"
    no_picture.write_text("not a picture")

    def refused(*given: object, **more: object) -> str:
        with held_at(LATER):
            [said] = reasons(enter_receipt, *given, **more)
        return said

    by = (WHERE, NEXT, walk.CLERK)
    assert refused(LIST, "city-police", *by) == "该公示件尚未批准，不能登记回执"
    with held_at(DAY):
        release(LIST, DAY, walk.LEADER)
    assert "该公示包尚未送出" in refused(LIST, "city-police", *by)
    unknown = "350105/plan/WB-01/2026/7"
    assert refused(unknown, "city-police", *by) == f"没有名为「{unknown}」的公示"
    assert refused(PLAN, "portal", *by).startswith(f"{PLAN} 没有渠道「portal」的公示包；有：city-")
    assert refused(PLAN, "city-police", " ", NEXT, walk.CLERK) == "须写明上传到何处（--where）"
    for code in ("<b>公示栏</b>", '=HYPERLINK("x")'):
        told = refused(PLAN, "city-police", code, NEXT, walk.CLERK)
        assert told == "上传到何处（--where）应为文字，不得有网页标记或公式"
    early = refused(PLAN, "city-police", WHERE, date(2026, 1, 5), walk.CLERK)
    assert early == "登记公示回执的日期 2026-01-05 早于批准公示之日 2026-01-06"
    assert "应为 PNG 或 JPEG" in refused(PLAN, "city-police", *by, picture=no_picture)
    assert "没有这个文件" in refused(PLAN, "city-police", *by, picture=house / "无.png")
    with database.reading() as session:
        assert {r.put_up_at for r in session.exec(select(Receipt))} == {""}


@pytest.mark.duty("3.1", "23.1")
def test_a_package_whose_channel_did_not_answer_may_be_said_to_be_up(house: Path) -> None:
    walk.prepared(house)
    with channels.interface(lambda n: None) as (url, _):
        channels.served(house, DAY, city_police=f'kind = "webhook", url = "{url}"')
        with held_at(DAY):
            build_due(walk.REGION, DAY)
            release(PLAN, DAY, walk.LEADER)
            assert len(deliver_pending(walk.REGION, DAY)["failed"]) == 1
            answer = enter_receipt(PLAN, "city-police", WHERE, DAY, walk.CLERK)
            assert answer["publication"] == "published"
            after = deliver_pending(walk.REGION, DAY, at_once=True)
    assert (after["delivered"], after["failed"]) == (0, [])


@pytest.mark.duty("3.1", "23.1")
def test_what_stands_at_the_address_is_compared_with_the_package(house: Path) -> None:
    _laid_ready(house, PLAN)
    laid = house / "by-hand" / "city-police" / "350105-plan-WB-01-2026-1"
    page = (laid / "plan-350105-plan-WB-01-2026-1.html").read_bytes()

    def looked_at(stands: bytes) -> object:
        with channels.interface(lambda n: 200, stands) as (url, _), held_at(NEXT):
            return enter_receipt(PLAN, "city-police", url, NEXT, walk.CLERK)

    [said] = reasons(looked_at, page.replace(">6次<".encode(), ">5次<".encode()))
    assert "没有公示件的 1 处内容：「6次」" in said
    [said] = reasons(looked_at, b"")
    assert "没有网页（HTTP 404）" in said
    portal = b"<html><body><div>portal</div>" + page + b"</body></html>"
    answer = looked_at(portal)
    assert answer["checked_lines"] > 10  # type: ignore[index]
    assert "网页与公示包一致" in received_in_words(answer)  # type: ignore[arg-type]


@pytest.mark.duty("3.1", "23.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_where_nobody_looks_or_it_cannot_be_opened_the_receipt_says_that_nothing_was_compared(
    house: Path,
) -> None:
    _laid_ready(house, LIST, PLAN)
    with channels.interface(lambda n: 200, b"<p>portal</p>") as (url, _), held_at(NEXT):
        [said] = reasons(enter_receipt, PLAN, "city-police", url, NEXT, walk.CLERK)
        assert "没有公示件的" in said
        assert said.endswith("用 --no-check 登记")
        away = f"http://127.0.0.1:{closed_port()}/"
        [said] = reasons(enter_receipt, PLAN, "city-police", away, NEXT, walk.CLERK, check=True)
        assert said == f"打不开 {away}：连接不上，或答复中断"
        unlooked = enter_receipt(PLAN, "city-police", url, NEXT, walk.CLERK, check=False)
        again = enter_receipt(PLAN, "city-police", url, NEXT, walk.CLERK)
    assert (unlooked["checked_lines"], again["act"]) == (None, "unchanged")
    assert received_in_words(unlooked).endswith("网页未与公示包对照")
    with held_at(NEXT):
        column = enter_receipt(LIST, "city-police", "门户网站公示栏", NEXT, walk.CLERK)
    assert received_in_words(column).endswith("在 门户网站公示栏 上传")


@pytest.mark.duty("3.1", "17.1")
def test_an_announcement_put_up_by_hand_is_received_for_the_draw(house: Path) -> None:
    walk.prepared(house)
    channels.served(house, date(2026, 8, 3), city_police=channels.BY_HAND)
    day = walk.DRAW_DAY
    with held_at(day, walk.MORNING):
        draw_id = announce(walk.REGION, 2026, 5, day, walk.CLERK, [], not_before=day)["draw_id"]
    walk.received(draw_id, day)
    with held_at(day):
        assert "待各渠道收到公告" in str(underway(walk.REGION, day))
        enter_receipt(f"{draw_id}/announcement", "city-police", WHERE, day, walk.CLERK)
    with held_at(date(2026, 9, 2)):
        assert "待各渠道收到公告" not in str(underway(walk.REGION, date(2026, 9, 2)))
