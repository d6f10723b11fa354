"""What the first page leads to: the draws and special inspections that were made public, each with its
pages, and whatever else was."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from models.district import District
from models.rules import file_names, names
from models.rules.draw.state import DrawState
from models.rules.firm_story import Result
from models.rules.public_site import HeldDraw, Link
from models.rules.publications import PublicationKind
from models.tables import Draw, Publication
from tasks.publish.ledger import LedgerPage
from tasks.publish.site_facts import OnSite, Released
from tasks.publish.titles import draw_called

_OF_DRAWS = (
    PublicationKind.ANNOUNCEMENT,
    PublicationKind.DRAW_RECORD,
    PublicationKind.RESULTS,
)


def draws_held(
    session: Session, terms: District, on_site: OnSite, results: Sequence[Result]
) -> list[HeldDraw]:
    """Every draw that was announced, the newest first, as far as it is public.

    Duty: 3.1, 17.1 (第三条、第十七条).
    """
    told: dict[str, dict[str, list[Publication]]] = defaultdict(lambda: defaultdict(list))
    for publication, _ in on_site:
        if publication.kind in _OF_DRAWS:
            scope = names.scope_of_matter(publication.matter)
            kind = publication.kind
            if publication.matter == names.abandonment_matter(scope):
                kind = DrawState.ABANDONED
            told[scope][kind].append(publication)
    published = Counter(result.draw_id for result in results)
    draws = session.exec(
        select(Draw)
        .where(col(Draw.draw_id).in_(sorted(told)))
        .order_by(col(Draw.year).desc(), col(Draw.id).desc())
    ).all()
    return [
        _held(draw, draw_called(session, terms, draw), told[draw.draw_id], published)
        for draw in draws
    ]


def _held(
    draw: Draw,
    title: str,
    told: Mapping[str, Sequence[Publication]],
    published: Mapping[str | None, int],
) -> HeldDraw:
    def page(kind: str) -> str:
        return next((each.page for each in told.get(kind, ())), "")

    record, abandoned = page(PublicationKind.DRAW_RECORD), page(DrawState.ABANDONED)
    said = json.loads(draw.announcement)
    return HeldDraw(
        title,
        draw.year,
        said.get("subjects", {}).get("count"),
        sum(each["sample_size"] for each in said.get("strata", ())),
        published[draw.draw_id],
        page(PublicationKind.ANNOUNCEMENT),
        record,
        file_names.check_page(record) if record else "",
        abandoned,
        tuple(dict.fromkeys(each.page for each in told.get(PublicationKind.RESULTS, ())))[::-1],
    )


def specials_held(on_site: OnSite, released: Released) -> list[Link]:
    """The special inspections whose results are public, the newest first."""
    links: dict[str, Link] = {}
    for publication, _ in on_site:
        special = publication.kind == PublicationKind.RESULTS and not _is_of_a_draw(publication)
        if special:
            links.setdefault(
                publication.page,
                (publication.title, publication.page, released[publication.matter][1]),
            )
    return list(links.values())


def _is_of_a_draw(publication: Publication) -> bool:
    return names.scope_of_matter(publication.matter).count("/") > 1


def links_of(
    on_site: OnSite, released: Released, ledgers: Sequence[LedgerPage]
) -> list[tuple[str, Sequence[Link]]]:
    """The year's plans and ledgers, the item lists, the credit lists."""

    def newest(kind: PublicationKind) -> list[Link]:
        links: dict[str, Link] = {}
        for each, _ in on_site:
            if each.kind == kind:
                links.setdefault(
                    names.read_matter(each.matter).stem,
                    (each.title, each.page, released[each.matter][1]),
                )
        return list(links.values())

    lists = newest(PublicationKind.CREDIT_LISTS)
    return [
        (
            "年度计划和台账",
            [
                *((each.title, each.file, "各期应做什么、做了什么、哪些逾期") for each in ledgers),
                *newest(PublicationKind.ANNUAL_PLAN),
            ],
        ),
        ("事项清单", newest(PublicationKind.ITEM_LIST)),
        ("信用名单", [(title, "lists.html", day) for title, _, day in lists]),
    ]
