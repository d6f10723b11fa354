"""Public pages: static, self-contained, opened from disk, printed or read on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from models.rules.draw.sources import source_in_words
from models.rules.items import ratio_in_words
from models.rules.order import moment_in_words
from models.rules.publications import Listing, PublicationKind
from models.rules.publisher import Publisher
from reports.tags import tag, tone

_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "moment": lambda moment: Markup('<span class="n">{}</span>').format(moment_in_words(moment)),
    "ratio_in_words": ratio_in_words,
    "source": source_in_words,
    "tag": tag,
    "tone": tone,
}
_IN_BRACKETS = re.compile("(（[^（）]{1,12}）)")
_RELEASED_HERE = "<!-- 发布日期 -->"
_TEMPLATES.globals |= {
    "own": False,
    "root": "",
    "crumbs": (),
    "number": "",
    "released_here": Markup(_RELEASED_HERE),
}


def _whole(words: str) -> Markup:
    """Words in which what stands in brackets is not broken."""
    return Markup(_IN_BRACKETS.sub(r'<span class="n">\1</span>', str(escape(words))))


_TEMPLATES.filters["whole"] = _whole


def page(
    template: str, publisher: Publisher | None, title: str, released: str, **content: Any
) -> bytes:
    """One page, by the name of its template; ``released`` is the day on which it is made, for one
    that is frozen in a package. The day of its release is not known then: see ``with_release``."""
    rendered = _TEMPLATES.get_template(f"{template}.html.j2").render(
        publisher=publisher, title=title, released=released, **content
    )
    return rendered.encode()


def with_release(frozen: bytes, first: str, newest: str) -> bytes:
    """A frozen page as it stands on the site: with the days, in words, on which its matter was first
    made public and last brought up to date. Nothing of what was frozen is changed or left out."""
    days = Markup('<p class="soft"><span class="n">发布日期：{}</span>').format(first)
    if newest != first:
        days += Markup('　<span class="n">最近更新：{}</span>').format(newest)
    return frozen.replace(_RELEASED_HERE.encode(), f"{days}</p>\n".encode(), 1)


def index(publisher: Publisher, publications: Sequence[Listing], ledgers: Sequence[Any]) -> bytes:
    """The first page: the ledger of each year (``title`` and ``file``), and everything made public,
    newest first, by kind."""
    by_kind = {
        kind.words: [each for each in publications if each.kind == kind] for kind in PublicationKind
    }
    newest = next((each for each in publications if each.look_up is not None), None)
    return page(
        "index",
        publisher,
        "双随机、一公开 信息公示",
        "",
        by_kind=by_kind,
        ledgers=ledgers,
        newest=newest,
    )
