"""Photographs are judged by content, kept once, and kept (第十八条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.faults import Refused
from models.tables import DrawPhoto
from tasks.draw.announce import announce
from tasks.draw.photos import LARGEST_BYTES, attach_photo
from tests import walk
from tests.conftest import SAMPLES

LATER = date(2026, 9, 3)
FIRST, SECOND = SAMPLES / "抽取现场-1.png", SAMPLES / "抽取现场-2.png"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
IEND = b"IEND"


def _names() -> list[str]:
    with database.reading() as session:
        return sorted(session.exec(select(DrawPhoto.name)))


@pytest.mark.duty("18.1")
@pytest.mark.parametrize("content", [b"not a picture", b"", b"GIF89a", b" " + PNG + IEND, PNG])
def test_a_photograph_is_judged_by_content(house: Path, content: bytes) -> None:
    done = walk.drawn(house)
    fake = house / "照片.png"
    fake.write_bytes(content)
    with pytest.raises(Refused, match="PNG 或 JPEG"):
        attach_photo(done.draw_id, fake, walk.DRAW_DAY, walk.CLERK)
    with pytest.raises(Refused, match="没有这个文件"):
        attach_photo(done.draw_id, house / "没有.png", walk.DRAW_DAY, walk.CLERK)
    assert _names() == []


@pytest.mark.duty("18.1")
def test_twenty_mebibytes_are_the_most(house: Path) -> None:
    done = walk.drawn(house)
    large = house / "大.png"
    large.write_bytes(PNG + bytes(LARGEST_BYTES - len(PNG) - 4) + IEND)
    assert large.stat().st_size == 20 * 1024 * 1024
    assert attach_photo(done.draw_id, large, walk.DRAW_DAY, walk.CLERK)["act"] == "done"
    larger = house / "更大.png"
    larger.write_bytes(PNG + bytes(LARGEST_BYTES - len(PNG) - 3) + IEND)
    with pytest.raises(Refused, match="不得超过 20 MiB"):
        attach_photo(done.draw_id, larger, walk.DRAW_DAY, walk.CLERK)


@pytest.mark.duty("18.1")
def test_one_then_another_then_the_first_again_are_two(house: Path) -> None:
    done = walk.drawn(house)
    with held_at(LATER):
        first = attach_photo(done.draw_id, FIRST, walk.DRAW_DAY, walk.CLERK, request="r1")
        attach_photo(done.draw_id, SECOND, LATER, walk.CLERK)
        again = attach_photo(done.draw_id, FIRST, LATER, walk.LEADER)
        retried = attach_photo(done.draw_id, FIRST, walk.DRAW_DAY, walk.CLERK, request="r1")
    assert again == {**first, "act": "unchanged"}
    assert retried == {**first, "act": "known"}
    assert (first["attached_on"], first["entered_on"]) == ("2026-09-01", "2026-09-03")
    assert _names() == ["抽取现场-1.png", "抽取现场-2.png"]


@pytest.mark.duty("18.1")
def test_a_photograph_whose_file_was_lost_is_put_back(house: Path) -> None:
    done = walk.drawn(house)
    digest = attach_photo(done.draw_id, FIRST, walk.DRAW_DAY, walk.CLERK)["digest"]
    kept = house / "photos" / f"{digest}.png"
    kept.unlink()
    assert attach_photo(done.draw_id, FIRST, LATER, walk.CLERK)["act"] == "done"
    assert kept.read_bytes() == FIRST.read_bytes()
    assert _names() == ["抽取现场-1.png"]


@pytest.mark.duty("18.1")
def test_no_photograph_of_a_draw_before_it_was_announced(house: Path) -> None:
    done = walk.prepared(house)
    with held_at(LATER):
        with pytest.raises(Refused, match="没有名为"):
            attach_photo(done.draw_id, FIRST, LATER, walk.CLERK)
        announce(walk.REGION, 2026, 5, LATER, walk.CLERK, [])
        with pytest.raises(Refused, match="早于发布抽取公告之日 2026-09-03"):
            attach_photo(done.draw_id, FIRST, walk.DRAW_DAY, walk.CLERK)
        with pytest.raises(Refused, match="经办人"):
            attach_photo(done.draw_id, FIRST, LATER, " ")
    assert _names() == []
    assert not (house / "photos").exists()
