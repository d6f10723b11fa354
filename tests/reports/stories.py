"""Invented firms as the site tells of them."""

from __future__ import annotations

from datetime import date

from models.rules.disclosure import PublicResult
from models.rules.firm_story import Firm, OnList, Result, Turn, Version
from models.rules.publisher import Publisher, Site
from models.rules.results import ResultKind

PUBLISHER = Publisher(
    "虚构市公安局网络安全保卫大队",
    "虚构区",
    "虚构的实施办法",
    Site(phone="0000-0000 0000", object_within="30日", answered_within="15个工作日"),
)
LONG_NAME = "样例虚构市样例区极光星河互联网上网服务有限责任公司第三分公司"
NOW = date(2026, 10, 21)


def code(n: int) -> str:
    """A code that looks like one."""
    return f"92350105MA{n:08d}"


def version(n: int, kind: ResultKind, state: str, said: str, *, note: str = "") -> Version:
    """The ``n``-th version of a result."""
    row = PublicResult(
        "", code(0), "样例极光网吧三店", "双随机抽查", "2026-09-08", said, "", state == "未发现问题"
    )  # fmt: skip
    return Version(n, kind, state, row, note, None, "results.html", NOW)


def firm(n: int, name: str, *states: str) -> Firm:
    """A firm with one result for each state, all of different draws."""
    results = tuple(
        Result(
            f"350105-WB-01-2026-{place}-{n:05d}",
            "互联网上网服务营业场所安全监督检查",
            f"350105/WB-01/2026-{place}",
            2026,
            f"2026年第{place}期（{2 * place - 1}—{2 * place}月）",
            (version(1, ResultKind.OPINION, state, state),),
        )
        for place, state in enumerate(states, start=1)
    )
    turns = tuple(
        Turn(f"350105/WB-01/2026-{place}", 2026, f"2026年第{place}期", "抽中", "draw.html")
        for place in range(1, len(states) + 1)
    )
    return Firm(code(n), name, results, turns, ())


def listed(each: Firm, name: str, state: str) -> Firm:
    """A firm that is, or was, on a list."""
    ended = "" if state == "已列入" else "2026-10-20"
    stay = OnList(name, "多次违法", "2026-10-01", state, "credit.html", ended, "2027-10-01")
    return Firm(each.code, each.name, each.results, each.turns, (stay,))
