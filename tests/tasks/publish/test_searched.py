"""What was searched when it was built is searched again when it leaves, unless neither it nor what it
is searched for changed since (第十条、第二十三条)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from models import database
from models.clock import held_at
from models.rules.leaving import Said
from models.tables import InspectorEntry, SubjectEntry
from tasks.base.terms import in_force
from tasks.publish import searched
from tasks.publish.due import build_due
from tasks.publish.release import release, unreleased
from tasks.publish.searched import searched_for
from tests import shell, walk
from tests.refusal import refusal
from tests.tasks.publish import stories

DAY, NEXT = date(2026, 9, 2), date(2026, 9, 3)
PLAN = "350105/plan/WB-01/2026/1"
ONE_DATABASE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def _built(house: Path, reason: str = "部署专项行动") -> None:
    walk.prepared(house)
    stories.deducted(reason, DAY)
    with held_at(DAY):
        assert PLAN in build_due(walk.REGION, DAY)["built"]


def _released() -> str:
    with held_at(NEXT):
        return str(release(PLAN, NEXT, walk.LEADER)["act"])


def _became_known(name: str) -> None:
    """Somebody who represents a firm that came into the roster."""
    with database.writing() as session:
        firm = session.exec(select(SubjectEntry)).first()
        assert firm is not None
        values = firm.model_dump(exclude={"id"})
        came = {"credit_code": "92350105MA0TEST018", "legal_representative": name}
        session.add(SubjectEntry(**(values | came)))


def _no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("searched once more")

    monkeypatch.setattr(searched, "screen", never)


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_what_is_as_it_was_searched_is_not_searched_again(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _built(house)
    _no_search(monkeypatch)
    assert _released() == "done"


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_whom_the_roster_has_only_since_the_build_stops_a_text_about_no_firm(house: Path) -> None:
    _built(house, "欧阳又新住院")
    _became_known("欧阳又新")
    with held_at(NEXT):
        stopped = refusal(lambda: release(PLAN, NEXT, walk.LEADER))
    assert stopped.code == "personal-data"
    assert f"{PLAN} 的「扣减原因」中疑似有执法人员或负责人的姓名" in str(stopped)
    assert PLAN in unreleased(walk.REGION)


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_other_rules_search_again_what_was_built_under_those_before(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _built(house)
    monkeypatch.setattr(searched, "made_by", lambda *_: "other rules")
    asked = []
    monkeypatch.setattr(searched, "screen", lambda *given: asked.append(given[2]))
    assert _released() == "done"
    assert asked == [PLAN]


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
@pytest.mark.parametrize("channel", ["city-police", "credit-publicity"])
def test_bytes_that_are_not_those_that_were_searched_are_not_released(
    house: Path, channel: str
) -> None:
    _built(house)
    [package] = (house / "packages" / channel).glob("*plan*.zip")
    changed = package.read_bytes() + b"x"
    package.write_bytes(changed)
    with held_at(NEXT):
        stopped = refusal(lambda: release(PLAN, NEXT, walk.LEADER))
    assert stopped.code == "package-changed"
    name = package.relative_to(house).as_posix()
    with shell.unguarded() as at:
        digest = hashlib.sha256(changed).hexdigest()
        at.run("UPDATE disclosure SET package_digest = ? WHERE file = ?", [digest, name])
    with held_at(NEXT):
        stopped = refusal(lambda: release(PLAN, NEXT, walk.LEADER))
    assert stopped.code == "package-changed"
    assert "与制作时留存的不符，不得放行" in str(stopped)
    assert PLAN in unreleased(walk.REGION)


@ONE_DATABASE
@pytest.mark.duty("10.2", "23.1")
def test_what_is_searched_for_is_another_with_every_person_number_and_rule(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.prepared(house)
    with database.reading() as session:
        known = session.exec(select(SubjectEntry)).first()
        assert known is not None
        of_a_firm, of_none = Said("reason", "甲", known.credit_code), Said("reason", "甲")

    def now(change: Callable[[], None] = lambda: None, **site: str) -> list[str]:
        change()
        with database.reading() as session:
            terms = in_force(session, walk.REGION, DAY)
            terms = terms.model_copy(update={"site": terms.site.model_copy(update=site)})
            texts = ([of_a_firm], [of_none], [])
            return [searched_for(session, terms, said) for said in texts]

    def officer() -> None:
        with database.writing() as session:
            one = session.exec(select(InspectorEntry)).first()
            assert one is not None
            values = one.model_dump(exclude={"id"}) | {"name": "胡又新", "badge_number": "039999"}
            session.add(InspectorEntry(**values))

    first = now()
    assert now() == first
    somebody = now(lambda: _became_known("欧阳又新"))
    assert [a == b for a, b in zip(somebody, first, strict=True)] == [True, False, True]
    numbered = now(phone="0591-87654321")
    assert all(a != b for a, b in zip(numbered, somebody, strict=True))
    assert all(a != b for a, b in zip(now(officer), somebody, strict=True))
    before = now()
    monkeypatch.setattr(searched, "made_by", lambda *_: "other rules")
    assert all(a != b for a, b in zip(now(), before, strict=True))
