"""What may not leave is found in a text, whatever way it is written; what only looks like it is left
alone (第十条、第二十三条)."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.personal import (
    MAY_PASS,
    SPACES,
    Hit,
    Kind,
    Names,
    bare,
    hits,
    in_words,
    on_a_page,
    unseen,
)

WIDE = str.maketrans("0123456789-X", "０１２３４５６７８９－Ｘ")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def _kinds(text: str, **known: Any) -> list[str]:
    return [hit.kind.value for hit in hits(text, **known)]


@pytest.mark.duty("10.2", "23.1")
@given(
    st.integers(110000, 829999),
    st.dates(date(1930, 1, 1), date(2019, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["{}", "顾客{}，男", "证号：{}。", "（{}）"]),
)
def test_an_identity_number_is_found_in_every_spelling(
    region: int, born: date, serial: int, around: str
) -> None:
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    # GB 11643: weights 2^(17-i) modulo 11, the last such that the whole is 1 modulo 11.
    total = sum(int(digit) * 2 ** (17 - i) for i, digit in enumerate(body))
    number = body + "0123456789X"[(1 - total) % 11]
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    for each in (number, spaced, number.translate(WIDE), spaced.translate(WIDE), number.translate(CHINESE)):  # fmt: skip
        assert "identity" in _kinds(around.format(each))


@pytest.mark.duty("10.2", "23.1")
@given(
    st.integers(13_000_000_000, 19_999_999_999), st.sampled_from(["{}", "电话{}", "+86{}", "tel{}"])
)
def test_a_mobile_number_is_found_in_every_spelling(number: int, around: str) -> None:
    digits = str(number)
    for each in (
        digits,
        f"{digits[:3]} {digits[3:7]} {digits[7:]}",
        f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
        f"{digits[:3]}.{digits[3:7]}.{digits[7:]}",
        "\u200b".join(digits),
        digits.translate(WIDE),
        digits.translate(CHINESE),
    ):
        assert "phone" in _kinds(around.format(each))


@pytest.mark.duty("10.2", "23.1")
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.IDENTITY, "350105900101123"), (Kind.IDENTITY, "350105199001011230 号码抄错一位"),
        (Kind.PHONE, "0591-83681234"), (Kind.PHONE, "059183681234"), (Kind.PHONE, "（0591）83681234"),
        (Kind.PHONE, "联系电话：83681234"), (Kind.PHONE, "一三八零零一三八零零零"),
        (Kind.CARD, "6222021234567890128"), (Kind.CARD, "4111 1111 1111 1111"),
        (Kind.MAIL, "请寄 wang.wu@example.cn"),
        (Kind.ACCOUNT, "微信：wx_abc123"), (Kind.ACCOUNT, "QQ 12345678"),
        (Kind.MACHINE, "12号机 192.168.1.12 被查"), (Kind.MACHINE, "00-1A-2B-3C-4D-5E"),
        (Kind.MACHINE, "00:1a:2b:3c:4d:5e"), (Kind.MACHINE, "fe80::1a2b"),
        (Kind.MACHINE, "２００１：db8:0:0:0:0:0:1"),
        (Kind.CRIMINAL, "马公（网安）刑立字〔2026〕3号"), (Kind.CRIMINAL, "公刑〔2026〕12号"),
        (Kind.CRIMINAL, "马公立案字[2026]第12号"), (Kind.CRIMINAL, "案件编号A3501056500002026090001"),
        (Kind.COMPLAINT, "举报〔2026〕17号"), (Kind.COMPLAINT, "信访件第331号"), (Kind.COMPLAINT, "投诉单1号"),
        (Kind.COMPLAINT, "12345热线转办单 2026091500123"),
        (Kind.REPORTER, "据举报人反映"), (Kind.REPORTER, "见证人"),
    ],
)  # fmt: skip
def test_what_may_not_leave_is_found(kind: Kind, text: str) -> None:
    assert kind in [hit.kind for hit in hits(text)]


@pytest.mark.duty("10.2", "23.1")
@pytest.mark.parametrize(
    "text",
    [
        "92350105MA02771653", "913501001546118800", "马公（网安）行罚决字〔2026〕12号", "罚字1号",
        "2026-09-08 09:30—10:40", "二〇二六年九月八日", "12号机、13号机", "035023、035036",
        "350105-WB-01-2026-5-00001", "350105/WB-01/2026-5/results/1", "34000020171000",
        "350105202609041000", "证书编号 20260001234", "营业面积 200㎡，终端 60 台", "投诉3次", "接到投诉、举报",
        "QQ浏览器", "第1.2.3项", "mmexport1699999999999.jpg",
        "《互联网上网服务营业场所管理条例》第二十七条", "移交市场监督管理局（马公网移字〔2026〕1号）", "",
    ],
)  # fmt: skip
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    assert hits(text) == on_a_page(text) == []


def test_a_digest_on_a_page_is_no_number_of_a_person() -> None:
    digest = "a" * 20 + "13800138000" + "b" * 33
    assert len(digest) == 64
    assert on_a_page(f"记录摘要 {digest}") == []


@pytest.mark.duty("10.2", "23.1")
def test_a_known_name_is_found_but_not_within_the_firms_own() -> None:
    names = Names.of(["张虚构", "欧阳 虚构", "网", ""])
    assert hits("经张虚构核查", names=names) == [Hit(Kind.NAME, "张虚构")]
    assert _kinds("张 虚 构", names=names) == ["name"]
    both = Names.of(["张虚构"]) | Names.of(["欧阳虚构"])
    assert _kinds("张虚构、欧阳虚构到场", names=both) == ["name", "name"]
    assert _kinds("欧阳虚构到场", names=names) == ["name"]
    assert _kinds("张虚构网吧已改正", names=names, own=frozenset({"张虚构网吧"})) == []
    assert _kinds("张虚构网吧的张虚构", names=names, own=frozenset({"张虚构网吧", ""})) == ["name"]


def test_every_space_there_is_may_stand_in_a_name() -> None:
    every = {character for character in map(chr, range(sys.maxunicode)) if not character.split()}
    assert set(SPACES) == every
    assert bare("张 三\u3000四\u200b") == "张三四"


def test_the_bodys_own_number_may_leave_and_no_other() -> None:
    own = frozenset({"059183681234"})
    assert _kinds("监督电话：0591-83681234", allowed=own) == []
    assert _kinds("监督电话：0591-83681235", allowed=own) == ["phone"]


@pytest.mark.duty("10.2")
def test_why_a_text_is_stopped_repeats_nothing_and_only_names_can_be_let_out() -> None:
    phone, name = Hit(Kind.PHONE, "13800138000"), Hit(Kind.NAME, "张虚构")
    said = in_words(phone, "350105", "「说明」中", "另写说明")
    assert said == "「说明」中疑似有电话号码，不得公布；请改写：另写说明"
    said = in_words(name, "350105", "「说明」中")
    assert "张虚构" not in said
    assert f"ssj publish allow {name.mark('350105')} --reason" in said
    assert name.mark("350105") != name.mark("350104")
    assert set(MAY_PASS) == {Kind.NAME, Kind.REPORTER}


def test_what_nobody_sees_is_counted() -> None:
    assert unseen("正文\n第二行\t完") == 0
    assert unseen("倒\u202e序\u0007\u200b") == 3
