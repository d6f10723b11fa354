"""What the form of a recheck says of what it looked at (第二十一条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from flows.sample.answers import CLOSED, CONFORMS, KEEPS_OUT, SHORT_LOGS, answers, form, sound
from models import database
from models.clock import held_at
from models.faults import Refused
from models.rules.task import Workbook
from models.tables import Message
from reports.record_form import render
from tasks.inspect.chase import chase
from tasks.inspect.dispositions import dispose, undisposed
from tasks.inspect.recheck import open_recheck
from tasks.inspect.recheck_outcomes import found_besides
from tasks.inspect.rectify import order
from tasks.inspect.returns import import_returns
from tasks.inspect.special import open_special
from tasks.inspect.special_cancel import cancel_special
from tasks.overview.handling import handling
from tasks.publish.amend import correct
from tests import walk
from tests.tasks.inspect.orders import (
    AGAIN,
    NEXT,
    ORDER,
    RECHECK,
    UNTIL,
    back,
    found,
    ordered,
    rechecked,
    stages,
)
from tests.tasks.publish import stories


@pytest.mark.duty("21.1")
@pytest.mark.parametrize(
    ("story", "on", "stage"),
    [
        (SHORT_LOGS, date(2026, 9, 21), "未改正"),
        (SHORT_LOGS, AGAIN, "逾期未改正"),
        (KEEPS_OUT, AGAIN, "复查未果"),
        (CLOSED, AGAIN, "复查未果"),
    ],
)
def test_what_is_not_seen_to_be_rectified_is_not_closed(
    home: Path, story: str, on: date, stage: str
) -> None:
    number = found(home).task.number
    ordered(number)
    rechecked(home, number, story, on)
    assert stages() == [stage]
    with held_at(on):
        if on <= UNTIL:
            with pytest.raises(Refused, match="改正期限 2026-09-21 尚未届满"):
                dispose(number, "D3", "handle", "罚字1号", on, walk.LEADER)
        else:
            dispose(number, "D3", "criminal", "移送字1号", on, walk.LEADER)
            assert stages() == ["涉嫌犯罪已移送"]


@pytest.mark.duty("20.1", "21.1")
def test_a_corrected_form_of_a_recheck_says_otherwise_until_it_was_acted_upon(
    home: Path,
) -> None:
    number = found(home).task.number
    ordered(number)
    rechecked(home, number, CONFORMS)
    assert back(home, RECHECK, SHORT_LOGS, AGAIN)["act"] == "done"
    assert stages() == ["逾期未改正"]
    with held_at(AGAIN):
        dispose(number, "D3", "handle", "罚字1号", AGAIN, walk.LEADER)
    with pytest.raises(Refused, match="已据复查结果另行处理"):
        back(home, RECHECK, CONFORMS, AGAIN)


@pytest.mark.duty("4.1", "21.1")
def test_what_a_recheck_finds_besides_is_named_until_it_is_inspected(home: Path) -> None:
    each = found(home)
    number = each.task.number
    ordered(number)
    with held_at(AGAIN):
        opened = open_recheck(number, [], AGAIN, walk.CLERK)["recheck"]
        [recheck] = [one for one in walk.every_one() if one.task.number == opened]
        task = recheck.task
        measured = sound(task.item, task.dossier(), AGAIN) | {"shared": 1}
        filled = form(task, AGAIN, CONFORMS)
        filled = replace(filled, measured=measured, answers=answers(task, measured, AGAIN))
        badge, name = task.officers[0]
        book = Workbook("", name, badge, [task], "", {task.number: filled})
        (home / "复查.xlsx").write_bytes(render(book))
        done = import_returns(
            home / "复查.xlsx", walk.REGION, AGAIN, walk.CLERK, reason=walk.CHANGED
        )
        [told] = done["rechecks"]
        assert (told["outcomes"], told["also_found"]) == ({"D3": "已改正"}, ["B1"])
        assert handling(walk.REGION, AGAIN) == []  # no finding of the first inspection
        chase(walk.REGION, AGAIN)
        with database.reading() as session:
            said = session.exec(select(Message.body).where(Message.kind == "supervisor")).all()
            assert f"{opened} 复查时另发现 B1 项问题，应另行立项检查" in "".join(said)
            assert found_besides(session, walk.REGION) == {opened: ["B1"]}
        about = (walk.REGION, 6, "复查发现", task.credit_code, [b for b, _ in task.officers], AGAIN)
        special = open_special(*about, "甲")["number"]
        with database.reading() as session:
            assert found_besides(session, walk.REGION) == {}
        # Cancelled, it is no inspection of what was found: that is to be told again.
        cancel_special(special, "文书有误", AGAIN, "甲")
        with database.reading() as session:
            assert found_besides(session, walk.REGION) == {opened: ["B1"]}
        open_special(*about, "甲")
        with database.reading() as session:
            assert found_besides(session, walk.REGION) == {}


@pytest.mark.duty("21.1", "23.2")
def test_what_was_told_of_a_recheck_is_corrected_only_by_decision(home: Path) -> None:
    stories.told(home)
    [(number, _)] = undisposed(walk.REGION)
    with held_at(NEXT):
        order(number, "D3", ORDER, NEXT, walk.LEADER, until=NEXT)
    day = date(2026, 9, 30)
    rechecked(home, number, CONFORMS, day)
    walk.published(day)
    assert stories.on_site(home)[1][number]["disposition"] == f"责令改正（{ORDER}），已改正"
    with pytest.raises(Refused, match="复查结果已批准公示，更正须先经决定"):
        back(home, RECHECK, SHORT_LOGS, day)
    with held_at(day):
        correct(number, "复查认定有误", "复查结果更正如下", day, walk.LEADER, asked_by=walk.CLERK)
    assert back(home, RECHECK, SHORT_LOGS, day)["act"] == "done"
    walk.published(day)
    said = stories.on_site(home)[1][number]
    assert said["disposition"].startswith(f"责令改正（{ORDER}），逾期未改正，正在处理")
    assert said["kind"] == "correction"
