"""The papers of visits (文书) handed to whoever serves them: none is sent, and the notice is shown on the spot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from sqlmodel import Session, col, select

from models import database
from models.faults import Refused, by_the_machine
from models.rules import file_names, names
from models.rules.inspection import InspectionState
from models.rules.papers import Paper, PaperKind
from models.tables import DrawEntry, Inspection, pk
from reports.papers.rendered import bundle, rendered
from tasks.base.children import end_with_parent
from tasks.base.files import put
from tasks.base.queries import chunks
from tasks.base.step import Act, Result, step
from tasks.draw.find import draw_of
from tasks.inspect.paper_contents import Request, papers_of, to_number
from tasks.inspect.paper_numbers import give_numbers

INSPECTIONS_PER_BUNDLE = 250
"""A file of more than so many inspections' papers is hard to hand on."""

PAPERS_ALONE = 200
"""Papers that one process renders sooner than others start."""

PROCESSES = 2

NOT_MADE = (InspectionState.REPLACED, InspectionState.CANCELLED)

Named = tuple[str, Paper]
"""A paper and its name in a bundle."""


def export_papers(
    region: str,
    as_of: date,
    folder: Path,
    actor: str,
    *,
    draw_id: str | None = None,
    numbers: Sequence[str] = (),
    kinds: Sequence[PaperKind] = (),
    draft: bool = False,
    request: str | None = None,
) -> Result:
    """Write the papers of a draw's inspections, or of those named, into ``folder``: a zip for the draw,
    or for each inspection. Files are their owner's alone; who took them is on record.

    A paper that is issued gets its number here, once; a ``draft`` gets none and says what it is.

    Raises:
        Refused: nothing of what is named is there, the district states no terms of papers or they are
            not checked, a character that no font has, or the folder can't be written to.

    Duty: 10.3, 19.1, 20.1 (第十条末款、第十九条、第二十条).
    """
    asked = Request(region, as_of, tuple(kinds) or tuple(PaperKind), draft, bool(numbers))
    with database.reading() as session:
        chosen = _chosen(session, region, as_of, draw_id, numbers)
        issues, short = to_number(session, asked, list(chosen.values()))
    numbered = 0
    if issues and not draft:
        scope = f"{draw_id or '、'.join(chosen)}:{'、'.join(asked.kinds)}"
        numbered = give_numbers(region, scope, as_of, actor, issues, short, request=request)
    answer: Result = {"bundles": [], "papers": 0, "numbered": numbered, "draft": draft}
    for name, part in _bundles(draw_id, chosen):
        answer["papers"] += _write(asked, part, folder / name, actor, request)
        answer["bundles"].append(name)
    return {**answer, "act": (Act.DONE if answer["bundles"] else Act.UNCHANGED).value}


def _chosen(
    session: Session, region: str, as_of: date, draw_id: str | None, numbers: Sequence[str]
) -> dict[str, int]:
    """The inspections that are meant: number -> id."""
    if draw_id is not None:
        draw = draw_of(session, draw_id)
        drawn = session.exec(
            select(Inspection)
            .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
            .where(
                DrawEntry.draw_pk == draw.id,
                Inspection.dispatched_on <= as_of,
                col(Inspection.state).not_in(NOT_MADE),
            )
            .order_by(col(Inspection.number))
        )
        return {each.number: pk(each) for each in drawn}
    wanted = list(dict.fromkeys(map(names.check_inspection_number, numbers)))
    found = {
        each.number: each
        for some in chunks(wanted)
        for each in session.exec(
            select(Inspection).where(Inspection.region == region, col(Inspection.number).in_(some))
        )
    }
    problems = [f"没有任务「{number}」" for number in wanted if number not in found]
    for each in found.values():
        if each.state in NOT_MADE:
            stands = InspectionState(each.state).words
            problems.append(f"任务 {each.number} {stands}，不再制作文书")
        elif each.dispatched_on > as_of:
            problems.append(f"任务 {each.number} 于 {each.dispatched_on} 才派发，{as_of} 尚无文书")
    if problems:
        raise Refused(*problems, code="unknown-inspection")
    return {number: pk(found[number]) for number in wanted}


def _bundles(draw_id: str | None, chosen: Mapping[str, int]) -> list[tuple[str, list[int]]]:
    """Each zip's name, and the inspections in it."""
    if draw_id is None:
        return [
            (file_names.file_name("papers", number, "zip"), [id_]) for number, id_ in chosen.items()
        ]
    ids = list(chosen.values())
    parts = [
        ids[start : start + INSPECTIONS_PER_BUNDLE]
        for start in range(0, len(ids), INSPECTIONS_PER_BUNDLE)
    ]
    return [
        (file_names.file_name("papers", draw_id, "zip", part=n if len(parts) > 1 else ""), part)
        for n, part in enumerate(parts, start=1)
    ]


def _write(asked: Request, part: Sequence[int], path: Path, actor: str, request: str | None) -> int:
    """One zip; how many papers are in it."""
    with database.reading() as session:
        papers = papers_of(session, asked, part)
    contents = list(_rendered([paper for _, paper in papers]))
    content = bundle(zip((name for name, _ in papers), contents, strict=True))
    with step(
        f"papers.export:{path.name}",
        action="导出检查文书",
        as_of=asked.as_of,
        region=asked.region,
        actor=actor,
        request=request,
    ) as s:
        try:
            put(path, content, handed_over=True, private=True)
        except OSError as error:
            raise Refused(
                f"无法写入文件夹「{path.parent}」：{by_the_machine(error)}", code="file"
            ) from error
        if not s.known:
            s.record(bundle=path.name, papers=len(papers), draft=asked.draft)
    return len(papers)


def _rendered(papers: Sequence[Paper]) -> Iterator[bytes]:
    """The PDFs, in order; many are rendered by several processes."""
    if len(papers) <= PAPERS_ALONE:
        yield from map(rendered, papers)
        return
    with ProcessPoolExecutor(
        PROCESSES, mp_context=get_context("spawn"), initializer=end_with_parent
    ) as pool:
        yield from pool.map(rendered, papers, chunksize=16)
