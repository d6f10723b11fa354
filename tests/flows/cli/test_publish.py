"""``ssj publish`` says what stands now: who, on which day, and when that was entered."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import ssj
from models.clock import held_at
from tests import walk
from tests.flows.cli.conftest import letters

MATTER = "350105/plan/WB-01/2026/1"
DAY, NEXT = "2026-01-06", date(2026, 1, 7)


def _run(*words: str) -> Result:
    with held_at(NEXT):
        return CliRunner().invoke(ssj, words)


@pytest.mark.duty("10.3", "23.1")
def test_built_released_and_delivered_each_is_said_once_as_it_stands(house: Path) -> None:
    walk.prepared(house)
    built = _run("publish", "build", "--as-of", DAY)
    assert built.stdout.splitlines()[0] == "本次制作 3 件；待领导批准："
    assert _run("publish", "build", "--as-of", DAY).stdout.startswith("本次制作 0 件")
    by = ("--as-of", DAY, "--by", "大队长")
    stands = f"{MATTER} 已由 大队长 于 2026-01-06（补录，2026-01-07 登记） 批准公示"
    assert _run("publish", "release", MATTER, *by).stdout == f"{stands}。\n"
    again = _run("publish", "release", MATTER, "--by", "别人")
    assert again.stdout == f"{stands}，未作改动。\n"
    as_json = json.loads(_run("publish", "release", MATTER, "--by", "别人", "--json").stdout)
    assert as_json == {
        "matter": MATTER, "released_by": "大队长", "released_on": DAY,
        "entered_on": str(NEXT), "act": "unchanged",
    }  # fmt: skip
    delivered = _run("publish", "deliver", "--as-of", DAY)
    assert delivered.stdout.startswith("2026-01-06 送达 3 件（补录，2026-01-07 登记）；公示网页：")
    answer = json.loads(_run("publish", "deliver", "--json").stdout)
    assert (answer["delivered"], answer["act"], answer["entered_on"]) == (0, "unchanged", str(NEXT))


@pytest.mark.duty("3.1", "23.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_of_a_channel_that_takes_nothing_the_supervisor_is_told_at_once(house: Path) -> None:
    walk.prepared(house)
    _run("publish", "build", "--as-of", DAY)
    _run("publish", "release", MATTER, "--as-of", DAY, "--by", "大队长")
    (house / "delivered").mkdir(exist_ok=True)
    (house / "delivered" / "city-police").write_text("not a folder")
    answer = _run("publish", "deliver", "--as-of", DAY)
    assert (answer.exit_code, "未送达 city-police（第 1 次）" in answer.stdout) == (1, True)
    [(told, gone)] = letters("supervisor")
    assert f"没有收下 {MATTER}" in told
    assert gone


@pytest.mark.duty("23.1")
def test_a_retry_is_known_and_what_is_unknown_is_refused(house: Path) -> None:
    walk.prepared(house)
    _run("publish", "build", "--as-of", DAY)
    asked = ("publish", "release", MATTER, "--by", "大队长", "--request", "甲1")
    _run(*asked)
    assert _run(*asked).stdout.startswith("（这一请求此前已办）")
    unknown = _run("publish", "release", "350105/plan/2026", "--by", "大队长")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("错误：公示编号「350105/plan/2026」的写法不对")
