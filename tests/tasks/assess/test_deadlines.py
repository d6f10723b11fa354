"""Every kind of deadline is counted, and as it was known on a day (第二十三条、第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.sample.answers import CLOSED
from models.clock import held_at
from models.rules.draw.reasons import SubjectLeaves
from tasks.change.applications import apply, decide
from tasks.inspect.returns import import_returns
from tests import walk
from tests.forms import fill
from tests.tasks.assess.working_year import DUE, IN_TIME, NOVEMBER, PAPER, assessed, in_time
from tests.tasks.change import changing


@pytest.mark.duty("20.1", "21.1", "23.1", "24.1")
def test_every_kind_is_counted_by_itself(year: Path) -> None:
    shown = assessed(NOVEMBER)
    assert in_time(shown) == {
        "item_list": (0, 0, 2, 0),  # the sample's lists of January go out in September
        "returns": (4, 1, 2, 0),
        "results": (5, 0, 0, 0),
        "rectify": (0, 0, 1, 0),  # ordered by the 21st, seen by the recheck of the 22nd
        "recheck": (1, 0, 0, 0),
        "amendment": (1, 0, 0, 0),
        "record": (0, 0, 0, 1),
    }


@pytest.mark.duty("24.1")
def test_on_an_earlier_day_nothing_later_is_known(year: Path) -> None:
    shown = assessed(DUE)
    # The 21st: two drawn and the special form came in, one was entered later under the 18th; the others
    # are not over. Five visits of the 8th have results to come; nothing is withdrawn, no deduction known.
    assert in_time(shown)["returns"] == (3, 1, 0, 2)
    assert in_time(shown)["results"] == (0, 0, 0, 5)
    assert (shown["withdrawn"], shown["draws"][0]["deducted"]) == (0, 0)
    assert shown["handling"] == [{"words": "责令改正", "n": 1}]
    assert [each["out"] for each in shown["ratios"]] == [True, True, True]
    assert shown["score"]["rows"][1]["points"] is None


@pytest.mark.duty("18.1", "24.1")
def test_until_the_day_of_its_substitute_the_result_of_a_firm_that_moved_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSJ_HOME", str(tmp_path))
    walk.dispatched(tmp_path)
    one = walk.open_ones()[0]
    path = walk.fill(tmp_path, one, story=CLOSED)
    book = load_workbook(path)
    fill(book.worksheets[1], "本次检查情况", "已搬迁")
    book.save(path)
    with held_at(IN_TIME):
        import_returns(path, walk.REGION, IN_TIME, walk.CLERK, reason=walk.CHANGED)
    with held_at(PAPER):
        asked = apply(
            changing.DRAW_ID,
            one.task.credit_code,
            SubjectLeaves.MOVED_AWAY,
            changing.EVIDENCE,
            PAPER,
            walk.CLERK,
        )
        decide(asked["number"], True, PAPER, walk.CHIEF)
    assert in_time(assessed(IN_TIME))["results"] == (0, 0, 0, 1)
    assert "results" not in in_time(assessed(PAPER))
