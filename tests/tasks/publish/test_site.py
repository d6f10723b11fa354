"""The public site holds what was delivered, as it was frozen (第三条)."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import AuditEvent
from reports import firm_pages
from tasks.base import audit
from tasks.publish import site_pages
from tasks.publish.deliver import deliver_pending
from tasks.publish.due import build_due
from tasks.publish.release import release
from tasks.publish.replies import reply
from tasks.publish.site import write_site
from tests import walk
from tests.pages import text_of
from tests.tasks.publish import stories

PLAN, PAGE = "350105/plan/WB-01/2026/1", "plan-350105-plan-WB-01-2026-1.html"
LEDGER = "ledger-350105-WB-01-2026.html"
OWN = {
    "about.html", "data", "data.html", "feed.xml", "firms.html", "firms.js", "index.html", "lists.html",
    "objection.html", "site.css",
}  # fmt: skip
"""What only the site has: pages that lead to the others, and files."""

ONE_DATABASE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)
DAY, NEXT, MARCH = date(2026, 1, 6), date(2026, 1, 7), date(2026, 3, 1)


@pytest.mark.duty("3.1", "10.3")
def test_only_what_was_delivered_is_on_the_site_and_each_file_is_on_record(house: Path) -> None:
    walk.prepared(house)
    with held_at(NEXT):
        build_due(walk.REGION, DAY)
        release(PLAN, DAY, walk.LEADER)
        deliver_pending(walk.REGION, NEXT)
    site = house / "site" / walk.REGION
    assert sorted(path.name for path in site.iterdir() if path.name not in OWN) == [LEDGER, PAGE]
    index = (site / "index.html").read_text("utf-8")
    assert PAGE in index
    assert f'<a href="{LEDGER}">' in index
    assert "2026年度台账" in text_of(index.encode())
    assert "2026-01-06（补录，2026-01-07 登记）" in index
    plan = text_of((site / PAGE).read_bytes())
    assert "发布日期：2026-01-06（补录，2026-01-07 登记）" in plan
    with database.reading() as session:
        [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "更新公示网页")).all()
    assert set(json.loads(event.payload)["files"]) == {
        f"site/350105/{name}" for name in (PAGE, LEDGER, *OWN, "data/fields.json") if name != "data"
    }


@pytest.mark.duty("3.1")
def test_what_stands_is_not_written_again_and_what_is_missing_is(house: Path) -> None:
    walk.prepared(house)
    walk.published(DAY)
    page = house / "site" / walk.REGION / PAGE
    before = page.read_bytes()
    with held_at(NEXT):
        assert write_site(walk.REGION, NEXT)["act"] == "unchanged"
        page.unlink()
        assert write_site(walk.REGION, NEXT)["act"] == "done"
    assert page.read_bytes() == before


@pytest.mark.duty("3.1", "10.3")
def test_only_what_changed_is_written_and_on_record_and_a_ledger_that_is_missing_comes_back(
    house: Path,
) -> None:
    walk.prepared(house)
    walk.published(DAY)
    with held_at(MARCH):
        assert write_site(walk.REGION, MARCH)["act"] == "done"
        with database.reading() as session:
            events = session.exec(
                select(AuditEvent)
                .where(AuditEvent.action == "更新公示网页")
                .order_by(col(AuditEvent.number))
            )
            files = [list(json.loads(event.payload)["files"]) for event in events]
        assert files[-1] == [f"site/350105/{LEDGER}"]
        (house / "site" / walk.REGION / LEDGER).unlink()
        assert write_site(walk.REGION, MARCH)["act"] == "done"
    assert (house / "site" / walk.REGION / LEDGER).exists()
    assert audit.verify()["sound"]


@pytest.mark.duty("3.1")
def test_a_clock_that_was_turned_back_takes_nothing_off_the_site(house: Path) -> None:
    walk.prepared(house)
    walk.published(DAY)
    ledger = house / "site" / walk.REGION / LEDGER
    with held_at(MARCH):
        assert write_site(walk.REGION, MARCH)["act"] == "done"
    in_march = ledger.read_bytes()
    with held_at(NEXT):
        assert write_site(walk.REGION, NEXT)["act"] == "unchanged"
    assert ledger.read_bytes() == in_march


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def _newest_event() -> dict[str, Any]:
    with database.reading() as session:
        event = session.exec(
            select(AuditEvent)
            .where(AuditEvent.action == "更新公示网页")
            .order_by(col(AuditEvent.number).desc())
        ).first()
    assert event is not None
    payload: dict[str, Any] = json.loads(event.payload)
    return payload


@ONE_DATABASE
@pytest.mark.duty("3.1", "10.3")
def test_what_is_lost_or_altered_is_written_as_it_was_and_the_record_names_it(house: Path) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    site = house / "site" / walk.REGION
    before = _files(site)
    firm = next(name for name in before if name.startswith("firms/"))
    of_a_package = f"{stories.PAGE}.json"
    for name in (firm, of_a_package):
        path = site / name
        at = path.stat()
        # As many bytes, and by its days untouched.
        path.write_bytes(path.read_bytes()[:-1] + b"!")
        os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    (site / "feed.xml").unlink()
    with held_at(stories.NEXT):
        assert write_site(walk.REGION, stories.NEXT)["act"] == "done"
        assert _files(site) == before
        event = _newest_event()
        lost = {f"site/350105/{name}" for name in (firm, of_a_package, "feed.xml")}
        assert set(event["lost"]) == lost
        of_it = {f"site/350105/{name}" for name in before if name.startswith("results-350105")}
        assert set(event["files"]) == lost | of_it
        assert write_site(walk.REGION, stories.NEXT)["act"] == "unchanged"


@ONE_DATABASE
@pytest.mark.duty("3.1", "10.3")
def test_only_the_pages_of_those_of_whom_something_new_is_told_are_written(house: Path) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    site = house / "site" / walk.REGION
    pages = {path.name for path in (site / "firms").iterdir()}
    handled = stories.handled()
    walk.published(stories.NEXT)
    code = next(each.task.credit_code for each in walk.every_one() if each.task.number == handled)
    written = {Path(name) for name in _newest_event()["files"]}
    assert {path.name for path in written if path.parent.name == "firms"} == {f"{code}.html"}
    assert len(pages) > 1


@ONE_DATABASE
@pytest.mark.duty("3.1")
def test_another_version_of_the_program_makes_every_page_anew(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    firms = house / "site" / walk.REGION / "firms"
    before = {path.name: path.read_bytes() for path in firms.iterdir()}
    of_before = firm_pages.firm_page

    def changed(*given: Any) -> bytes:
        return of_before(*given).replace("认为结果有误".encode(), "对结果有异议".encode())

    with held_at(stories.NEXT):
        monkeypatch.setattr(firm_pages, "firm_page", changed)
        assert write_site(walk.REGION, stories.NEXT)["act"] == "unchanged"
        monkeypatch.setattr(site_pages, "made_by", lambda *_: "another version")
        assert write_site(walk.REGION, stories.NEXT)["act"] == "done"
    after = {path.name: path.read_bytes() for path in firms.iterdir()}
    assert {name for name in after if after[name] != before[name]} == set(before)


@ONE_DATABASE
@pytest.mark.duty("3.1", "10.3")
def test_a_run_that_died_leaves_what_one_leaves_that_did_not(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.made_public(house, stories.RECEIVED, stories.LATER)
    site = house / "site" / walk.REGION
    of = stories.each_one(0).task
    paper = house / "说明.pdf"
    paper.write_bytes(b"%PDF-1.7")

    def said(words: str, **more: bool) -> None:
        with held_at(stories.NEXT):
            reply(of.number, words, paper, stories.NEXT, walk.CLERK, walk.LEADER, **more)

    def written() -> dict[str, bytes]:
        with held_at(stories.NEXT):
            write_site(walk.REGION, stories.NEXT)
        return _files(site)

    def died() -> dict[str, bytes]:
        """Once the firm's page is there; what it was about to write is left half."""
        moved = os.replace

        def dies(half: str, name: str) -> None:
            if (site / "firms" / f"{of.credit_code}.html").read_text("utf-8").count("企业的说明"):
                raise KeyboardInterrupt
            moved(half, name)

        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", dies)
            patched.setattr(os, "unlink", lambda _: None)  # who is killed clears nothing away
            # Nothing else of the site is made of a reply: this is what was next.
            patched.setattr(firm_pages, "search_script", lambda _: b"next")
            with pytest.raises(KeyboardInterrupt):
                written()
        return _files(site)

    before = _files(site)
    said("更换了硬盘")
    torn = died()
    assert [name for name in torn if name not in before and name.endswith(".half")] != []
    assert torn[f"firms/{of.credit_code}.html"] != before[f"firms/{of.credit_code}.html"]
    again = written()
    shutil.rmtree(site)
    assert again == written()
    said("", takes_back=True)
    assert written() == before
    said("更换了硬盘和主板")
    died()
    said("", takes_back=True)
    assert written() == before
