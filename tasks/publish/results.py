"""Results of inspections as publications: a draw's in batches, a special inspection's by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.district import District
from models.rules import names
from models.rules.deadlines import DeadlineKind
from models.rules.disclosure import (
    AT_DRAW,
    PublicResult,
    Waiting,
    batch_due,
    disposition_in_words,
    result_in_words,
)
from models.rules.dispositions import DispositionKind
from models.rules.draw.document import document
from models.rules.form import NON_COOPERATION, Signature
from models.rules.inspection import AWAITING_PUBLICATION, InspectionState, Outcome
from models.rules.order import Basis
from models.rules.publications import PublicationKind
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
    pk,
)
from reports.public_site import page
from tasks.base.queries import chunks
from tasks.base.terms import publisher
from tasks.base.working_days import working_days
from tasks.draw.changes import vacated_shown
from tasks.draw.standing import live_standing
from tasks.inspect.inspections import assigned
from tasks.publish.packages import Content, Due
from tasks.publish.versions import next_number


def due(session: Session, terms: District, as_of: date) -> Iterator[Due]:
    """A batch of each draw, and the result of each special inspection, that may not wait longer.

    Duty: 23.1 (第二十三条).
    """
    calendar = working_days(terms.region)
    lead = terms.publication.results_lead.value
    for scope, cycle in _waiting(session, terms.region, as_of).items():
        ids = batch_due(list(cycle), as_of, lead, calendar.working_days_between)
        if ids:
            named = partial(names.results_matter, scope)
            batch = set(ids)
            received = [day for each, day in cycle.items() if each.id in batch]
            n = next_number(session, named)
            yield Due(
                named(n),
                [Basis("登记表回收", max(day for day in received if day is not None))],
                partial(content, scope=scope, ids=ids, n=n),
            )


def _waiting(session: Session, region: str, as_of: date) -> dict[str, dict[Waiting, date | None]]:
    """Scope of publication -> what waits in it, each with the day its return came in."""
    rows = session.execute(
        select_columns(
            col(Inspection.id),
            col(Inspection.number),
            col(Inspection.state),
            col(Draw.draw_id),
            col(DeadlineRecord.due_on),
            col(RecordReturn.received_on),
        )
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id), isouter=True)
        .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk), isouter=True)
        .join(
            DeadlineRecord,
            (col(DeadlineRecord.matter) == col(Inspection.number))
            & (col(DeadlineRecord.kind) == DeadlineKind.RESULTS),
            isouter=True,
        )
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id), isouter=True)
        .join(
            PublicationInspection,
            col(PublicationInspection.inspection_id) == col(Inspection.id),
            isouter=True,
        )
        .where(
            col(Inspection.region) == region,
            col(Inspection.state).in_(AWAITING_PUBLICATION),
            col(PublicationInspection.inspection_id).is_(None),
        )
        .order_by(col(Inspection.id))
    ).all()
    cycles: dict[str, dict[Waiting, date | None]] = {}
    for inspection_id, number, state, draw_id, due_on, received_on in rows:
        returned = (
            state == InspectionState.RETURNED and received_on is not None and received_on <= as_of
        )
        scope = names.results_scope(region, draw_id or number)
        cycles.setdefault(scope, {})[Waiting(inspection_id, returned, due_on)] = received_on
    return cycles


def content(
    session: Session, terms: District, released: str, *, scope: str, ids: Sequence[int], n: int
) -> Content:
    """The page, its data, and the rows of the credit publicity batch.

    Duty: 22.1, 23.1 (第二十二条、第二十三条).
    """
    inspections = [
        inspection
        for some in chunks(list(ids))
        for inspection in session.exec(
            select(Inspection).where(col(Inspection.id).in_(some)).order_by(col(Inspection.id))
        )
    ]
    draw = session.exec(select(Draw).where(Draw.draw_id == scope)).first()
    method = "双随机抽查" if draw else "专项检查"
    rows = _rows(session, inspections, method)
    ground = ""
    if draw is not None:
        period = f"第 {draw.period} 期" if draw.period else "增加的抽查"
        item_code = names.read_draw_id(draw.draw_id).item_code
        title = f"{draw.year} 年{period}随机抽查结果（{item_code}，第 {n} 批）"
    else:
        special = session.get_one(SpecialInspection, inspections[0].special_id)
        ground = f"{GROUNDS[special.ground]}（{special.document}）"
        title = f"专项检查结果 {inspections[0].number}"
    file = partial(names.file_name, "results", names.results_matter(scope, n))
    plain = [{k: str(v) for k, v in asdict(row).items()} for row in rows]
    files = {
        file("html"): page(
            "results",
            publisher(terms),
            title,
            released,
            rows=rows,
            ground=ground,
            vacated=vacated_shown(session, draw) if draw else [],
            record_waits=terms.draw.record_released != AT_DRAW,
        ),
        file("json"): _file(session, draw, scope, ids, n, plain),
    }
    return Content(
        PublicationKind.RESULTS,
        title,
        file("html"),
        files,
        [{**row, "inspecting_body": terms.brigade} for row in plain],
        [(pk(each), _return_id(each)) for each in inspections],
    )


def _file(
    session: Session,
    draw: Draw | None,
    scope: str,
    ids: Sequence[int],
    n: int,
    plain: list[dict[str, str]],
) -> bytes:
    """The results as a file: of a draw as a verifier compares them with its record, each at the
    place where its subject stands (ssj-draw/2, step 7), and the places that stand empty."""
    if draw is None or draw.announced_at is None:
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()
    at = {place.subject: place for place in live_standing(session, draw).places}
    return document(
        {
            "format": "ssj-results/2",
            "draw_id": scope,
            "batch": n,
            "of": n if _is_last(session, draw, ids) else None,
            "results": [
                {
                    "subject": row["credit_code"],
                    "stratum": at[row["credit_code"]].stratum,
                    "rank": at[row["credit_code"]].rank,
                    **row,
                }
                for row in plain
            ],
            "vacated": [
                {"stratum": each["stratum"], "rank": each["rank"]}
                for each in vacated_shown(session, draw)
            ],
        }
    )


def _is_last(session: Session, draw: Draw, ids: Sequence[int]) -> bool:
    """Whether nothing of a draw is left to be published after these inspections."""
    left = session.exec(
        select(Inspection.id)
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .join(
            PublicationInspection,
            col(PublicationInspection.inspection_id) == col(Inspection.id),
            isouter=True,
        )
        .where(
            DrawEntry.draw_pk == draw.id,
            col(Inspection.state).in_(AWAITING_PUBLICATION),
            col(PublicationInspection.inspection_id).is_(None),
        )
    )
    return set(left) <= set(ids)


def _rows(session: Session, inspections: Sequence[Inspection], method: str) -> list[PublicResult]:
    return_ids = [_return_id(each) for each in inspections]
    returns = {
        pk(record): record
        for some in chunks(return_ids)
        for record in session.exec(select(RecordReturn).where(col(RecordReturn.id).in_(some)))
    }
    findings = _findings(session, return_ids)
    rows = []
    for inspection, known in zip(inspections, assigned(session, inspections), strict=True):
        record = returns[_return_id(inspection)]
        theirs = findings.get(pk(record), [])
        result = result_in_words(
            Outcome(record.outcome),
            [f"{known.task.item.label(f.check_point)}：{f.observed}" for f, _ in theirs],
            [NON_COOPERATION[int(kind)] for kind in record.non_cooperation.split()],
            record.signature == Signature.REFUSED,
        )
        rows.append(
            PublicResult(
                number=inspection.number,
                credit_code=known.task.credit_code,
                name=known.task.subject,
                method=method,
                visited_on=record.visited_on,
                result=result,
                disposition="；".join(_disposed(disposition) for _, disposition in theirs),
                clean=record.outcome == Outcome.CONFORM,
            )
        )
    return rows


def _findings(
    session: Session, return_ids: Sequence[int]
) -> dict[int, list[tuple[FindingRecord, Disposition | None]]]:
    """Return id -> its findings, each with what was decided about it."""
    findings: dict[int, list[tuple[FindingRecord, Disposition | None]]] = {}
    for some in chunks(return_ids):
        for finding, disposition in session.exec(
            select(FindingRecord, Disposition)
            .join(Disposition, col(Disposition.finding_id) == col(FindingRecord.id), isouter=True)
            .where(col(FindingRecord.return_id).in_(some))
            .order_by(col(FindingRecord.id))
        ):
            findings.setdefault(finding.return_id, []).append((finding, disposition))
    return findings


def _disposed(disposition: Disposition | None) -> str:
    if disposition is None:
        return disposition_in_words(None, "", "")
    kind = DispositionKind(disposition.kind)
    return disposition_in_words(kind, disposition.department, disposition.document)


def _return_id(inspection: Inspection) -> int:
    """The return in force of an inspection that is returned.

    Raises:
        LookupError: it has none.
    """
    if inspection.current_return_id is None:
        raise LookupError(f"{inspection.number} is published without a return")
    return inspection.current_return_id
