"""What is done about a finding: the kinds, and what each has to say."""

from __future__ import annotations

from models.faults import Refused
from models.rules.states import Worded


class DispositionKind(Worded):
    """What is done about a finding.

    Duty: 21.1 (第二十一条).
    """

    HANDLE = "handle", "依法查处"
    TRANSFER = "transfer", "移交"
    CRIMINAL = "criminal", "涉嫌犯罪，依法追究刑事责任"


def check_disposition(kind: str, document: str, department: str) -> None:
    """A disposition names its document, and a transfer the department that takes it over.

    Raises:
        Refused: every reason.

    Duty: 21.1 (第二十一条).
    """
    problems = []
    if kind not in DispositionKind.values():
        problems.append(f"处理方式应为 {DispositionKind.all_words()} 之一（第二十一条）")
    if kind == DispositionKind.TRANSFER and not department.strip():
        problems.append("移交其他部门的须写明接收部门（第二十一条）")
    if kind != DispositionKind.TRANSFER and department.strip():
        problems.append("只有移交才写接收部门（第二十一条）")
    if not document.strip():
        problems.append("处理结果须写明文号（第二十一条）")
    if problems:
        raise Refused(*problems, code="disposition-incomplete")
