"""What is done about each finding (查处、移交、涉嫌犯罪)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused
from models.rules.dispositions import DispositionKind, check_disposition
from models.rules.names import check_inspection_number, region_of
from models.rules.order import Basis
from models.tables import Disposition, FindingRecord, Inspection, RecordReturn, pk
from tasks.base.step import Result, step


def dispose(
    number: str,
    check_point: str,
    kind: str,
    document: str,
    as_of: date,
    actor: str,
    department: str = "",
    request: str | None = None,
) -> Result:
    """Record what is done about one finding of an inspection's return in force.

    A corrected form has findings of its own, each disposed of anew. A finding has one disposition:
    the same again changes nothing.

    Raises:
        Refused: no such inspection or finding, something missing, a day before the visit, or
            another disposition of the finding.

    Duty: 21.1 (第二十一条).
    """
    with step(
        f"disposition:{number}:{check_point}",
        action="登记处理结果",
        as_of=as_of,
        region=region_of(check_inspection_number(number)),
        actor=actor,
        request=request,
    ) as s:
        if s.known:
            return s.answer
        finding, visited_on = _finding(s.session, number, check_point)
        check_disposition(kind, document, department)
        s.rests_on(Basis("检查", visited_on))
        document, department = document.strip(), department.strip()
        answer = {
            "number": number,
            "check_point": check_point,
            "kind": kind,
            "department": department,
            "document": document,
        }
        earlier = s.session.exec(
            select(Disposition).where(Disposition.finding_id == pk(finding))
        ).first()
        if earlier is None:
            s.session.add(
                Disposition(
                    finding_id=pk(finding),
                    kind=kind,
                    department=department,
                    document=document,
                    decided_on=as_of,
                    decided_by=s.actor,
                )
            )
            return s.record(**answer)
        if (earlier.kind, earlier.department, earlier.document) == (kind, department, document):
            return s.unchanged(**answer)
        raise Refused(
            f"任务 {number} 的 {check_point} 项问题已于 {earlier.decided_on} 由 {earlier.decided_by} 登记"
            f"「{DispositionKind(earlier.kind).words}{earlier.department}（{earlier.document}）」，不得另行登记",
            code="already-disposed",
        )


def _finding(session: Session, number: str, check_point: str) -> tuple[FindingRecord, date]:
    """A finding of the return in force, and the day of the visit."""
    found = session.exec(
        select(FindingRecord, col(RecordReturn.visited_on))
        .join(RecordReturn, col(RecordReturn.id) == col(FindingRecord.return_id))
        .join(Inspection, col(Inspection.current_return_id) == col(RecordReturn.id))
        .where(Inspection.number == number, FindingRecord.check_point == check_point)
    ).first()
    if found is None:
        raise Refused(f"任务 {number} 的登记表里没有 {check_point} 项问题", code="unknown-finding")
    return found


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
