"""The site's first page, and those that say how to object and how to verify."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from models.rules.credit_lists import ListName
from models.rules.firm_story import Firm, OnList
from models.rules.public_site import HeldDraw, Link
from models.rules.publisher import Publisher
from reports.public_site import own_page

INDEX_FILE = "index.html"
SITE_TITLE = "双随机、一公开信息公示"


def home_page(
    publisher: Publisher,
    held: Sequence[HeldDraw],
    specials: Sequence[Link],
    result_years: Sequence[tuple[int, int]],
    others: Sequence[tuple[str, Sequence[Link]]],
) -> bytes:
    """The first page: where a firm is looked up, the newest period, a row for each.

    Duty: 3.1 (第三条).
    """
    years = [(year, list(rows)) for year, rows in groupby(held, key=lambda each: each.year)]
    return own_page(
        "index",
        publisher,
        SITE_TITLE,
        searching=True,
        newest=held[0] if held else None,
        years=years,
        result_years=result_years,
        others=[("专项检查", specials), *others],
    )


def lists_page(
    publisher: Publisher, firms: Sequence[Firm], page: str, objections: str, repairs: str
) -> bytes:
    """Who is on a list, with the way to each firm's inspections and how to object; ``page`` is what
    was published last, ``objections`` and ``repairs`` within what term each is decided.

    Duty: 23.3 (第二十三条).
    """
    stays = [(firm, stay) for firm in firms for stay in firm.lists if stay.stands]
    return own_page(
        "lists",
        publisher,
        "信用名单",
        lists=[(name.words, _of_list(stays, name.words)) for name in ListName],
        page=page,
        objections=objections,
        repairs=repairs,
    )


def _of_list(stays: Sequence[tuple[Firm, OnList]], name: str) -> list[tuple[Firm, OnList]]:
    return [(firm, stay) for firm, stay in stays if stay.list == name]


def objection_page(publisher: Publisher, objections: str, repairs: str) -> bytes:
    """How to object, and how to be taken off a list."""
    return own_page(
        "objection", publisher, "异议和信用修复", objections=objections, repairs=repairs
    )


def about_page(publisher: Publisher, held: Sequence[HeldDraw]) -> bytes:
    """Who publishes here, and how anyone verifies a draw.

    Duty: 17.1 (第十七条).
    """
    checks = [each for each in held if each.check]
    return own_page("about", publisher, "关于本站", checks=checks)
