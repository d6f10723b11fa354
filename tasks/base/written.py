"""What people write with an act stays text: where a page or a spreadsheet might take it for more, the
act is refused, whichever door it came through."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from models.faults import Refused
from models.rules.identity import code
from models.tables import (
    Amendment,
    ChangeApplication,
    Deduction,
    FirmReply,
    HandlingStep,
    ListAct,
    ListEntry,
    RiskCause,
    RosterReason,
    SpecialCancellation,
    SpecialInspection,
)

WRITTEN: dict[type, dict[str, str]] = {
    Amendment: {"reason": "原因", "note": "说明", "asked_by": "提出人"},
    ChangeApplication: {"reason": "变更原因", "applicant": "申请人"},
    Deduction: {"reason": "扣减原因", "document": "文号"},
    FirmReply: {"text": "企业的说明"},
    HandlingStep: {"document": "文号", "department": "接收部门", "reason": "原因"},
    ListAct: {"reason": "内容", "document": "文号"},
    ListEntry: {"reason": "事由", "basis": "依据", "facts": "事实", "exit_reason": "移出原因"},
    RiskCause: {"source": "来源", "document": "文件", "end_reason": "终止原因"},
    RosterReason: {"note": "说明"},
    SpecialCancellation: {"reason": "取消原因"},
    SpecialInspection: {"document": "依据文件", "source": "来源", "joint_with": "联合部门"},
}
"""Table -> its columns in which people write what they want, each as they call it. Forms, dossiers and
opinions are held to more, where they are read."""

FOUND = ("before_insert", "before_update")


def watch() -> None:
    """Have every row of these tables looked at before it is stored."""
    for table in WRITTEN:
        for moment in FOUND:
            if not event.contains(table, moment, _only_text):
                event.listen(table, moment, _only_text)


def _only_text(_mapper: Any, _connection: Any, row: Any) -> None:
    problems = [
        f"{label}{wrong}"
        for column, label in WRITTEN[type(row)].items()
        if (wrong := code(getattr(row, column) or ""))
    ]
    if problems:
        raise Refused(*problems, code="unfit-words")
