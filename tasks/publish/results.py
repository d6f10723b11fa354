"""Results of inspections as a publication, and the other matters that are made public."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlmodel import Session, col, select

from models import database
from models.district import District
from models.rules.disclosure import Waiting, batch_due, result_in_words
from models.rules.dispositions import DispositionKind
from models.rules.form import NON_COOPERATION
from models.rules.special import GROUNDS
from models.tables import (
    DeadlineRecord,
    Disposition,
    Draw,
    DrawEntry,
    FindingRecord,
    Inspection,
    PublicationInspection,
    RecordReturn,
    SpecialInspection,
)
from reports.public_site import ResultRow, page
from tasks.base import deadlines
from tasks.base.queries import chunks
from tasks.base.terms import house, in_force
from tasks.base.working_days import working_days
from tasks.inspect.inspections import assigned
from tasks.publish.packages import Content, file_name


def due_batches(region: str, as_of: date) -> list[tuple[str, list[int]]]:
    """(draw id or special inspection's number, inspection ids) of every batch due on ``as_of``."""
    calendar = working_days(region)
    with database.reading() as session:
        lead = in_force(session, region, as_of).publication.results_lead.value
        rows = session.exec(
            select(Inspection, col(Draw.draw_id), col(DeadlineRecord.due_on))
            .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id), isouter=True)
            .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk), isouter=True)
            .join(
                DeadlineRecord,
                (col(DeadlineRecord.matter) == col(Inspection.number))
                & (col(DeadlineRecord.kind) == deadlines.RESULTS),
                isouter=True,
            )
            .join(
                PublicationInspection,
                col(PublicationInspection.inspection_id) == col(Inspection.id),
                isouter=True,
            )
            .where(
                Inspection.region == region,
                col(Inspection.state).in_(["dispatched", "returned"]),
                col(PublicationInspection.inspection_id).is_(None),
            )
            .order_by(col(Inspection.id))
        ).all()
    cycles: dict[str, list[Waiting]] = {}
    for inspection, draw_id, due_on in rows:
        waiting = Waiting(inspection.id or 0, inspection.state == "returned", due_on)
        cycles.setdefault(draw_id or inspection.number, []).append(waiting)
    due = {
        scope: batch_due(cycle, as_of, lead, calendar.working_days_between)
        for scope, cycle in cycles.items()
    }
    return [
        (scope if "/" in scope else f"{region}/{scope}", ids) for scope, ids in due.items() if ids
    ]


def results(
    session: Session, terms: District, released: str, *, matter: str, ids: Sequence[int], n: int
) -> Content:
    inspections = [
        i
        for some in chunks(list(ids))
        for i in session.exec(
            select(Inspection).where(col(Inspection.id).in_(some)).order_by(col(Inspection.id))
        )
    ]
    scope = matter.rpartition("/results/")[0]
    draw = session.exec(select(Draw).where(Draw.draw_id == scope)).first()
    method = "双随机抽查" if draw else "专项检查"
    rows, returns = _rows(session, inspections, method, draw)
    files: dict[str, bytes] = {}
    name = f"results-{file_name(matter)}"
    ground = ""
    if draw is not None:
        period = f"第 {draw.period} 期" if draw.period else "增加的抽查"
        title = f"{draw.year} 年{period}随机抽查结果（第 {n} 批）"
    else:
        special = session.get_one(SpecialInspection, inspections[0].special_id)
        ground = f"{GROUNDS[special.ground]}（{special.document}）"
        title = f"专项检查结果 {inspections[0].number}"
    files[f"{name}.html"] = page("results", house(terms), title, released, rows=rows, ground=ground)
    plain = [{k: str(v) for k, v in asdict(row).items()} for row in rows]
    files[f"{name}.json"] = json.dumps(plain, ensure_ascii=False, indent=1).encode()
    batch_rows = [{**row, "inspecting_body": terms.brigade} for row in plain]
    return Content("results", title, f"{name}.html", files, batch_rows, returns)


def _rows(
    session: Session, inspections: Sequence[Inspection], method: str, draw: Draw | None
) -> tuple[list[ResultRow], list[tuple[int, int]]]:
    found = assigned(session, inspections)
    return_ids = [i.current_return_id or 0 for i in inspections]
    returns = {
        r.id: r
        for some in chunks(return_ids)
        for r in session.exec(select(RecordReturn).where(col(RecordReturn.id).in_(some)))
    }
    findings: dict[int, list[tuple[FindingRecord, Disposition | None]]] = {}
    for some in chunks(return_ids):
        for finding, disposition in session.exec(
            select(FindingRecord, Disposition)
            .join(Disposition, col(Disposition.finding_id) == col(FindingRecord.id), isouter=True)
            .where(col(FindingRecord.return_id).in_(some))
            .order_by(col(FindingRecord.id))
        ):
            findings.setdefault(finding.return_id, []).append((finding, disposition))
    rows = []
    for inspection, known in zip(inspections, found, strict=True):
        record = returns[inspection.current_return_id]
        mine = findings.get(record.id or 0, [])
        result = result_in_words(
            record.outcome,
            [f"{known.task.item.label(f.check_point)}：{f.observed}" for f, _ in mine],
            [NON_COOPERATION[int(kind)] for kind in record.non_cooperation.split()],
            record.signature == "refused",
        )
        rows.append(
            ResultRow(
                number=inspection.number,
                credit_code=known.task.credit_code,
                name=known.task.subject,
                method=method,
                visited_on=record.visited_on,
                result=result,
                disposition="；".join(_disposed(d) for _, d in mine),
                clean=record.outcome == "conform",
            )
        )
    pairs = [(i.id or 0, i.current_return_id or 0) for i in inspections]
    return rows, pairs


def _disposed(disposition: Disposition | None) -> str:
    if disposition is None:
        return "正在处理"
    to = disposition.department if disposition.kind == DispositionKind.TRANSFER else ""
    return f"{DispositionKind(disposition.kind).words}{to}（{disposition.document}）"
