"""What differs on site from the dossier printed on the form is proposed once and decided (第十三条)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.task import Workbook
from reports.record_form import render
from tasks.inspect.dossier_proposals import decide, waiting_proposals
from tasks.inspect.inspections import Assigned
from tasks.inspect.returns import import_returns
from tasks.inspect.send_back import send_back
from tasks.rosters.dossiers import import_dossiers, show_dossier
from tests import walk
from tests.forms import fill
from tests.refusal import reasons

DAY, RECEIVED = date(2026, 9, 2), date(2026, 9, 11)


def filed(house: Path, each: Assigned, terminals: int, day: date = DAY) -> None:
    """So many terminals are on file."""
    path = house / "档案.csv"
    path.write_text(f"信用代码,终端数\n{each.task.credit_code},{terminals}\n", "utf-8")
    with held_at(day):
        import_dossiers(path, walk.REGION, day, walk.CLERK)


def first() -> Assigned:
    """The first inspection, as its officers know it now."""
    return min(walk.every_one(), key=lambda each: each.id)


def handed_in(path: Path, terminals: int, day: date = RECEIVED) -> list[str]:
    """A form that says so many terminals are there and licensed; what is proposed."""
    book = load_workbook(path)
    for label in ("证照登记的终端", "现场清点的终端"):
        fill(book.worksheets[1], label, terminals)
    book.save(path)
    with held_at(day):
        done = import_returns(path, walk.REGION, day, walk.CLERK, reason=walk.CHANGED)
    return list(done["differences"])


@pytest.mark.duty("10.1", "13.1")
def test_a_difference_is_proposed_once_and_accepted_makes_the_next_version(house: Path) -> None:
    walk.dispatched(house)
    filed(house, first(), 60)
    each = first()
    printed = walk.fill(house, each)
    sheet = load_workbook(printed).worksheets[1]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "第 1 版" in cells
    assert "终端数 60台" in cells
    said = f"{each.task.subject} 终端数：在册 60，现场 58"
    assert handed_in(printed, 58) == [said]
    assert handed_in(walk.fill(house, each, remarks="另有说明"), 58) == []
    [waiting] = waiting_proposals(walk.REGION, RECEIVED)
    assert (waiting["on_file"], waiting["found"]) == ("60", "58")
    with held_at(RECEIVED):
        with pytest.raises(Refused, match="应写明"):
            decide(waiting["proposal"], True, " ", RECEIVED, walk.LEADER)
        done = decide(waiting["proposal"], True, "已核对许可证", RECEIVED, walk.LEADER)
        again = decide(waiting["proposal"], True, "已核对许可证", RECEIVED, walk.LEADER)
        with pytest.raises(Refused, match="已经决定：采纳"):
            decide(waiting["proposal"], False, "不对", RECEIVED, walk.LEADER)
    assert (done["version"], again["act"]) == (2, "unchanged")
    assert show_dossier(walk.REGION, each.task.credit_code, RECEIVED)["facts"]["terminals"] == 58
    assert waiting_proposals(walk.REGION, RECEIVED) == []
    with pytest.raises(DBAPIError, match="已经决定"), database.writing() as session:
        session.execute(text("UPDATE dossier_proposal SET decision = 'refused'"))


@pytest.mark.duty("10.1", "13.1")
def test_a_form_is_held_against_the_version_that_was_printed_on_it(house: Path) -> None:
    walk.dispatched(house)
    filed(house, first(), 60)
    printed = walk.fill(house, first())
    filed(house, first(), 58, date(2026, 9, 3))
    # The registry knows already what was found; and 60 was what the officers read on the form.
    assert handed_in(printed, 58) == []
    assert [d.partition("：")[2] for d in handed_in(printed, 57)] == ["在册 60，现场 57"]


@pytest.mark.duty("13.1")
def test_what_a_corrected_form_does_not_say_lapses_and_what_was_refused_stays_so(
    house: Path,
) -> None:
    walk.dispatched(house)
    filed(house, first(), 60)
    each = first()
    assert len(handed_in(walk.fill(house, each), 58)) == 1
    assert handed_in(walk.fill(house, each), 60) == []
    assert waiting_proposals(walk.REGION, RECEIVED) == []
    assert len(handed_in(walk.fill(house, each), 59)) == 1
    [waiting] = waiting_proposals(walk.REGION, RECEIVED)
    with held_at(RECEIVED):
        refused = decide(waiting["proposal"], False, "数错了", RECEIVED, walk.LEADER)
        with pytest.raises(Refused, match="没有第 99 号"):
            decide(99, True, "x", RECEIVED, walk.LEADER)
    assert (refused["decision"], refused["version"]) == ("refused", None)
    assert handed_in(walk.fill(house, each, remarks="再交一次"), 59) == []
    assert show_dossier(walk.REGION, each.task.credit_code, RECEIVED)["facts"]["terminals"] == 60


@pytest.mark.duty("13.1", "23.2")
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_what_a_form_says_that_is_sent_back_is_not_decided_until_it_comes_again(
    house: Path,
) -> None:
    walk.dispatched(house)
    filed(house, first(), 60)
    each = first()
    assert len(handed_in(walk.fill(house, each), 58)) == 1
    [waiting] = waiting_proposals(walk.REGION, RECEIVED)
    decided = (waiting["proposal"], True, "已核对许可证", RECEIVED, walk.LEADER)
    with held_at(RECEIVED):
        send_back(each.task.number, "终端数请重新清点", RECEIVED, walk.LEADER)
        assert reasons(decide, *decided) == [
            f"{each.task.subject} 终端数的现场差异所在的登记表已退回补正，补正的一份交回之后再处理"
        ]
    assert handed_in(walk.fill(house, each, remarks="已重新清点"), 58) == []
    with held_at(RECEIVED):
        assert decide(*decided)["version"] == 2


@pytest.mark.duty("10.1", "13.1")
def test_what_is_on_file_is_printed_and_left_so_it_is_read_and_proposes_nothing(
    house: Path,
) -> None:
    walk.dispatched(house)
    asked = _cells(house, first())
    assert [asked[label] for label in LICENSED] == [None, None, None]  # nothing on file: asked for
    path = house / "档案.csv"
    path.write_text(
        f"信用代码,终端数,服务器数,营业面积\n{first().task.credit_code},60,1,200\n", "utf-8"
    )
    with held_at(DAY):
        import_dossiers(path, walk.REGION, DAY, walk.CLERK)
    blank = _cells(house, first())
    assert [blank[label] for label in LICENSED] == ["60", "1", "200"]
    # The licence says otherwise than the file: proposed as the licence has it, nobody is accused.
    book = load_workbook(walk.fill(house, first()))
    fill(book.worksheets[1], "证照登记的终端", 58)
    fill(book.worksheets[1], "现场清点的终端", 58)
    for label, value in (("服务器", 1), ("营业面积", 200)):
        fill(book.worksheets[1], f"证照登记的{label}", str(value))  # as it was printed
        found = "现场清点的服务器" if label == "服务器" else "现场核定的营业面积"
        fill(book.worksheets[1], found, value)
    path = house / "交回.xlsx"
    book.save(path)
    with held_at(RECEIVED):
        done = import_returns(path, walk.REGION, RECEIVED, walk.CLERK)
    assert done["differences"] == [f"{first().task.subject} 终端数：在册 60，现场 58"]


LICENSED = ("证照登记的终端", "证照登记的服务器", "证照登记的营业面积")


def _cells(house: Path, each: Assigned) -> dict[str, object]:
    """What a blank form has beside each label, in the cell that is to be filled in."""
    path = house / "空白.xlsx"
    book = Workbook("大队", "甲", each.task.officers[0][0], [each.task], "0" * 64)
    path.write_bytes(render(book))
    rows = load_workbook(path).worksheets[1].iter_rows()
    return {str(row[4].value): row[5].value for row in rows if row[4].value}
