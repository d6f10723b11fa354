"""``ssj special open``: opened once, by ground and document; what is wrong is one clear sentence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from models.clock import held_at
from models.faults import Refused
from tasks.inspect import messages
from tests import walk
from tests.flows.cli.conftest import Ssj

GIVEN = (
    *("special", "open", "--document", "虚构〔2026〕1号", "--subject", "92350105MA0015838Y"),
    *("--badge", "035023", "--badge", "035036", "--as-of", "2026-09-01", "--by", "大队长乙"),
)


@pytest.mark.duty("4.1")
def test_it_is_opened_once_and_then_stands(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        opened = run(*GIVEN, "--ground", "3")
        again = run(*GIVEN, "--ground", "3")
    line = "专项检查 350105-ZX-2026-00001 由 大队长乙 于 2026-09-01 立项"
    assert (opened.exit_code, opened.stdout) == (0, f"{line}并派发。\n")
    assert again.stdout == f"{line}，未作改动。\n"


@pytest.mark.duty("4.1", "10.3")
def test_an_eighth_ground_is_refused_and_programs_can_read_it(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        refused = run(*GIVEN, "--ground", "8", "--json")
    told = json.loads(refused.stdout)
    assert (refused.exit_code, set(told)) == (1, {"code", "refused", "faults"})
    assert "第四条" in told["refused"][0]


@pytest.mark.duty("4.1")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_it_is_listed_and_cancelled_by_name_with_a_reason(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    cancel = ("special", "cancel", "350105-ZX-2026-00001", "--reason", "投诉人撤回")
    by = ("--as-of", "2026-09-01", "--by", "大队长乙")
    with held_at(walk.DRAW_DAY):
        nothing = run("special", "list", "--as-of", "2026-09-01")
        run(*GIVEN, "--ground", "1", "--source", "media", "--joint", "区消防大队")
        done, again = run(*cancel, *by), run(*cancel, *by)
        listed = run("special", "list", "--as-of", "2026-09-01", "--json")
    assert nothing.stdout == "350105 2026 年专项检查，截至 2026-09-01：没有。\n"
    line = "专项检查 350105-ZX-2026-00001 由 大队长乙 于 2026-09-01 取消：投诉人撤回"
    assert (done.stdout, again.stdout) == (f"{line}。\n", f"{line}，未作改动。\n")
    (shown,) = json.loads(listed.stdout)["specials"]
    assert (shown["state"], shown["source_words"], shown["joint_with"]) == (
        "cancelled", "媒体曝光", "区消防大队",
    )  # fmt: skip


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_one_that_is_opened_stands_though_nobody_could_be_told(
    house: Path, run: Ssj, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(region: str, as_of: date) -> dict[str, list[str]]:
        raise Refused("渠道 kind「fax」不认识", code="wrong-channel")

    walk.prepared(house)
    monkeypatch.setattr(messages, "send_pending", none)
    with held_at(walk.DRAW_DAY):
        opened = run(*GIVEN, "--ground", "3", "--json")
        again = run(*GIVEN, "--ground", "3")
    told = json.loads(opened.stdout)
    assert (opened.exit_code, told["number"]) == (0, "350105-ZX-2026-00001")
    assert told["unsent"] == ["渠道 kind「fax」不认识"]
    assert again.stdout.splitlines()[-1] == "  未发出：渠道 kind「fax」不认识"
