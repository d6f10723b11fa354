"""Public pages: static, self-contained, opened from disk, printed or read on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from models.rules.draw.sources import source_in_words
from models.rules.items import ratio_in_words
from models.rules.order import moment_in_words
from models.rules.publications import Listing, PublicationKind
from models.rules.publisher import Publisher

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
}


def page(
    template: str, publisher: Publisher | None, title: str, released: str, **content: Any
) -> bytes:
    """One page, by the name of its template."""
    rendered = _TEMPLATES.get_template(f"{template}.html.j2").render(
        publisher=publisher, title=title, released=released, **content
    )
    return rendered.encode()


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
