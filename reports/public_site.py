"""Public pages: static, self-contained, opened from disk, printed or read on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from models.rules.draw.sources import source_in_words
from models.rules.items import ratio_in_words
from models.rules.order import moment_in_words
from models.rules.publisher import Publisher
from reports.tags import tag, tone

T = TypeVar("T")
STYLE_FILE = "site.css"
ROWS_A_PAGE = 200

_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_TEMPLATES.filters |= {
    "moment": lambda moment: Markup('<span class="n">{}</span>').format(moment_in_words(moment)),
    "ratio_in_words": ratio_in_words,
    "source": source_in_words,
    "tag": tag,
    "tone": tone,
}
_WHOLE = re.compile(
    "(第[0-9]+(?:期|版|号|页|次|位|级)|（[^（）]{1,12}）"
    "|〔[0-9]{4}〕[^，。；、（）〔〕\\s]{0,8}?[0-9]+号"
    "|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:[0-9]{4}年)?[0-9]{1,2}(?:—[0-9]{1,2})?月(?:[0-9]{1,2}日)?"
    "|[0-9]+(?:\\.[0-9]+)?(?:个工作日|个月|分钟|小时|[%㎡天日家件次台人套条年期项处元分位类名份步张段]))"
)
_SPACED = re.compile(r"(?<=[^ -~]) (?=[0-9])|(?<=[0-9]) (?=[^ -~]|%)")
_RELEASED_HERE = "<!-- 发布日期 -->"
_TEMPLATES.globals |= {
    "own": False,
    "district_named": False,
    "root": "",
    "crumbs": (),
    "number": "",
    "released_here": Markup(_RELEASED_HERE),
}


@lru_cache(maxsize=4096)
def whole(words: str) -> Markup:
    """Words in which a number with its measure word, and what stands in brackets, is not broken."""
    return Markup(_WHOLE.sub(r'<span class="n">\1</span>', str(escape(words))))


def closed_up(words: str) -> str:
    """What a terminal shows, without the spaces between Chinese and digits: a page sets those itself."""
    return _SPACED.sub("", words)


@lru_cache(maxsize=4096)
def _day(day: date | str) -> Markup:
    """A day as a sentence says it."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return Markup('<span class="n">{}年{}月{}日</span>').format(on.year, on.month, on.day)


_TEMPLATES.filters |= {"whole": whole, "day": _day, "closed_up": closed_up}


def page(
    template: str, publisher: Publisher | None, title: str, released: str, **content: Any
) -> bytes:
    """One page, by the name of its template; ``released`` is the day on which it is made, for one
    that is frozen in a package. The day of its release is not known then: see ``with_release``."""
    rendered = _template(template).render(
        publisher=publisher, title=title, released=released, **content
    )
    return rendered.encode()


def with_release(frozen: bytes, first: str, newest: str) -> bytes:
    """A frozen page as it stands on the site: with the days, in words, on which its matter was first
    made public and last brought up to date. Nothing of what was frozen is changed or left out."""
    days = Markup('<p class="soft">发布日期：{}').format(whole(first))
    if newest != first:
        days += Markup('　<span class="n">最近更新：</span>{}').format(whole(newest))
    return frozen.replace(_RELEASED_HERE.encode(), f"{days}</p>\n".encode(), 1)


def own_page(template: str, publisher: Publisher, title: str, **content: Any) -> bytes:
    """A page that only the site has: it is in no package, and made anew whenever what it tells
    changed. Its style is a file beside it; ``root`` leads from its folder to the site's."""
    return page(template, publisher, title, "", own=True, **content)


def part(template: str, **content: Any) -> str:
    """What a page is put together of, by the name of its template."""
    return _template(template).render(content)


@cache
def _template(name: str) -> Template:
    return _TEMPLATES.get_template(f"{name}.html.j2")


def style() -> bytes:
    """The style that the site's own pages share."""
    return (files("reports") / "templates" / STYLE_FILE).read_bytes()


def sliced(every: Sequence[T]) -> list[Sequence[T]]:
    """What a long table is cut into: at least one page."""
    starts = range(0, max(len(every), 1), ROWS_A_PAGE)
    return [every[start : start + ROWS_A_PAGE] for start in starts]


def turning(here: int, pages: int, file: Callable[[int], str]) -> Markup:
    """The way to the page before and the one after; nothing where there is one page."""
    template = _TEMPLATES.get_template("turning.html.j2")
    return Markup(template.render(here=here, pages=pages, file=file))
