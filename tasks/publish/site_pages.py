"""The pages and files that only the site has: who is inspected and what came of it, firm by firm, year
by year, made of what was delivered to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session

from models.district import District
from models.rules.file_names import entry_of_version, firm_page
from models.rules.firm_story import Firm, Result
from models.rules.public_site import Entry, newest_entries
from models.rules.publications import PublicationKind
from models.rules.results import AMENDING, ResultKind
from models.tables import pk
from reports import feed, firm_pages, home, year_results
from reports.public_site import STYLE_FILE, style
from tasks.base.terms import publisher
from tasks.publish.ledger import LedgerPage
from tasks.publish.makers import made_by
from tasks.publish.replies import Shown
from tasks.publish.site_facts import OnSite, Released, firms_of
from tasks.publish.site_home import draws_held, links_of, specials_held
from tasks.publish.tells import digest

File = tuple[str, bytes]


def made_of(terms: District, on_site: OnSite, replies: Mapping[str, Shown]) -> str:
    """The digest of all that ``own_files`` are made of: what was delivered, the firms' own words, the
    district file, and what makes the pages. While it is the same, so are they, but for the ledgers."""
    delivered = sorted(pk(each) for each, _ in on_site)
    return digest(
        [
            delivered,
            {number: each.version for number, each in replies.items()},
            repr(publisher(terms)),
            terms.items,
            _decided_within(terms),
            made_by("models.rules", "reports", "tasks.publish"),
        ]
    )


def own_files(
    session: Session,
    terms: District,
    channel: str,
    on_site: OnSite,
    released: Released,
    ledgers: Sequence[LedgerPage],
    replies: Mapping[str, Shown],
) -> Iterator[File]:
    """Every file that the site has of its own, by its name there, the first page last; ``replies`` are
    the firms' own words by the inspection's number.

    Duty: 3.1, 17.1, 23.1, 23.3 (第三条、第十七条、第二十三条).
    """
    by = publisher(terms)
    firms = firms_of(session, terms.region, channel, on_site, released)
    within = _decided_within(terms)
    results = [result for firm in firms for result in firm.results]
    by_year = _by_year(results)
    held = draws_held(session, terms, on_site, results)
    yield STYLE_FILE, style()
    for firm in firms:
        yield firm_page(firm.code), firm_pages.firm_page(by, firm, _of(firm, replies))
    yield firm_pages.SEARCH_FILE, firm_pages.search_script(firms)
    yield from firm_pages.list_pages(by, firms)
    for year, of_year in by_year.items():
        yield from year_results.year_pages(by, year, of_year)
        yield from year_results.year_data(year, of_year)
    yield "data/fields.json", year_results.dictionary()
    yield "data.html", year_results.data_page(by, list(by_year))
    yield "lists.html", home.lists_page(by, firms, _newest_lists(on_site), *within)
    yield "objection.html", home.objection_page(by, *within)
    yield "about.html", home.about_page(by, held)
    entries = newest_entries([*_released(on_site), *_amended(firms)])
    yield feed.FEED_FILE, feed.feed(by, terms.region, entries)
    yield (
        home.INDEX_FILE,
        home.home_page(
            by,
            held,
            specials_held(on_site, released),
            [(year, len(of_year)) for year, of_year in by_year.items()],
            links_of(on_site, released, ledgers),
        ),
    )


def _decided_within(terms: District) -> tuple[str, str]:
    """The terms within which objections to an entry and repairs are decided, in words."""
    procedure = terms.credit.procedure
    objection, repair = procedure.objection_decided_within, procedure.repair_decided_within
    return (
        f"{objection.value}{objection.unit.words}",
        f"{repair.value}{repair.unit.words}",
    )


def _of(firm: Firm, replies: Mapping[str, Shown]) -> dict[str, Shown]:
    """The firm's own words by inspection; what was said of a withdrawn result went with its text."""
    return {
        each.number: replies[each.number]
        for each in firm.results
        if each.number in replies and each.now.kind != ResultKind.WITHDRAWAL
    }


def _by_year(results: Sequence[Result]) -> dict[int, list[Result]]:
    """Year -> its results, the last visits first; the newest year first."""
    years: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        years[result.year].append(result)
    return {
        year: sorted(years[year], key=lambda each: (each.visited_on, each.number), reverse=True)
        for year in sorted(years, reverse=True)
    }


def _newest_lists(on_site: OnSite) -> str:
    told = (each.page for each, _ in on_site if each.kind == PublicationKind.CREDIT_LISTS)
    return next(told, "")


def _released(on_site: OnSite) -> Iterator[Entry]:
    for each, _ in on_site:
        if each.released_on is not None:
            yield Entry(each.matter, each.title, each.page, each.released_on)


def _amended(firms: Sequence[Firm]) -> Iterator[Entry]:
    """The corrections and withdrawals, each by itself."""
    for firm in firms:
        for result in firm.results:
            for version in result.versions:
                if version.kind in AMENDING:
                    yield Entry(
                        entry_of_version(result.number, version.version),
                        f"{version.kind.words}：{firm.name}的检查结果",
                        firm_page(firm.code),
                        version.released_on,
                        version.note,
                    )
