"""Publications (公示): their kinds, where one stands, where its package for one channel stands, and
when a matter is published."""

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


class PublicationState(Worded):
    """Where a publication stands.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """

    BUILT = "built", "待批准"
    RELEASED = "released", "已批准"
    PUBLISHED = "published", "已公示"
    OVERTAKEN = "overtaken", "已被取代"
    WITHDRAWN = "withdrawn", "已撤回"


PUBLICATION_MOVES = (
    Move(PublicationState.BUILT, PublicationState.RELEASED, "第二十三条"),
    Move(PublicationState.BUILT, PublicationState.OVERTAKEN, "第二十三条"),
    Move(PublicationState.RELEASED, PublicationState.PUBLISHED, "第三条"),
    Move(PublicationState.RELEASED, PublicationState.WITHDRAWN, "第二十三条"),
    Move(PublicationState.PUBLISHED, PublicationState.WITHDRAWN, "第二十三条"),
)
"""What is released never goes back; what is told otherwise later is a publication of its own."""

NEVER_LEFT = (PublicationState.BUILT, PublicationState.OVERTAKEN)
"""What nobody outside the house has read."""


class PackageState(Worded):
    """Where the package for one channel stands.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """

    BUILT = "built", "已制作"
    LAID_READY = "laid_ready", "已备妥，待人工上传"
    DELIVERED = "delivered", "已送达"
    WITHDRAWN = "withdrawn", "已撤回"


MOVES = (
    Move(PackageState.BUILT, PackageState.LAID_READY, "第三条"),
    Move(PackageState.BUILT, PackageState.DELIVERED, "第二十三条"),
    Move(PackageState.BUILT, PackageState.WITHDRAWN, "第二十三条"),
    Move(PackageState.LAID_READY, PackageState.DELIVERED, "第二十三条"),
    Move(PackageState.LAID_READY, PackageState.WITHDRAWN, "第二十三条"),
    Move(PackageState.DELIVERED, PackageState.WITHDRAWN, "第二十三条"),
)


def is_published(packages: Collection[PackageState]) -> bool:
    """Whether a matter is published: every channel the district names has acknowledged its package;
    one alone is not enough.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    return bool(packages) and all(state == PackageState.DELIVERED for state in packages)


def parts_changed(built: dict[str, str], now: dict[str, str]) -> list[str]:
    """The parts (named in Chinese, each with the digest of what it tells) in which a package differs
    from what its matter would tell ``now``; none if it may be released.

    Duty: 3.1, 23.1 (第三条、第二十三条).
    """
    return [part for part in dict.fromkeys([*built, *now]) if built.get(part) != now.get(part)]


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
