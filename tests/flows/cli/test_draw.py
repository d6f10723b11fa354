"""``ssj draw``: says what stands now, and tells what was entered late (第十七、十八条)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import Ssj

DRAW_ID = "350105/WB-01/2026-5"
LATER = date(2026, 9, 3)
DAY = ("--as-of", "2026-09-01", "--by", walk.LEADER)
PERIOD = ("draw", "announce", "--year", "2026", "--period", "5", "--region", walk.REGION)


@pytest.mark.duty("10.3", "17.1", "18.2")
def test_the_steps_by_hand_say_what_stands_and_what_was_entered_late(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    late = "2026-09-01（补录，2026-09-03 登记）"
    today = ("--no-source", "--not-before", "2026-09-01")
    with held_at(walk.DRAW_DAY, walk.MORNING):
        said = run(*PERIOD, *today, *DAY).stdout
        assert f"已公告 {DRAW_ID}，公告日期 2026-09-01\n最早 2026-09-01 抽取" in said
        assert "须先送达 福州市公安公众服务网、福州市马尾区人民政府网\n" in said
        assert "可信程度：第 1 级，结果只由公告前封存的密文决定" in said
        again = run(*PERIOD, *today, *DAY).stdout
        assert f"此前已公告 {DRAW_ID}，公告日期 2026-09-01，未作改动。" in again
    walk.received(DRAW_ID, walk.DRAW_DAY)
    with held_at(LATER):
        assert "抽中 5 家，递补 6 家，待领导确认。" in run("draw", "run", DRAW_ID, *DAY).stdout
        again = run("draw", "run", DRAW_ID, *DAY).stdout
        assert f"{DRAW_ID} 已于 {late} 抽取：抽中 5 家，递补 6 家，未作改动。" in again
        stands = f"{DRAW_ID} 已由 大队长乙 于 {late} 确认"
        refused = run("draw", "confirm", DRAW_ID, *DAY)
        assert "还没有抽取照片" in refused.stderr
        walk.photographed(DRAW_ID, LATER)
        confirmed = run("draw", "confirm", DRAW_ID, *DAY).stdout
        assert confirmed.startswith(f"{stands}。\n抽取摘要 ")
        other = run("draw", "confirm", DRAW_ID, "--by", "另一领导", "--as-of", "2026-09-02")
        assert other.stdout.startswith(f"{stands}，未作改动。\n")
        sheet = house / "抽取记录.pdf"
        signed = run("draw", "sheet", DRAW_ID, "--out", str(sheet), *DAY).stdout
        assert confirmed.splitlines()[1] == signed.splitlines()[1]
        assert sheet.read_bytes().startswith(b"%PDF")
        out = house / "记录.json"
        told = run("draw", "record", DRAW_ID, "--early", "--out", str(out), *DAY).stdout
    assert f"公告 2026-09-01，抽取 {late}，确认 {late}" in told
    assert out.exists()


@pytest.mark.duty("9.2")
def test_a_late_draw_says_that_its_period_is_over(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        words = ("draw", "announce", "--year", "2026", "--period", "4", "--region", walk.REGION)
        assert "逾期：本期已于 2026-08-31 结束" in run(*words, *DAY).stdout


@pytest.mark.duty("17.1")
def test_a_source_is_announced_in_words_with_what_it_proves(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        said = run(*PERIOD, *DAY).stdout
    # The first round at ten on the next working day: 1692803367 + 3 (n - 1) = 1788314400.
    assert (
        "随机源 drand 公开随机信标（quicknet）（drand/quicknet/31837012），2026-09-02 10:00:00\n"
        in said
    )
    assert "可信程度：第 3 级，" in said


@pytest.mark.duty("10.3")
def test_the_same_request_is_told_as_a_retry(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        first = json.loads(run(*PERIOD, *DAY, "--request", "r1", "--json").stdout)
        again = json.loads(run(*PERIOD, *DAY, "--request", "r1", "--json").stdout)
        assert (first["act"], again) == ("done", {**first, "act": "known"})
        assert run(*PERIOD, *DAY, "--request", "r1").stdout.startswith("（这一请求此前已办）")


@pytest.mark.duty("17.1")
def test_the_announcement_is_written_for_the_public(house: Path, run: Ssj) -> None:
    walk.drawn(house)
    answer = run("draw", "announcement", DRAW_ID, "--out", str(house / "公告"))
    assert answer.exit_code == 0
    names = {path.name for path in (house / "公告").iterdir()}
    assert names == {f"announcement-350105-WB-01-2026-5.{kind}" for kind in ("json", "html")}
    assert run("draw", "notice", DRAW_ID).exit_code == 2


@pytest.mark.duty("17.1")
def test_a_place_that_takes_no_announcement_is_refused_in_chinese(house: Path, run: Ssj) -> None:
    walk.drawn(house)
    (house / "file").write_text("")
    place = house / "file" / "below"
    answer = run("draw", "announcement", DRAW_ID, "--out", str(place), "--json")
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert told["code"] == "file"
    assert told["refused"] == [
        f"写不了文件「{place}/announcement-350105-WB-01-2026-5.json」：路径中有一段不是文件夹"
    ]
