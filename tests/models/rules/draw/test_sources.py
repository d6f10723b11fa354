"""The registry: what may be announced as a source, when it is due, how its value is written."""

from __future__ import annotations

import pytest

from models.rules.draw.sources import (
    SOURCE_KINDS,
    check_name,
    check_value,
    digits,
    drand_round,
    due_of,
    kind_of,
    source_in_words,
)

EVENING = "2026-11-24T21:15:00+08:00"


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("name", "due", "kind", "worth"),
    [
        ("drand/quicknet/1", "2023-08-23T23:09:27+08:00", "drand/quicknet", 77),
        # Round 2 of each comes one period after the genesis: 3 s, 30 s.
        ("drand/quicknet/2", "2023-08-23T23:09:30+08:00", "drand/quicknet", 77),
        ("drand/default/2", "2020-07-22T23:18:00+08:00", "drand/default", 77),
        ("fc3d/2026309", "2026-11-24T21:00:00+08:00", "fc3d", 3),
        # 24 November is day 328 of 2026.
        ("fc3d/2026328", EVENING, "fc3d", 3),
        ("pl5/26001", EVENING, "pl5", 5),
        ("index/sse/2026-11-24", "2026-11-24T15:00:00+08:00", "index/sse", 2),
        ("index/szse/2026-11-24", "2026-11-24T15:00:00+08:00", "index/szse", 2),
        ("witness-digits/notary-2", EVENING, "witness-digits", 0),
        ("witness-dice/a", EVENING, "witness-dice", 0),
    ],
)
def test_a_registered_source_may_be_announced(name: str, due: str, kind: str, worth: int) -> None:
    assert check_name(name, due, due[:10]) == []
    assert (kind_of(name), digits(name)) == (kind, worth)


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    "name",
    [
        "大队长报数",
        "福彩3D 2026309期",
        "drand/quicknet/0",
        "drand/quicknet/01",
        "drand/quicknet/１",
        "drand/evmnet/1",
        "Drand/quicknet/1",
        "fc3d/26309",
        "pl5/2026309",
        "pl5/26309 ",
        "index/sse/20261124",
        "witness-digits/张三",
        "witness-digits/A",
        "witness-dice/",
        "",
    ],
)
def test_any_other_name_is_refused(name: str) -> None:
    (told,) = check_name(name, EVENING, None)
    assert told.startswith(f"随机源「{name}」不在登记的种类之列，可用：drand/quicknet/34313812、")
    assert check_value(name, "4 0 7") == [told]
    assert (kind_of(name), digits(name), due_of(name)) == (None, 0, None)


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("name", "due", "told"),
    [
        (
            "drand/quicknet/1",
            "2023-08-23T23:09:28+08:00",
            "这一轮的时间应为 2023-08-23T23:09:27+08:00，公告为 2023-08-23T23:09:28+08:00",
        ),
        ("drand/quicknet/9999999999999999999", EVENING, "这一轮的时间超出日历"),
        ("fc3d/2026309", "2026-11-24T20:59:59+08:00", "开奖时间应为当日 21:00:00 或以后"),
        ("fc3d/2025309", EVENING, "期号的年份与开奖日 2026-11-24 不符"),
        ("pl5/25309", EVENING, "期号的年份与开奖日 2026-11-24 不符"),
        ("fc3d/2026329", EVENING, "至 2026-11-24 不会有这一期"),
        ("fc3d/2026000", EVENING, "至 2026-11-24 不会有这一期"),
        (
            "index/sse/2026-11-24",
            "2026-11-24T15:00:01+08:00",
            "收盘时间应为 2026-11-24T15:00:00+08:00，公告为 2026-11-24T15:00:01+08:00",
        ),
        ("index/sse/2026-02-30", EVENING, "「2026-02-30」不是日期"),
    ],
)
def test_a_source_is_due_when_its_kind_says(name: str, due: str, told: str) -> None:
    assert check_name(name, due, None) == [f"随机源「{name}」：{told}"]


