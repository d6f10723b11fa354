"""Every kind of deadline is counted, and as it was known on a day (第二十三条、第二十四条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tasks.assess.working_year import DUE, NOVEMBER, assessed, in_time


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
