"""The pages on which a firm is found: one of its own, the list of all, and what searches it without a
server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from models.rules.file_names import firms_page
from models.rules.firm_story import Firm
from models.rules.publisher import Publisher
from reports.public_site import own_page, sliced, turning

LIST_TITLE = "查企业"
SEARCH_FILE = "firms.js"


def firm_page(publisher: Publisher, firm: Firm, replies: Mapping[str, Any]) -> bytes:
    """A firm's page; ``replies`` are its own words by the inspection's number.

    Duty: 3.1, 17.1, 23.1 (第三条、第十七条、第二十三条).
    """
    return own_page(
        "firm",
        publisher,
        firm.name,
        root="../",
        crumbs=[(LIST_TITLE, firms_page(1))],
        firm=firm,
        standing=[each for each in firm.lists if each.stands],
        replies=replies,
    )


def list_pages(publisher: Publisher, firms: Sequence[Firm]) -> Iterator[tuple[str, bytes]]:
    """Every firm in lists of a readable length, for who has no scripts; file -> page."""
    parts = sliced(firms)
    ranges = [(part[0].name, part[-1].name) for part in parts if part]
    for here, part in enumerate(parts, start=1):
        yield (
            firms_page(here),
            own_page(
                "firms",
                publisher,
                LIST_TITLE if here == 1 else f"{LIST_TITLE}（第{here}页）",
                searching=True,
                count=len(firms),
                firms=part,
                ranges=ranges,
                pages=len(parts),
                number_of=here,
                list_file=firms_page,
                turning=turning(here, len(parts), firms_page),
            ),
        )


def search_script(firms: Sequence[Firm]) -> bytes:
    """The names and codes of all, and what looks in them."""
    lines = "\n".join(f"{each.code}\t{' '.join(each.name.split())}" for each in firms)
    code = (files("reports") / "search.js").read_text(encoding="utf-8")
    return f'"use strict";\nconst FIRMS = {json.dumps(lines, ensure_ascii=False)};\n{code}'.encode()
