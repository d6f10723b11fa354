"""The seed by the protocol's text, and which sources count (第十七条)."""

from __future__ import annotations

import hashlib

import pytest

from models.rules.draw.seed import (
    SECRET_BYTES,
    check_source_names,
    check_sources,
    commitment,
    seed,
)
from tests.refusal import reasons

SECRET = bytes(range(32))
LOTTERY, WITNESS = "福彩3D 2026309期", "见证人甲"


@pytest.mark.duty("17.1")
def test_the_seed_is_the_hash_of_its_lines() -> None:
    text = f"ssj-draw/1\n350105/WB-01/2026-6\n{SECRET.hex()}\n{LOTTERY} 4 0 7\n{WITNESS} 12\n"
    read = [f"{LOTTERY} 4 0 7", f"{WITNESS} 12"]
    found = seed("sha256", "350105/WB-01/2026-6", SECRET, read)
    assert found == hashlib.sha256(text.encode()).digest()
    assert commitment("sha256", SECRET) == hashlib.sha256(SECRET).hexdigest()
    assert SECRET_BYTES == 32


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    "name", ["", " ", f"{LOTTERY} ", f" {LOTTERY}", "福彩3D\n2026309期", "\u2028"]
)
def test_a_source_is_named_on_one_line_without_spaces_around(name: str) -> None:
    told = [f"第2个随机源「{name}」应为一行文字，前后没有空格"]
    assert reasons(check_source_names, [WITNESS, name]) == told


@pytest.mark.duty("17.1")
def test_a_source_that_proves_nothing_is_refused_when_announced() -> None:
    check_source_names([WITNESS, LOTTERY])
    check_source_names([])
    check_source_names(["quicknet drand 12345"])
    drand = "随机源「Drand quicknet 12345」：尚不能核验 drand 的签名，请改用写明期号的开奖或见证人"
    assert reasons(check_source_names, ["Drand quicknet 12345"]) == [drand]
    assert reasons(check_source_names, ["", WITNESS, WITNESS, WITNESS]) == [
        "第1个随机源「」应为一行文字，前后没有空格",
        f"随机源「{WITNESS}」写了不止一次",
        f"随机源「{WITNESS}」写了不止一次",
    ]


@pytest.mark.duty("17.1")
def test_every_announced_source_was_read_in_its_order() -> None:
    names = [LOTTERY, WITNESS]
    check_sources(names, [f"{LOTTERY} 4 0 7", f"{WITNESS} 12"])
    check_sources([], [])
    assert reasons(check_sources, names, [f"{LOTTERY} 4 0 7"]) == [
        f"公告写明的随机源「{WITNESS}」尚未读取"
    ]
    assert reasons(check_sources, names, [" ", f"{WITNESS} 12"]) == [
        f"公告写明的随机源「{LOTTERY}」尚未读取"
    ]
    assert reasons(check_sources, names, [f"{WITNESS} 12", f"{LOTTERY} 4 0 7"]) == [
        f"第1个随机源应为「{LOTTERY}」，实为「{WITNESS} 12」",
        f"第2个随机源应为「{WITNESS}」，实为「{LOTTERY} 4 0 7」",
    ]


@pytest.mark.duty("17.1")
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_a_source_is_read_as_one_line(end: str) -> None:
    line = f"{LOTTERY} 4 0 7{end}"
    assert reasons(check_sources, [LOTTERY], [line]) == [f"随机源「{LOTTERY}」应为一行文字"]


@pytest.mark.duty("17.1")
def test_a_source_nobody_announced_is_refused() -> None:
    told = ["公告没有写明的随机源：「甲 1」", "公告没有写明的随机源：「乙 2」"]
    assert reasons(check_sources, [LOTTERY], [LOTTERY, "甲 1", "乙 2"]) == told
