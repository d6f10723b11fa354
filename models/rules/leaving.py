"""What leaves the house: for every kind of publication the fields that may, what each holds, and where
its text comes from. What is not listed here does not leave.

Duty: 3.1, 10.2, 23.1 (第三条、第十条、第二十三条).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.rules.batch import BATCH_FIELDS
from models.rules.publications import PublicationKind
from models.rules.states import Worded


class Holds(Worded):
    """What a field holds, and so who answers for its text."""

    MADE = "made", "本系统编的号、算的数、记的日期和规定的词"
    TERMS = "terms", "区县参数文件或事项文件里的文字"
    REGISTRY = "registry", "登记信息"
    WRITTEN = "written", "工作人员写的文字"


@dataclass(frozen=True, slots=True)
class Leaves:
    """A field that leaves: what people call it, what it holds; of written text, how it is put right."""

    words: str
    holds: Holds = Holds.MADE
    mend: str = ""

    @property
    def is_written(self) -> bool:
        """Whether a person wrote it and a person has to see it before it leaves."""
        return self.holds == Holds.WRITTEN


def _made(**fields: str) -> dict[str, Leaves]:
    return {name: Leaves(words) for name, words in fields.items()}


_FIRM = {
    "credit_code": Leaves("统一社会信用代码"),
    "name": Leaves("市场主体名称", Holds.REGISTRY, "名称以登记信息为准"),
}
_SENTENCES = ("result", "disposition")
"""Of words that are listed and of written ones, which are named below each by itself."""

LEAVES: Mapping[PublicationKind, Mapping[str, Leaves]] = {
    PublicationKind.ITEM_LIST: {
        **_made(code="事项编号", ratio="抽查比例"),
        **{
            field: Leaves(words, Holds.WRITTEN, "改好事项清单后重新导入（ssj items import）")
            for field, words in {
                "name": "抽查事项",
                "legal_basis": "抽查依据",
                "inspecting_body": "抽查主体",
                "objects": "抽查对象",
                "frequency": "抽查频次",
                "method": "抽查方式",
                "content": "抽查内容",
            }.items()
        },
    },
    PublicationKind.ANNUAL_PLAN: {
        **_made(
            number="第几期", starts_on="起", ends_on="止", draw_on="抽取日", count="扣减次数",
            draws_due="应抽取次数",
        ),
        "reason": Leaves("扣减原因", Holds.WRITTEN, "另行登记扣减（ssj plan deduct）"),
        "document": Leaves("扣减依据", Holds.WRITTEN, "另行登记扣减（ssj plan deduct）"),
    },
    PublicationKind.ANNOUNCEMENT: {
        **_made(draw_id="抽取编号", announcement_digest="公告摘要", record_due="记录期限"),
        "abandon_reason": Leaves("作废原因", Holds.WRITTEN, "作废原因由旧版写成，不能改写"),
    },
    PublicationKind.DRAW_RECORD: {},
    PublicationKind.RESULTS: {
        **_FIRM,
        **{field: Leaves(words) for field, words in BATCH_FIELDS.items() if field != "name"},
        **_made(clean="是否未发现问题", notes="各版的说明", ground="专项检查的法定情形"),
        **_made(
            format="格式", draw_id="抽取编号", batch="第几批", of="共几批", results="检查结果",
            subject="统一社会信用代码", stratum="类别", stratum_name="类别", rank="排位",
            vacated="空缺",
        ),
        "fault": Leaves("认定的问题", Holds.WRITTEN, "交回改好的登记表"),
        "department": Leaves("接收部门", Holds.WRITTEN, "用 ssj handle correct 更正"),
        "document": Leaves("处理文书", Holds.WRITTEN, "用 ssj handle correct 更正"),
        "note": Leaves("更正或撤回的说明", Holds.WRITTEN, "重新决定更正或撤回，另写说明"),
    },
    PublicationKind.CREDIT_LISTS: {
        **_FIRM,
        **_made(
            number="条目编号", list="名单", entry_class="失信程度", state="状态", note="备注",
            entered_on="列入日期", exited_on="移出日期", repairable_from="何时起可申请修复",
            due_off_on="期满日期", listed="在名单上的", gone="移出的",
        ),
        "measures": Leaves("措施", Holds.TERMS),
        "basis": Leaves("列入依据", Holds.WRITTEN, "另行提出列入（ssj credit propose）"),
        "reason": Leaves("列入或移出的原因", Holds.WRITTEN, "另行提出列入（ssj credit propose）"),
    },
}  # fmt: skip
"""Kind -> field -> what leaves in it. Announcement and record of a draw are documents of the protocol,
whose shapes (``models.rules.draw.shape``) are closed: they hold no written text but the names of what
is inspected, and of firms."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in a publication that a person wrote, or that comes from a registry: its ``field``, and
    of which firm it is said, if of one."""

    field: str
    text: str
    credit_code: str = ""
    name: str = ""


def unlisted(kind: PublicationKind, fields: Iterable[str]) -> list[str]:
    """The fields that nobody listed."""
    return sorted(set(fields) - LEAVES[kind].keys())


def written(kind: PublicationKind, said: Iterable[Said]) -> list[tuple[str, str]]:
    """What a person has to see before it leaves: every written text once, with what its field is called.

    Duty: 23.1 (第二十三条).
    """
    listed = LEAVES[kind]
    return list(
        dict.fromkeys(
            (listed[each.field].words, each.text)
            for each in said
            if each.text and listed[each.field].is_written
        )
    )