@pytest.mark.duty("17.1")
def test_a_source_is_not_due_before_the_first_day_of_the_draw() -> None:
    assert check_name("pl5/26309", EVENING, "2026-11-25") == [
        f"随机源「pl5/26309」的时间 {EVENING} 早于最早抽取日 2026-11-25"
    ]
    assert check_name("pl5/26309", EVENING, "2026-11-24") == []
    assert check_name("pl5/26309", "today", None) == [
        "随机源「pl5/26309」的时间「today」不是规定的写法，例如 2026-11-27T10:00:00+08:00"
    ]


def test_the_name_alone_says_when_a_round_or_a_close_is_due() -> None:
    # Genesis 1692803367 is 2023-08-23 15:09:27 UTC; 1595431050 is 2020-07-22 15:17:30 UTC.
    assert due_of("drand/quicknet/1") == "2023-08-23T23:09:27+08:00"
    assert due_of("drand/default/1") == "2020-07-22T23:17:30+08:00"
    assert due_of("index/szse/2026-11-24") == "2026-11-24T15:00:00+08:00"
    for name in (
        "fc3d/2026309",
        "witness-dice/a",
        "index/sse/2026-02-30",
        f"drand/default/{'9' * 19}",
    ):
        assert due_of(name) is None
    assert drand_round("drand/default/17") == ("default", 17)
    assert drand_round("pl5/26309") is None


SIGNATURE = "ab" * 96


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("drand/quicknet/1", "ab" * 48),
        ("drand/default/1", f"{SIGNATURE} {'ab' * 32}"),
        ("drand/default/2", f"{SIGNATURE} {SIGNATURE}"),
        ("fc3d/2026309", "0 0 0"),
        ("pl5/26309", "9 8 7 6 5"),
        ("index/sse/2026-11-24", "3891.20"),
        ("index/szse/2026-11-24", "123456.00"),
        ("witness-digits/a", "0" * 26),
        ("witness-digits/a", "9" * 128),
        ("witness-dice/a", "16" * 10),
        ("witness-dice/a", "6" * 128),
    ],
)
def test_a_value_has_one_spelling(name: str, value: str) -> None:
    assert check_value(name, value) == []
    kind = SOURCE_KINDS[kind_of(name) or ""]
    for other in (value + "\n", value + " ", " " + value, value[:-1] + "é", value[:-1] + "０", ""):
        assert check_value(name, other)[0].endswith(f"应为{kind.given_as}")


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("drand/quicknet/1", "AB" * 48),
        ("drand/quicknet/1", SIGNATURE),
        ("drand/default/1", f"{SIGNATURE} {SIGNATURE}"),
        ("drand/default/1", SIGNATURE),
        ("drand/default/2", f"{SIGNATURE} {'ab' * 32}"),
        ("fc3d/2026309", "407"),
        ("fc3d/2026309", "4  0 7"),
        ("fc3d/2026309", "4 0 7 1"),
        ("pl5/26309", "4 0 7"),
        ("index/sse/2026-11-24", "0891.20"),
        ("index/sse/2026-11-24", "3,891.20"),
        ("index/sse/2026-11-24", "1234567.00"),
        ("witness-digits/a", "1" * 25),
        ("witness-digits/a", "1" * 129),
        ("witness-dice/a", "1" * 19),
        ("witness-dice/a", "1" * 19 + "7"),
        ("witness-dice/a", "1" * 129),
    ],
)
def test_no_other_spelling_is_taken(name: str, value: str) -> None:
    assert len(check_value(name, value)) == 1


def test_every_kind_has_an_example_of_itself_and_words() -> None:
    for key, kind in SOURCE_KINDS.items():
        assert kind_of(kind.example) == key
        assert kind.words
        assert bool(kind.look_up) == (kind.digits > 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("witness-dice/notary", "见证人掷出的骰子（witness-dice/notary）"),
        ("pl5/26309", "体彩排列5（pl5/26309）"),
        ("大队长报数", "大队长报数"),
    ],
)
def test_a_source_is_named_by_what_it_is(name: str, shown: str) -> None:
    assert source_in_words(name) == shown
