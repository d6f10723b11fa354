"""Nothing leaves before its release; each channel acknowledges (第三条、第二十三条)."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import (
    DeadlineRecord,
    DeliveryFailure,
    Disclosure,
    Inspection,
    Message,
    Receipt,
)
from tasks.base import audit
from tasks.base.step import step
from tasks.publish.amend import withdraw
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tests import walk
from tests.tasks.publish import channels, stories

RECEIVED = date(2026, 9, 11)
LATER = date(2026, 9, 28)


@pytest.mark.duty("3.1", "23.1")
def test_results_go_to_all_three_channels_once_released_each_with_a_receipt(house: Path) -> None:
    walk.returned(house, RECEIVED)
    build_due(walk.REGION, LATER)
    deliver_pending(walk.REGION, LATER)
    with database.reading() as session:
        # Of the announcement, before the draw; nothing else leaves before its release.
        assert len(session.exec(select(Receipt)).all()) == 3
    walk.published(LATER)
    walk.published(LATER)
    with database.reading() as session:
        rows = session.exec(select(Disclosure)).all()
        receipts = session.exec(select(Receipt)).all()
        open_deadlines = session.exec(
            select(DeadlineRecord).where(
                DeadlineRecord.kind == "results", col(DeadlineRecord.met_on).is_(None)
            )
        ).all()
    assert {row.channel for row in rows} == {
        "city-police",
        "district-government",
        "credit-publicity",
    }
    assert len(receipts) == len(rows)
    assert {row.state for row in rows} == {"delivered"}
    assert open_deadlines == []


PLAN = "350105/plan/WB-01/2026/1"
BUILT, RELEASED, NEXT = date(2026, 1, 6), date(2026, 1, 7), date(2026, 1, 8)


def _released(house: Path) -> None:
    """The plan is built and released; the item lists only built."""
    walk.prepared(house)
    with held_at(NEXT):
        build_due(walk.REGION, BUILT)
        release(PLAN, RELEASED, walk.LEADER)


def _receipts() -> list[date]:
    with database.reading() as session:
        return [receipt.received_on for receipt in session.exec(select(Receipt))]


@pytest.mark.duty("10.3", "23.1")
def test_nothing_is_delivered_as_of_a_day_before_its_release(house: Path) -> None:
    _released(house)
    with held_at(NEXT):
        early = deliver_pending(walk.REGION, BUILT)
        assert (early["delivered"], early["released_later"]) == (0, [PLAN])
        assert _receipts() == []
        done = deliver_pending(walk.REGION, NEXT)
        assert (done["delivered"], done["released_later"], done["act"]) == (3, [], "done")
        again = deliver_pending(walk.REGION, NEXT)
        assert (again["delivered"], again["act"]) == (0, "unchanged")
    assert _receipts() == [NEXT] * 3


@pytest.mark.duty("3.1")
def test_a_package_that_was_changed_is_not_delivered(house: Path) -> None:
    _released(house)
    package = house / "packages" / "city-police" / "350105-plan-WB-01-2026-1.zip"
    package.write_bytes(package.read_bytes() + b"x")
    with held_at(NEXT):
        answer = deliver_pending(walk.REGION, NEXT)
    [failed] = answer["failed"]
    assert (failed["matter"], failed["channel"]) == (PLAN, "city-police")
    assert failed["why"] == f"公示包「{package.relative_to(house)}」与制作时的摘要不符，不予送达"
    assert not (house / "delivered" / "city-police").exists()
    assert _receipts() == [NEXT] * 2  # the others have theirs


@pytest.mark.duty("3.1", "23.1")
def test_one_channel_does_not_make_it_published(house: Path) -> None:
    walk.returned(house, RECEIVED)
    last = house / "packages" / "credit-publicity" / "350105-WB-01-2026-5-results-1.zip"
    with held_at(LATER):
        build_due(walk.REGION, LATER)
        release("350105/WB-01/2026-5/results/1", LATER, walk.LEADER)
        whole = last.read_bytes()
        last.write_bytes(b"")
        assert len(deliver_pending(walk.REGION, LATER)["failed"]) == 1
        assert len(_receipts()) == 3 + 2  # of the announcement, and of the results
        assert _standing() == ({"returned"}, {None})
        last.write_bytes(whole)
        assert deliver_pending(walk.REGION, LATER)["delivered"] == 0  # not at once by itself
        assert deliver_pending(walk.REGION, LATER, at_once=True)["delivered"] == 1
    assert _standing() == ({"published"}, {LATER})


def _standing() -> tuple[set[str], set[date | None]]:
    """The states of the inspections, and when the deadlines of their results were met."""
    with database.reading() as session:
        states = set(session.exec(select(Inspection.state)))
        met = select(DeadlineRecord.met_on).where(DeadlineRecord.kind == "results")
        return states, set(session.exec(met))


@pytest.mark.duty("8.1")
def test_the_deadline_of_an_item_list_is_met_by_its_own_publication_only(house: Path) -> None:
    _released(house)
    with held_at(NEXT):
        deliver_pending(walk.REGION, NEXT)  # the plan
        assert _met_lists() == {None}
        release("350105/items/single/1", NEXT, walk.LEADER)
        deliver_pending(walk.REGION, NEXT)
    assert _met_lists() == {None, NEXT}  # the joint list is not released


def _met_lists() -> set[date | None]:
    with database.reading() as session:
        kind = DeadlineRecord.kind == "item_list"
        return set(session.exec(select(DeadlineRecord.met_on).where(kind)))


def _built_and_released(day: date) -> None:
    with held_at(day):
        build_due(walk.REGION, day)
        for matter in unreleased(walk.REGION):
            release(matter, day, walk.LEADER)


def _told() -> list[str]:
    with database.reading() as session:
        told = select(Message.body).where(Message.kind == "supervisor").order_by(col(Message.id))
        return list(session.exec(told))


@pytest.mark.duty("3.1", "23.1")
def test_a_channel_that_refuses_or_breaks_off_holds_no_other_back_and_gets_each_once(
    house: Path,
) -> None:
    walk.prepared(house)
    # The first is refused, the second taken without an answer; then all is well.
    with channels.interface(_moody) as (url, got):
        channels.served(house, BUILT, city_police=f'kind = "webhook", url = "{url}"')
        _built_and_released(BUILT)
        with held_at(BUILT):
            answer = deliver_pending(walk.REGION, BUILT)
            # Two lists and a plan; the interface is asked no more once it broke off.
            assert answer["delivered"] == 2 * 3
            assert [each["why"].partition("没有收下")[2] for each in answer["failed"]] == [
                "（HTTP 500）", "：连接不上，或答复中断",
            ]  # fmt: skip
            assert len(got) == 2
            again = deliver_pending(walk.REGION, BUILT)
            assert (again["delivered"], again["failed"]) == (1, [])  # the third, not tried yet
            later = deliver_pending(walk.REGION, BUILT, at_once=True)
            assert (later["delivered"], later["failed"]) == (2, [])
    keys = [each["key"] for each in got]
    assert len(keys) == 5
    assert len(set(keys)) == 3
    assert all(len({e["name"] for e in got if e["key"] == key}) == 1 for key in keys)
    assert _receipts() == [BUILT] * 9
    with database.reading() as session:
        failures = session.exec(select(DeliveryFailure).order_by(col(DeliveryFailure.id))).all()
    assert [(f.in_a_row, f.failed_at, f.next_try_at) for f in failures] == [
        (1, "2026-01-06T12:00:00+08:00", "2026-01-06T12:10:00+08:00")
    ] * 2
    [told] = _told()  # once, not for each package
    assert "公示渠道「福州市公安公众服务网」没有收下" in told
    assert audit.verify()["problems"] == []


def _moody(n: int) -> int | None:
    """Refuses, then takes without an answer, then is well."""
    return {1: 500, 2: None}.get(n, 200)


@pytest.mark.duty("3.1")
def test_what_fails_again_is_counted_and_a_new_failure_after_that_is_told_again(
    house: Path,
) -> None:
    _released(house)
    blocked = house / "delivered" / "city-police"
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("not a folder")
    with held_at(NEXT):
        deliver_pending(walk.REGION, NEXT)
        [second] = deliver_pending(walk.REGION, NEXT, at_once=True)["failed"]
        assert (second["in_a_row"], second["next_try_at"]) == (2, "2026-01-08T12:30:00+08:00")
        assert len(_told()) == 1
        blocked.unlink()
        assert deliver_pending(walk.REGION, NEXT, at_once=True)["delivered"] == 1
        release("350105/items/single/1", NEXT, walk.LEADER)
        shutil.rmtree(blocked)
        blocked.write_text("not a folder")
        [third] = deliver_pending(walk.REGION, NEXT)["failed"]
    assert third["in_a_row"] == 1
    assert len(_told()) == 2


@pytest.mark.duty("3.1")
def test_nothing_is_sent_while_the_database_is_locked(house: Path) -> None:
    walk.prepared(house)
    seen: list[str] = []

    def answer(n: int) -> int:
        with step(f"probe:{n}", action="试", as_of=BUILT, region=walk.REGION) as s:
            s.record(n=n)
        seen.append("stored")
        return 200

    with channels.interface(answer) as (url, _):
        channels.served(house, BUILT, city_police=f'kind = "webhook", url = "{url}"')
        _built_and_released(BUILT)
        with held_at(BUILT):
            assert deliver_pending(walk.REGION, BUILT)["failed"] == []
    assert seen == ["stored"] * 3


@pytest.mark.duty("23.1")
def test_what_is_to_be_withdrawn_is_not_sent_any_more_and_the_rest_goes_with_the_withdrawal(
    house: Path,
) -> None:
    walk.dispatched(house)
    walk.all_in(house, RECEIVED)
    blocked = house / "delivered" / "credit-publicity"
    shutil.rmtree(blocked)
    blocked.write_text("not a folder")
    walk.published(LATER)
    number = stories.each_one(0).task.number
    assert stories.standing(number) == "returned"
    with held_at(LATER):
        withdraw(number, "查错了", "撤回", LATER, walk.LEADER)
    blocked.unlink()
    with held_at(LATER):
        assert stories.matter(1) in deliver_pending(walk.REGION, LATER, at_once=True)["held"]
    walk.published(LATER)
    sent = sorted(path.name for path in blocked.glob("*results*"))
    assert sent == ["350105-WB-01-2026-5-results-2.zip"]
    content = (blocked / sent[0]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        book = openpyxl.load_workbook(io.BytesIO(packed.read("公示信息.xlsx")))
        everything = " ".join(
            packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
        )
    rows = list(book.active.iter_rows(values_only=True))[1:]
    assert len(rows) == 5  # what it never got, and what is withdrawn
    assert "90 天" not in f"{rows}{everything}"
    # With it the first is public too, and the deadlines are met.
    assert stories.state(stories.matter(1)) == "published"
    assert _standing() == ({"published"}, {LATER})
