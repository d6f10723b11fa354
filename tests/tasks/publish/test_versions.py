"""A matter that comes in versions is built again when it would tell something else (第三条)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from models import database
from models.clock import held_at
from models.rules import names
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from tasks.publish.packages import Content, Due, build
from tasks.publish.versions import next_number, next_version
from tests import walk

NAMED = partial(names.credit_matter, walk.REGION)


def _build(tells: str, number: int) -> None:
    file = f"credit-{number}.html"
    content = Content(PublicationKind.CREDIT_LISTS, "名单", file, {file: b"x"})
    due = Due(NAMED(number), [Basis("更新名单", None)], lambda *_: content, tells)
    with held_at(walk.NEW_YEAR):
        build(due, walk.NEW_YEAR)


@pytest.mark.duty("3.1")
def test_content_decides_not_how_often_something_changed(house: Path) -> None:
    walk.prepared(house)

    def due(what: object) -> tuple[str, str] | None:
        with database.reading() as session:
            version = next_version(session, NAMED, what)
        return (version.matter, version.tells) if version else None

    first = due(["甲"])
    assert first is not None
    assert first[0] == "350105/credit/1"
    _build(first[1], 1)
    assert due(["甲"]) is None
    second = due(["甲", "乙"])
    assert second is not None
    assert second[0] == "350105/credit/2"
    _build(second[1], 2)
    back = due(["甲"])  # the first again: it differs from the last
    assert back is not None
    assert back == ("350105/credit/3", first[1])
    for number in range(3, 11):
        _build(first[1] if number % 2 else second[1], number)
    with database.reading() as session:  # the tenth comes after the ninth, not after the first
        assert next_number(session, NAMED) == 11
        assert next_number(session, partial(names.credit_matter, "350104")) == 1
