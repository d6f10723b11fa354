"""Sources as people name and give them; the district's own where nobody does (第十七条)."""

from __future__ import annotations

from datetime import date

import pytest

from models.faults import Refused
from models.rules.draw.naming import UsualSource, announced_sources, drand_round_of, source_read

DAY = date(2026, 11, 27)


@pytest.mark.duty("17.1")
def test_the_usual_round_is_the_first_at_ten_in_the_morning() -> None:
    # The protocol's own example of an announcement.
    assert UsualSource.DRAND.names(DAY) == ["drand/quicknet/34313812"]
    assert UsualSource.NONE.names(DAY) == []
    [source] = announced_sources([drand_round_of(DAY)], DAY)
    assert source.due == "2026-11-27T10:00:00+08:00"


@pytest.mark.duty("17.1")
@pytest.mark.parametrize(
    ("written", "name", "due"),
    [
        ("witness-dice/notary", "witness-dice/notary", "2026-11-27T09:00:00+08:00"),
        (
            "witness-dice/notary@2026-11-28T08:30:00+08:00",
            "witness-dice/notary",
            "2026-11-28T08:30:00+08:00",
        ),
        ("pl5/26331", "pl5/26331", "2026-11-27T21:00:00+08:00"),
        ("index/sse/2026-11-27", "index/sse/2026-11-27", "2026-11-27T15:00:00+08:00"),
    ],
)
def test_a_name_says_its_time_or_takes_the_usual_one(written: str, name: str, due: str) -> None:
    [source] = announced_sources([written], DAY)
    assert (source.name, source.due) == (name, due)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["大队长报数"], "不在登记的种类之列"),
        (["witness-dice/a", "witness-dice/a"], "写了不止一次"),
        (["witness-dice/a@明早"], "不是规定的写法"),
        (["witness-dice/a@2026-11-26T09:00:00+08:00"], "早于最早抽取日"),
        (["drand/quicknet/34313812@2026-11-27T10:00:03+08:00"], "这一轮的时间应为"),
    ],
)
def test_what_is_no_source_is_refused(written: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        announced_sources(written, DAY)


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("pl5/26331=1 2 3 4 5", "pl5/26331", "1 2 3 4 5"),
        ("pl5/26331 1 2 3 4 5", "pl5/26331", "1 2 3 4 5"),
        (" witness-dice/a = 123 ", "witness-dice/a", "= 123"),
        ("drand/quicknet/5 AB12 cd34\n56", "drand/quicknet/5", "ab12cd3456"),
        ("drand/quicknet/5\nAB12 cd34\r\n56", "drand/quicknet/5", "ab12cd3456"),
        (
            f"drand/default/5={'A' * 192}\n{'0b ' * 96}",
            "drand/default/5",
            f"{'a' * 192} {'0b' * 96}",
        ),
        ("drand/default/5 ab", "drand/default/5", "ab "),
        ("pl5/26331 1 2\n3 4 5", "pl5/26331", "1 2\n3 4 5"),
    ],
)
def test_a_value_follows_its_name(written: str, name: str, value: str) -> None:
    assert source_read(written) == (name, value)


@pytest.mark.parametrize("written", ["", "pl5/26331", "=1", " "])
def test_a_name_without_a_value_is_refused(written: str) -> None:
    with pytest.raises(Refused, match="应写作 随机源=值"):
        source_read(written)
