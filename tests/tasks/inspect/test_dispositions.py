"""What is done about each finding of the form in force (第二十一条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.sample.answers import CONFORMS, SHORT_LOGS
from models import database
from models.faults import Refused
from models.tables import HandlingStep
from tasks.inspect.dispositions import dispose, undisposed
from tests import walk

RECEIVED, LATER = date(2026, 9, 11), date(2026, 9, 14)
DOCUMENT = "马公（网安）行罚决字〔2026〕样例1号"


def found(house: Path) -> str:
    """An inspection with one finding, D3; its number."""
    walk.dispatched(house)
    each = walk.open_ones()[0]
    walk.hand_in(house, each, RECEIVED, SHORT_LOGS)
    return each.task.number


def stored() -> list[tuple[str, str, str, date, str]]:
    """Every disposition."""
    with database.reading() as session:
        return [
            (each.act, each.department, each.document, each.taken_on, each.taken_by)
            for each in session.exec(select(HandlingStep).order_by(col(HandlingStep.id)))
        ]


@pytest.mark.duty("21.1")
def test_every_finding_waits_until_something_is_done_about_it(house: Path) -> None:
    number = found(house)
    assert undisposed(walk.REGION) == [(number, "D3")]
    assert dispose(number, "D3", "handle", DOCUMENT, LATER, walk.LEADER)["act"] == "done"
    assert undisposed(walk.REGION) == []
    assert stored() == [("handle", "", DOCUMENT, LATER, walk.LEADER)]


@pytest.mark.duty("21.1")
def test_the_same_again_changes_nothing_and_another_is_refused_naming_the_first(
    house: Path,
) -> None:
    number = found(house)
    dispose(number, "D3", "handle", DOCUMENT, LATER, walk.LEADER)
    assert dispose(number, "D3", "handle", f" {DOCUMENT}", LATER, walk.CHIEF)["act"] == "unchanged"
    with pytest.raises(
        Refused, match=f"2026-09-14 由 {walk.LEADER} 登记「依法查处（{DOCUMENT}）」"
    ):
        dispose(number, "D3", "transfer", "移字1号", LATER, walk.LEADER, "区文旅局")
    assert len(stored()) == 1


@pytest.mark.duty("21.1", "23.2")
def test_a_corrected_form_is_disposed_of_anew(house: Path) -> None:
    number = found(house)
    dispose(number, "D3", "handle", DOCUMENT, LATER, walk.LEADER)
    [each] = [one for one in walk.every_one() if one.task.number == number]
    walk.hand_in(house, each, LATER, CONFORMS)
    with pytest.raises(Refused, match="登记表里没有 D3 项问题"):
        dispose(number, "D3", "handle", DOCUMENT, LATER, walk.LEADER)
    walk.hand_in(house, each, LATER, SHORT_LOGS)
    assert undisposed(walk.REGION) == [(number, "D3")]
    assert dispose(number, "D3", "handle", DOCUMENT, LATER, walk.LEADER)["act"] == "done"
    assert undisposed(walk.REGION) == []
    assert len(stored()) == 2


@pytest.mark.duty("21.1")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"check_point": "A1"}, "登记表里没有 A1 项问题"),
        ({"number": "350105-WB-01-2026-5-00099"}, "登记表里没有 D3 项问题"),
        ({"number": "350105"}, "写法不对"),
        ({"kind": "transfer"}, "须写明接收部门"),
        ({"document": " "}, "须写明文号"),
        ({"as_of": date(2026, 9, 7)}, "早于检查之日 2026-09-08"),
    ],
)
def test_what_cannot_be_is_refused(house: Path, change: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {
        "number": found(house),
        "check_point": "D3",
        "kind": "handle",
        "document": DOCUMENT,
        "as_of": LATER,
        "actor": walk.LEADER,
    }
    with pytest.raises(Refused, match=said):
        dispose(**{**asked, **change})  # type: ignore[arg-type]
    assert stored() == []
