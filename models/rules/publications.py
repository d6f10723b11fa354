"""Publications (公示): their kinds, where the package for one channel stands, and when a matter is
published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from models.rules.states import Move, Worded


class PublicationKind(Worded):
    """What a publication tells (第八条、第十六条、第十七条、第二十三条), in the order of the index."""

    ITEM_LIST = "item_list", "事项清单"
    ANNUAL_PLAN = "annual_plan", "年度计划"
    ANNOUNCEMENT = "announcement", "抽取公告"
    DRAW_RECORD = "draw_record", "抽取记录"
    RESULTS = "results", "检查结果"
    CREDIT_LISTS = "credit_lists", "信用名单"


class PackageState(Worded):
    """Where the package for one channel stands.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """

    BUILT = "built", "已制作"
    DELIVERED = "delivered", "已送达"
    WITHDRAWN = "withdrawn", "已撤回"


MOVES = (
    Move(PackageState.BUILT, PackageState.DELIVERED, "第二十三条"),
    Move(PackageState.BUILT, PackageState.WITHDRAWN, "第二十三条"),
    Move(PackageState.DELIVERED, PackageState.WITHDRAWN, "第二十三条"),
)


def is_published(packages: Collection[PackageState]) -> bool:
    """Whether a matter is published: every channel the district names has acknowledged its package;
    one alone is not enough.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    return bool(packages) and all(state == PackageState.DELIVERED for state in packages)


@dataclass(frozen=True, slots=True)
class Listing:
    """One publication as a page refers to it; ``released`` is its day in words, ``look_up`` the page
    on which anyone looks up one firm, ``ledger`` that of a plan's year, where it has one."""

    kind: PublicationKind
    title: str
    released: str
    page: str
    look_up: str | None = None
    ledger: str | None = None
