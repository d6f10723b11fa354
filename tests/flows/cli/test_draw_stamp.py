"""``ssj draw stamp``: fetched or by hand, said with its moment and whether the signature was checked
(第十七条)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.rules.order import moment_in_words
from tests import walk
from tests.flows.cli.conftest import Ssj
from tests.models.rules.draw.authority import Authority
from tests.tasks.channels.loopback import serving
from tests.tasks.draw import stamped


@pytest.mark.duty("17.1")
def test_a_stamp_is_fetched_and_told_with_its_moment_and_signature(
    house: Path, run: Ssj, tmp_path_factory: pytest.TempPathFactory
) -> None:
    walk.prepared(house)
    asked = stamped.Asked(Authority(tmp_path_factory.mktemp("authority")))
    with serving(asked) as url:
        stamped.load(house, stamped.terms(url, asked.authority.pem))
        words = ("draw", "stamp", stamped.announced(), "--fetch", "--by", walk.CLERK)
        told = run(*words).stdout
        again = json.loads(run(*words, "--json").stdout)
    at = moment_in_words(again["time"])
    stands = f"{words[2]} 的公告已附 {at} 的时间戳，签名属于区县参数中的时间戳机构"
    assert told == f"{stands}。\n"
    assert (again["act"], again["signature"]) == ("unchanged", True)
    assert run(*words).stdout == f"{stands}，未作改动。\n"
    stamped.load(house, stamped.terms(url, version="2026-3"))
    assert run(*words).stdout.endswith("签名没有核对：区县参数里没有时间戳机构的证书，未作改动。\n")


@pytest.mark.duty("17.1")
def test_what_is_refused_is_one_line_with_a_code(house: Path, run: Ssj) -> None:
    walk.prepared(house)
    draw_id = stamped.announced()
    refused = run("draw", "stamp", draw_id, "--fetch", "--json")
    why = "区县参数里没有时间戳机构（draw.time_stamp），请附上令牌文件"
    assert (refused.exit_code, refused.stderr) == (1, f"错误：{why}\n")
    assert json.loads(refused.stdout) == {"code": "no-authority", "refused": [why], "faults": []}


@pytest.mark.parametrize("words", [(), ("令牌.tsr", "--fetch")])
def test_a_file_or_the_authority_and_not_both(run: Ssj, words: tuple[str, ...]) -> None:
    used = run("draw", "stamp", "350105/WB-01/2026-5", *words)
    assert used.exit_code == 2
    assert "令牌文件和 --fetch 写一个，也只写一个" in used.stderr
