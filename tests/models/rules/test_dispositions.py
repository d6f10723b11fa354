"""What is done about a finding (第二十一条)."""

from __future__ import annotations

import pytest

from models.faults import Refused
from models.rules.dispositions import check_disposition


@pytest.mark.duty("21.1")
@pytest.mark.parametrize(
    ("kind", "document", "department", "reasons"),
    [
        ("handle", "罚决字1号", "", []),
        ("criminal", "立案字1号", "", []),
        ("transfer", "移字1号", "区文旅局", []),
        ("transfer", "移字1号", " ", ["移交其他部门的须写明接收部门（第二十一条）"]),
        ("handle", "罚决字1号", "区文旅局", ["只有移交才写接收部门（第二十一条）"]),
        ("handle", " ", "", ["处理结果须写明文号（第二十一条）"]),
        (
            "warn",
            "",
            "",
            [
                "处理方式应为 依法查处、移交、涉嫌犯罪，依法追究刑事责任 之一（第二十一条）",
                "处理结果须写明文号（第二十一条）",
            ],
        ),
    ],
)
def test_a_disposition_names_its_document_and_a_transfer_its_receiver(
    kind: str, document: str, department: str, reasons: list[str]
) -> None:
    if not reasons:
        check_disposition(kind, document, department)
        return
    with pytest.raises(Refused) as refusal:
        check_disposition(kind, document, department)
    assert list(refusal.value.reasons) == reasons
    assert refusal.value.code == "disposition-incomplete"
