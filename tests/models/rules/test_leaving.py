"""A field leaves only if somebody listed it (第十条、第二十三条)."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest
from jinja2 import nodes

from models.rules.batch import BATCH_FIELDS
from models.rules.disclosure import PublicResult
from models.rules.leaving import LEAVES, Said, unlisted, written
from models.rules.publications import PublicationKind
from reports import public_site
from tasks.publish.credit_lists import Gone, Listed

TEMPLATES = Path(public_site.__file__).parent / "templates"

PAGES = {
    "item_list": PublicationKind.ITEM_LIST,
    "annual_plan": PublicationKind.ANNUAL_PLAN,
    "results": PublicationKind.RESULTS,
    "credit_lists": PublicationKind.CREDIT_LISTS,
    "abandonment": PublicationKind.ANNOUNCEMENT,
}
"""Template -> what it is the page of. Those of a draw's documents show what closed shapes hold."""

LOOKS = {
    "results": {"told", "words"},
    "annual_plan": {"month"},
    "credit_lists": {
        "items", "brigade", "unit", "value", "words", "objection_decided_within",
        "repair_decided_within",
    },
}  # fmt: skip
"""What a template goes through to a field, and the district file's own terms."""


def _shown(template: str) -> set[str]:
    source = (TEMPLATES / f"{template}.html.j2").read_text("utf-8")
    tree = public_site._TEMPLATES.parse(source)
    constant = (n.arg for n in tree.find_all(nodes.Getitem))
    return {n.attr for n in tree.find_all(nodes.Getattr)} | {
        str(arg.value) for arg in constant if isinstance(arg, nodes.Const)
    }


@pytest.mark.duty("10.2", "23.1")
@pytest.mark.parametrize("template", PAGES)
def test_a_page_shows_only_fields_that_are_listed(template: str) -> None:
    shown = _shown(template) - LOOKS.get(template, set())
    assert shown
    assert unlisted(PAGES[template], shown) == []


@pytest.mark.duty("10.2", "23.1")
def test_what_is_told_has_only_fields_that_are_listed() -> None:
    row = {each.name for each in fields(PublicResult)}
    assert unlisted(PublicationKind.RESULTS, row | BATCH_FIELDS.keys()) == []
    for listed in (Listed, Gone):
        assert unlisted(PublicationKind.CREDIT_LISTS, get_type_hints(listed)) == []


@pytest.mark.duty("10.2", "23.1")
@pytest.mark.parametrize(
    "field",
    [
        "remarks", "opinion", "refusal_reason", "witness", "received_by", "situation", "evidence",
        "observed", "officers", "legal_representative", "decided_by", "applicant", "email",
    ],
)  # fmt: skip
def test_what_is_personal_is_on_no_list(field: str) -> None:
    for kind in PublicationKind:
        assert unlisted(kind, [field]) == [field]


@pytest.mark.duty("23.1")
def test_every_written_text_is_shown_once_and_no_other() -> None:
    said = [
        Said("name", "某网吧", "9235", "某网吧"),
        Said("document", "罚字1号", "9235", "某网吧"),
        Said("document", "罚字1号", "9236", "别的网吧"),
        Said("note", "", "9235", "某网吧"),
    ]
    assert written(PublicationKind.RESULTS, said) == [("处理文书", "罚字1号")]


def test_what_is_written_says_how_it_is_put_right() -> None:
    for each in (field for listed in LEAVES.values() for field in listed.values()):
        assert bool(each.mend) == (each.is_written or each.words == "市场主体名称")
