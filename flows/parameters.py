"""What each parameter of a flow means, as the dashboard's forms say it: a title and a line of help.

A flow takes its parameters by these types; a test refuses one that says nothing in Chinese.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field


def _shown(title: str, help_: str) -> Any:
    return Field(json_schema_extra={"title": title, "description": help_})


Region = Annotated[str, _shown("行政区划", "行政区划代码，例如 350105")]
ItemCode = Annotated[
    str | None, _shown("抽查事项", "事项编号，例如 WB-01；该区划只有一个抽查事项时可以不填")
]
Year = Annotated[int, _shown("年份", "例如 2026")]
CycleYear = Annotated[
    int | None, _shown("年份", "例如 2026；与“第几期”都不填时，为所给日期所在的一期")
]
Period = Annotated[int | None, _shown("第几期", "一年中的第几期，从 1 起")]
AsOf = Annotated[date | None, _shown("以哪一天为准", "法定日期；不填为今天")]
DrawId = Annotated[str, _shown("抽取编号", "例如 350105/WB-01/2026-5")]
ApplicationNumber = Annotated[
    str, _shown("申请编号", "变更申请的编号，例如 350105/WB-01/2026-5/C1")
]
DifferenceNumber = Annotated[
    int, _shown("现场差异编号", "第几号，见 ssj dossier proposals 或看板的现场差异")
]
InspectionNumber = Annotated[
    str, _shown("任务编号", "检查任务的编号，例如 350105-WB-01-2026-5-00001")
]
DifferenceReason = Annotated[str, _shown("理由", "为什么采纳或不采纳，须写明，记入留痕")]
Opinion = Annotated[str, _shown("退回意见", "哪里须补正，告知主检，记入留痕")]
Matter = Annotated[str, _shown("公示编号", "待批准的公示件，见 ssj publish build")]
ListEntryNumber = Annotated[
    str, _shown("名单条目编号", "例如 350105-XY-2026-00001，见 ssj credit entries")
]
Entered = Annotated[bool, _shown("是否列入", "勾选为列入名单，不勾选为不予列入")]
DecisionReason = Annotated[str, _shown("理由", "不予列入的须写明理由；列入的可以不写")]
Approved = Annotated[bool, _shown("是否批准", "勾选为批准，不勾选为不批准")]
DecidedBy = Annotated[str, _shown("决定人", "作出决定的领导姓名，记入留痕")]
DecidedAs = Annotated[
    str,
    _shown("决定人职务", "分管领导、副职负责人或主要负责人；第二次决定须由另一职务的另一人作出"),
]
OpenedBy = Annotated[str, _shown("经办人", "立项人姓名，记入留痕")]
Ground = Annotated[int, _shown("法定情形", "第四条七种情形中的第几种，1 至 7")]
Document = Annotated[str, _shown("依据文件", "依据的文件名称或文号")]
CreditCode = Annotated[str, _shown("统一社会信用代码", "被检查的市场主体，18 位")]
Badges = Annotated[list[str], _shown("检查人员警号", "至少两名，首位为主检")]
