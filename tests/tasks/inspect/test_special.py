"""Special inspections: one ground, its document, named inspectors of the rosters (第四条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from models import database
from models.clock import held_at
from models.tables import InspectionOfficer, Message, SpecialInspection, SubjectEntry
from tasks.inspect.inspections import assigned, waiting_inspections
from tasks.inspect.special import open_special
from tasks.rosters.refresh import refresh_roster
from tests import two_items, walk
from tests.refusal import reasons

RECEIVED, LATER, NEXT = date(2026, 9, 11), date(2026, 9, 28), date(2026, 9, 2)
PAIR = ["035023", "035036"]


def _subject() -> str:
    with database.reading() as session:
        codes = session.exec(select(SubjectEntry.credit_code).order_by(col(SubjectEntry.id)))
        return str(codes.first())


def _given(ground: int = 3, document: str = "投诉单1号", badges: list[str] = PAIR) -> tuple:  # type: ignore[type-arg]
    return walk.REGION, ground, document, _subject(), badges


def _opened() -> int:
    with database.reading() as session:
        return len(session.exec(select(SpecialInspection)).all())


@pytest.mark.duty("4.1", "17.3")
def test_without_ground_document_or_inspectors_nothing_is_opened(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        for given, said in (
            (_given(ground=8), "第四条七种情形之一"),
            (_given(document=" "), "依据的文件或编号"),
            (_given(badges=PAIR[:1]), "不得少于 2 人"),
            (_given(badges=[PAIR[0]] * 2), "不得少于 2 人"),
            ((walk.REGION, 3, "投诉单1号", "92350105MA0000000X", PAIR), "从未有过"),
            (_given(badges=[PAIR[0], "999999"]), "警号「999999」不在名录库"),
        ):
            [reason] = reasons(open_special, *given, walk.DRAW_DAY, walk.CLERK)
            assert said in reason
        assert reasons(open_special, *_given(), walk.DRAW_DAY, " ") == [
            "须写明经办人（--by），不得为空"
        ]
        [reason] = reasons(open_special, *_given(), NEXT, walk.CLERK)
        assert "尚未到来" in reason
        # Before its rosters: neither firm nor officers were listed yet. All of it is said.
        told = reasons(open_special, *_given(ground=8), date(2026, 8, 31), walk.CLERK)
        for part, said in zip(
            told,
            ("七种情形", "早于列入市场主体名录库之日 2026-09-01", PAIR[0], PAIR[1]),
            strict=True,
        ):
            assert said in part
        nobody = (walk.REGION, 9, " ", "92350105MA0000000X", ["999999"])
        told = reasons(open_special, *nobody, walk.DRAW_DAY, walk.CLERK, source="听说")
        assert len(told) == 6
    assert _opened() == 0


@pytest.mark.duty("4.1")
def test_the_same_case_stands_and_another_on_the_same_document_is_refused(house: Path) -> None:
    walk.prepared(house)
    with held_at(NEXT):
        first = open_special(*_given(), walk.DRAW_DAY, walk.CLERK)
        again = open_special(*_given(document=" 投诉单1号 "), NEXT, walk.LEADER)
        assert first["act"] == "done"
        assert {k: again[k] for k in ("act", "number", "opened_by", "opened_on")} == {
            "act": "unchanged", "number": "350105-ZX-2026-00001",
            "opened_by": walk.CLERK, "opened_on": "2026-09-01",
        }  # fmt: skip
        for given, differs in (
            (_given(ground=5), "情形为第 3 种"),
            (_given(badges=PAIR[::-1]), "检查人员为 035023、035036"),
            (_given(badges=["035023", "035049"]), "检查人员为 035023、035036"),
        ):
            [reason] = reasons(open_special, *given, NEXT, walk.LEADER)
            assert f"已由 {walk.CLERK} 于 2026-09-01" in reason
            assert "任务编号 350105-ZX-2026-00001" in reason
            assert differs in reason
        other = open_special(*_given(ground=5, document="督办单2号"), NEXT, walk.LEADER)
    assert other["number"] == "350105-ZX-2026-00002"
    assert _opened() == 2


@pytest.mark.duty("4.1", "14.1")
def test_who_left_the_roster_or_is_off_duty_cannot_be_named(house: Path) -> None:
    walk.prepared(house)
    text = walk.INSPECTORS.read_text(encoding="gb18030")
    lines = [line for line in text.splitlines() if not line.startswith("035036,")]
    lines = [line.replace("在岗", "离岗") if line.startswith("035049,") else line for line in lines]
    roster = house / "inspectors.csv"
    roster.write_text("\n".join(lines), encoding="gb18030")
    with held_at(NEXT):
        refresh_roster("inspectors", roster, walk.REGION, NEXT, walk.CLERK)
        for gone in ("035036", "035049"):
            [reason] = reasons(open_special, *_given(badges=["035023", gone]), NEXT, walk.CLERK)
            assert reason == f"警号「{gone}」不在名录库，或不在岗、无执法资格"
    assert _opened() == 0


@pytest.mark.duty("4.1", "20.1", "23.1")
def test_its_form_says_ground_and_document_and_its_result_the_ground(house: Path) -> None:
    walk.prepared(house)
    with held_at(walk.DRAW_DAY):
        done = open_special(*_given(), walk.DRAW_DAY, walk.CLERK)
    (each,) = walk.open_ones()
    assert each.task.number == done["number"]
    assert [badge for badge, _ in each.task.officers] == PAIR
    with database.reading() as session:
        assert len(session.exec(select(InspectionOfficer)).all()) == 2
    # Its form, its task sheet and the message say on what ground; the form comes in as any other.
    basis = "第四条第三种情形：被投诉举报涉嫌违法违规；依据：投诉单1号"
    book = load_workbook(walk.fill(house, each))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert f"专项检查依据：{basis}" in cells
    assert any(f"{done['number']}\n{basis}" in cell for cell in cells)
    with database.reading() as session:
        assert all(basis in message.body for message in session.exec(select(Message)))
    walk.hand_in(house, each, RECEIVED)
    walk.published(LATER)
    (page,) = (house / "site" / walk.REGION).glob("results-*.html")
    told = page.read_text()
    assert "被投诉举报涉嫌违法违规" in told
    assert "投诉单1号" not in told  # it stays in the house


@pytest.mark.duty("4.1", "6.1", "11.1")
def test_of_several_items_one_is_named_and_its_rosters_and_form_hold(house: Path) -> None:
    two_items.dispatched(house)
    given = (two_items.REGION, 3, "投诉单1号")
    with database.reading() as session:
        entry = session.exec(select(SubjectEntry).where(SubjectEntry.item_code == "YL-02")).first()
    assert entry is not None
    trio = ["041000", "041001", "041002"]  # three are asked for in the invented district
    act = (entry.credit_code, trio, two_items.DRAW_DAY, walk.CLERK)
    with held_at(two_items.DRAW_DAY):
        [said] = reasons(open_special, *given, *act)
        assert "请用 --item 指明其一" in said
        [said] = reasons(open_special, *given, *act, item_code="YL-01")
        assert "名录库中从未有过" in said
        done = open_special(*given, *act, item_code="YL-02")
        again = open_special(*given, *act, item_code="YL-02")
        assert (again["act"], again["item_code"]) == ("unchanged", "YL-02")
        [said] = reasons(open_special, *given, *act, item_code="YL-01")
        assert "事项为 YL-02" in said
    assert (done["number"], done["item_code"]) == ("359901-ZX-2026-00001", "YL-02")
    with database.reading() as session:
        waiting = assigned(session, waiting_inspections(session, two_items.REGION))
    [opened] = [each for each in waiting if each.task.number == done["number"]]
    assert opened.task.item.code == "YL-02"
