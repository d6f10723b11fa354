"""The audit record's chain: what is changed, taken out, put in or cut off is seen (第十条末款)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import rfc8785

from models.rules.audit_chain import GENESIS, Break, Link, check

GAP = "应为第{}号，实为第{}号：中间有记录缺失"
CHANGED = "内容与其哈希不符：记录被改动过"
UNLINKED = "与上一条记录的哈希不相接"
CUT = "找不到抽取结果单上的链头 {}：记录的末尾被截去、整条被改写，或链头抄写有误"


def _link(number: int, previous_hash: str, **changed: Any) -> Link:
    said = {
        "key": f"k{number}", "action": "抽取", "actor": "大队长", "region": "350105",
        "as_of": date(2026, 9, number), "recorded_at": "2026-09-01T08:00:00+08:00", "payload": "{}",
    }  # fmt: skip
    return Link(number=number, previous_hash=previous_hash, **(said | changed))


def _chain(length: int) -> list[tuple[Link, str]]:
    links, previous = [], "0" * 64
    for number in range(1, length + 1):
        link = _link(number, previous)
        previous = link.hash()
        links.append((link, previous))
    return links


@pytest.mark.duty("10.3")
def test_the_hash_covers_everything_an_event_says() -> None:
    link = _link(1, GENESIS)
    said = {
        "number": 1, "key": "k1", "action": "抽取", "actor": "大队长", "region": "350105",
        "as_of": "2026-09-01", "recorded_at": "2026-09-01T08:00:00+08:00", "payload": "{}",
        "previous_hash": "0" * 64,
    }  # fmt: skip
    assert link.hash() == hashlib.sha256(rfc8785.dumps(said)).hexdigest()
    changes = {**dict.fromkeys(said, "x"), "number": 2, "as_of": date(2026, 9, 2)}
    for field, value in changes.items():
        assert replace(link, **{field: value}).hash() != link.hash()


@pytest.mark.duty("10.3")
def test_a_whole_chain_holds_and_ends_in_its_head() -> None:
    chain = _chain(3)
    assert check(chain) == (chain[-1][1], [])
    assert check([]) == ("0" * 64, [])


@pytest.mark.duty("10.3")
def test_a_changed_event_is_found() -> None:
    chain = _chain(3)
    chain[1] = (replace(chain[1][0], actor="某人"), chain[1][1])
    assert check(chain)[1] == [Break(2, CHANGED)]


@pytest.mark.duty("10.3")
def test_a_missing_event_is_found_by_its_number_and_its_link() -> None:
    first, _, third = _chain(3)
    assert check([first, third])[1] == [Break(3, GAP.format(2, 3)), Break(3, UNLINKED)]
    assert check(_chain(3)[1:])[1] == [Break(2, GAP.format(1, 2)), Break(2, UNLINKED)]


@pytest.mark.duty("10.3")
def test_numbers_that_jump_are_found_though_the_links_hold() -> None:
    first = _chain(1)[0]
    jumped = _link(3, first[1])
    following = _link(4, jumped.hash())
    chain = [first, (jumped, jumped.hash()), (following, following.hash())]
    assert check(chain)[1] == [Break(3, GAP.format(2, 3))]


@pytest.mark.duty("10.3")
def test_an_event_written_anew_with_its_hash_is_found_by_the_link() -> None:
    chain = _chain(3)
    forged = _link(2, chain[0][1], actor="某人")
    chain[1] = (forged, forged.hash())
    assert check(chain)[1] == [Break(3, UNLINKED)]
    stranger = _link(2, "ab" * 32)
    assert check([chain[0], (stranger, stranger.hash())])[1] == [Break(2, UNLINKED)]


def _printed(*heads: str) -> dict[str, str]:
    return dict.fromkeys(heads, "抽取结果单")


@pytest.mark.duty("10.3")
def test_a_tail_cut_off_is_found_with_a_head_that_left_the_house() -> None:
    chain = _chain(3)
    heads = [GENESIS, *(stored for _, stored in chain)]
    assert check(chain, _printed(*heads))[1] == []
    assert check(chain, _printed(*(head[:16] for head in heads)))[1] == []
    assert check(chain, _printed(heads[1][:20], heads[3]))[1] == []
    assert check(chain[:2])[1] == []
    cut = Break(None, CUT.format(heads[3]))
    assert check(chain[:2], _printed(heads[3])) == (heads[2], [cut])
    short = Break(None, CUT.format(heads[3][:16]))
    assert check(chain[:2], _printed(heads[3][:16], heads[1]))[1] == [short]
    assert check([], _printed(heads[1]))[1] == [Break(None, CUT.format(heads[1]))]
    assert check([], _printed(GENESIS))[1] == []


@pytest.mark.duty("10.3")
def test_every_head_that_proves_nothing_is_named_with_what_bears_it() -> None:
    chain = _chain(1)
    stored = chain[0][1]
    heads = {
        stored[:15]: "甲",
        stored + "0": "乙",
        "G" * 16: "丙",
        "f" * 64: "抽取结果单",
        "e" * 16: "抽取结果单",
    }
    malformed = [
        Break(None, f"{where}上的链头「{head}」不是 16 至 64 位十六进制数")
        for head, where in sorted(heads.items())
        if where in "甲乙丙"
    ]
    assert check(chain, heads)[1] == [
        *malformed,
        Break(None, CUT.format("e" * 16)),
        Break(None, CUT.format("f" * 64)),
    ]
