"""The page of a draw's results, or of a special inspection's: everything told of them as it stands,
one page for each, which every version brings up to date."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

import rfc8785
from sqlmodel import Session, col, select

from models.district import District
from models.rules import file_names, names
from models.rules.disclosure import AT_DRAW
from models.rules.inspection import AWAITING_PUBLICATION
from models.rules.publications import NEVER_LEFT, PublicationKind
from models.rules.results import ResultKind
from models.rules.special import GROUNDS
from models.tables import (
    Draw,
    DrawEntry,
    Inspection,
    Publication,
    ResultVersion,
    SpecialInspection,
    pk,
)
from reports.result_pages import result_pages
from tasks.base.queries import chunks
from tasks.base.terms import publisher
from tasks.draw.changes import vacated_shown
from tasks.draw.standing import live_standing
from tasks.publish.national import of_the_task
from tasks.publish.packages import Content
from tasks.publish.result_versions import Row, new_versions, rows_of
from tasks.publish.titles import draw_called
from tasks.publish.told import released
from tasks.publish.undelivered import Lacking, lacking_of

EMPTY_PLACES, NOT_DELIVERED = "空缺", "未送达而并入的公示件"


def content(
    session: Session,
    terms: District,
    released_words: str,
    *,
    scope: str,
    ids: Sequence[int],
    as_of: date,
) -> Content:
    """The page, its data, and the rows of the credit publicity batch.

    Duty: 22.1, 23.1 (第二十二条、第二十三条).
    """
    inspections = _of_scope(session, scope, ids)
    fresh = new_versions(session, terms, as_of, inspections, ids)
    rows = rows_of(session, inspections, fresh)
    draw = session.exec(select(Draw).where(Draw.draw_id == scope)).first()
    first = inspections[min(inspections)]
    title = title_of(session, terms, draw, first.number)
    gone = [id_ for id_, each in fresh.items() if each.kind == ResultKind.WITHDRAWAL]
    lacking = lacking_of(session, scope, gone)
    parts = parts_of(session, draw, lacking)
    file = partial(file_names.file_name, "results", scope)
    task = of_the_task(session, terms, draw, title, first)
    files = {
        **result_pages(
            publisher(terms),
            title,
            released_words,
            list(rows.values()),
            lambda n: file("html", part=f"p{n}" if n > 1 else ""),
            number=scope,
            ground=ground_of(session, first) if draw is None else "",
            vacated=parts[EMPTY_PLACES],
            record_waits=terms.draw.record_released != AT_DRAW,
        ),
        file("json"): _file(session, draw, rows, ids),
    }
    return Content(
        PublicationKind.RESULTS,
        title,
        file("html"),
        files,
        [{**task, **_flat(rows[id_])} for id_ in sorted(ids)],
        [version for _, version in sorted(fresh.items())],
        {
            channel: [{**task, **_flat(rows[id_])} for id_ in each.inspection_ids]
            for channel, each in lacking.items()
        },
        parts,
        [said for version in fresh.values() for said in version.said],
    )


def title_of(session: Session, terms: District, draw: Draw | None, number: str) -> str:
    """What the page is called."""
    if draw is None:
        special = names.read_inspection_number(number)
        return f"{special.year}年第{special.n}号专项检查结果"
    return f"{draw_called(session, terms, draw)}抽查结果"


def parts_of(session: Session, draw: Draw | None, lacking: Mapping[str, Lacking]) -> dict[str, Any]:
    """What a package of results tells beside the versions, which are kept word for word."""
    return {
        EMPTY_PLACES: vacated_shown(session, draw) if draw else [],
        NOT_DELIVERED: {channel: list(each.matters) for channel, each in lacking.items()},
    }


def _of_scope(session: Session, scope: str, ids: Sequence[int]) -> dict[int, Inspection]:
    """Id -> inspection of everything told of a scope, and of what is told now."""
    stem = names.read_matter(names.results_matter(scope, 1)).stem
    told = session.exec(
        select(ResultVersion.inspection_id)
        .distinct()
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(
            col(Publication.matter).startswith(f"{stem}/", autoescape=True),
            col(Publication.state).not_in(NEVER_LEFT),
        )
    )
    wanted = sorted({*told, *ids})
    return {
        pk(inspection): inspection
        for some in chunks(wanted)
        for inspection in session.exec(
            select(Inspection).where(col(Inspection.id).in_(some)).order_by(col(Inspection.id))
        )
    }


def _plain(row: Row) -> dict[str, Any]:
    """A row as open data."""
    return {
        **asdict(row.told),
        "version": row.version,
        "kind": row.kind.value,
        "notes": list(row.notes),
    }


def _flat(row: Row) -> dict[str, str]:
    """A row for the batch, all text."""
    return {
        **{name: "" if value is None else str(value) for name, value in asdict(row.told).items()},
        "version": str(row.version),
        "kind": row.kind.words,
        "note": "；".join(row.notes),
    }


def ground_of(session: Session, inspection: Inspection) -> str:
    """By which ground of article 4; its document names complaints and cases and stays in the house."""
    return GROUNDS[session.get_one(SpecialInspection, inspection.special_id).ground]


def _file(
    session: Session, draw: Draw | None, rows: Mapping[int, Row], ids: Sequence[int]
) -> bytes:
    """The results as a file: of a draw as a verifier compares them with its record, each at the
    place where its subject stands (ssj-draw/2, step 7), and the places that stand empty."""
    if draw is None or draw.announced_at is None:
        plain = [_plain(row) for row in rows.values()]
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()
    at = {place.subject: place for place in live_standing(session, draw).places}
    return _canonical(
        {
            "format": "ssj-results/2",
            "draw_id": draw.draw_id,
            "batch": 1,
            "of": 1 if _complete(session, draw, ids) else None,
            "results": [
                {
                    "subject": row.told.credit_code,
                    "stratum": at[row.told.credit_code].stratum,
                    "rank": at[row.told.credit_code].rank,
                    **_plain(row),
                }
                for row in rows.values()
            ],
            "vacated": [
                {"stratum": each["stratum"], "rank": each["rank"]}
                for each in vacated_shown(session, draw)
            ],
        }
    )


def _canonical(values: Mapping[str, Any]) -> bytes:
    """RFC 8785 and one LF, as every file of a draw is written; whether a result is clean is true or
    false, which the draw's own documents do not hold."""
    return rfc8785.dumps(dict(values)) + b"\n"


def _complete(session: Session, draw: Draw, ids: Sequence[int]) -> bool:
    """Whether with these inspections something was told of every one of a draw."""
    left = set(
        session.exec(
            select(Inspection.id)
            .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
            .where(DrawEntry.draw_pk == draw.id, col(Inspection.state).in_(AWAITING_PUBLICATION))
        )
    ) - set(ids)
    return not left - released(session, sorted(id_ for id_ in left if id_ is not None)).keys()
