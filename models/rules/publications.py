"""Publications (公示): their kinds, and where the package for one channel stands."""

from __future__ import annotations

from models.rules.states import Move, Worded


class PublicationKind(Worded):
    """What a publication tells (第八条、第十六条、第十七条、第二十三条)."""

    ANNOUNCEMENT = "announcement", "抽取公告"
    DRAW_RECORD = "draw_record", "抽取记录"
    ITEM_LIST = "item_list", "随机抽查事项清单"
    ANNUAL_PLAN = "annual_plan", "年度抽查计划"
    RESULTS = "results", "检查结果"
    CREDIT_LISTS = "credit_lists", "黑名单、红名单"


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
