"""Which papers an inspection has by now, and each as it is to be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlmodel import Session, col, select

from models.district import District
from models.district_papers import PaperTerms
from models.faults import Refused
from models.rules import file_names
from models.rules.papers import (
    Head,
    Paper,
    PaperKind,
    Rights,
    Stated,
    Visit,
    check_confirmed,
    paper_number,
)
from models.stated_numbers import stated_numbers
from models.tables import Inspection, pk
from models.toml_file import Legal
from tasks.base.queries import chunks
from tasks.base.terms import in_force, issuer_of, paper_terms
from tasks.inspect.paper_facts import Told, feedback_of, orders, result_of, told_of
from tasks.inspect.paper_numbers import Issue, issued
from tasks.inspect.visits import YearSoFar, years_so_far

USES: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.APPROVAL: ("basis",),
    PaperKind.NOTICE: (
        "basis", "rights", "bans", "review_within", "review_body", "court_within", "court",
    ),
    PaperKind.RECORD: (),
    PaperKind.ORDER: (
        "basis", "unless_rectified", "review_within", "review_body", "court_within", "court",
    ),
    PaperKind.FEEDBACK: ("basis",),
}  # fmt: skip
"""What each paper states of the district's terms of papers."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which papers are asked for; of inspections that were ``named`` one that is not there is said."""

    region: str
    as_of: date
    kinds: tuple[PaperKind, ...]
    draft: bool
    named: bool


def to_number(session: Session, asked: Request, chosen: Sequence[int]) -> tuple[list[Issue], str]:
    """The papers asked for that have a number of their own, and what it begins with.

    Raises:
        Refused: a named inspection has no paper of a kind yet, or what is to be issued states what no
            jurist has confirmed.
    """
    terms = in_force(session, asked.region, asked.as_of)
    papers = paper_terms(terms)
    every = _told(session, chosen)
    if asked.named and len(asked.kinds) < len(PaperKind):
        _refuse_missing(asked, every, papers)
    if every and not asked.draft:
        _refuse_unchecked(asked, every, terms, papers)
    return [
        _issue(told, kind)
        for kind in asked.kinds
        if kind.mark
        for told in every
        if kind != PaperKind.FEEDBACK or told.stands is not None
    ], papers.short


def _refuse_unchecked(
    asked: Request, every: Sequence[Told], terms: District, papers: PaperTerms
) -> None:
    used = {key for kind in asked.kinds for key in USES[kind]}
    open_ones = [
        f"区县参数 papers.{each.name}（{each.meaning}）"
        for each in stated_numbers(papers)
        if each.name in used and not each.checked
    ]
    if PaperKind.FEEDBACK in asked.kinds:
        results = dict.fromkeys(result_of(told) for told in every if told.stands is not None)
        open_ones += [f"事项文件的检查结果「{each.words}」" for each in results if not each.checked]
        within = terms.site.object_within
        if within is not None and not within.checked:
            open_ones.append(f"区县参数 site.object_within（{within.meaning}）")
    check_confirmed(open_ones, "--draft")


def _refuse_missing(asked: Request, every: Sequence[Told], papers: PaperTerms) -> None:
    problems = []
    for told in every:
        number = told.inspection.number
        if PaperKind.FEEDBACK in asked.kinds and told.stands is None:
            lacking = "已退回补正" if told.returned is not None else "尚未交回"
            problems.append(f"任务 {number} 的登记表{lacking}，没有{PaperKind.FEEDBACK.words}")
        if PaperKind.ORDER in asked.kinds and not orders(told, *_consequences(papers)):
            problems.append(f"任务 {number} 没有责令改正的决定，没有{PaperKind.ORDER.words}")
    if problems:
        raise Refused(*problems, code="no-such-paper")


def papers_of(session: Session, asked: Request, chosen: Sequence[int]) -> list[tuple[str, Paper]]:
    """The papers of inspections, each with its name among them, as of the day each was issued."""
    every = _told(session, chosen)
    numbers = issued(session, chosen)

    @cache
    def terms_on(day: date) -> District:
        return in_force(session, asked.region, day)

    @cache
    def so_far_on(day: date) -> dict[str, YearSoFar]:
        return years_so_far(session, terms_on(day), day, [each.inspection for each in every])

    named = []
    for told in every:
        for kind in asked.kinds:
            place = list(PaperKind).index(kind) + 1
            given = numbers.get(_issue(told, kind)) if kind.mark and not asked.draft else None
            for n, paper in enumerate(
                _made(asked, told, kind, given, terms_on, so_far_on), start=1
            ):
                name = file_names.paper_in_bundle(told.inspection.number, place, kind.words, n)
                named.append((name, paper))
    return named


