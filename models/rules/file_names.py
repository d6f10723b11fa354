"""How a file, a page, a package, an entry of the feed is named after the identifier of what it tells."""

from __future__ import annotations


def file_stem(identifier: str) -> str:
    """An identifier as part of a file's name."""
    return identifier.replace("/", "-")


def file_name(topic: str, identifier: str, ending: str, *, part: object = "") -> str:
    """The file that tells ``topic`` of a draw or a matter: ``draw-350105-WB-01-2026-5-1.json``;
    ``part`` is a version of it, or one of its texts."""
    return "-".join(filter(None, (topic, file_stem(identifier), str(part)))) + f".{ending}"


def package_file(matter: str) -> str:
    """The package of a matter for one channel."""
    return f"{file_stem(matter)}.zip"


def item_list_file(region: str, kind: str, number: int) -> str:
    """The page of a version of an item list."""
    return f"items-{region}-{kind}-{number}.html"


def ledger_file(region: str, item_code: str, year: int) -> str:
    """The page of a year's ledger."""
    return f"ledger-{region}-{item_code}-{year}.html"


def year_file(region: str, year: int, ending: str) -> str:
    """The year sheet of a region."""
    return f"{region}-{year}.{ending}"


def assessment_file(
    region: str, item_code: str | None, year: int, period: int | None, ending: str
) -> str:
    """An assessment of a region's year, or of one item or one period of it."""
    parts = ("assessment", region, item_code, str(year), str(period) if period else None)
    return "-".join(filter(None, parts)) + f".{ending}"


def firm_page(code: str) -> str:
    """A firm's page."""
    return f"firms/{code}.html"


def firms_page(number: int) -> str:
    """A page of the list of all firms; the first is the one that searches."""
    return "firms.html" if number == 1 else f"firms-{number}.html"


def results_page(year: int, number: int) -> str:
    """A page of a year's results."""
    return f"year-{year}-{number}.html"


def entry_of_version(number: str, version: int) -> str:
    """A version of a result, as the feed calls it."""
    return f"{number}/{version}"


def cycle_key(region: str, item_code: str, year: int, period: int) -> str:
    """A cycle in small letters, digits and dashes, all that the dashboard takes."""
    return f"{region}-{item_code}-{year}-{period}".lower()


def specials_key(region: str, year: int) -> str:
    """A year's special inspections, as the dashboard names their table."""
    return f"specials-{region}-{year}"


def check_page(page: str) -> str:
    """The page on which anyone looks up a firm, beside the ``page`` that tells a draw's record."""
    return f"{page.removesuffix('.html')}-check.html"


def data_file(page: str) -> str:
    """What a ``page`` tells, as data beside it."""
    return f"{page.removesuffix('.html')}.json"


def paper_in_bundle(inspection: str, place: int, title: str, n: int) -> str:
    """A paper among those of inspections: in its inspection's folder, in the order in which papers are
    made out; ``n`` of several of a kind."""
    several = f"-{n}" if n > 1 else ""
    return f"{inspection}/{place}-{title}{several}.pdf"
