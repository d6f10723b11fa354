"""What is done about each finding (查处、移交、涉嫌犯罪)."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from models import database
from models.faults import Refused
from models.tables import Disposition, FindingRecord, Inspection, RecordReturn
from tasks.base.step import Result, step_once


def dispose(
    number: str,
    check_point: str,
    kind: str,
    document: str,
    as_of: date,
    actor: str,
    department: str = "",
) -> Result:
    """Record what is done about one finding of an inspection's return in force.

    Raises:
        Refused: no such inspection or finding, or a transfer that names no department.

    Duty: 21.1 (第二十一条).
    """
    region = number[:6]
    key = f"disposition:{number}:{check_point}"
    with step_once(key, action="登记处理结果", as_of=as_of, region=region, actor=actor) as s:
        if s.done:
            return s.result
        finding = s.session.exec(
            select(FindingRecord)
            .join(RecordReturn, col(RecordReturn.id) == col(FindingRecord.return_id))
            .join(Inspection, col(Inspection.current_return_id) == col(RecordReturn.id))
            .where(Inspection.number == number, FindingRecord.check_point == check_point)
        ).first()
        if finding is None:
            raise Refused(f"任务 {number} 的登记表里没有 {check_point} 项问题")
        if kind == "transfer" and not department.strip():
            raise Refused("移交其他部门的须写明接收部门（第二十一条）")
        if not document.strip():
            raise Refused("处理结果须写明文号（第二十一条）")
        assert finding.id is not None
        s.session.add(
            Disposition(
                finding_id=finding.id,
                kind=kind,
                department=department,
                document=document,
                decided_on=as_of,
                decided_by=actor,
            )
        )
        s.record(number=number, check_point=check_point, kind=kind, document=document)
        return s.result


def undisposed(region: str) -> list[tuple[str, str]]:
    """(inspection number, check point) of every finding that has no disposition yet.

    Duty: 21.1 (第二十一条).
    """
    with database.reading() as session:
        return [
            (number, point)
            for number, point in session.exec(
                select(Inspection.number, FindingRecord.check_point)
                .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
                .join(FindingRecord, col(FindingRecord.return_id) == col(RecordReturn.id))
                .join(
                    Disposition, col(Disposition.finding_id) == col(FindingRecord.id), isouter=True
                )
                .where(Inspection.region == region, col(Disposition.id).is_(None))
                .order_by(col(FindingRecord.id))
            )
        ]