def _made(
    asked: Request,
    told: Told,
    kind: PaperKind,
    given: tuple[str, date] | None,
    terms_on: Callable[[date], District],
    so_far_on: Callable[[date], dict[str, YearSoFar]],
) -> Iterator[Paper]:
    """The papers of one kind that an inspection has by now."""
    on = given[1] if given else asked.as_of
    terms = terms_on(on)
    papers = paper_terms(terms)
    issuer = issuer_of(terms)
    number = given[0] if given else paper_number(papers.short, kind, asked.as_of.year, None)

    def head(number: str, on: date, title: str = "") -> Head:
        shown = None if asked.draft else on
        return Head(kind, issuer, number, told.inspection.number, shown, title)

    visit = _on_that_day(told, terms, papers, so_far_on(on)[told.inspection.number])
    match kind:
        case PaperKind.APPROVAL:
            yield Paper(head(number, on), visit)
        case PaperKind.NOTICE:
            yield Paper(head(number, on), visit, _rights(terms, papers))
        case PaperKind.RECORD:
            title = told.visit.task.item.form_title
            inspection = told.inspection
            yield Paper(head(inspection.number, inspection.dispatched_on, title), visit)
        case PaperKind.ORDER:
            for document, decided_on, said in orders(told, *_consequences(papers)):
                yield Paper(head(document, decided_on), visit, said)
        case PaperKind.FEEDBACK:
            if (said_of_it := feedback_of(told, terms, _objecting(terms))) is not None:
                yield Paper(head(number, on), visit, said_of_it)


def _on_that_day(told: Told, terms: District, papers: PaperTerms, so_far: YearSoFar) -> Visit:
    """The visit with what the district says, and with the visits before it by that day."""
    cap = terms.visits.cap
    return replace(
        told.visit,
        basis=(*told.visit.basis, _stated(papers.basis)),
        counted=so_far.counted,
        cap=Stated(f"{cap.value}{cap.unit}", cap.checked) if cap else None,
        warnings=so_far.warnings,
    )


def _told(session: Session, chosen: Sequence[int]) -> list[Told]:
    inspections = [
        each
        for some in chunks(chosen)
        for each in session.exec(
            select(Inspection).where(col(Inspection.id).in_(some)).order_by(col(Inspection.number))
        )
    ]
    return told_of(session, inspections)


def _issue(told: Told, kind: PaperKind) -> Issue:
    version = told.returned.version if told.returned and kind == PaperKind.FEEDBACK else 0
    return Issue(pk(told.inspection), kind, version)


def _stated(legal: Legal[str]) -> Stated:
    return Stated(legal.value, legal.checked)


def _remedies(papers: PaperTerms, act: str) -> Stated:
    review, court = papers.review_within, papers.court_within
    return Stated(
        f"认为{act}违法的，可以自知道之日起{review.value}{review.unit}内向{papers.review_body.value}"
        f"申请行政复议，或者{court.value}{court.unit}内向{papers.court.value}起诉",
        review.checked and court.checked and papers.review_body.checked and papers.court.checked,
    )


def _rights(terms: District, papers: PaperTerms) -> Rights:
    least = terms.inspection.minimum_officers
    told = [
        Stated(
            f"检查人员少于{least.value}{least.unit}，或者不出示人民警察证的，可以拒绝检查",
            least.checked,
        ),
        *(Stated(each, papers.rights.checked) for each in papers.rights.value),
        _remedies(papers, "检查"),
    ]
    return Rights(told, _stated(papers.bans))


def _consequences(papers: PaperTerms) -> tuple[Stated, Stated]:
    return _stated(papers.unless_rectified), _remedies(papers, "本决定")


def _objecting(terms: District) -> Stated:
    within = terms.site.object_within
    if within is None:
        return Stated("认为结果有误的，可以向本机关提出异议")
    term = f"{within.value}{within.unit.words}"
    return Stated(f"认为结果有误的，可以自公布之日起{term}内向本机关提出异议", within.checked)
