"""Step 10: how much a draw proves, said honestly on every notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from models.rules.draw.sources import SOURCE_KINDS, digits, drand_round, kind_of
from models.rules.states import Worded

DIGITS_NOBODY_CHOOSES = 5
"""From this many digits on a patiently chosen secret is worth next to nothing."""


@dataclass(frozen=True, slots=True)
class Level:
    """The level, and the names of the sources a reader compares with what was published."""

    level: int
    look_up: list[str]


def level(sources: Iterable[tuple[str, str | None]], verified: Collection[str]) -> Level:
    """What the sources prove: names with what they gave, ``None`` where one gave nothing.

    ``verified`` are the drand rounds whose signature was checked and holds; one that was not
    checked counts for nothing and is to be looked up.

    Duty: 17.1 (第十七条).
    """
    names = [name for name, value in sources if value is not None]
    rounds = {name for name in names if drand_round(name) is not None}
    look_up = [name for name in names if name not in verified and _told_in_public(name)]
    if not names:
        return Level(1, [])
    worth = sum(digits(name) for name in names if name not in rounds or name in verified)
    return Level(3 if worth >= DIGITS_NOBODY_CHOOSES else 2, look_up)


def announced_level(names: Iterable[str]) -> Level:
    """What a draw will prove if every source it announces gives what it should."""
    listed = list(names)
    rounds = [name for name in listed if drand_round(name) is not None]
    return level([(name, "") for name in listed], rounds)


def _told_in_public(name: str) -> bool:
    key = kind_of(name)
    return key is not None and SOURCE_KINDS[key].look_up != ""


LEVELS = {
    0: "有核对不符之处：什么也不能证明",
    1: "结果只由公告前封存的密文决定，能证明公告以后没有改动；"
    "但做出公告的单位完全可以先用许多密文试算，挑中意的一个再公告，不留痕迹，只能相信没有这样做",
    2: "除封存的密文外，还有公告以后才给出的数字：单位自己不能决定结果，"
    "除非与见证人串通，或者数字太少而碰巧如愿",
    3: "除封存的密文外，还有公告以后才产生、任何人都不能选择的公开随机数："
    "只要公告发布在先，任何人都不能决定结果",
}
"""What each level proves, in plain words, for every notice."""


class Release(Worded):
    """How it is known that the announcement was out before the source; level 3 hangs on it."""

    KEPT = "kept", "已与核对人事先保存的公告比对，内容相同"
    STAMPED = "stamped", "公告带有可信时间戳，证明公告在先"
    CLAIMED = "claimed", "公告发布时间只有抽取单位自己的说法，请向发布渠道查证"
