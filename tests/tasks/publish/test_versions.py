"""A matter that comes in versions is built again when it would tell something else (第三条)."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.rules import names
from models.rules.order import Basis
from models.rules.publications import PublicationKind
from models.tables import Publication
from tasks.base.terms import in_force
from tasks.publish.overtake import overtake
from tasks.publish.packages import Content, build
from tasks.publish.versions import Telling, due_of, next_number, overtaken_by
from tests import walk
from tests.tasks.publish import channels

NAMED = partial(names.credit_matter, walk.REGION)
ONCE = "350105/WB-01/2026-5/announcement"


def _telling(what: object, *, once: bool = False) -> Telling:
    content = Content(PublicationKind.CREDIT_LISTS, "名单", "credit.html", {"credit.html": b"x"})
    named = (lambda n: ONCE) if once else NAMED
    return Telling(named, {"名单": what}, [Basis("更新名单", None)], lambda *_: content)


def _due(what: object, *, once: bool = False) -> str | None:
    with database.reading() as session:
        due = due_of(session, _telling(what, once=once))
    return due.matter if due else None


def _built(what: object, *, once: bool = False) -> str:
    with database.reading() as session:
        due = due_of(session, _telling(what, once=once))
    assert due is not None
    with held_at(walk.NEW_YEAR):
        build(due, walk.NEW_YEAR)
    return due.matter


def _changed(matter: str, what: object, *, once: bool = False) -> list[str]:
    with database.reading() as session:
        publication = session.exec(select(Publication).where(Publication.matter == matter)).one()
        terms = in_force(session, walk.REGION, walk.NEW_YEAR)
        return overtaken_by(session, terms, publication, _telling(what, once=once))


@pytest.mark.duty("3.1")
def test_content_decides_not_how_often_something_changed(house: Path) -> None:
    walk.prepared(house)
    assert _built(["甲"]) == "350105/credit/1"
    assert _due(["甲"]) is None
    assert _built(["甲", "乙"]) == "350105/credit/2"
    assert _due(["甲"]) == "350105/credit/3"  # the first again: it differs from the last
    for number in range(3, 11):
        _built(["甲"] if number % 2 else ["甲", "乙"])
    with database.reading() as session:  # the tenth comes after the ninth, not after the first
        assert next_number(session, NAMED) == 11
        assert next_number(session, partial(names.credit_matter, "350104")) == 1


@pytest.mark.duty("23.1")
def test_what_was_overtaken_counts_for_nothing_but_its_number(house: Path) -> None:
    walk.prepared(house)
    first, second = _built(["甲"]), _built(["甲", "乙"])
    with held_at(walk.NEW_YEAR):
        overtake(second, ["名单"], walk.NEW_YEAR)
    assert _due(["甲"]) is None  # the first tells that already
    assert _due(["甲", "乙"]) == "350105/credit/3"
    assert (first, second) == ("350105/credit/1", "350105/credit/2")


@pytest.mark.duty("3.1", "23.1")
def test_before_it_leaves_every_part_and_every_channel_is_what_it_was(house: Path) -> None:
    walk.prepared(house)
    matter = _built(["甲"])
    assert _changed(matter, ["甲"]) == []
    assert _changed(matter, ["乙"]) == ["名单"]
    channels.served(house, date(2026, 1, 5), city_police=channels.BY_HAND)
    assert _changed(matter, ["甲"]) == []  # the same channels, served otherwise


@pytest.mark.duty("17.1")
def test_what_is_told_once_has_one_name_and_is_never_told_again(house: Path) -> None:
    walk.prepared(house)
    matter = _built(["甲"], once=True)
    assert matter == ONCE
    assert _due(["乙"], once=True) is None
    assert _changed(matter, ["乙"], once=True) == []
