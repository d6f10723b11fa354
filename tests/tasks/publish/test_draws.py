"""What is made public about a draw, and when: announcement, abandonment, record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from sqlmodel import col, select

from models import database
from models.faults import Refused
from models.tables import Disclosure, Publication
from tasks.draw.announce import announce
from tasks.draw.confirm import abandon
from tasks.draw.run import run
from tasks.publish.deliver import deliver_pending
from tasks.publish.draws import announcement_files
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tests import walk


@pytest.mark.duty("17.1")
def test_the_announced_digest_is_of_the_published_file(house: Path) -> None:
    walk.prepared(house)
    done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK)
    files = announcement_files(done["draw_id"])
    content = files["announcement-350105-WB-01-2026-5.json"]
    assert hashlib.sha256(content).hexdigest() == done["digest"]
    assert json.loads(content)["commitment"] == done["commitment"]
    told = files["announcement-350105-WB-01-2026-5.html"].decode()
    assert done["digest"] in told
    assert "第 1 级" in told
    assert "没有私下多抽几次" in told


@pytest.mark.duty("17.1")
def test_a_witness_and_a_public_source_raise_the_assurance_on_the_notice(house: Path) -> None:
    walk.prepared(house)
    sources = ["见证人掷骰", "福彩3D 2026309期"]
    done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, sources)
    told = announcement_files(done["draw_id"])["announcement-350105-WB-01-2026-5.html"].decode()
    assert "第 3 级" in told
    assert "见证人掷骰、福彩3D 2026309期" in told


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
    abandon(done.draw_id, "名录漏了一家", walk.DRAW_DAY, walk.LEADER)
    _released()
    told = (house / "site" / walk.REGION / "abandoned-350105-WB-01-2026-5.html").read_text("utf-8")
    assert "名录漏了一家" in told
    assert "尚未确认" in told


@pytest.mark.duty("17.1")
def test_one_draw_is_not_announced_or_drawn_again_from_other_sources(house: Path) -> None:
    walk.prepared(house)

    def announced(*sources: str) -> str:
        done = announce(walk.REGION, 2026, 5, walk.DRAW_DAY, walk.CLERK, sources)
        return str(done["digest"])

    first = announced("见证人掷骰")
    assert announced("见证人掷骰") == first
    with pytest.raises(Refused, match="已经公告（随机源：见证人掷骰）"):
        announced("福彩3D 2026309期")
    draw_id = "350105/WB-01/2026-5"
    run(draw_id, walk.DRAW_DAY, walk.CLERK, ["见证人掷骰 3 1 5"])
    with pytest.raises(Refused, match="已经抽取（随机源：见证人掷骰 3 1 5）"):
        run(draw_id, walk.DRAW_DAY, walk.CLERK, ["见证人掷骰 6 6 6"])
    abandon(draw_id, "名录漏了一家", walk.DRAW_DAY, walk.LEADER)
    with pytest.raises(Refused, match="已经作废，不再公告"):
        announced("见证人掷骰")
