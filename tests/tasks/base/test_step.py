"""The same act again, an act that changes nothing, and a new one are told apart (第十条末款)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from models import clock, database
from models.faults import Refused
from models.home import home
from models.rules.order import Basis
from models.tables import AuditEvent, GeneralSupervision
from tasks.base import audit
from tasks.base.step import Result, step
from tests import walk

DAY = date(2026, 9, 1)

pytestmark = pytest.mark.duty("10.3")


@pytest.fixture
def ready(house: Path) -> Path:
    walk.set_up(house)
    return house


def _supervised(name: str) -> GeneralSupervision:
    return GeneralSupervision(
        region=walk.REGION, credit_code=name, name=name, premises="乙", since=DAY, reason="注销"
    )


def _put_under(name: str, request: str | None = None, actor: str = walk.CLERK) -> Result:
    """An act: the subject is put under general supervision under the name ``name``."""
    with (
        clock.held_at(DAY),
        step(
            "test.supervise:X",
            action="列入一般监管",
            as_of=DAY,
            region=walk.REGION,
            actor=actor,
            request=request,
        ) as s,
    ):
        if s.known:
            return s.answer
        stands = s.session.exec(select(GeneralSupervision)).first()
        if stands is not None and stands.name == name:
            return s.unchanged(name=name)
        s.session.add(_supervised(name))
        return s.record(name=name)


def _events() -> int:
    with database.reading() as session:
        return len(session.exec(select(AuditEvent)).all())


def _stored() -> list[str]:
    with database.reading() as session:
        return sorted(session.exec(select(GeneralSupervision.name)).all())


def test_one_request_tried_again_is_known_and_gets_its_answer(ready: Path) -> None:
    assert _put_under("甲", "r1") == {"name": "甲", "act": "done"}
    assert _put_under("甲", "r1") == {"name": "甲", "act": "known"}
    assert _put_under("乙", "r1") == {"name": "甲", "act": "known"}
    assert (_events(), _stored()) == (1, ["甲"])


def test_a_new_request_for_what_stands_changes_nothing_and_writes_no_event(ready: Path) -> None:
    _put_under("甲")
    assert _put_under("甲") == {"name": "甲", "act": "unchanged"}
    assert _put_under("甲", "r2")["act"] == "unchanged"
    assert _events() == 1


def test_a_new_act_on_the_same_subject_is_done(ready: Path) -> None:
    assert [_put_under(name)["act"] for name in ("甲", "乙")] == ["done", "done"]
    assert (_events(), _stored()) == (2, ["乙", "甲"])


def test_of_two_at_once_with_one_request_one_is_done_and_one_known(ready: Path) -> None:
    with clock.held_at(DAY), ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(_act_at_once, ("甲", "甲")))
    assert sorted(answer["act"] for answer in answers) == ["done", "known"]
    assert (_events(), _stored()) == (1, ["甲"])


def _act_at_once(name: str) -> Result:
    with step("test.supervise:X", action="列入", as_of=DAY, region=walk.REGION, request="r1") as s:
        if s.known:
            return s.answer
        s.session.add(_supervised(name))
        return s.record(name=name)


@pytest.mark.parametrize("nobody", ["", " ", "\u3000", "\u200b"])
def test_nobody_acts_and_is_told_so_in_a_sentence(ready: Path, nobody: str) -> None:
    with pytest.raises(Refused) as refused:
        _put_under("甲", actor=nobody)
    assert "SQL" not in str(refused.value)
    assert "CHECK" not in str(refused.value)
    assert (_events(), _stored()) == (0, [])


def test_a_day_to_come_and_a_day_before_what_it_rests_on_are_refused(ready: Path) -> None:
    with clock.held_at(DAY):
        with (
            pytest.raises(Refused, match="尚未到来"),
            step("t:1", action="甲", as_of=DAY + timedelta(1), region=walk.REGION),
        ):
            pass
        with (
            pytest.raises(Refused, match="早于抽取之日"),
            step("t:1", action="甲", as_of=DAY - timedelta(1), region=walk.REGION) as s,
        ):
            s.rests_on(Basis("抽取", DAY))
    assert _events() == 0


def _half_done() -> None:
    with step("t:1", action="甲", as_of=DAY, region=walk.REGION) as s:
        s.session.add(_supervised("甲"))
        s.session.flush()
        raise Refused("到此为止")


def test_what_is_refused_half_way_leaves_nothing_stored(ready: Path) -> None:
    with pytest.raises(Refused, match="到此为止"):
        _half_done()
    assert (_events(), _stored()) == (0, [])
    assert audit.verify()["problems"] == []


def test_whatever_a_step_says_what_it_stored_is_on_record(ready: Path) -> None:
    with step("t:1", action="甲", as_of=DAY, region=walk.REGION) as s:
        s.put(home() / "甲.txt", b"x")
        s.unchanged()
    assert _events() == 1
    checked = audit.verify()
    assert (checked["files"], checked["problems"]) == (1, [])


@pytest.mark.duty("10.3")
def test_an_answer_tells_the_clocks_day_of_what_was_entered_late(ready: Path) -> None:
    def act(on: date, stands: bool) -> Result:
        with clock.held_at(on), step("x:1", action="试办", as_of=DAY, region=walk.REGION) as s:
            return s.unchanged() if stands else s.record()

    late = DAY + timedelta(days=30)
    assert act(DAY, False) == {"act": "done"}
    assert act(late, True) == {"act": "unchanged"}  # what stands was entered on its day
    assert act(late, False) == {"act": "done", "late_entry_on": str(late)}
    assert act(late + timedelta(days=1), True) == {"act": "unchanged", "late_entry_on": str(late)}
