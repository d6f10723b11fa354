"""The year's ledger as the public may read it: the published plan, the calendar, and of each draw
what the pages of the site tell already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.district import District
from models.rules import file_names, names
from models.rules.deadlines import DeadlineKind
from models.rules.held_draw import Told
from models.rules.ledger import ledger
from models.rules.publications import NEVER_LEFT
from models.rules.results import ResultKind
from models.rules.visits import as_published
from models.tables import (
    AnnualPlan,
    DeadlineRecord,
    Draw,
    DrawEntry,
    Inspection,
    Publication,
    RecordReturn,
    ResultVersion,
)
from reports.public_site import page
from tasks.base.acts import newest
from tasks.base.terms import publisher
from tasks.plan.find import as_planned, periods
from tasks.publish.titles import item_called
from tasks.publish.year import year_facts


class LedgerPage(NamedTuple):
    """A year's ledger on the site: its title, its file, its content, and the plan it follows."""

    title: str
    file: str
    content: bytes
    plan: str


class Visited(NamedTuple):
    """How many firms of a draw were visited, as far as that is public, from which day to which."""

    firms: int
    first: date
    last: date


class DrawPages(NamedTuple):
    """The pages of the site that tell of a draw; earlier releases told its results in batches."""

    announcement: str | None
    abandonment: str | None
    record: str | None
    results: list[str]


def ledger_pages(
    session: Session, terms: District, on_site: Sequence[Publication], as_of: date
) -> list[LedgerPage]:
    """The ledger of every plan that is ``on_site`` (the publications there, newest first) on
    ``as_of``, the newest year first. A plan tells the deductions recorded before it was built, a
    record the changes decided before; a result counts once every channel has it.

    Duty: 3.1, 9.2, 16.1, 17.1 (第三条、第九条、第十六条、第十七条).
    """
    site = _Site.of(session, on_site)
    pages = []
    for plan in session.exec(
        select(AnnualPlan)
        .where(AnnualPlan.region == terms.region)
        .order_by(col(AnnualPlan.year).desc(), col(AnnualPlan.item_code))
    ):
        stem = _stem(names.plan_matter(terms.region, plan.item_code, plan.year, 1))
        if (built := site.built(stem)) is None:
            continue
        facts = year_facts(session, plan)
        public = [each.told(site.told(each.draw_id)) for each in facts.draws]
        title = f"{plan.year}年度台账{item_called(session, terms, plan.item_code)}"
        content = page(
            "ledger",
            publisher(terms),
            title,
            "",
            own=True,
            ledger=ledger(
                [as_planned(each) for each in periods(session, plan)],
                plan.draws_due,
                [each for each in public if each is not None],
                as_published(facts.visits),
                [each for each in facts.deductions if each.number < built],
                as_of,
            ),
            visited=_visited(session, plan),
            pages={each.draw_id: site.pages(each.draw_id) for each in facts.draws},
        )
        file = file_names.ledger_file(terms.region, plan.item_code, plan.year)
        pages.append(LedgerPage(title, file, content, stem))
    return pages


def _visited(session: Session, plan: AnnualPlan) -> dict[str, Visited]:
    """Draw id -> its visits whose results every channel has and that stand; where nobody could be
    inspected the officers were there too.

    Duty: 10.3, 23.1 (第十条末款、第二十三条).
    """
    withdrawn = (
        select(ResultVersion.inspection_id)
        .join(Publication, col(Publication.id) == col(ResultVersion.publication_id))
        .where(
            ResultVersion.kind == ResultKind.WITHDRAWAL,
            col(Publication.state).not_in(NEVER_LEFT),
        )
    )
    on = col(RecordReturn.visited_on)
    rows = session.execute(
        select_columns(col(Draw.draw_id), func.count(), func.min(on), func.max(on))
        .select_from(Inspection)
        .join(DrawEntry, col(DrawEntry.id) == col(Inspection.draw_entry_id))
        .join(Draw, col(Draw.id) == col(DrawEntry.draw_pk))
        .join(RecordReturn, col(RecordReturn.id) == col(Inspection.current_return_id))
        .join(
            DeadlineRecord,
            (col(DeadlineRecord.matter) == col(Inspection.number))
            & (col(DeadlineRecord.kind) == DeadlineKind.RESULTS),
        )
        .where(
            col(Draw.plan_id) == plan.id,
            col(DeadlineRecord.met_on).is_not(None),
            col(Inspection.id).not_in(withdrawn),
        )
        .group_by(col(Draw.draw_id))
    )
    return {draw_id: Visited(*days) for draw_id, *days in rows}


def _stem(matter: str) -> str:
    """A matter without its version."""
    return names.read_matter(matter).stem


@dataclass(frozen=True, slots=True)
class _Site:
    """What the site tells: a matter without its version -> its publications there, newest first;
    matter -> the number of the event that built it."""

    versions: Mapping[str, Sequence[Publication]]
    events: Mapping[str, int]

    @classmethod
    def of(cls, session: Session, on_site: Iterable[Publication]) -> Self:
        """By the publications that are on the site, newest first."""
        versions: dict[str, list[Publication]] = {}
        for each in on_site:
            versions.setdefault(_stem(each.matter), []).append(each)
        subjects = {v[0].matter: f"publish.build:{v[0].matter}" for v in versions.values()}
        events = newest(session, subjects.values())
        return cls(versions, {matter: events[each].number for matter, each in subjects.items()})

    def built(self, stem: str) -> int | None:
        """The number of the event that built the newest version; ``None`` where there is none."""
        return self.events[self.versions[stem][0].matter] if stem in self.versions else None

    def told(self, draw_id: str) -> Told:
        """What is public of one draw."""
        return Told(
            announced=names.announcement_matter(draw_id) in self.versions,
            abandoned=names.abandonment_matter(draw_id) in self.versions,
            record=self.built(_stem(names.record_matter(draw_id, 1))),
        )

    def pages(self, draw_id: str) -> DrawPages:
        """The pages that tell of one draw; of its record the newest version."""
        return DrawPages(
            next(self._of(names.announcement_matter(draw_id)), None),
            next(self._of(names.abandonment_matter(draw_id)), None),
            next(self._of(_stem(names.record_matter(draw_id, 1))), None),
            list(dict.fromkeys(self._of(_stem(names.results_matter(draw_id, 1)))))[::-1],
        )

    def _of(self, stem: str) -> Iterator[str]:
        return (each.page for each in self.versions.get(stem, ()))
